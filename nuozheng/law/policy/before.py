"""Keys of a pack up to the signature: scope, lists, notice, commitment, who may commit."""

from typing import Literal

from pydantic import StrictBool, StrictInt

from nuozheng.law.policy.review_step import ReviewStep
from nuozheng.law.policy.stated import Section, Stated, says
from nuozheng.law.vocabulary import ProofKind, Substitution

Words = tuple[str, ...]
MatterType = Literal[
    "行政许可", "行政确认", "行政给付", "行政奖励", "行政裁决", "其他行政权力", "公共服务"
]
ExcludedField = Literal[
    "national_security", "state_secret", "public_safety", "financial_prudence", "ecology"
]
ExcludedRelation = Literal["personal_health", "life_property", "citizen_safety", "major_foreign"]
NoticeElement = Literal[
    "matter_name",
    "legal_basis",
    "proof_content",
    "ways_to_commit",
    "liability_civil",
    "liability_administrative",
    "liability_criminal",
    "power_to_verify",
    "disclosure",
    "duty_to_prove",
    "breach_risk",
    "joint_discipline",
]
Statement = Literal["knows", "meets", "accepts_liability", "genuine_intent"]
FallbackReason = Literal["unwilling", "unable", "wont_bear_liability"]
ProofBasis = Literal["law", "regulation", "state_council_decision"]


class Scope(Section):
    """适用范围: which bodies, matters and proofs, and how a proof is met."""

    body_types: Stated[Words] = says("适用单位", ())
    unit_classes: Stated[Words] = says("实施主体范围", ())
    on_application_only: Stated[StrictBool] = says("仅限依申请事项", True)
    matter_types: Stated[tuple[MatterType, ...]] = says("事项类型", ())
    dispositions: Stated[tuple[Substitution, ...]] = says("证明替代方式（按优先次序）", ())
    whitelist_only: Stated[StrictBool] = says("清单之外无证明", False)
    no_legal_basis: Stated[Literal["cancel", "reduce", "silent"]] = says(
        "无法律法规依据的证明", "silent"
    )
    problem_proofs: Stated[Literal["eliminate", "reduce", "silent"]] = says(
        "奇葩证明、循环证明、重复证明", "silent"
    )
    proof_types: Stated[tuple[ProofKind, ...]] = says("证明类型", ())
    selection_criteria: Stated[Words] = says("选取标准", ())
    priority_domains: Stated[Words] = says("优先推行领域", ())
    default_inclusion: Stated[StrictBool] = says("符合条件的原则上都实行", False)
    default_inclusion_when: Stated[Words] = says("原则上都实行的条件", ())
    excluded_fields: Stated[tuple[ExcludedField, ...]] = says("不适用的领域", ())
    excluded_relations: Stated[tuple[ExcludedRelation, ...]] = says("不适用的情形", ())
    residual_risk_test: Stated[StrictBool] = says("风险兜底审查", False)
    positive_test: Stated[StrictBool] = says("可事后纠正且风险可控方可承诺", False)
    negative_list: Stated[StrictBool] = says("告知承诺制负面清单", False)
    mandatory_commitment: Stated[StrictBool] = says("可设必须实行告知承诺的事项", False)
    retained_needs_risk_assessment: Stated[StrictBool] = says("保留证明须作风险影响评估", False)


class Listing(Section):
    """清单管理: review, publication and change of the list of proofs."""

    review_chain: Stated[tuple[ReviewStep, ...]] = says("清单审核程序（公布以前）", ())
    change_chain: Stated[tuple[ReviewStep, ...]] = says("清单调整程序（公布以前）", ())
    change_triggers: Stated[Words] = says("清单调整事由", ())
    filing_deadline: Stated[StrictInt | None] = says("备案或确认期限（工作日）", None)
    filing_starts: Stated[
        Literal["publication", "change_event", "before_publication", "silent"]
    ] = says("期限起算点", "silent")
    filing_covers: Stated[Words] = says("期限内应完成的事", ())
    filing_recipient: Stated[str] = says("报送对象", "")
    compare_with: Stated[Words] = says("编制时对照的清单", ())
    list_channels: Stated[Words] = says("清单公布渠道", ())
    template_channels: Stated[Words] = says("告知承诺书文本公布渠道", ())
    access_modes: Stated[Words] = says("文本获取方式", ())
    guide_required_sections: Stated[Words] = says("办事指南必备内容", ())
    guide_with_template: Stated[StrictBool] = says("指南与文本一并公告", False)
    annex_columns: Stated[Words] = says("清单附表栏目", ())
    information_head: Stated[Words] = says("公布页的信息头", ())


class Notice(Section):
    """书面告知."""

    elements: Stated[tuple[NoticeElement, ...]] = says("告知内容", ())
    quality_rules: Stated[Words] = says("文本要求", ())
    once: Stated[StrictBool] = says("一次性告知", False)
    forms: Stated[tuple[Literal["paper", "electronic"], ...]] = says("书面形式", ("paper",))


class Commitment(Section):
    """书面承诺."""

    statements: Stated[tuple[Statement, ...]] = says("承诺内容", ())
    no_demand_after: Stated[StrictBool] = says("承诺后不再索要证明", False)
    paper_matters: Stated[Words] = says("依法不能用电子签名的事项", ())


class Applicants(Section):
    """申请人: choice, who may commit, withdrawal."""

    free_choice: Stated[StrictBool] = says("申请人自主选择", True)
    agent_commitment: Stated[StrictBool] = says("可代为承诺", False)
    fallback_reasons: Stated[tuple[FallbackReason, ...]] = says("改为提交证明的情形", ())
    lawful_proof_basis: Stated[tuple[ProofBasis, ...]] = says("可要求提交证明的依据", ())
    credit_threshold: Stated[Literal["any", "serious"]] = says("信用门槛", "serious")
    false_commitment_bar: Stated[StrictBool] = says("曾作虚假承诺的不适用", False)
    bar_connector: Stated[Literal["or", "and"]] = says("两项限制条件的关系", "or")
    bar_ends: Stated[Literal["repair", "exit", "never"]] = says("限制何时解除", "repair")
    pre_check_credit_score: Stated[
        Literal["none", "may_explore", "supervisor_checks", "history_collected"]
    ] = says("事前信用核查", "none")
    withdrawal: Stated[StrictBool] = says("可撤回承诺申请", False)
    withdrawal_needs_reason: Stated[StrictBool] = says("撤回须有合理理由", False)
    withdrawal_reasonable_grounds: Stated[Words] = says("视为合理的撤回理由", ())
    withdrawal_after_check_started: Stated[StrictBool] = says("核查开始后仍可撤回", False)
    withdrawal_returns_to: Stated[Literal["statutory", "original"]] = says(
        "撤回后适用的程序", "statutory"
    )
    apply_channels: Stated[Words] = says("申请渠道", ())
