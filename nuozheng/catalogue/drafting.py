"""One entry of a list, drafted from the material by the rules of its place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from nuozheng.catalogue import material
from nuozheng.catalogue.disclosed import disclosed_as
from nuozheng.catalogue.facts import facts_as_json
from nuozheng.catalogue.lists import PublishedList
from nuozheng.catalogue.material import Classification, ProofMaterial, ServiceMaterial
from nuozheng.catalogue.models import CatalogueEntry, EntryVersion
from nuozheng.law import scope
from nuozheng.law.conditions import ConditionSet
from nuozheng.law.disposition import dispose
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy
from nuozheng.law.proofs import ProofFacts
from nuozheng.law.verification_plan import METHOD_WORD, Plan
from nuozheng.law.vocabulary import Substitution

ACCEPTANCE_DAYS = 5
"""Working days in which a case is accepted; what is due at acceptance counts them from signing."""
_BEFORE_DECISION = ("办结前", "决定前")
_STANDS_IN = {"internal": "assistance", "agency_verification": "assistance", "written": "onsite"}
"""The nearest manner of check where a place's text does not name the proposed one."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One proof of one service with the facts that the rules ask about."""

    list: PublishedList
    policy: Policy
    service: ServiceMaterial
    proof: ProofMaterial
    marks: Classification
    facts: ProofFacts

    def kept_out(self) -> Finding | None:
        """Why the place's text does not reach this proof at all; None where it does."""
        rules = (scope.matter_type_is_covered, scope.body_is_covered)
        found = (rule(self.policy, self.facts) for rule in rules)
        return next((finding for finding in found if finding.is_obstacle), None)

    def conditions(self) -> ConditionSet | None:
        return material.conditions().get(self.proof.id)


def draft(listed: PublishedList, policy: Policy, service: ServiceMaterial, proof_id: str) -> Draft:
    """The facts of a proof under one list; a joined service lends its proofs its own kind."""
    proof, marks = material.proofs()[proof_id], material.classifications()[proof_id]
    found = material.conditions().get(proof_id)
    facts = ProofFacts(
        proof_name=proof.proof_name,
        service_kind=service.kind,
        proof_kind=proof.proof_type.value,
        domain=proof.domain,
        body_type=marks.body_type,
        basis_level=material.legal_basis(proof_id, listed.binding_code).level,
        excluded_fields=marks.excluded_fields,
        excluded_relations=marks.excluded_relations,
        risk=proof.risk_level,
        correctable_afterwards=marks.correctable_afterwards,
        hard_to_undo=marks.hard_to_undo,
        data_sharable=marks.data_sharable,
        agency_verifiable=marks.agency_verifiable,
        problem=marks.problem,
        mandatory_commitment=listed.slug in marks.mandatory_in,
        conditions_count=len(found.conditions) if found else 0,
        verifiable=bool(marks.manners),
        kept_for=marks.kept_for,
    )
    return Draft(listed, policy, service, proof, marks, facts)


def version_of(one: Draft, entry: CatalogueEntry, effective_from: date) -> EntryVersion:
    """The first version of an entry, disposed of by the place's own rules, not saved."""
    proof, disposed = one.proof, dispose(one.policy, one.facts)
    basis = material.legal_basis(proof.id, one.list.binding_code)
    conditions = one.conditions()
    return EntryVersion(
        entry=entry,
        number=1,
        effective_from=effective_from,
        substitution=disposed.substitution.value,
        # 其他方式的，写明具体方式 (ORD23-A2e): what the material says is done instead.
        other_way=proof.verify_method if disposed.substitution is Substitution.OTHER else "",
        alternatives=[way.value for way in disposed.alternatives],
        mandatory=disposed.compulsory,
        agent_allowed=one.marks.agent_commitment,
        legal_basis=basis.instrument,
        article=basis.article,
        basis_level=basis.level,
        content=_content(proof),
        conditions=conditions.as_json() if conditions else {"condition": []},
        plan=plan_as_json(plan_of(one), one.marks.sources),
        liability=proof.liability,
        liability_basis=proof.liability_basis,
        disclosure=disclosure_of(one),
        facts=facts_as_json(one.facts),
        scope_findings=[
            finding.as_json()
            for finding in (*disposed.findings[:1], *scope.examine(one.policy, one.facts))
        ],
        honesty=_honesty(one),
    )


