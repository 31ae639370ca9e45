"""Deliver what platforms must know: in order, again and again while they are down, never twice."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.utils import timezone

from nuozheng.credit.push.models import CreditMessage, PushAction, PushStatus
from nuozheng.credit.stops.confirming import confirmed_by_platform
from nuozheng.evidence import alarms
from nuozheng.gateways.credit.client import deliver
from nuozheng.gateways.credit.protocol import Message
from nuozheng.gateways.delivery import Undelivered, Unreachable, wait_after
from nuozheng.law.alarms import LEAST, AlarmKind

AT_ONCE = 200
"""Attempts of one run; what is left is due at the next."""
_log = logging.getLogger(__name__)


def deliver_due(now: datetime) -> dict[str, int]:
    """Send everything that is due; how many came to which end. Safe beside other workers."""
    ended: dict[str, int] = {}
    silent: set[str] = set()
    tried = 0
    while tried < AT_ONCE and (found := _due(now, silent)[: AT_ONCE - tried]):
        for pk, platform in found:
            tried += 1
            if platform in silent:
                continue
            status, reached = _deliver(pk, now)
            if not reached:
                silent.add(platform)
            if status:
                ended[status] = ended.get(status, 0) + 1
    return ended


def failed_messages() -> QuerySet[CreditMessage]:
    """What was tried in vain, and what a platform refused."""
    return CreditMessage.objects.exclude(status=PushStatus.DELIVERED).filter(attempts__gt=0)


def _due(now: datetime, silent: set[str]) -> list[tuple[UUID, str]]:
    """Of each record the first message that its platform doesn't have, where its time came.

    One that is stuck holds back what follows it: a platform can't mend what it never took in.
    """
    first = CreditMessage.objects.filter(
        record=OuterRef("record"), platform=OuterRef("platform")
    ).exclude(status=PushStatus.DELIVERED)
    due = CreditMessage.objects.filter(
        pk=Subquery(first.order_by("created_at", "pk").values("pk")[:1]),
        status=PushStatus.WAITING,
        next_at__lte=now,
    ).exclude(platform__in=silent)
    return list(due.order_by("created_at", "pk").values_list("pk", "platform")[:AT_ONCE])


def _deliver(pk: UUID, now: datetime) -> tuple[str, bool]:
    """One delivery, its next time already set, so that nobody else sends it meanwhile.

    What became of it, and whether the platform was there at all.
    """
    with transaction.atomic():
        row = (
            CreditMessage.objects.select_for_update(skip_locked=True)
            .filter(pk=pk, status=PushStatus.WAITING, next_at__lte=now)
            .first()
        )
        if row is None:
            return "", True
        row.next_at = now + wait_after(row.attempts)
        row.attempts += 1
        row.save(update_fields=["attempts", "next_at"])
    reached = True
    try:
        row.receipt = deliver(row.platform, Message.model_validate({"id": row.pk, **row.body}))
    except Undelivered as fault:
        reached = not isinstance(fault, Unreachable)
        row.problem = _unnamed(str(fault), row.body)[:200]
        if fault.for_good:
            row.status = PushStatus.STUCK
            _log.error("a record is refused for good by %s", row.platform)
    else:
        row.status, row.problem = PushStatus.DELIVERED, ""
        row.delivered_at = timezone.now()
        # What was delivered stands with the platform; here it would only be a second copy.
        row.body = {}
    row.save(update_fields=["status", "problem", "receipt", "delivered_at", "body"])
    if row.status == PushStatus.DELIVERED and row.action == PushAction.REMOVE:
        confirmed_by_platform(row, timezone.now())
    if row.status == PushStatus.WAITING:
        _fails(row, now)
    else:
        _works_again(row.platform, now)
    return row.status, reached


def _fails(row: CreditMessage, now: datetime) -> None:
    """An alarm where what waits for this platform was tried in vain often enough."""
    tried = _waiting(row.platform).aggregate(times=Sum("attempts"))["times"] or 0
    if tried >= LEAST:
        alarms.sound(AlarmKind.CREDIT_PLATFORM, row.platform, {"problem": row.problem}, at=now)


def _works_again(platform: str, now: datetime) -> None:
    """It answers: after an alarm all is due at once; with the last of it the alarm is over."""
    if not alarms.standing().filter(kind=AlarmKind.CREDIT_PLATFORM, subject=platform).exists():
        return
    failed = _waiting(platform).filter(attempts__gt=0)
    if not failed.exists():
        alarms.silence(AlarmKind.CREDIT_PLATFORM, platform, at=now)
    else:
        failed.filter(next_at__gt=now).update(next_at=now)


def _waiting(platform: str) -> QuerySet[CreditMessage]:
    return CreditMessage.objects.filter(platform=platform, status=PushStatus.WAITING)


def _unnamed(problem: str, body: Mapping[str, Any]) -> str:
    """What a platform says may name the person; here it stands in the open."""
    for value in body.get("content", {}).get("主体", {}).values():
        problem = problem.replace(value, "…")
    return problem
