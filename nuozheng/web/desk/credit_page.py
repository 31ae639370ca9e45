"""Everything that the page of a credit record shows."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.utils import timezone
from django.utils.translation import gettext as _

from nuozheng.credit.collecting import steps_of
from nuozheng.credit.models import CreditRecord, CreditRepair
from nuozheng.credit.push.models import CreditMessage, PushAction, PushStatus
from nuozheng.credit.standing import fact_of
from nuozheng.credit.stops.models import RecipientKind, StopOrder
from nuozheng.evidence import deadlines
from nuozheng.gateways.credit.platforms import platforms
from nuozheng.law.credit import KIND_WORD, SEVERITY_WORD, RecordKind
from nuozheng.law.objection import CREDIT_OBJECTION, ObjectionStatus
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
    RecordStatus.DISPUTED: "wait",
    RecordStatus.REPAIRED: "ok",
    RecordStatus.ENDED: "",
    RecordStatus.ANNULLED: "",
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


@dataclass(frozen=True, slots=True)
class StopRow:
    """One recipient that has to stop, by its name, and whether it said that it did."""

    order: StopOrder
    name: str
    shape: str
    state: str

    @property
    def by_hand(self) -> bool:
        return self.order.kind == RecipientKind.DEPARTMENT


def record_context(record: CreditRecord, today: date) -> dict[str, Any]:
    """The values of the page; `span` is when repair becomes possible and when the record ends."""
    acts = {rule.act: rule for rule in CREDIT_RECORD.allowed(record.status, Role.CREDIT_OFFICER)}
    repairs = list(record.repairs.order_by("-requested_at"))
    asked = next((one for one in repairs if one.status == RepairStatus.REQUESTED), None)
    pushed = push_rows(record)
    objections = list(record.objections.all())
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
        "repair_due_on": _due_on(asked),
        "objections": [(one, ObjectionStatus(one.status).chinese) for one in objections],
        "stops": stop_rows(record, today),
        "steps": steps_of(record, timezone.now()),
        "stuck_word": _("停在这一步了"),
        "today": today,
        "history": happened(
            {
                CREDIT_RECORD.kind: [record.pk],
                CREDIT_REPAIR.kind: [one.pk for one in repairs],
                CREDIT_OBJECTION.kind: [one.pk for one in objections],
            }
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


def stop_rows(record: CreditRecord, today: date) -> list[StopRow]:
    """Everybody who was told to stop, oldest order first."""
    known = platforms().platform
    return [
        StopRow(
            one,
            known[one.recipient].title if one.recipient in known else one.recipient,
            "no" if one.due_on < today else "wait",
            _("过了期限没有回执") if one.due_on < today else _("等回执"),
        )
        for one in record.stop_orders.all()
    ]


def _due_on(asked: CreditRepair | None) -> date | None:
    clocks = deadlines.running(CREDIT_REPAIR.kind, asked.pk) if asked else []
    return clocks[0].due_on if clocks else None


def _span(record: CreditRecord) -> RecordPeriod | None:
    if not record.is_adverse or not record.severity or record.document_on is None:
        return None
    return period(load_policy(record.policy_key), fact_of(record))
