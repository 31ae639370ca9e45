"""What a proposed entry of a list must fulfil before it may be handed in for review."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import BaseModel, ConfigDict

from nuozheng.law import scope
from nuozheng.law.answers import ASK_REVIEWER, met, not_applicable, not_met
from nuozheng.law.exclusions import FIELD_WORD, RELATION_WORD
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy
from nuozheng.law.proofs import ProofFacts, has_lawful_basis
from nuozheng.law.vocabulary import Substitution

Answer = Literal["yes", "no"]
RESIDUAL = ("high_risk", "costly_to_correct", "beyond_repair")
RESIDUAL_WORD = {
    "high_risk": "风险较大",
    "costly_to_correct": "纠错成本较高",
    "beyond_repair": "损害难以挽回",
}


class Checklist(BaseModel):
    """The scope check of one entry as its keeper signs it; an unanswered question is None.

    `touches` holds the excluded fields and relations that the matter directly bears on.
    `selected_by` and `default_reasons` hold the place's own words that apply. `kept_for` says why
    a proof without a legal basis is kept, `risk_assessment` what keeping it risks and does,
    `left_off_for` why it is not in the list although the place includes its like by default.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    touches: frozenset[str] = frozenset()
    high_risk: bool | None = None
    costly_to_correct: bool | None = None
    beyond_repair: bool | None = None
    correctable_afterwards: bool | None = None
    risk_controllable: bool | None = None
    negative_situations: tuple[str, ...] = ()
    selected_by: tuple[str, ...] = ()
    default_reasons: tuple[str, ...] = ()
    left_off_for: str = ""
    kept_for: str = ""
    risk_assessment: str = ""
    specialised: bool = False

    def answered_facts(self, facts: ProofFacts) -> ProofFacts:
        """The facts of the proof with what was answered here."""
        high = self.high_risk is True or self.risk_controllable is False
        correctable = self.correctable_afterwards
        if correctable is None and self.costly_to_correct is not None:
            correctable = not self.costly_to_correct
        return replace(
            facts,
            excluded_fields=frozenset(self.touches & FIELD_WORD.keys()),
            excluded_relations=frozenset(self.touches & RELATION_WORD.keys()),
            risk="high" if high else "low",
            correctable_afterwards=correctable,
            hard_to_undo=self.beyond_repair,
            negative_situations=self.negative_situations,
            kept_for=self.kept_for,
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed entry: how the proof is to be met, its facts, and the signed checklist."""

    facts: ProofFacts
    substitution: Substitution | None
    alternatives: tuple[Substitution, ...]
    implementation_code: str
    other_way: str
    checklist: Checklist | None

    @property
    def by_commitment(self) -> bool:
        return Substitution.COMMITMENT in (self.substitution, *self.alternatives)


def examine(policy: Policy, proposal: Proposal) -> list[Finding]:
    """Every rule on a proposed entry; all obstacles at once, each with its cure."""
    rules: tuple[Callable[[Policy, Proposal], Finding], ...] = (
        has_a_way,
        other_way_is_written,
        is_checked,
        residual_questions_are_answered,
        is_selected_by_a_criterion,
        leaves_nothing_off_unsaid,
        baseless_is_cancelled,
        kept_is_assessed,
        has_its_kind,
        is_a_proof,
        is_coded,
    )
    found = [rule(policy, proposal) for rule in rules]
    if proposal.by_commitment:
        found += scope.examine(policy, proposal.facts)
    else:
        found += [
            scope.matter_is_on_application(policy, proposal.facts),
            scope.matter_type_is_covered(policy, proposal.facts),
        ]
    return found


def has_a_way(policy: Policy, proposal: Proposal) -> Finding:
    """逐个事项确定一种替代取消方式 (ORD23-1a, ORD23-3.1.2a)."""
    key, basis = "has_a_way", policy.scope.dispositions.clause
    if proposal.substitution is None:
        return not_met(key, "还没有选怎样免提交。", basis, cure="选一种方式。", appeal=ASK_REVIEWER)
    return met(key, f"方式：{proposal.substitution.chinese}。", basis)


def other_way_is_written(policy: Policy, proposal: Proposal) -> Finding:
    """其他方式的，写明具体方式 (ORD23-A2e)."""
    key, basis = "other_way_is_written", policy.listing.annex_columns.clause
    if proposal.substitution is not Substitution.OTHER or proposal.other_way.strip():
        return met(key, "写明了具体方式。", basis)
    return not_met(
        key,
        "选了“其他方式”，没有写具体怎样办。",
        basis,
        cure="写明具体方式，例如“由窗口查验身份证原件”。",
        appeal=ASK_REVIEWER,
    )


def is_checked(policy: Policy, proposal: Proposal) -> Finding:
    """Nobody proposes commitment without the scope check, signed by name."""
    key, basis = "scope_is_checked", policy.scope.excluded_fields.clause
    if not proposal.by_commitment or proposal.checklist is not None:
        return met(key, "范围已经核对。", basis)
    return not_met(
        key, "还没有核对适用范围。", basis, cure="逐项回答范围核对表并签名。", appeal=ASK_REVIEWER
    )


def residual_questions_are_answered(policy: Policy, proposal: Proposal) -> Finding:
    """风险较大、纠错成本较高、损害难以挽回: each is asked and answered (ORD21-3k, XBQ21-2.1e)."""
    key, rule = "residual_questions_are_answered", policy.scope.residual_risk_test
    if not rule.value or not proposal.by_commitment or proposal.checklist is None:
        return not_applicable(key, "不用作兜底审查。", rule.clause)
    open_ = [w for name, w in RESIDUAL_WORD.items() if getattr(proposal.checklist, name) is None]
    if not open_:
        return met(key, "风险三问都已回答。", rule.clause)
    return not_met(
        key,
        f"风险问题还没有回答：{'、'.join(open_)}。",
        rule.clause,
        cure="三个问题都回答“是”或者“否”。",
        appeal=ASK_REVIEWER,
    )


def is_selected_by_a_criterion(policy: Policy, proposal: Proposal) -> Finding:
    """选取标准, the place's own words (ORD21-3g, XBQ21-2.1b, MJ21-2.1.1b, LYG19-1.1a)."""
    key, rule = "is_selected_by_a_criterion", policy.scope.selection_criteria
    if not rule.value or not proposal.by_commitment:
        return not_applicable(key, "不用说明选取标准。", rule.clause)
    ticked = [] if proposal.checklist is None else proposal.checklist.selected_by
    if hit := [word for word in rule.value if word in ticked]:
        return met(key, f"符合选取标准：{'、'.join(hit)}。", rule.clause)
    return not_met(
        key,
        "没有说明符合哪一条选取标准。",
        rule.clause,
        cure=f"至少勾选一条：{'、'.join(rule.value)}。",
        appeal=ASK_REVIEWER,
    )


def leaves_nothing_off_unsaid(policy: Policy, proposal: Proposal) -> Finding:
    """办理量较大…的，原则上都要实行 (ORD21-4.2d): leaving one off wants its reason."""
    key, rule = "leaves_nothing_off_unsaid", policy.scope.default_inclusion
    wanted = policy.scope.default_inclusion_when.value
    checklist = proposal.checklist
    all_apply = (
        checklist is not None and bool(wanted) and set(wanted) <= set(checklist.default_reasons)
    )
    if not rule.value or not all_apply or proposal.substitution is not Substitution.RETAINED:
        return not_applicable(key, "不属于原则上都要实行的情形。", rule.clause)
    assert checklist is not None
    if checklist.left_off_for:
        return met(key, f"没有列入的理由：{checklist.left_off_for}。", rule.clause)
    return not_met(
        key,
        f"{'、'.join(wanted)}，五条都占，原则上应当实行，却仍要申请人提交。",
        rule.clause,
        cure="改为免提交的方式，或者写明不列入的理由。",
        appeal=ASK_REVIEWER,
    )


def baseless_is_cancelled(policy: Policy, proposal: Proposal) -> Finding:
    """无法律法规依据的证明原则上一律取消 (ORD23-2.1.3a); 保留的必须有依据 (ORD23-3.3.1c)."""
    key, rule = "baseless_is_cancelled", policy.scope.no_legal_basis
    if has_lawful_basis(policy, proposal.facts) or proposal.substitution in (
        None,
        Substitution.CANCELLED,
    ):
        return met(key, "有依据，或者已经取消。", rule.clause)
    if proposal.substitution is Substitution.RETAINED or rule.value == "cancel":
        if (
            proposal.facts.kept_for
            and proposal.facts.basis_level
            and proposal.substitution is not (Substitution.RETAINED)
        ):
            return met(key, f"例外保留：{proposal.facts.kept_for}。", rule.clause)
        return not_met(
            key,
            "没有法律、法规或者国务院决定作依据，只能取消。",
            rule.clause or policy.applicants.lawful_proof_basis.clause,
            cure="改为“直接取消”；有依据的，写明名称、条款和层级。",
            appeal=ASK_REVIEWER,
        )
    return met(key, "本地要求能减则减。", rule.clause)


def kept_is_assessed(policy: Policy, proposal: Proposal) -> Finding:
    """确需保留的证明开展风险影响评估 (ORD23-2.1.3b)."""
    key, rule = "kept_is_assessed", policy.scope.retained_needs_risk_assessment
    if not rule.value or proposal.substitution is not Substitution.RETAINED:
        return not_applicable(key, "不用作风险影响评估。", rule.clause)
    if proposal.checklist is not None and proposal.checklist.risk_assessment:
        return met(key, "作了风险影响评估。", rule.clause)
    return not_met(
        key,
        "这项证明仍要申请人提交，没有风险影响评估。",
        rule.clause,
        cure="写明取消会有什么风险、影响谁、有没有别的办法。",
        appeal=ASK_REVIEWER,
    )


def has_its_kind(policy: Policy, proposal: Proposal) -> Finding:
    """Each proof has one of the five kinds where the annex asks for it (ORD23-A2f to A2j)."""
    key, rule = "has_its_kind", policy.scope.proof_types
    if not rule.value or proposal.facts.proof_kind in set(rule.value):
        return met(key, "写明了证明类型。", rule.clause)
    return not_met(
        key,
        "没有写明证明类型。",
        rule.clause,
        cure="在五类里选一类：法律事实、法律关系、资格能力、权属、其他客观状态。",
        appeal=ASK_REVIEWER,
    )


def is_a_proof(policy: Policy, proposal: Proposal) -> Finding:
    """需由行政机关或者其它机构出具 (ORD21-3b, ORD23-2.2b)."""
    return scope.is_issued_by_another(policy, proposal.facts)


def is_coded(policy: Policy, proposal: Proposal) -> Finding:
    """事项实施编码 is a column of the annex (ORD23-A2b)."""
    key, rule = "is_coded", policy.listing.annex_columns
    if "事项实施编码" not in rule.value or proposal.implementation_code:
        return met(key, "写明了事项实施编码。", rule.clause)
    return not_met(
        key,
        "没有事项实施编码。",
        rule.clause,
        cure="填写政务服务事项的实施编码，在政务服务平台的事项页上可以查到。",
        appeal=ASK_REVIEWER,
    )


def examine_whole(
    policy: Policy, *, kind: str, changes: int, grounds: str, has_documents: bool
) -> Sequence[Finding]:
    """What the revision itself must have before it is handed in."""
    found = []
    if not changes:
        found.append(
            not_met(
                "nothing_proposed",
                "这份修订里还没有任何一项。",
                (),
                cure="先添加要新增、变更或者取消的证明，或者导入表格。",
                appeal=ASK_REVIEWER,
            )
        )
    chain = policy.listing.change_chain
    if kind == "adjustment" and not (grounds.strip() and has_documents):
        found.append(
            not_met(
                "adjustment_needs_grounds",
                "动态调整要写明理由，并附上依据。",
                chain.clause or policy.listing.change_triggers.clause,
                cure="写明为什么调整，上传依据文件（法律法规、机构改革文件等）。",
                appeal=ASK_REVIEWER,
            )
        )
    return found
