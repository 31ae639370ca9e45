"""Write the results of a batch, some thousands in one transaction: twice does nothing more.

A letter that its signer corrected since the batch was opened is left to the next one.

Each transaction moves the batch on from the case that it had reached; one that finds the batch
elsewhere, paused or ended writes nothing. So a batch that is killed has written whole
transactions, and goes on behind the last of them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from nuozheng.applications.declaration import ProofDeclaration, checked
from nuozheng.applications.models import DisposedProof
from nuozheng.catalogue.models import EntryVersion
from nuozheng.law.bulk import BATCH_PURPOSE, BatchStatus
from nuozheng.law.conditions import Declared
from nuozheng.law.procedure import OPEN_APPLICATION, VERIFICATION_TASK, TaskStatus
from nuozheng.law.vocabulary import Role
from nuozheng.verification.bulk.judging import Judged, Look, Slice
from nuozheng.verification.bulk.models import VerificationBatch
from nuozheng.verification.models import VerificationTask

AT_ONCE = 20_000
"""Tasks in one transaction, about: a case is never cut."""
_PENDING = [TaskStatus.OPEN.value, TaskStatus.UNABLE.value]
_MAKE = """
CREATE TEMP TABLE judged (task bigint, application bigint, result text, reason text)
  ON COMMIT DROP;
CREATE TEMP TABLE looked
  (application bigint, task bigint, source text, attributes text[], result text) ON COMMIT DROP;
"""
_RESULTS = """
INSERT INTO verification_batchresult (batch_id, task_id, result, reason, at)
SELECT %(batch)s, task, result, reason, %(at)s FROM judged
"""
_HOLD = """
SELECT count(*) FROM (
  SELECT task.id FROM verification_verificationtask AS task JOIN judged ON judged.task = task.id
  WHERE judged.result = 'confirmed' AND task.status = ANY(%(pending)s)
  ORDER BY task.id FOR UPDATE OF task
) AS held
"""
"""A statement of its own: the next one sees what whoever held a task before has corrected."""
_CONFIRM = """
WITH held AS (
  SELECT task.id, task.status, task.basis FROM verification_verificationtask AS task
  JOIN judged ON judged.task = task.id
  JOIN applications_commitment AS letter ON letter.application_id = task.application_id
  WHERE judged.result = 'confirmed' AND task.status = ANY(%(pending)s)
    AND letter.signed_at <= %(opened)s
), closed AS (
  UPDATE verification_verificationtask AS task
  SET status = %(confirmed)s, checked_at = %(at)s, checked_by_id = %(by)s
  FROM held WHERE task.id = held.id
)
INSERT INTO evidence_move
  (kind, record_id, act, old, new, by_id, role, at, reason, basis, detail)
SELECT %(kind)s, id, 'confirm', status, %(confirmed)s, %(by)s, %(role)s, %(at)s, '', basis,
  %(detail)s::jsonb
FROM held RETURNING record_id
"""
_STARTED = """
UPDATE applications_application SET snapshot = snapshot || '{"check_started": true}'
WHERE id IN (SELECT application FROM looked) AND status = ANY(%(open)s)
  AND NOT snapshot @> '{"check_started": true}'
"""
"""Only somebody whose case is not decided can still withdraw."""
_RECEIPTS = """
INSERT INTO evidence_accessreceipt
  (party_id, source, purpose, case_number, attributes, basis, result, problem, trouble, unanswered,
   elapsed_ms, asked_at, asked_by_id)
SELECT one.applicant_id, looked.source, left(%(purpose)s || item.name || '的承诺', 120), one.number,
  looked.attributes, task.basis, looked.result, '', '', '{}', 0, %(at)s, %(by)s
