"""What an officer may ask an applicant for."""

from collections.abc import Collection
from dataclasses import dataclass

from nuozheng.law.answers import met, not_applicable, not_met
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy
from nuozheng.law.proofs import ProofFacts
from nuozheng.law.vocabulary import Substitution
from nuozheng.law.ways import applicant_may_be_asked

COMPLAIN = "仍被索要的，请拨打12345投诉。"


@dataclass(frozen=True, slots=True)
class ProofState:
    """Where a proof of one case stands; `committed` is True while a signed promise covers it."""

    disposed_by: Substitution
    committed: bool = False


def examine(
    policy: Policy,
    listed: Collection[str],
    state: ProofState | None,
    proof: ProofFacts,
) -> list[Finding]:
    """Every rule on whether a proof may be asked of the applicant; `listed` are names or codes."""
    return [
        is_on_the_list(policy, listed, proof),
        is_not_covered_by_commitment(policy, state, proof),
        is_not_met_otherwise(policy, state, proof),
        applicant_may_be_asked(policy, proof),
    ]


def may_ask(
    policy: Policy,
    listed: Collection[str],
    state: ProofState | None,
    proof: ProofFacts,
) -> bool:
    """Whether nothing forbids asking the applicant for this proof."""
    return not any(finding.is_obstacle for finding in examine(policy, listed, state, proof))


def is_on_the_list(policy: Policy, listed: Collection[str], proof: ProofFacts) -> Finding:
    """最大限度精减各种证明材料,实现清单之外无证明 (ORD23-2.1.3c)."""
    key, rule = "is_on_the_list", policy.scope.whitelist_only
    if proof.proof_name in listed:
        return met(key, "在公布的清单里。", rule.clause)
    if not rule.value:
        return not_applicable(key, "本地没有“清单之外无证明”的规定，按依据判断。", rule.clause)
    return not_met(
        key,
        f"{proof.proof_name}不在公布的清单里，任何人不能向申请人要。",
        rule.clause,
        cure="不要再要；确有法律法规依据的，先按程序列入清单。",
        appeal=COMPLAIN,
    )


def is_not_covered_by_commitment(
    policy: Policy, state: ProofState | None, proof: ProofFacts
) -> Finding:
    """不再索要有关证明并依据书面承诺办理 (ORD21-3f, ORD23-3.3.3e)."""
    key, rule = "is_not_covered_by_commitment", policy.commitment.no_demand_after
    if state is None or not state.committed:
        return met(key, "没有用承诺代替。", rule.clause)
    if not rule.value:
        return not_applicable(key, "本地没有这一条。", rule.clause)
    return not_met(
        key,
        f"申请人已经书面承诺，不能再要{proof.proof_name}。",
        rule.clause,
        cure="依据承诺办理；有疑问的，由我们自己核查。",
        appeal=COMPLAIN,
    )


def is_not_met_otherwise(policy: Policy, state: ProofState | None, proof: ProofFacts) -> Finding:
    """A proof that is cancelled, shared or verified between agencies is not asked for as well."""
    key, basis = "is_not_met_otherwise", policy.scope.dispositions.clause
    ours = (
        Substitution.CANCELLED,
        Substitution.DATA_SHARING,
        Substitution.AGENCY_VERIFICATION,
        Substitution.OTHER,
    )
    if state is None or state.disposed_by not in ours:
        return met(key, "没有用别的方式解决。", basis)
    return not_met(
        key,
        f"{proof.proof_name}已经由{state.disposed_by.chinese}解决，不用申请人再交。",
        basis,
        cure="按已经确定的方式办；确实办不通的，先改定方式，并告诉申请人。",
        appeal=COMPLAIN,
    )
