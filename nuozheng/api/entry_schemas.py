"""The whole text of an entry of a list: as it is sent, and as it is shown."""

from datetime import date
from typing import Any, Literal

from pydantic import Field, ValidationError

from nuozheng.api.input_faults import as_findings
from nuozheng.api.schemas import Body, Key, Line, Out, Text
from nuozheng.catalogue.models import EntryVersion
from nuozheng.catalogue.names.then import AGENCY, content_then
from nuozheng.catalogue.revision.comparison import Difference
from nuozheng.catalogue.revision.content import EntryContent, content_of
from nuozheng.law.conditions import ConditionProblem, read_conditions
from nuozheng.law.findings import Finding, Outcome, Refused
from nuozheng.law.vocabulary import PartyKind, ProofKind, Substitution

BasisLevel = Literal["law", "regulation", "state_council_decision", "rule", "normative", ""]
Method = Literal["online", "internal", "assistance", "agency_verification", "onsite", "written", ""]
Risk = Literal["low", "medium", "high"]
MOST_DAYS = 400


class ItemIn(Body):
    """政务服务事项; `decision_days` are counted as the service counts them."""

    name: Line
    implementation_code: Line = ""
    kind: Line = ""
    domain: Line = ""
    on_application: bool = True
    applicant_kinds: list[PartyKind] = Field(
        default=[PartyKind.PERSON, PartyKind.COMPANY], max_length=2
    )
    decision_days: int = Field(default=20, ge=1, le=MOST_DAYS)
    decision_days_basis: Line = ""


class ProofIn(Body):
    """证明材料."""

    name: Line
    kind: ProofKind | None = None
    issuing_body: Line = ""


class PlanIn(Body):
    """核查办法: working days from an event; `sampling_ratio` is a share of one, such as 0.1.

    `measure` is the written 承诺信息核查办法 of a proof for which no data can be shared.
    """

    manner: Method = ""
    due_days: int | None = Field(default=None, ge=1, le=MOST_DAYS)
    from_event: Literal["decision", "signing", "before_decision", "batch", ""] = ""
    standard: Text = ""
    exempt: bool | None = None
    supervision_modes: list[Line] = Field(default=[], max_length=20)
    sampling_ratio: str | None = Field(
        default=None, max_length=8, pattern=r"^(0\.[0-9]{1,4}|1(\.0{1,4})?)$"
    )
    sources: list[Key] = Field(default=[], max_length=20)
    measure: Text = ""


class DisclosureIn(Body):
    """公示: marks from which follow whether the letter is public, what of it; until when.

    `disclosed` and `scope` follow from the marks by the rules of the place, whatever is sent.
    """

    disclosed: bool = False
    touches_others: bool = Field(default=False, description="涉及第三人的权益")
    public_interest: bool = Field(default=False, description="涉及社会公共利益")
    hard_to_verify: bool = Field(default=False, description="核查难度较大")
    public_concern: bool = Field(default=False, description="社会广泛关注")
    state_secret: bool = Field(default=False, description="涉及国家秘密")
    trade_secret: bool = Field(default=False, description="涉及商业秘密")
    privacy: bool = Field(default=False, description="涉及个人隐私")
    displayed: bool = Field(default=False, description="探索公示承诺书")
    scope: Line = ""
    until: Line = ""
    voluntary: bool = False


class FactsIn(Body):
    """范围核对 as the rules read it; the signed scope check overrides what it answers."""

    proof_name: Line = ""
    service_kind: Line = ""
    proof_kind: Line = ""
    domain: Line = ""
    on_application: bool = True
    body_type: Line = ""
    basis_level: BasisLevel = ""
    basis_in_force: bool = True
    excluded_fields: list[Key] = Field(default=[], max_length=20)
    excluded_relations: list[Key] = Field(default=[], max_length=20)
    risk: Risk = "low"
    correctable_afterwards: bool | None = None
    hard_to_undo: bool | None = None
    data_sharable: bool | None = None
    agency_verifiable: bool | None = None
    problem: Literal["circular", "duplicate", "odd", ""] = ""
    mandatory_commitment: bool = False
    negative_situations: list[Line] = Field(default=[], max_length=50)
    conditions_count: int = Field(default=1, ge=0, le=1000)
    verifiable: bool = True
    issued_by_another: bool = True
    kept_for: Text = ""


class EntryIn(Body):
    """One entry whole: `GET entries/{id}/versions` shows one in the same shape, to be changed.

    `conditions` is their full definition, {"condition": [...]}: the sentence that is signed and
    its check are one.
    """

    item: ItemIn
    proof: ProofIn
    substitution: Substitution | None = None
    other_way: Line = ""
    alternatives: list[Substitution] = Field(default=[], max_length=6)
    mandatory: bool = False
    agent_allowed: bool = True
    legal_basis: Line = ""
    article: Line = ""
    basis_level: BasisLevel = ""
    content: Text = ""
    conditions: dict[str, Any] = Field(default={}, max_length=1)
    plan: PlanIn = Field(default_factory=PlanIn)
    liability: Text = ""
    liability_basis: Line = ""
    disclosure: DisclosureIn = Field(default_factory=DisclosureIn)
    facts: FactsIn = Field(default_factory=FactsIn)
    note: Text = ""

    def entry(self) -> EntryContent:
        """What was sent as an entry; Refused names each field that cannot stand."""
        if faults := _condition_faults(self.conditions):
            raise Refused(*faults)
        said = self.model_dump(mode="json", exclude_unset=True)
        try:
            return EntryContent.model_validate(said)
        except ValidationError as problem:
            wrong = [{**one, "loc": ("body", "content", *one["loc"])} for one in problem.errors()]
            raise Refused(*as_findings(wrong)) from problem


class DifferenceOut(Out):
    """One point of an entry: its name, what stood, what is to stand."""

    label: str
    before: str
    after: str


class VersionOut(Out):
    """One version of an entry; `until` is its last day, null for one that goes on.

    `content` is its whole text, in the shape in which a change is proposed.
    """

    entry: int
    item_id: int
    item: str
    agency: str
    proof: str
    version: int
    effective_from: date
    effective_until: date | None
    way: str
    way_text: str
    content: dict[str, Any]


def version_out(version: EntryVersion) -> VersionOut:
    """A version in the words of today; with entry, item, agency and proof loaded."""
    return _version_out(version, content_of(version), version.entry.item.agency.name)


def version_then_out(version: EntryVersion) -> VersionOut:
    """A version of `names.then.worded` in the words of its day, whatever was renamed since."""
    return _version_out(version, content_then(version), getattr(version, AGENCY))


def _version_out(version: EntryVersion, content: EntryContent, agency: str) -> VersionOut:
    return VersionOut(
        entry=version.entry_id,
        item_id=version.entry.item_id,
        item=content.item.name,
        agency=agency,
        proof=content.proof.name,
        version=version.number,
        effective_from=version.effective_from,
        effective_until=version.effective_until,
        way=version.substitution,
        way_text=Substitution(version.substitution).chinese,
        content=content.model_dump(mode="json"),
    )


def difference_out(one: Difference) -> DifferenceOut:
    return DifferenceOut(label=one.label, before=one.before, after=one.after)


def _condition_faults(conditions: dict[str, Any]) -> list[Finding]:
    """What is wrong with a definition of conditions, each fault once, at most twenty."""
    try:
        read_conditions(conditions)
    except ConditionProblem as problem:
        return [
            Finding(
                f"input.content.conditions.{number}",
                Outcome.NOT_MET,
                said,
                cure="写法见清单里已有条目的conditions。",
            )
            for number, said in enumerate(problem.problems[:20], start=1)
        ]
    return []
