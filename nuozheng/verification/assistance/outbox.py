"""Deliver what partners must know: in order, again and again while they are down, never twice."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from nuozheng.evidence import alarms
from nuozheng.gateways.assistance.client import deliver
from nuozheng.gateways.assistance.protocol import Message
from nuozheng.gateways.delivery import Undelivered, wait_after
from nuozheng.law.alarms import LEAST, AlarmKind
from nuozheng.verification.assistance.models import MessageStatus, OutgoingMessage

_log = logging.getLogger(__name__)
AT_ONCE = 200
"""Messages of one run; what is left is due at the next."""


def deliver_due(now: datetime) -> dict[str, int]:
    """Send everything that is due; how many came to which end. Safe beside other workers."""
    ended: dict[str, int] = {}
    for pk in list(_due(now).values_list("pk", flat=True)[:AT_ONCE]):
        status = _deliver(pk, now)
        if status:
            ended[status] = ended.get(status, 0) + 1
    return ended


def _due(now: datetime) -> QuerySet[OutgoingMessage]:
    """The first message of each request that the partner doesn't have yet, where its time came."""
    first = OutgoingMessage.objects.filter(
        request=OuterRef("request"), status=MessageStatus.WAITING
    ).order_by("created_at", "pk")
    return OutgoingMessage.objects.filter(
        pk=Subquery(first.values("pk")[:1]), next_at__lte=now
    ).order_by("next_at", "pk")


def _deliver(pk: UUID, now: datetime) -> str:
    """One delivery, its next time already set, so that nobody else sends it meanwhile."""
    with transaction.atomic():
        row = (
            OutgoingMessage.objects.select_for_update(skip_locked=True)
            .filter(pk=pk, status=MessageStatus.WAITING, next_at__lte=now)
            .first()
        )
        if row is None:
            return ""
        row.next_at = now + wait_after(row.attempts)
        row.attempts += 1
        row.save(update_fields=["attempts", "next_at"])
    try:
        deliver(row.cell, Message.model_validate({"id": row.pk, **row.body}))
    except Undelivered as fault:
        row.problem = str(fault)[:200]
        if fault.for_good:
            row.status = MessageStatus.STUCK
            _log.error("a message to %s is refused for good", row.cell)
        elif row.attempts >= LEAST:
            alarms.sound(AlarmKind.PARTNER, row.cell, {"problem": row.problem}, at=now)
    else:
        row.status, row.problem = MessageStatus.DELIVERED, ""
        row.delivered_at = timezone.now()
        # What was delivered stands with the partner; here it would only be a second copy.
        row.body = {}
        alarms.silence(AlarmKind.PARTNER, row.cell, at=now)
    row.save(update_fields=["status", "problem", "delivered_at", "body"])
    return row.status


def undelivered(request_pk: int) -> OutgoingMessage | None:
    """The message of a request that a partner doesn't have yet; None where all arrived."""
    return (
        OutgoingMessage.objects.filter(request=request_pk)
        .exclude(status=MessageStatus.DELIVERED)
        .order_by("created_at", "pk")
        .first()
    )
