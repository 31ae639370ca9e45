"""What a batch has to check: its scope, and slice by slice the tasks with what was declared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.models import Commitment
from nuozheng.catalogue.models import EntryVersion
from nuozheng.law.conditions import Value, from_json, required_attributes
from nuozheng.law.procedure import TaskStatus
from nuozheng.parties.models import Account
from nuozheng.verification.bulk.models import VerificationBatch
from nuozheng.verification.models import VerificationTask

PENDING = (TaskStatus.OPEN, TaskStatus.UNABLE)
_FIELDS = (
    "pk",
    "application_id",
    "proof_id",
    "condition_key",
    "proof__version_id",
    "application__applicant__kind",
    "application__applicant__identifier_index",
)


@dataclass(frozen=True, slots=True)
class DueTask:
    """One promised condition with its typed values; `subject` is the blind index."""

    pk: int
    application: int
    proof: int
    condition_key: str
    version: int
    kind: str
    subject: str
    committed_on: date
    values: Mapping[str, Value] = field(repr=False)


def pending(by: Account | None, today: date) -> QuerySet[VerificationTask]:
    """Every task that is still to be checked; nobody checks their own case."""
    tasks = VerificationTask.objects.filter(status__in=PENDING)
    return (
        tasks if by is None else tasks.exclude(application__in=access.own(by, today).values("pk"))
    )


def asking(tasks: QuerySet[VerificationTask], source: str) -> QuerySet[VerificationTask]:
    """The tasks whose condition asks a source."""
    wanted = Q(pk__in=())
    versions = EntryVersion.objects.filter(pk__in=tasks.values("proof__version")).order_by("pk")
    for version in versions:
        keys = [
            condition.key
            for condition in version.condition_set.conditions
            if source in required_attributes([condition])
        ]
        if keys:
            wanted |= Q(proof__version=version, condition_key__in=keys)
    return tasks.filter(wanted)


def of_batch(batch: VerificationBatch) -> QuerySet[VerificationTask]:
    """What is left of a batch, case by case."""
    today = timezone.localtime(batch.opened_at).date()
    tasks = pending(batch.started_by, today).filter(
        agency__in=batch.agencies.values("pk"),
        pk__lte=batch.last_task,
        application__gt=batch.reached,
        application__commitment__signed_at__isnull=False,
    )
    if batch.due_by is not None:
        tasks = tasks.filter(due_on__lte=batch.due_by)
    if batch.source:
        tasks = asking(tasks, batch.source)
    return tasks.order_by("application", "pk")


def next_slice(batch: VerificationBatch, size: int) -> list[DueTask]:
    """About so many tasks, never part of a case; empty when nothing is left."""
    rows = list(of_batch(batch).values_list(*_FIELDS)[: size + 1])
    if batch.most is not None:
        rows = rows[: max(0, batch.most - batch.done)]
    if len(rows) > size:
        last = rows[-1][1]
        whole = [row for row in rows if row[1] != last]
        rows = whole or list(of_batch(batch).filter(application=last).values_list(*_FIELDS))
    return list(_with_values(rows))


def among(keys: Iterable[int]) -> RawSQL:
    """For `__in`: one array, as a statement takes at most 65,535 values."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(keys)])


def _with_values(rows: list[tuple[Any, ...]]) -> Iterator[DueTask]:
    cases = {row[1] for row in rows}
    versions = EntryVersion.objects.in_bulk({row[4] for row in rows})
    sets = {pk: version.condition_set for pk, version in versions.items()}
    signed: dict[int, tuple[date, Any]] = {
        case: (timezone.localtime(at).date(), declared)
        for case, at, declared in Commitment.objects.filter(
            application__in=among(cases), signed_at__isnull=False
        )
        .values_list("application_id", "signed_at", "declared")
        .iterator(chunk_size=20_000)
    }
    for pk, case, proof, key, version, kind, subject in rows:
        on, declared = signed[case]
        values = from_json(sets[version], declared.get(str(proof), {}))
        yield DueTask(pk, case, proof, key, version, kind, subject, on, values)
