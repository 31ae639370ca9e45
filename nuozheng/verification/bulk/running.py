"""Run a batch to its end, or until somebody pauses it; a killed one goes on where it was."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from nuozheng.evidence import alarms
from nuozheng.evidence.moves import locked, move
from nuozheng.gateways.sources.registry import registry
from nuozheng.law.alarms import AlarmKind
from nuozheng.law.bulk import VERIFICATION_BATCH, BatchStatus
from nuozheng.law.vocabulary import Role
from nuozheng.verification.bulk import engine
from nuozheng.verification.bulk.due import next_slice
from nuozheng.verification.bulk.evidence import Undeliverable
from nuozheng.verification.bulk.judging import Slice, judge
from nuozheng.verification.bulk.models import VerificationBatch
from nuozheng.verification.bulk.writing import write

SLICE = 200_000
"""Tasks that are staged and compared at once: bounds the memory of a batch."""
_LOCKS = 0x6E7A
_TRIES = 3
Progress = Callable[[VerificationBatch], None]


def run(pk: int, progress: Progress = lambda batch: None, size: int = SLICE) -> VerificationBatch:
    """Run a queued batch, or go on with one whose process was killed.

    A batch that is paused, ended or run by another process is left alone.
    """
    with _alone(pk) as is_alone:
        batch = begun(pk) if is_alone else VerificationBatch.objects.get(pk=pk)
        if not is_alone or batch.state is not BatchStatus.RUNNING:
            return batch
        try:
            _run_through(batch, progress, size)
        except Undeliverable as fault:
            alarms.sound(
                AlarmKind.BATCH_STOPPED, str(pk), {"problem": str(fault)}, at=timezone.now()
            )
            return _ended(pk, "fail", str(fault))
    return VerificationBatch.objects.get(pk=pk)


def _run_through(batch: VerificationBatch, progress: Progress, size: int) -> None:
    with engine.opened(Path(settings.VAR) / "batches") as database:
        while tasks := next_slice(batch, size):
            begun = time.monotonic()
            made = judge(database, tasks)
            if made.differed:
                detail = {"differed": made.differed}
                alarms.sound(AlarmKind.BATCH_DIFFERS, str(batch.pk), detail, at=timezone.now())
            _keep_receipt(batch, made)
            if not _written(batch, made):
                return
            batch.seconds += time.monotonic() - begun
            VerificationBatch.objects.filter(pk=batch.pk).update(seconds=batch.seconds)
            progress(batch)
    _ended(batch.pk, "finish")


def _written(batch: VerificationBatch, made: Slice) -> bool:
    """Written, with another try where somebody at work on one of the tasks was in the way."""
    for left in reversed(range(_TRIES)):
        try:
            remaining = [one for one in made.judged if one.task.application > batch.reached]
            return write(batch, Slice(remaining, made.looks, made.taken))
        except OperationalError:
            if not left:
                raise
            batch.refresh_from_db()
    return False


def _keep_receipt(batch: VerificationBatch, made: Slice) -> None:
    """Which source told how many rows, of which days, in how many cases."""
    held = {one["source"]: one for one in batch.sources}
    for taken in made.taken:
        told = held.setdefault(
            taken.source,
            {
                "source": taken.source,
                "title": registry()[taken.source].title,
                **{"rows": 0, "looks": 0, "from": None, "until": None},
            },
        )
        told["rows"] += taken.rows
        told["looks"] += sum(look.source == taken.source for look in made.looks)
        days = [day for day in (told["from"], told["until"], *taken.days) if day is not None]
        told["from"], told["until"] = min(days, default=None), max(days, default=None)
    batch.sources = list(held.values())
    batch.counts = {**batch.counts}
    VerificationBatch.objects.filter(pk=batch.pk).update(sources=batch.sources)


def begun(pk: int) -> VerificationBatch:
    """The batch, running where it was queued."""
    with transaction.atomic():
        batch = locked(VerificationBatch, pk)
        if batch.state is BatchStatus.QUEUED:
            batch.started_at = batch.started_at or timezone.now()
            move(
                batch,
                VERIFICATION_BATCH,
                "begin",
                by=None,
                role=Role.SYSTEM,
                at=timezone.now(),
                basis=batch.basis,
                changed=("started_at",),
            )
    return batch


def _ended(pk: int, act: str, reason: str = "") -> VerificationBatch:
    with transaction.atomic():
        batch = locked(VerificationBatch, pk)
        if batch.state is BatchStatus.RUNNING:
            batch.ended_at = now = timezone.now()
            move(
                batch,
                VERIFICATION_BATCH,
                act,
                by=None,
                role=Role.SYSTEM,
                at=now,
                reason=reason,
                basis=batch.basis,
                changed=("ended_at",),
            )
    return batch


@contextmanager
def _alone(pk: int) -> Iterator[bool]:
    """Whether no other process runs this batch; a killed one holds nothing any more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCKS, pk])
        (got,) = cursor.fetchone()
    try:
        yield bool(got)
    finally:
        if got:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_LOCKS, pk])
