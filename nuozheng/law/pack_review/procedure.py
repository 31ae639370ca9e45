"""Who may commit, what may be committed to, what the notice says."""

from nuozheng.law.findings import Finding
from nuozheng.law.pack_review.finding import finding
from nuozheng.law.policy import Policy, load_policy
from nuozheng.law.policy.wording import word


def bar_has_an_exit(policy: Policy) -> Finding:
    """信用主体依法享有信用修复的权利 (CN-XF36-2); 在信用修复前不适用 (CN-GBF42-bar)."""
    bar = policy.applicants.bar_ends
    return finding(
        "bar_has_an_exit",
        bar.value != "never",
        "对失信申请人的限制没有解除的途径，与信用主体依法享有信用修复的权利不符。",
        (*bar.clause, "CN-XF36-2", "CN-GBF42-bar"),
        "把 applicants.bar_ends 写为 repair，限制随信用修复解除。",
    )


def bar_is_no_wider_than_national(policy: Policy) -> Finding:
    """申请人有较严重的不良信用记录 (CN-GBF42-bar): any record at all bars more people than that."""
    bar = policy.applicants.credit_threshold
    return finding(
        "bar_is_no_wider_than_national",
        bar.value != "any",
        "有任何失信记录即不适用告知承诺，比国务院办公厅指导意见“较严重的不良信用记录”更宽。",
        (*bar.clause, "CN-GBF42-bar", "CN-GBF49-fit"),
        "请法制机构确认是否有上位依据；没有的，改为 serious。",
    )


def exclusions_cover_the_national_ones(policy: Policy) -> Finding:
    """直接涉及国家安全…不适用告知承诺制 (CN-GBF42-exclusion): a local list may add, not drop."""
    national, own = load_policy("cn").scope, policy.scope
    held = set(own.excluded_fields.value)
    lacking = [word("", field) for field in national.excluded_fields.value if field not in held]
    relations = set(own.excluded_relations.value)
    lacking += [
        word("", kind) for kind in national.excluded_relations.value if kind not in relations
    ]
    return finding(
        "exclusions_cover_the_national_ones",
        not lacking,
        f"不适用范围少于国务院办公厅指导意见，缺：{'、'.join(lacking)}。",
        (*own.excluded_fields.clause, *own.excluded_relations.clause, "CN-GBF42-exclusion"),
        "补足所缺的领域和情形；清单审核时按指导意见的范围把关。",
    )


def notice_covers_the_national_elements(policy: Policy) -> Finding:
    """书面告知的内容应当包括… (CN-GBF42-notice)."""
    held = set(policy.notice.elements.value)
    required = load_policy("cn").notice.elements.value
    lacking = [word("", element) for element in required if element not in held]
    return finding(
        "notice_covers_the_national_elements",
        not lacking,
        f"告知内容少于国务院办公厅指导意见，缺：{'、'.join(lacking)}。",
        (*policy.notice.elements.clause, "CN-GBF42-notice"),
        "在告知书中补足所缺内容；多告知不违反本地文本。",
    )


def commitment_is_a_choice(policy: Policy) -> Finding:
    """申请人可自主选择是否采用告知承诺制方式办理 (CN-GBF42-choice)."""
    compulsory = policy.scope.mandatory_commitment
    return finding(
        "commitment_is_a_choice",
        not compulsory.value,
        "可以设定必须实行告知承诺制的事项，与申请人自主选择的规定有出入。",
        (*compulsory.clause, "CN-GBF42-choice"),
        "此类事项也保留提交证明的退路：不愿承诺、无法承诺的，可以提交法定证明。",
    )


def adverse_decisions_have_a_person(policy: Policy) -> Finding:
    """有权拒绝…仅通过自动化决策的方式作出决定 (CN-PIPL-24)."""
    person = policy.consequences.decided_by_person
    return finding(
        "adverse_decisions_have_a_person",
        person.value,
        "不利决定仅由系统自动作出；对个人权益有重大影响的决定，个人有权拒绝仅以自动化方式作出。",
        (*person.clause, "CN-PIPL-24"),
        "由具名的工作人员作出决定。",
    )


RULES = (
    bar_has_an_exit,
    bar_is_no_wider_than_national,
    exclusions_cover_the_national_ones,
    notice_covers_the_national_elements,
    commitment_is_a_choice,
    adverse_decisions_have_a_person,
)
