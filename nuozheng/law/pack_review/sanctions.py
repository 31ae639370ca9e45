"""Measures against a person that need a basis in national law."""

from nuozheng.law.findings import Finding
from nuozheng.law.pack_review.finding import finding
from nuozheng.law.policy import Policy
from nuozheng.law.policy.wording import word


def sanctions_have_a_national_basis(policy: Policy) -> Finding:
    """必须…直接援引法律、法规或者党中央、国务院政策文件为依据 (CN-GBF49-basis)."""
    domains = policy.credit.sanction_domains
    named = "、".join(word("", domain) for domain in domains.value)
    return finding(
        "sanctions_have_a_national_basis",
        not domains.value,
        f"地方文件自行列举失信惩戒领域（{named}）；惩戒措施须有法律、法规或者国家政策依据并列入"
        "全国清单，须逐项核对。",
        (*domains.clause, "CN-GBF49-basis", "CN-GBF49-fit"),
        "每一项惩戒在作出时写明全国清单中的依据；没有依据的不实施。",
    )


def blacklist_has_a_national_basis(policy: Policy) -> Finding:
    """严重失信主体名单的设列…地方不得自行增设 (CN-GBF49-list)."""
    blacklist = policy.credit.blacklist
    return finding(
        "blacklist_has_a_national_basis",
        not blacklist.value,
        "本地设立虚假承诺黑名单；名单的设列须有法律、法规或者国家政策依据。",
        (*blacklist.clause, "CN-GBF49-list"),
        "名单只供内部核查参考，不公开、不联动惩戒，直至找到国家依据。",
    )


def penalties_rest_on_law(policy: Policy) -> Finding:
    """其他规范性文件不得设定行政处罚 (CN-CFF-16): invalidity acts as a penalty."""
    measures = policy.consequences.measures
    invented = {"invalid_application", "invalid_decision"} & set(measures.value)
    return finding(
        "penalties_rest_on_law",
        not invented,
        "规范性文件规定“申请无效、决定无效”；此类不利处理须有法律、法规、规章依据，"
        "已作出的许可应按撤销程序处理。",
        (*measures.clause, "CN-CFF-16", "CN-XKF-69"),
        "已作出决定的，按行政许可法第六十九条撤销；未作出决定的，依法不予许可。",
    )


def fees_are_refundable(policy: Policy) -> Finding:
    """实施行政许可…不得收取任何费用 (CN-XKF-58); 其他规范性文件不得设定行政处罚 (CN-CFF-16)."""
    fees = policy.consequences.fees_refunded
    return finding(
        "fees_are_refundable",
        fees.value,
        "规定已缴费用不予退还；不退还费用是不利处理，规范性文件不能自行设定。",
        (*fees.clause, "CN-XKF-58", "CN-CFF-16", "CN-YSTL-64"),
        "依收费项目自身的法律依据判断是否退还。",
    )


def repair_is_open(policy: Policy) -> Finding:
    """满足相关条件的信用主体均可按要求申请信用修复 (CN-XF36-2)."""
    repair = policy.credit.repair
    return finding(
        "repair_is_open",
        repair.value,
        "没有信用修复的途径。",
        (*repair.clause, "CN-XF36-2"),
        "把 credit.repair 写为 true。",
    )


RULES = (
    sanctions_have_a_national_basis,
    blacklist_has_a_national_basis,
    penalties_rest_on_law,
    fees_are_refundable,
    repair_is_open,
)
