"""The rows of the catalogue's own tables; field names are the tables' columns.

What is verified and what is only proposed stands in each row (`provenance`, `basis_check`,
`liability_check`) and goes with it wherever it is used.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from nuozheng.catalogue.columns import (
    DayKind,
    Disclosure,
    Event,
    Kind,
    Months,
    Parties,
    Risk,
    Way,
    Words,
    WordSet,
    YesNo,
)
from nuozheng.law.proofs import BasisLevel, Problem
from nuozheng.law.vocabulary import PartyKind


@dataclass(frozen=True, slots=True)
class ProofMaterial:
    """A proof that one service demands, where the law says so, and how it is usually replaced."""

    id: str
    proof_name: str
    proof_type: Kind
    domain: str
    service_item: str
    service_kind: str
    applicant_kind: Literal["自然人", "法人", "其他组织"]
    demanding_dept: str
    issuing_body: str
    legal_basis: str
    article: str
    basis_level: str
    basis_check: str
    replace_method: Way
    fallback_method: Way
    commit_conditions: str
    verify_method: str
    verify_time_limit: str
    data_source: str
    liability: str
    liability_basis: str
    liability_check: str
    commitment_allowed: YesNo
    exclusion_reason: str
    risk_level: Risk
    provenance: str
    note: str

    @property
    def party(self) -> PartyKind:
        return PartyKind.PERSON if self.applicant_kind == "自然人" else PartyKind.COMPANY


@dataclass(frozen=True, slots=True)
class Classification:
    """Proposed answers to what the rules of scope ask about a proof, and its verification plan.

    `mandatory_in` holds policy keys. Verification is due `verify_days` after `verify_from`;
    zero days from the decision means before it is taken. `sources` are names of the registry
    of data sources. `why` gives the reason of an exclusion, or of not excluding.
    """

    id: str
    excluded_fields: WordSet
    excluded_relations: WordSet
    basis_level: BasisLevel
    body_type: str
    data_sharable: YesNo
    agency_verifiable: YesNo
    correctable_afterwards: YesNo
    hard_to_undo: YesNo
    mandatory_in: Words
    agent_commitment: YesNo
    disclosure: Disclosure
    problem: Problem
    kept_for: str
    manners: Words
    verify_from: Event
    verify_days: int
    verify_day_kind: DayKind
    verify_again_months: Months
    sources: Words
    basis_only_in: str
    basis_elsewhere: str
    article_elsewhere: str
    basis_level_elsewhere: BasisLevel
    why: str
    provenance: str


@dataclass(frozen=True, slots=True)
class ServiceMaterial:
    """What somebody applies for, with its proofs in order.

    `story` is the policy key whose demonstration tells it; `composed` services join proofs of
    several rows into one application and exist for demonstration.
    """

    key: str
    name: str
    kind: str
    domain: str
    applicant_kinds: Parties
    demanding_dept: str
    body_type: str
    decision_days: int
    decision_day_kind: DayKind
    decision_days_basis: str
    decision_days_provenance: str
    base_code: str
    code_is_synthetic: YesNo
    fee: str
    story: str
    origin: Literal["proof_items", "composed"]
    kind_note: str
    proofs: Words


@dataclass(frozen=True, slots=True)
class AgencyMaterial:
    """Which department handles, under one list, what one kind of department demands."""

    list: str
    demanding_dept: str
    department: str
    short_name: str
    division_code: str
    level_digit: str
    credit_code: str
    code_is_synthetic: YesNo
    provenance: str


@dataclass(frozen=True, slots=True)
class DepartmentMaterial:
    """A department as the regulations name it, with its part in the work."""

    division_code: str
    division_name: str
    department: str
    short_name: str
    level: str
    role: str
    duty: str
    seed_reference: str
    provenance: str
    note: str


@dataclass(frozen=True, slots=True)
class DivisionMaterial:
    """行政区划; `code` is empty where no national code exists (毛集实验区, 功能区)."""

    code: str
    name: str
    level: str
    parent_code: str
    kind: str
    seed: str
    source: str
    note: str


class LegalBasis(NamedTuple):
    instrument: str
    article: str
    level: BasisLevel
