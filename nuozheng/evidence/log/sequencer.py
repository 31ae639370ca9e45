"""Give lines their places, write the tiles, sign the head: one process at a time.

A process that is killed leaves places without tiles, or tiles without a head; the next one writes
the same tiles again and goes on. Tiles that were lost are written anew from the lines. A head that
does not continue the one before is never signed.
"""

from datetime import datetime

from django.db import connection, transaction

from nuozheng.evidence import alarms
from nuozheng.evidence.log.models import LogHead, LogLeaf
from nuozheng.evidence.log.notes import Checkpoint, signed
from nuozheng.evidence.log.settings import log_signer, log_tiles
from nuozheng.law.alarms import AlarmKind
from nuozheng.law.merkle import consistency_proof, proves_consistency

AT_ONCE = 20_000
CHECKPOINT = "checkpoint"
ROOT = "root"
"""Subject of the alarm about a log that does not continue."""
_LOCK = 0x4C4F47
_PLACE = """
WITH next AS (SELECT COALESCE(max(position) + 1, 0) AS free FROM evidence_logleaf),
waiting AS (
  SELECT id, row_number() OVER (ORDER BY id) - 1 AS n FROM evidence_logleaf
  WHERE position IS NULL ORDER BY id LIMIT %s
)
UPDATE evidence_logleaf AS leaf SET position = next.free + waiting.n
FROM waiting, next WHERE leaf.id = waiting.id
"""


class Inconsistent(Exception):
    """What was to be published does not continue what was published."""


def sequence(at: datetime) -> LogHead | None:
    """Everything that waits goes into the log; the newest head, None while the log is empty.

    Errors: Inconsistent, after an alarm; nothing is signed then.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            head = LogHead.objects.first()
            while True:
                with transaction.atomic():
                    cursor.execute(_PLACE, [AT_ONCE])
                    placed = cursor.rowcount
                head = _published(head, at)
                if placed < AT_ONCE:
                    return head
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _published(head: LogHead | None, at: datetime) -> LogHead | None:
    """Tiles and head of everything that has a place."""
    tiles, signer = log_tiles(), log_signer()
    try:
        must_stand(head)
    except FileNotFoundError:
        _write_from(0, head.size if head else 0)
        must_stand(head)
    old = head.size if head else 0
    size = _write_from(old)
    if size == old:
        return head
    root = tiles.root(size)
    if head is not None and not _continues(head, size, root):
        _stop(head, size)
    note = str(signed(Checkpoint(signer.verifier.name, size, root).text, signer))
    made = LogHead.objects.create(size=size, root=root.hex(), note=note, signed_at=at)
    publish(made)
    return made


def publish(head: LogHead) -> None:
    """Put the newest head where everybody reads it."""
    log_tiles().put(CHECKPOINT, head.note.encode())


def must_stand(head: LogHead | None) -> None:
    """Inconsistent unless the tiles give the root of the head; FileNotFoundError without tiles."""
    if head is not None and log_tiles().root(head.size).hex() != head.root:
        _stop(head, head.size)


def _write_from(first: int, end: int | None = None) -> int:
    """Write the tiles of all lines from a place on; where they end."""
    tiles = log_tiles()
    while True:
        until = first + AT_ONCE if end is None else min(first + AT_ONCE, end)
        rows = LogLeaf.objects.filter(position__gte=first, position__lt=until).order_by("position")
        entries = [bytes(entry) for entry in rows.values_list("entry", flat=True)]
        first = tiles.extend(first, entries)
        if first < until or first == end:
            return first


def _continues(head: LogHead, size: int, root: bytes) -> bool:
    proof = consistency_proof(head.size, size, log_tiles().node)
    return proves_consistency(head.size, size, proof, bytes.fromhex(head.root), root)


def _stop(head: LogHead, size: int) -> None:
    detail = {"problem": f"第{head.size}条以前的和已经签发的对不上"}
    alarms.sound(AlarmKind.LOG, ROOT, detail, at=head.signed_at)
    raise Inconsistent(f"the log of {size} does not continue that of {head.size}")
