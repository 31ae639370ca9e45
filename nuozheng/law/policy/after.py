"""Keys of a pack after the signature: verification, consequences, credit, disclosure."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from nuozheng.law.policy.restraints import Domain, IncentiveRule, ListRule, SanctionMeasure
from nuozheng.law.policy.stated import Section, Stated, says
from nuozheng.law.vocabulary import Severity

Words = tuple[str, ...]
PlanField = Literal["time", "standard", "manner", "exempt", "sampling_ratio"]
Method = Literal["online", "internal", "assistance", "agency_verification", "onsite", "written"]
Measure = Literal[
    "terminate",
    "rectify",
    "revoke",
    "penalise",
    "invalid_application",
    "invalid_decision",
    "refer",
]
HeavyPenalty = Literal["large_fine", "confiscation", "downgrade", "closure", "other_heavy"]
ReviewCause = Literal["public_interest", "hearing", "third_party", "complex"]
Yuan = Annotated[StrictInt, Field(ge=0)]
Information = Literal["promise_performance", "penalty", "judgment"]
DocumentKind = Literal["judgment", "award", "penalty_decision", "ruling", "decision"]
Behaviour = Literal[
    "untrue_content", "concealed", "false_commitment", "other_deceit", "promise_unfulfilled"
]
Days = Annotated[StrictInt, Field(ge=1, le=250)]
VisitsAYear = Annotated[StrictInt, Field(ge=1, le=50)]
Ratio = Annotated[Decimal, Field(gt=0, le=1)]
Months = tuple[StrictInt, StrictInt]


class PublicationMonths(BaseModel):
    """How long a record of each grade may be published: shortest and longest, in months."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    minor: Months = (0, 0)
    serious: Months = (0, 0)
    grave: Months = (0, 0)

    def of(self, grade: Severity) -> Months:
        """The span of one grade, in months; (0, 0) where no text allows publication."""
        spans = {
            Severity.MINOR: self.minor,
            Severity.SERIOUS: self.serious,
            Severity.GRAVE: self.grave,
        }
        return spans[grade]


class Verification(Section):
    """核查与协助."""

    plan_fields: Stated[tuple[PlanField, ...]] = says("核查办法应明确的内容", ())
    exemption: Stated[StrictBool] = says("可以免予核查", False)
    supervision_modes: Stated[Words] = says("免予核查后的监管方式", ())
    batch_checks: Stated[StrictBool] = says("分批定期核查", False)
    written_measure: Stated[StrictBool] = says("不能共享的另定核查办法", False)
    daily_supervision: Stated[StrictBool] = says("决定后纳入日常监管", False)
    credit_check_days: Stated[Days] = says("监管部门核查信用的期限（工作日）", 3)
    supervision_days: Stated[Days] = says("决定后第一次日常监管的期限（工作日）", 120)
    sampling_ratio: Stated[Ratio | None] = says("抽查比率", None)
    after_decision_days: Stated[Days] = says("决定后完成核查的期限（工作日）", 40)
    methods: Stated[tuple[Method, ...]] = says("核查方式", ())
    onsite_modes: Stated[Words] = says("现场核查方式", ())
    credit_factor: Stated[StrictBool] = says("核查办法考虑信用状况", False)
    non_discrimination: Stated[StrictBool] = says("不得歧视性监管", False)
    closer_watch_of_dishonest: Stated[StrictBool] = says("对失信人员加大监管", False)
    three_systems: Stated[StrictBool] = says("落实行政执法三项制度", False)
    data_sources: Stated[Words] = says("核查数据来源", ())
    data_owner: Stated[Words] = says("数据共享牵头单位", ())
    correction_days: Stated[Days] = says("答复更正数据申请的期限（工作日）", 10)
    feedback_days: Stated[Days] = says("核查情况反馈期限（工作日）", 3)
    push_to_inspector: Stated[StrictBool] = says("向监管人员推送承诺信息", False)
    push_days: Stated[Days] = says("推送期限（工作日）", 1)
    visit_interval_days: Stated[Days] = says("两次现场检查的最短间隔（日）", 30)
    visits_a_year: Stated[VisitsAYear] = says("一年以内现场检查的最多次数", 2)
    assistance_form: Stated[Literal["none", "mechanism", "verification_function", "catalogue"]] = (
        says("行政协助形式", "none")
    )
    assistance_scope: Stated[Words] = says("行政协助范围", ())
    assistance_refusal: Stated[Literal["silent", "only_with_cause", "written_reasons"]] = says(
        "拒绝协助的条件", "silent"
    )
    assistance_urgent_exception: Stated[StrictBool] = says("紧急协助可先行后补登记", False)
    assistance_days: Stated[Days] = says("协助期限（工作日）", 5)