FROM looked JOIN applications_application AS one ON one.id = looked.application
JOIN catalogue_serviceitem AS item ON item.id = one.item_id
JOIN verification_verificationtask AS task ON task.id = looked.task
"""


def write(batch: VerificationBatch, made: Slice) -> bool:
    """Write a slice; False where the batch was stopped meanwhile, or somebody else runs it."""
    looks: dict[int, list[Look]] = {}
    for look in made.looks:
        looks.setdefault(look.application, []).append(look)
    for chunk in chunks(made.judged):
        cases = dict.fromkeys(one.task.application for one in chunk)
        own = [look for case in cases for look in looks.get(case, ())]
        if not _write_chunk(batch, chunk, own):
            return False
    return True


def chunks(judged: Iterable[Judged], size: int = AT_ONCE) -> Iterator[list[Judged]]:
    """Whole cases in their order."""
    held: list[Judged] = []
    for one in sorted(judged, key=lambda one: (one.task.application, one.task.pk)):
        if len(held) >= size and one.task.application != held[-1].task.application:
            yield held
            held = []
        held.append(one)
    if held:
        yield held


def _write_chunk(batch: VerificationBatch, chunk: Sequence[Judged], looks: Sequence[Look]) -> bool:
    at = timezone.now()
    by = batch.started_by_id
    values: dict[str, Any] = {
        "batch": batch.pk,
        "at": at,
        "by": by,
        "opened": batch.opened_at,
        "role": Role.SYSTEM.value if by is None else Role.VERIFIER.value,
        "kind": VERIFICATION_TASK.kind,
        "pending": _PENDING,
        "confirmed": VERIFICATION_TASK.rule("confirm", TaskStatus.OPEN).to_state.value,  # type: ignore[attr-defined]
        "open": sorted(OPEN_APPLICATION),
        "purpose": BATCH_PURPOSE,
        "detail": f'{{"batch": {batch.pk}}}',
    }
    with transaction.atomic():
        if not _move_on(batch, chunk):
            return False
        with connection.cursor() as cursor:
            for statement in _MAKE.split(";")[:2]:
                cursor.execute(statement)
            _copy(cursor, "judged", (_judged_row(one) for one in chunk))
            _copy(cursor, "looked", (_look_row(look) for look in looks))
            cursor.execute(_RESULTS, values)
            cursor.execute(_HOLD, values)
            cursor.execute(_CONFIRM, values)
            confirmed = [pk for (pk,) in cursor.fetchall()]
            cursor.execute(_STARTED, values)
            cursor.execute(_RECEIPTS, values)
        _keep_contradictions(batch, chunk)
        for path in settings.FOLLOWERS.get(f"{VERIFICATION_TASK.kind}.confirm_many", ()):
            import_string(path)(confirmed, at)
    return True


def _move_on(batch: VerificationBatch, chunk: Sequence[Judged]) -> bool:
    """Take the batch on behind the chunk's last case, in the same transaction."""
    counts = Counter(batch.counts) + Counter(one.result.value for one in chunk)
    reached, done = chunk[-1].task.application, batch.done + len(chunk)
    moved = VerificationBatch.objects.filter(
        pk=batch.pk, status=BatchStatus.RUNNING, reached=batch.reached
    ).update(reached=reached, done=done, counts=dict(counts))
    if moved:
        batch.reached, batch.done, batch.counts = reached, done, dict(counts)
    return bool(moved)


def _keep_contradictions(batch: VerificationBatch, chunk: Iterable[Judged]) -> None:
    """What was compared, for the officer who looks at it; the task stays as it is."""
    kept = {one.task.pk: one for one in chunk if one.outcome is not None}
    if not kept:
        return
    versions = EntryVersion.objects.in_bulk({one.task.version for one in kept.values()})
    tasks = VerificationTask.objects.select_for_update().filter(pk__in=kept, status__in=_PENDING)
    tasks = tasks.filter(application__commitment__signed_at__lte=batch.opened_at)
    changed = []
    for row in tasks.order_by("pk"):
        one = kept[row.pk]
        assert one.outcome is not None
        conditions = versions[one.task.version].condition_set
        declaration = ProofDeclaration(
            DisposedProof(pk=one.task.proof), conditions, Declared(dict(one.task.values)), ()
        )
        condition = next(c for c in conditions.conditions if c.key == one.task.condition_key)
        data = checked(declaration, condition, one.outcome).as_json()
        row.result = {**row.seen, "data": data, "batch": batch.pk}
        changed.append(row)
    VerificationTask.objects.bulk_update(changed, ["result"], batch_size=1000)


def _judged_row(one: Judged) -> tuple[Any, ...]:
    return one.task.pk, one.task.application, one.result.value, one.reason.value


def _look_row(look: Look) -> tuple[Any, ...]:
    return look.application, look.task, look.source, list(look.attributes), look.result


def _copy(cursor: Any, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
