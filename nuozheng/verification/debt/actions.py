"""What people say about a late agency: the agency why, the supervisor what is to be done."""

from django.db import transaction
from django.utils import timezone

from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.debt import DEBT_NOTICE
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.parties.roles import roles_at
from nuozheng.verification.debt.models import DebtNotice
from nuozheng.verification.places import supervises


def answer_debt(*, notice: DebtNotice, by: Account, reason: str) -> DebtNotice:
    """The agency says why and by when. Errors: Refused for a stranger, or without words."""
    return _said(notice, "answer_debt", by, reason)


def direct_debt(*, notice: DebtNotice, by: Account, reason: str) -> DebtNotice:
    """The supervisor says who does what by when. Errors: Refused for a stranger, too early."""
    return _said(notice, "direct_debt", by, reason)


def _said(notice: DebtNotice, act: str, by: Account, reason: str) -> DebtNotice:
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        row = locked(DebtNotice, notice.pk)
        held = roles_at(by, row.agency_id, today) - {Role.SUPERVISOR}
        if supervises(by, row.agency.jurisdiction, today):
            held.add(Role.SUPERVISOR)
        role = must_be_allowed(DEBT_NOTICE, act, row.status, tuple(held))
        move(
            row,
            DEBT_NOTICE,
            act,
            by=by,
            role=role,
            at=now,
            reason=written(reason, "说明"),
            basis=row.basis,
        )
    return row
