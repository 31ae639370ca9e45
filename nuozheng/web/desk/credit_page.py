"""Everything that the page of a credit record shows."""

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from nuozheng.credit.models import CreditRecord
from nuozheng.credit.standing import fact_of
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
        "today": today,
        "history": happened(
            {CREDIT_RECORD.kind: [record.pk], CREDIT_REPAIR.kind: [one.pk for one in repairs]}
        ),
    }


def _span(record: CreditRecord) -> RecordPeriod | None:
    if not record.is_adverse or not record.severity or record.document_on is None:
        return None
    return period(load_policy(record.policy_key), fact_of(record))
