"""How each proof of an application is met, in the place's own order of preference."""

from collections.abc import Sequence
from dataclasses import dataclass

from nuozheng.law import scope, ways
from nuozheng.law.answers import met, not_met
from nuozheng.law.findings import Finding, Outcome, obstacles
from nuozheng.law.policy import Policy
from nuozheng.law.proofs import ProofFacts, must_be_cancelled
from nuozheng.law.vocabulary import Substitution
from nuozheng.law.ways import ALL_ANSWER, SourceAvailability

DECLINED_WORD = {
    "unwilling": "不愿承诺",
    "unable": "无法承诺",
    "wont_bear_liability": "不愿承担不实承诺的法律责任",
}


@dataclass(frozen=True, slots=True)
class Disposition:
    """How one proof is met.

    `alternatives` are the other lawful ways that the applicant may choose instead, `fallback` the
    way on after a promise was declined or withdrawn; `compulsory` marks a proof that the place
    lets only be met by commitment. `findings` starts with the sentence for the person; the rest
    explain why other ways are closed and refuse nothing.
    """

    substitution: Substitution
    alternatives: tuple[Substitution, ...]
    fallback: Substitution
    findings: tuple[Finding, ...]
    compulsory: bool = False

    @property
    def ways(self) -> tuple[Substitution, ...]:
        return (self.substitution, *self.alternatives)


def dispose(
    policy: Policy,
    proof: ProofFacts,
    eligibility: Sequence[Finding] = (),
    sources: SourceAvailability = ALL_ANSWER,
) -> Disposition:
    """The first lawful way of the place's order, and the lawful ways beside it.

    Ways that its text does not name come last: silence forbids none of them.

    `eligibility` are the findings on the applicant; empty while the catalogue is made. Whoever
    may not commit goes on by the next lawful way, with the obstacles stated.
    """
    if must_be_cancelled(policy, proof):
        return _cancelled(policy, proof)
    on_scope = scope.examine(policy, proof)
    tried = {
        Substitution.DATA_SHARING: ways.by_sharing(policy, proof, sources),
        Substitution.COMMITMENT: ways.by_commitment(policy, on_scope, eligibility),
        Substitution.AGENCY_VERIFICATION: ways.by_agency(policy, proof, sources),
        Substitution.RETAINED: ways.applicant_may_be_asked(policy, proof),
    }
    order = [way for way in policy.scope.dispositions.value if way in tried]
    order += [way for way in tried if way not in order]
    answering = [way for way in order if tried[way].outcome is Outcome.MET]
    fallback = _fallback(policy, proof, answering)
    compulsory = proof.mandatory_commitment and Substitution.COMMITMENT in answering
    chosen = next((way for way in order if tried[way].outcome in _GOES_ON), fallback)
    if compulsory:
        chosen = Substitution.COMMITMENT
    others = [way for way in answering if way is not chosen and not compulsory]
    if chosen is Substitution.COMMITMENT and not compulsory and not others:
        others = [fallback]
    reasons = [tried[way] for way in order if way is not chosen or tried[way].outcome != _SURE]
    findings = (
        _told(policy, proof, chosen, compulsory),
        *reasons,
        *on_scope,
        *obstacles(eligibility),
    )
    return Disposition(chosen, tuple(others), fallback, findings, compulsory)


def may_choose(policy: Policy, disposition: Disposition, way: Substitution) -> Finding:
    """申请人可自主选择是否采用告知承诺替代证明 (ORD21-4.1b, XBQ21-2.2a, MJ21-2.1.2a)."""
    key, basis = "may_choose_this_way", policy.applicants.free_choice.clause
    if way in disposition.ways:
        return met(key, f"您可以选{way.chinese}。", basis)
    words = "、".join(other.chinese for other in disposition.ways)
    return not_met(key, f"这份证明不能用{way.chinese}的办法。", basis, cure=f"可以选：{words}。")


def may_decline(policy: Policy, reason: str) -> Finding:
    """申请人不愿承诺、无法承诺或不愿承担不实承诺法律责任的 (ORD21-4.1c); two reasons elsewhere."""
    key, rule = "may_decline", policy.applicants.fallback_reasons
    if reason in rule.value:
        return met(key, f"您{DECLINED_WORD[reason]}，改用别的办法办。", rule.clause)
    words = "、".join(DECLINED_WORD[known] for known in rule.value)
    return not_met(
        key,
        "这个原因不在本地规定的几种之内。" if reason else "还没有选不承诺的原因。",
        rule.clause,
        cure=f"从这几种里选一种就行，不用另外说明：{words}。",
    )


_SURE = Outcome.MET
_GOES_ON = (Outcome.MET, Outcome.UNKNOWN)
"""A source that is down keeps its place: it is asked again, the applicant is not sent for paper."""


def _fallback(policy: Policy, proof: ProofFacts, answering: Sequence[Substitution]) -> Substitution:
    """The way on without a promise: the lawful proof, else whoever can answer, else ourselves.

    Where no text demands the proof, nobody can be asked for it and it falls.
    """
    for way in (
        Substitution.RETAINED,
        Substitution.DATA_SHARING,
        Substitution.AGENCY_VERIFICATION,
    ):
        if way in answering:
            return way
    return Substitution.OTHER if proof.basis_level else Substitution.CANCELLED


def _cancelled(policy: Policy, proof: ProofFacts) -> Disposition:
    if proof.problem and policy.scope.problem_proofs.value == "eliminate":
        word, basis = scope.PROBLEM_WORD[proof.problem], policy.scope.problem_proofs.clause
        why = f"{proof.proof_name}是{word}，已经取消，谁也不能再要。"
    else:
        basis = policy.scope.no_legal_basis.clause
        why = f"{proof.proof_name}没有法律、法规依据，已经取消，谁也不能再要。"
    way = Substitution.CANCELLED
    return Disposition(way, (), way, (met("disposed_by_cancelled", why, basis),))


_TOLD = {
    Substitution.CANCELLED: "没有依据，不用交，谁也不能再要。",
    Substitution.DATA_SHARING: "我们从共享数据里查，您不用交。",
    Substitution.COMMITMENT: "您可以书面承诺，不用交证明；也可以不承诺。",
    Substitution.AGENCY_VERIFICATION: "我们请出具单位核验，您不用跑。",
    Substitution.OTHER: "由办理机关自己核实，您不用交。",
    Substitution.RETAINED: "请您提交，依据见所附条款。",
}


def _told(policy: Policy, proof: ProofFacts, way: Substitution, compulsory: bool) -> Finding:
    key, basis, words = f"disposed_by_{way.value}", policy.scope.dispositions.clause, _TOLD[way]
    if way is Substitution.RETAINED:
        basis = policy.applicants.lawful_proof_basis.clause
    if compulsory:
        basis = policy.scope.mandatory_commitment.clause
        words = "这是必须实行告知承诺的证明，请您书面承诺；不能承诺的，告诉我们，换办法办。"
    return met(key, f"{proof.proof_name}：{words}", basis)
