"""Whether each way of meeting a proof is open now."""

from collections.abc import Sequence
from dataclasses import dataclass

from nuozheng.law.answers import met, not_applicable, not_met, unknown
from nuozheng.law.findings import Finding, obstacles
from nuozheng.law.policy import Policy
from nuozheng.law.proofs import BASIS_WORD, ProofFacts, has_lawful_basis


@dataclass(frozen=True, slots=True)
class SourceAvailability:
    """What can be asked now: True it answers, False it holds nothing, None it is down.

    Where only the catalogue is being made, both stay True.
    """

    data_sharing: bool | None = True
    agency_verification: bool | None = True


ALL_ANSWER = SourceAvailability()


def applicant_may_be_asked(policy: Policy, proof: ProofFacts) -> Finding:
    """由其提交法律法规要求的证明 (ORD21-4.1c); 或者国务院决定 (XBQ21-2.2b, MJ21-2.1.2b).

    不再向申请人收取证明材料 (ORD23-2.2c).
    """
    key = "applicant_may_be_asked"
    listed, basis = policy.scope.whitelist_only, policy.applicants.lawful_proof_basis
    if listed.value:
        return not_met(
            key,
            "不再向申请人收取证明材料，由我们自己获取。",
            listed.clause,
            cure="改用数据共享、告知承诺或者部门核验。",
        )
    if has_lawful_basis(policy, proof):
        return met(key, "有法律、法规等依据，可以由申请人提交。", basis.clause)
    word = BASIS_WORD[proof.basis_level] if proof.basis_in_force else "依据已经废止"
    return not_met(
        key,
        f"没有可以要求提交的依据（{word}），不能要申请人提交。",
        basis.clause,
        cure="由我们自己核实。",
    )


def by_sharing(policy: Policy, proof: ProofFacts, sources: SourceAvailability) -> Finding:
    """将具备数据共享条件的证明事项纳入数据共享清单 (ORD23-3.3.2a); down is unknown."""
    key, basis = "shared_data_can_answer", policy.scope.dispositions.clause
    if not proof.data_sharable:
        return not_applicable(key, "这项数据还没有共享。", basis)
    if sources.data_sharing is None:
        return unknown(key, "数据源暂不可用，这是我们的问题；恢复以后自动核对。", basis)
    if not sources.data_sharing:
        return not_applicable(key, "共享数据里查不到；查不到不等于没有，换一种办法就行。", basis)
    return met(key, "共享数据里有。", basis)


def by_agency(policy: Policy, proof: ProofFacts, sources: SourceAvailability) -> Finding:
    """对能通过部门、单位间人工核验的 (ORD23-3.3.4a)."""
    key, basis = "another_agency_can_answer", policy.scope.dispositions.clause
    if not proof.agency_verifiable:
        return not_applicable(key, "没有可以核验的部门。", basis)
    if not sources.agency_verification:
        return unknown(key, "核验部门暂时不能答复，请稍后再选。", basis)
    return met(key, "可以由我们请出具单位核验。", basis)


def by_commitment(
    policy: Policy, on_scope: Sequence[Finding], eligibility: Sequence[Finding]
) -> Finding:
    """Open where the proof may go by commitment and nothing bars the applicant."""
    key, basis = "commitment_is_open", policy.applicants.free_choice.clause
    if obstacles(on_scope):
        return not_applicable(key, "这份证明不适用告知承诺制。", obstacles(on_scope)[0].basis)
    barring = obstacles(eligibility)
    if barring:
        clauses = dict.fromkeys(clause for finding in barring for clause in finding.basis)
        return not_met(
            key,
            "这次不能用书面承诺，但这件事照样能办，换一种办法就行。",
            tuple(clauses),
            cure="".join(finding.cure for finding in barring),
        )
    return met(key, "可以书面承诺，也可以不承诺，由您选。", basis)
