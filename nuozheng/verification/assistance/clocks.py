"""The clocks of assistance: reminders, escalation, and the end together with the task."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from nuozheng.evidence.models import Deadline
from nuozheng.evidence.moves import append, locked
from nuozheng.law.assistance.moves import ASSISTANCE_REQUEST, RUNNING, WITH_PROVIDER
from nuozheng.law.calendar import load_calendar
from nuozheng.law.confirmation import CONFIRMATION_REQUEST, ConfirmationStatus
from nuozheng.law.policy import load_policy
from nuozheng.law.procedure import TaskStatus
from nuozheng.law.vocabulary import Role
from nuozheng.verification.assistance.actions.ask import take_back
from nuozheng.verification.assistance.messages import tell
from nuozheng.verification.assistance.models import AssistanceRequest
from nuozheng.verification.confirmation.models import ConfirmationRequest

_SETTLED = (TaskStatus.CONFIRMED, TaskStatus.CONTRADICTED, TaskStatus.CANCELLED)


def remind_and_escalate(today: date) -> int:
    """Remind on the last working day before, escalate after the day; how many. Twice is once."""
    tomorrow = load_calendar().add_working_days(today, 1).on
    running = AssistanceRequest.objects.filter(status__in=WITH_PROVIDER)
    near = Q(due_on__gte=today, due_on__lte=tomorrow, reminded_at=None)
    late = Q(due_on__lt=today, escalated_at=None)
    found = list(running.filter(near | late).order_by("pk").values_list("pk", flat=True))
    return sum(_pressed(pk, today) for pk in found) + _confirmations_late(today)


def take_back_settled() -> int:
    """Requests whose task came to its end otherwise: nobody has to look any more."""
    settled = AssistanceRequest.objects.filter(
        status__in=RUNNING, kind="query", task__status__in=_SETTLED
    )
    rows = list(settled.order_by("pk"))
    for request in rows:
        take_back(request=request, by=None, reason="这项核查已经有结论")
    return len(rows)


def follow_clocks(moved: Iterable[Deadline]) -> None:
    """A year's days of rest became known: the day on the record is the clock's."""
    for clock in moved:
        if clock.kind == ASSISTANCE_REQUEST.kind:
            AssistanceRequest.objects.filter(pk=clock.record_id).update(due_on=clock.due_on)
        elif clock.kind == CONFIRMATION_REQUEST.kind:
            ConfirmationRequest.objects.filter(pk=clock.record_id).update(due_on=clock.due_on)


def lead_units(request: AssistanceRequest) -> str:
    """To whom an overdue request goes, by the text of the place."""
    return "、".join(load_policy(request.policy_key).organisation.lead_units.value)


def _confirmations_late(today: date) -> int:
    """Issuing units that are late go to the same lead unit."""
    now = timezone.now()
    late = ConfirmationRequest.objects.filter(
        status=ConfirmationStatus.SENT, due_on__lt=today, escalated_at=None
    )
    rows = list(late.select_related("application").order_by("pk"))
    for row in rows:
        with transaction.atomic():
            row.escalated_at = now
            row.save(update_fields=["escalated_at"])
            units = "、".join(row.application.policy.organisation.lead_units.value)
            append(
                CONFIRMATION_REQUEST.kind,
                row.pk,
                "escalate",
                row.status,
                row.status,
                by=None,
                role=Role.SYSTEM,
                at=now,
                reason=f"超过期限没有答复，报{units or '牵头单位'}督促",
            )
    return len(rows)


def _pressed(pk: int, today: date) -> bool:
    now = timezone.now()
    with transaction.atomic():
        row = locked(AssistanceRequest, pk)
        if row.status not in WITH_PROVIDER or row.due_on is None:
            return False
        late = row.due_on < today
        act, field = ("escalate", "escalated_at") if late else ("remind", "reminded_at")
        if getattr(row, field) is not None:
            return False
        setattr(row, field, now)
        row.save(update_fields=[field])
        append(
            ASSISTANCE_REQUEST.kind,
            row.pk,
            act,
            row.status,
            row.status,
            by=None,
            role=Role.SYSTEM,
            at=now,
            reason=f"超过期限没有答复，报{lead_units(row) or '牵头单位'}督促" if late else "",
            basis=row.basis,
        )
        if row.provider_cell:
            tell(row, "remind", now)
    return True
