"""A credit officer registers a proposed record or drops it; a record ends on its day."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from nuozheng.credit import access
from nuozheng.credit.beyond.deciding import policy_in_effect
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.standing import fact_of
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.procedure import CREDIT_RECORD, RecordStatus
from nuozheng.law.repair import period
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account


def register(*, record: CreditRecord, by: Account) -> CreditRecord:
    """Bring a proposed record into force; it ends by itself at the grade's longest period.

    Errors: Refused for whoever proposed it: the same person does not find and record.
    """
    now = timezone.now()
    with transaction.atomic():
        row = locked(CreditRecord, record.pk)
        roles = access.roles_on(by, row, timezone.localdate())
        role = must_be_allowed(CREDIT_RECORD, "register", row.status, roles)
        row.recorded_by, row.recorded_at = by, now
        policy = policy_in_effect(row.policy_key, timezone.localdate())
        row.ends_on = period(policy, fact_of(row)).ends_on
        move(
            row,
            CREDIT_RECORD,
            "register",
            by=by,
            role=role,
            at=now,
            basis=row.basis,
            changed=("recorded_by", "recorded_at", "ends_on"),
        )
    return row


def drop(*, record: CreditRecord, by: Account, reason: str) -> CreditRecord:
    """Send a proposed record back: it has no effect and leaves no mark."""
    reason = written(reason, "理由")
    now = timezone.now()
    with transaction.atomic():
        row = locked(CreditRecord, record.pk)
        roles = access.roles_on(by, row, timezone.localdate())
        role = must_be_allowed(CREDIT_RECORD, "drop", row.status, roles)
        move(row, CREDIT_RECORD, "drop", by=by, role=role, at=now, reason=reason)
    return row


def end_on_their_day(today: date) -> int:
    """End every record whose longest period is over; eligibility is back at once."""
    now = timezone.now()
    counting = (RecordStatus.IN_FORCE, RecordStatus.DISPUTED)
    over = CreditRecord.objects.filter(status__in=counting, ends_on__lte=today).values_list(
        "pk", flat=True
    )
    ended = 0
    for pk in list(over):
        with transaction.atomic():
            row = locked(CreditRecord, pk)
            if row.status in counting:
                move(row, CREDIT_RECORD, "end", by=None, role=Role.SYSTEM, at=now)
                ended += 1
    return ended
