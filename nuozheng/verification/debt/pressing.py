"""Every night: who is late is reminded, then reported; who caught up is let go. Never a person."""

from datetime import date

from django.db import transaction
from django.db.models import Count, Min
from django.utils import timezone

from nuozheng.evidence import deadlines
from nuozheng.evidence.models import Deadline
from nuozheng.evidence.moves import append, locked, move
from nuozheng.law.debt import DEBT_NOTICE, DebtStatus
from nuozheng.law.policy import Policy
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from nuozheng.verification.debt.models import DebtNotice
from nuozheng.verification.follow import PENDING
from nuozheng.verification.models import VerificationTask
from nuozheng.verification.places import policy_of

CATCH_UP = "catch_up"


def press(today: date) -> int:
    """Clear, escalate, then remind; how many. A second time on the same day does nothing more."""
    return _clear(today) + _escalate(today) + _remind(today)


def _clear(today: date) -> int:
    """Notices of which nothing is left that was late on their day."""
    running = DebtNotice.objects.exclude(status=DebtStatus.CLEARED).order_by("pk")
    oldest = dict(
        VerificationTask.objects.filter(
            agency__in=running.values("agency"), status__in=PENDING, due_on__lt=today
        )
        .order_by()
        .values_list("agency")
        .annotate(Min("due_on"))
    )
    done = [one for one in running if oldest.get(one.agency_id, today) >= one.reminded_on]
    now = timezone.now()
    for one in done:
        with transaction.atomic():
            row = locked(DebtNotice, one.pk)
            deadlines.meet_all(DEBT_NOTICE.kind, row.pk, now)
            move(row, DEBT_NOTICE, "clear_debt", by=None, role=Role.SYSTEM, at=now)
    return len(done)


def _escalate(today: date) -> int:
    """Reminders whose days have passed."""
    over = (
        Deadline.objects.overdue(today)
        .filter(kind=DEBT_NOTICE.kind, what=CATCH_UP)
        .values("record_id")
    )
    late = DebtNotice.objects.filter(status=DebtStatus.REMINDED, pk__in=over).order_by("pk")
    now = timezone.now()
    rows = list(late.select_related("agency__jurisdiction"))
    for one in rows:
        path = policy_of(one.agency.jurisdiction).supervision.escalation
        with transaction.atomic():
            move(
                locked(DebtNotice, one.pk),
                DEBT_NOTICE,
                "escalate_debt",
                by=None,
                role=Role.SYSTEM,
                at=now,
                reason=f"提醒以后到期没有补上。{'；'.join(path.value)}",
                basis=(*one.basis, *path.clause),
            )
    return len(rows)


def _remind(today: date) -> int:
    """Agencies with late checks and no notice running."""
    pressed = DebtNotice.objects.exclude(status=DebtStatus.CLEARED).values("agency")
    late = (
        VerificationTask.objects.filter(status__in=PENDING, due_on__lt=today)
        .exclude(agency__in=pressed)
        .order_by("agency")
        .values_list("agency")
        .annotate(Count("pk"), Min("due_on"))
    )
    counted = {agency: (count, oldest) for agency, count, oldest in late}
    agencies = Agency.objects.filter(pk__in=counted).select_related("jurisdiction").order_by("pk")
    for agency in agencies:
        count, oldest = counted[agency.pk]
        _reminded(agency, policy_of(agency.jurisdiction), count, oldest, today)
    return len(counted)


def _reminded(agency: Agency, policy: Policy, late: int, oldest: date, today: date) -> None:
    rule = policy.supervision.escalation_days
    basis = list(dict.fromkeys((*policy.verification.plan_fields.clause, *rule.clause)))
    with transaction.atomic():
        notice = DebtNotice.objects.create(
            agency=agency,
            status=DebtStatus.REMINDED,
            late=late,
            oldest_due_on=oldest,
            reminded_on=today,
            basis=basis,
        )
        deadlines.start(
            DEBT_NOTICE.kind,
            notice.pk,
            CATCH_UP,
            title="补上超期的核查",
            from_day=today,
            days=rule.value,
            basis=rule.clause,
        )
        append(
            DEBT_NOTICE.kind,
            notice.pk,
            "remind_debt",
            "",
            DebtStatus.REMINDED,
            by=None,
            role=Role.SYSTEM,
            at=timezone.now(),
            reason=f"{late}项核查超期",
            basis=basis,
        )
