"""Everything that the page of a credit record shows."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from nuozheng.credit.models import CreditRecord
from nuozheng.credit.push.models import CreditMessage, PushAction, PushStatus
from nuozheng.credit.standing import fact_of
from nuozheng.gateways.credit.platforms import platforms
from nuozheng.law.credit import KIND_WORD, SEVERITY_WORD, RecordKind
from nuozheng.law.policy import load_policy
from nuozheng.law.procedure import (
    CREDIT_RECORD,
    CREDIT_REPAIR,
    RecordStatus,
    RepairStatus,
)
from nuozheng.law.repair import RecordPeriod, period
from nuozheng.law.vocabulary import Role, Severity
from nuozheng.verification.models import UntruthFinding
from nuozheng.web.desk.history import happened

_SHAPE = {
    RecordStatus.PROPOSED: "wait",
    RecordStatus.IN_FORCE: "",
    RecordStatus.DROPPED: "",
    RecordStatus.REPAIRED: "ok",
    RecordStatus.ENDED: "",
}
_PUSHED = {PushStatus.WAITING: "wait", PushStatus.DELIVERED: "ok", PushStatus.STUCK: "no"}


@dataclass(frozen=True, slots=True)
class PushRow:
    """What one platform is told of a record: by its name, what, and whether it has it."""

    message: CreditMessage
    platform: str
    action: str
    shape: str
    state: str


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record in words."""

    record: CreditRecord
    kind: str
    grade: str
    shape: str
    state: str


def record_row(record: CreditRecord) -> RecordRow:
    """The line of a record."""
    state = RecordStatus(record.status)
    return RecordRow(
        record,
        KIND_WORD[cast(RecordKind, record.kind)],
        SEVERITY_WORD[Severity(record.severity)] if record.severity else "",
        "ok" if record.kind == "kept" else _SHAPE[state],
        state.chinese,
    )


def record_context(record: CreditRecord, today: date) -> dict[str, Any]:
    """The values of the page; `span` is when repair becomes possible and when the record ends."""
    acts = {rule.act: rule for rule in CREDIT_RECORD.allowed(record.status, Role.CREDIT_OFFICER)}
    repairs = list(record.repairs.order_by("-requested_at"))
    asked = next((one for one in repairs if one.status == RepairStatus.REQUESTED), None)
    pushed = push_rows(record)
    return {
        "row": record_row(record),
        "record": record,
        "basis": tuple(record.basis),
        "policy": load_policy(record.policy_key),
        "span": _span(record),
        "register": acts.get("register"),
        "drop": acts.get("drop"),
        "asked": asked,
        "earlier": [(one, RepairStatus(one.status).chinese) for one in repairs if one is not asked],
        "paper": UntruthFinding.objects.filter(
            application__number=record.case_number,
            document_number=record.document_number or "-",
            document__isnull=False,
        ).exists(),
        "pushed": pushed,
        "stuck": any(one.message.status == PushStatus.STUCK for one in pushed),
        "today": today,
        "history": happened(
            {CREDIT_RECORD.kind: [record.pk], CREDIT_REPAIR.kind: [one.pk for one in repairs]}
        ),
    }


def push_rows(record: CreditRecord) -> list[PushRow]:
    """Everything that platforms are told of a record, oldest first."""
    known = platforms().platform
    return [
        PushRow(
            one,
            known[one.platform].title if one.platform in known else one.platform,
            PushAction(one.action).label,
            _PUSHED[PushStatus(one.status)],
            PushStatus(one.status).label,
        )
        for one in CreditMessage.objects.filter(record=record).defer("body")
    ]


def _span(record: CreditRecord) -> RecordPeriod | None:
    if not record.is_adverse or not record.severity or record.document_on is None:
        return None
    return period(load_policy(record.policy_key), fact_of(record))
