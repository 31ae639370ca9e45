"""A credit record and its repairs as the API shows them."""

from collections.abc import Sequence
from datetime import date, datetime

from nuozheng.api.operations import Operation, operations
from nuozheng.api.schemas import Basis, Out, PartyOut, basis_of, party_out
from nuozheng.credit.models import CreditRecord, CreditRepair
from nuozheng.law.credit import KIND_WORD, SEVERITY_WORD
from nuozheng.law.procedure import CREDIT_RECORD, CREDIT_REPAIR, RecordStatus, RepairStatus
from nuozheng.law.vocabulary import Role, Severity


class RepairOut(Out):
    """A request for repair and what became of it."""

    id: int
    status: str
    status_text: str
    evidence: str
    requested_at: datetime
    decided_at: datetime | None
    reason: str
    allowed: list[Operation]


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
        allowed=operations(CREDIT_RECORD, record.status, roles, record.pk),
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
        allowed=operations(CREDIT_REPAIR, one.status, roles, one.pk),
    )
