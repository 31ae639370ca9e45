"""A list entry, a sanction and the answer of a check as the API shows them."""

from datetime import date

from nuozheng.api.schemas import Basis, Out, PartyOut, basis_of, party_out
from nuozheng.credit.sanctions.access import AnyRestraint
from nuozheng.credit.sanctions.checking import Restriction
from nuozheng.credit.sanctions.models import Sanction
from nuozheng.credit.sanctions.telling import ways_out


class ExecutionOut(Out):
    """What a unit did of a sanction."""

    on: date
    words: str


class RestraintOut(Out):
    """A list entry or a sanction; `effective` says whether it restricts anybody today."""

    code: str
    kind: str
    title: str
    party: PartyOut
    record: int
    document: str
    agency: str
    domain: str
    actor: str
    status: str
    status_text: str
    effective: bool
    reasons: str
    evidence: str
    answer: str
    told_on: date | None
    answer_due_on: date | None
    document_number: str
    starts_on: date | None
    ends_on: date | None
    left_on: date | None
    way_out: str
    basis: list[Basis]
    executions: list[ExecutionOut]


class RestrictionOut(Out):
    """A hit of a check; `measures` may be decided on and restrict nobody before that."""

    code: str
    title: str
    agency: str
    document_number: str
    told: str
    since: date
    until: date | None
    measures: list[str]
    way_out: str
    basis: list[Basis]


def restraint_out(row: AnyRestraint, day: date) -> RestraintOut:
    """One row whole, for who may see it."""
    sanction = row if isinstance(row, Sanction) else None
    return RestraintOut(
        code=row.code,
        kind=row.kind,
        title=row.title,
        party=party_out(row.party),
        record=row.record_id,
        document=row.record.document_number,
        agency=row.agency.name,
        domain=sanction.domain if sanction else "",
        actor=sanction.actor if sanction else "",
        status=row.status,
        status_text=row.state.chinese,
        effective=row.is_effective(day),
        reasons=row.reasons,
        evidence=row.evidence,
        answer=row.answer or "",
        told_on=row.told_on,
        answer_due_on=row.answer_due_on,
        document_number=row.document_number,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        left_on=row.left_on,
        way_out=ways_out(row),
        basis=basis_of(row.basis),
        executions=[ExecutionOut(on=one.on, words=one.words) for one in sanction.executions.all()]
        if sanction
        else [],
    )


def restriction_out(one: Restriction) -> RestrictionOut:
    """One hit of a check."""
    return RestrictionOut(
        code=one.code,
        title=one.title,
        agency=one.agency,
        document_number=one.document_number,
        told=one.told,
        since=one.since,
        until=one.until,
        measures=list(one.measures),
        way_out=one.way_out,
        basis=basis_of(one.basis),
    )