class Consequences(Section):
    """承诺不实的后果."""

    trigger: Stated[Literal["untrue", "unfulfilled"]] = says("触发情形", "untrue")
    trigger_words: Stated[Words] = says("触发情形原文用语", ())
    measures: Stated[tuple[Measure, ...]] = says("处理措施", ())
    deliberate_requires: Stated[tuple[Measure, ...]] = says("故意虚假必须同时采取", ())
    fees_refunded: Stated[StrictBool] = says("已缴费用是否退还", True)
    statement_days: Stated[Days] = says("陈述申辩期限（工作日）", 5)
    hearing_days: Stated[Days] = says("申请听证期限（工作日）", 5)
    hearing_kinds: Stated[tuple[HeavyPenalty, ...]] = says("可以要求听证的处罚", ())
    large_fine_person_yuan: Stated[Yuan] = says("较大数额罚款，个人（元）", 0)
    large_fine_company_yuan: Stated[Yuan] = says("较大数额罚款，单位（元）", 0)
    hearing_told_days: Stated[Days] = says("听证提前通知（工作日）", 7)
    legal_review_when: Stated[tuple[ReviewCause, ...]] = says("决定以前应当法制审核的情形", ())
    objection_days: Stated[Days] = says("第三人提出异议的期限（工作日）", 5)
    third_party_check: Stated[StrictBool] = says("涉及第三人的先核查再生效", False)
    rectify_days: Stated[Days] = says("限期整改的期限（工作日）", 15)
    penalty_gap_register: Stated[StrictBool] = says("登记缺少处罚依据的领域", False)
    decided_by_person: Stated[StrictBool] = says("不利决定由工作人员作出", True)


class Credit(Section):
    """信用监管."""

    owner: Stated[str] = says("信用管理牵头单位", "")
    basis: Stated[Words] = says("失信认定依据", ())
    information: Stated[tuple[Information, ...]] = says("可以记入的公共信用信息", ())
    documents: Stated[tuple[DocumentKind, ...]] = says("可以作为失信认定依据的文书", ())
    behaviours: Stated[tuple[Behaviour, ...]] = says("告知承诺失信行为的种类", ())
    grave_behaviours: Stated[tuple[Behaviour, ...]] = says("取得证书、证明的，记为严重的行为", ())
    targets: Stated[Words] = says("信用信息归集去向", ())
    record_coverage: Stated[Literal["untrue", "all"]] = says("记入信用记录的范围", "untrue")
    grades: Stated[tuple[Severity, ...]] = says("失信程度分级", ())
    grade_by_social_impact: Stated[StrictBool] = says("按社会影响分级", False)
    integrity_file: Stated[StrictBool] = says("诚信档案", False)
    integrity_file_fields: Stated[Words] = says("诚信档案内容", ())
    blacklist: Stated[StrictBool] = says("虚假承诺黑名单", False)
    blacklist_owner: Stated[str] = says("黑名单牵头单位", "")
    blacklist_published: Stated[StrictBool] = says("黑名单对外公布", False)
    blacklist_keeper: Stated[Literal["credit_officer", "justice_reviewer"]] = says(
        "谁管理黑名单、准予移出", "credit_officer"
    )
    blacklists: Stated[tuple[ListRule, ...]] = says("有哪些失信名单", ())
    repair: Stated[StrictBool] = says("信用修复", False)
    repair_ends: Stated[tuple[Literal["publication", "sharing", "use", "discipline"], ...]] = says(
        "信用修复同步停止", ()
    )
    objection: Stated[StrictBool] = says("异议处理", False)
    repair_days: Stated[Days] = says("决定信用修复的期限（工作日）", 10)
    objection_answer_days: Stated[Days] = says("认定单位答复信用异议的期限（工作日）", 5)
    objection_days: Stated[Days] = says("决定信用异议的期限（工作日）", 10)
    stop_days: Stated[Days] = says("接到停止通知后撤下的期限（工作日）", 3)
    publication_months: Stated[PublicationMonths] = says(
        "失信信息公示期限（最短、最长，月）", PublicationMonths()
    )
    joint_discipline: Stated[Literal["none", "sanction", "joint"]] = says("失信惩戒", "none")
    sanction_domains: Stated[tuple[Domain, ...]] = says("惩戒领域", ())
    sanction_actors: Stated[Words] = says("惩戒实施主体", ())
    employer_notified: Stated[StrictBool] = says("通知当事人所在单位", False)
    employer_notified_from: Stated[Severity] = says("哪一级起通知所在单位", Severity.GRAVE)
    sanctions: Stated[tuple[SanctionMeasure, ...]] = says("失信惩戒措施清单", ())
    sharing_ways: Stated[Words] = says("失信信息共享途径", ())
    incentives: Stated[tuple[IncentiveRule, ...]] = says("守信激励办法", ())
    incentive: Stated[Literal["none", "incentive", "joint"]] = says("守信激励", "none")


class Disclosure(Section):
    """公开公示."""

    letter: Stated[Literal["none", "pilot", "all"]] = says("告知承诺书公示", "none")
    letter_when: Stated[tuple[Literal["hard_to_verify", "public_concern"], ...]] = says(
        "公示条件", ()
    )
    letter_connector: Stated[Literal["or", "and"]] = says("公示条件之间的关系", "or")
    mandatory_when: Stated[
        tuple[Literal["public_interest", "third_party_interest", "hard_to_verify"], ...]
    ] = says("必须公开的情形", ())
    mandatory_object: Stated[Literal["none", "letter", "information"]] = says(
        "必须公开的内容", "none"
    )
    voluntary: Stated[StrictBool] = says("鼓励申请人主动公开", False)
    credit_contents: Stated[Words] = says("公开的信用内容", ())
    credit_channels: Stated[Words] = says("信用内容公开渠道", ())
    credit_files_of: Stated[Literal["nobody", "companies", "all"]] = says(
        "公开信用档案的对象", "nobody"
    )
    places: Stated[Words] = says("公示场所", ())
    voluntary_places: Stated[Words] = says("自愿公开的场所", ())
    days: Stated[Days] = says("自愿公开和失信名单退出的公示期限（工作日）", 15)
    protected_data: Stated[Words] = says("受保护的信息", ())
