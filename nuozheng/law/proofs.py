"""A proof as the rules see it."""

from dataclasses import dataclass
from typing import Literal

from nuozheng.law.policy import Policy

BasisLevel = Literal["law", "regulation", "state_council_decision", "rule", "normative", ""]
Problem = Literal["circular", "duplicate", "odd", ""]

BASIS_WORD: dict[str, str] = {
    "law": "法律",
    "regulation": "法规",
    "state_council_decision": "国务院决定",
    "rule": "部门规章",
    "normative": "规范性文件",
    "": "没有依据",
}


@dataclass(frozen=True, slots=True)
class ProofFacts:
    """One proof demanded by one service item, as the catalogue knows it.

    `service_kind` is the matter type in Chinese; `excluded_fields` and `excluded_relations` are
    the tags that a reviewer set; None means not answered. `negative_situations` names entries of
    a negative list that cover the proof itself. `kept_for` is the recorded reason, agreed by the
    reviewer, for keeping a proof that in principle is cancelled.
    """

    proof_name: str
    service_kind: str
    proof_kind: str = ""
    domain: str = ""
    on_application: bool = True
    body_type: str = ""
    basis_level: BasisLevel = ""
    basis_in_force: bool = True
    excluded_fields: frozenset[str] = frozenset()
    excluded_relations: frozenset[str] = frozenset()
    risk: Literal["low", "medium", "high"] = "low"
    correctable_afterwards: bool | None = None
    hard_to_undo: bool | None = None
    data_sharable: bool | None = None
    agency_verifiable: bool | None = None
    problem: Problem = ""
    mandatory_commitment: bool = False
    negative_situations: tuple[str, ...] = ()
    conditions_count: int = 1
    verifiable: bool = True
    issued_by_another: bool = True
    kept_for: str = ""


def has_lawful_basis(policy: Policy, proof: ProofFacts) -> bool:
    """Whether a rule of the rank that the place accepts demands the proof and is in force."""
    return proof.basis_in_force and proof.basis_level in policy.applicants.lawful_proof_basis.value


def is_kept_on_review(proof: ProofFacts) -> bool:
    """Whether a reviewer agreed to keep a proof that rests on some rule in force, if not on law."""
    return bool(proof.kept_for.strip() and proof.basis_level and proof.basis_in_force)


def must_be_cancelled(policy: Policy, proof: ProofFacts) -> bool:
    """Whether the proof may not go on at all: baseless or absurd, where the place says so.

    凡是无法律法规依据的证明原则上一律取消 (ORD23-2.1.3a);
    全面消除各类“奇葩证明”“循环证明”“重复证明” (ORD23-3.3.1b).
    """
    if proof.problem and policy.scope.problem_proofs.value == "eliminate":
        return True
    if has_lawful_basis(policy, proof) or is_kept_on_review(proof):
        return False
    return policy.scope.no_legal_basis.value == "cancel"