def plan_of(one: Draft) -> Plan:
    """核查办法 of a proof, in working days: due before a decision means by its last day."""
    policy, marks = one.policy, one.marks
    days = _working(marks.verify_days, marks.verify_day_kind)
    wait = {"signing": 0, "acceptance": ACCEPTANCE_DAYS, "decision": 0}[marks.verify_from]
    after_decision = marks.verify_from == "decision" and days > 0
    if marks.verify_from == "decision" and not days:
        wait = ACCEPTANCE_DAYS + working_days_to_decide(one.service)
    plan = Plan(
        manner=_manner(marks.manners, policy.verification.methods.value),
        due_days=max(days + wait, 1),
        from_event=_event(one, after_decision),
        standard=one.proof.verify_method or "核对承诺的内容与查到的情况是否一致",
        exempt=False,
        sampling_ratio=policy.verification.sampling_ratio.value,
    )
    if policy.verification.written_measure.value and not marks.data_sharable:
        return replace(plan, measure=_measure(one, plan))
    return plan


def plan_as_json(plan: Plan, sources: Sequence[str]) -> dict[str, Any]:
    """A plan as it stands in a version, with the sources that may answer."""
    return {
        "manner": plan.manner,
        "due_days": plan.due_days,
        "from_event": plan.from_event,
        "standard": plan.standard,
        "exempt": plan.exempt,
        "supervision_modes": list(plan.supervision_modes),
        "sampling_ratio": str(plan.sampling_ratio) if plan.sampling_ratio else None,
        "sources": list(sources),
        "measure": plan.measure,
    }


def working_days_to_decide(service: ServiceMaterial) -> int:
    """A service's own days as working days; on the spot counts as one."""
    return max(_working(service.decision_days, service.decision_day_kind), 1)


def disclosure_of(one: Draft) -> dict[str, Any]:
    """Whether the letter is made public: where the place says all, or where others are touched."""
    rule, wish = one.policy.disclosure, one.marks.disclosure
    said = disclosed_as(one.policy, {"touches_others": wish == "third_party"})
    willing = wish == "voluntary" and rule.voluntary.value
    return said | {"voluntary": not said["disclosed"] and willing}


def _event(one: Draft, after_decision: bool) -> Literal["before_decision", "decision", "signing"]:
    """What the material puts before the decision itself is waited for."""
    if one.marks.verify_from == "decision" and one.proof.verify_time_limit in _BEFORE_DECISION:
        return "before_decision"
    return "decision" if after_decision else "signing"


def _measure(one: Draft, plan: Plan) -> str:
    """承诺信息核查办法 of a proof for which no data can be shared (ORD21-4.4f), as a proposal."""
    start = "作出决定" if plan.from_event == "decision" else "签署承诺"
    return "".join(
        (
            f"“{one.proof.proof_name}”的数据还不能全部互联互通、信息共享，按本办法核查。",
            f"一、由{one.service.demanding_dept}核查，方式是{METHOD_WORD[plan.manner]}。",
            f"二、标准：{plan.standard.rstrip('。')}。",
            f"三、{start}后{plan.due_days}个工作日以内查完。",
            "四、核查人员写明看到的情况并签名，材料随案卷保存；",
            "查不清的换办法再查，不作对申请人不利的认定；",
            "查到不一致的，先听取申请人说明，再依法认定。",
        )
    )


def _working(days: int, kind: str) -> int:
    """Calendar days cut to working days, five in seven, so that nothing comes out later."""
    return days if kind == "working" else days * 5 // 7


def _manner(proposed: Sequence[str], allowed: Sequence[str]) -> str:
    usable = [name for name in proposed if name in allowed]
    usable += [_STANDS_IN[name] for name in proposed if _STANDS_IN.get(name) in allowed]
    return (usable or [name for name in METHOD_WORD if name in allowed])[0]


def _content(proof: ProofMaterial) -> str:
    body = proof.issuing_body.rstrip("。")
    return f"由{body}出具，说明办理“{proof.service_item}”要核对的情况。"


def _honesty(one: Draft) -> dict[str, str]:
    """What is verified text, what is known only, what is proposed."""
    proof = one.proof
    return {
        "material": proof.id,
        "provenance": proof.provenance,
        "basis_check": proof.basis_check,
        "liability_check": proof.liability_check,
        "conditions": "proposal" if one.conditions() else "",
        "classification": one.marks.provenance,
        "usual_way": (proof.replace_method or Substitution.RETAINED).value,
        "note": proof.note,
        "why": one.marks.why,
    }
