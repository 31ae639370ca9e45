"""Raise and end alarms: told once in the log, shown at the desk until it is over."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from nuozheng.evidence.models import Alarm
from nuozheng.law.alarms import AlarmKind

_log = logging.getLogger(__name__)


def sound(kind: AlarmKind, subject: str, detail: Mapping[str, Any], *, at: datetime) -> Alarm:
    """The one open alarm about this, with what is known now; new ones go to the log as errors."""
    alarm, is_new = Alarm.objects.update_or_create(
        kind=kind,
        subject=subject,
        ended_at=None,
        defaults={"detail": dict(detail), "last_at": at},
        create_defaults={"detail": dict(detail), "last_at": at, "raised_at": at},
    )
    if is_new:
        _log.error("alarm: %s %s", kind.value, subject)
    return alarm


def silence(kind: AlarmKind, subject: str, *, at: datetime) -> bool:
    """It works again; False where nothing was wrong."""
    ended = bool(standing().filter(kind=kind, subject=subject).update(ended_at=at))
    if ended:
        _log.warning("alarm is over: %s %s", kind.value, subject)
    return ended


def see(pk: int, *, by: Any, at: datetime) -> None:
    """Somebody takes note, the first is kept; ends what can't end itself. May be DoesNotExist."""
    with transaction.atomic():
        alarm = standing().select_for_update().get(pk=pk)
        if alarm.seen_at is None:
            alarm.seen_at, alarm.seen_by = at, by
        if not AlarmKind(alarm.kind).ends_itself:
            alarm.ended_at = at
        alarm.save(update_fields=["seen_at", "seen_by", "ended_at"])


def standing() -> QuerySet[Alarm]:
    """Alarms that are not over, the newest first."""
    return Alarm.objects.filter(ended_at=None)
