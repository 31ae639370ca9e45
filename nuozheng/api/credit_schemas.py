"""A credit record and its repairs as the API shows them."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from nuozheng.api.operations import Operation, operations
from nuozheng.api.schemas import Basis, Out, PartyOut, basis_of, party_out
from nuozheng.credit.collecting import steps_of
from nuozheng.credit.models import CreditRecord, CreditRepair
from nuozheng.credit.objections.models import CreditObjection
from nuozheng.credit.stops.models import StopOrder
from nuozheng.law.credit import KIND_WORD, SEVERITY_WORD
from nuozheng.law.objection import CREDIT_OBJECTION
from nuozheng.law.procedure import CREDIT_RECORD, CREDIT_REPAIR, RecordStatus, RepairStatus
from nuozheng.law.vocabulary import Role, Severity


class DutyOut(Out):
    """A duty from the decisions: done, not done, or nobody but the person can say."""

    what: str
    done: bool | None
    shown_by: str


class RepairOut(Out):
    """A request for repair and what became of it."""

    id: int
    status: str
    status_text: str
    evidence: str
    requested_at: datetime
    decided_at: datetime | None
    reason: str
    duties: list[DutyOut]
    allowed: list[Operation]


class ObjectionOut(Out):
    """An objection to a record: what was said, answered and decided."""

    id: int
    record: int
    status: str
    status_text: str
    said: str
    raised_at: datetime
    answer_due_on: date
    record_holds: bool | None
    answer: str
    answered_at: datetime | None
    reason: str
    changes: dict[str, list[str]]
    decided_at: datetime | None
    allowed: list[Operation]


class StopOut(Out):
    """Somebody who was told of a record and has to stop, with the receipt once they did."""

    id: int
    kind: str
    recipient: str
    what: str
    reason: str
    ordered_at: datetime
    due_on: date
    confirmed_at: datetime | None
    receipt: str


class RecordStepOut(Out):
    """记录、归集、推送."""

    key: str
    text: str
    at: datetime | None
    stuck: bool


class RecordSummary(Out):
    """A credit record in a list."""

    id: int
    party: PartyOut
    kind: str
    kind_text: str
    severity: str
    severity_text: str
    status: str
    status_text: str
    promise: str
    agency: str
    document_number: str
    document_on: date | None
    ends_on: date | None


class RecordOut(RecordSummary):
    """A credit record whole, with its repairs."""

    behaviour: str
    impact: str
    number: str
    basis: list[Basis]
    repaired_on: date | None
    repairs: list[RepairOut]
    objections: list[ObjectionOut]
    steps: list[RecordStepOut]
    stop_orders: list[StopOut]
    allowed: list[Operation]


def record_summary(record: CreditRecord) -> RecordSummary:
    severity = record.severity
    return RecordSummary(
        id=record.pk,
        party=party_out(record.party),
        kind=record.kind,
        kind_text=KIND_WORD[record.kind],  # type: ignore[index]
        severity=severity,
        severity_text=SEVERITY_WORD[Severity(severity)] if severity else "",
        status=record.status,
        status_text=RecordStatus(record.status).chinese,
        promise=record.promise,
        agency=record.agency.name,
        document_number=record.document_number,
        document_on=record.document_on,
        ends_on=record.ends_on,
    )


def record_out(record: CreditRecord, roles: Sequence[Role]) -> RecordOut:
    return RecordOut(
        **record_summary(record).model_dump(),
        behaviour=record.behaviour,
        impact=record.impact,
        number=record.case_number,
        basis=basis_of(record.basis),
        repaired_on=record.repaired_on,
        repairs=[_repair(one, roles) for one in record.repairs.order_by("pk")],
        objections=[objection_out(one, roles) for one in record.objections.order_by("pk")],
        steps=[
            RecordStepOut(key=one.key, text=one.chinese, at=one.at, stuck=one.stuck)
            for one in steps_of(record, timezone.now())
        ],
        stop_orders=[stop_out(one) for one in record.stop_orders.all()],
        allowed=operations(CREDIT_RECORD, record.status, roles, record.pk),
    )


def objection_out(row: CreditObjection, roles: Sequence[Role]) -> ObjectionOut:
    return ObjectionOut(
        id=row.pk,
        record=row.record_id,
        status=row.status,
        status_text=row.state,
        said=row.said,
        raised_at=row.raised_at,
        answer_due_on=row.answer_due_on,
        record_holds=row.record_holds,
        answer=row.answer or "",
        answered_at=row.answered_at,
        reason=row.reason or "",
        changes=row.changes,
        decided_at=row.decided_at,
        allowed=operations(CREDIT_OBJECTION, row.status, roles, row.pk),
    )


def stop_out(order: StopOrder) -> StopOut:
    return StopOut(
        id=order.pk,
        kind=order.kind,
        recipient=order.recipient,
        what=order.what,
        reason=order.reason,
        ordered_at=order.ordered_at,
        due_on=order.due_on,
        confirmed_at=order.confirmed_at,
        receipt=order.receipt,
    )


def _repair(one: CreditRepair, roles: Sequence[Role]) -> RepairOut:
    return RepairOut(
        id=one.pk,
        status=one.status,
        status_text=RepairStatus(one.status).chinese,
        evidence=one.evidence,
        requested_at=one.requested_at,
        decided_at=one.decided_at,
        reason=one.reason,
        duties=[DutyOut(**duty) for duty in one.duties],
        allowed=operations(CREDIT_REPAIR, one.status, roles, one.pk),
    )
