"""How far a table has been read: keys come in their order, but transactions end in any.

A transaction holds a lock on the table before it takes a key from its sequence. So once everybody
who wrote when the largest key was read has ended, no smaller key can still come.
"""

from dataclasses import dataclass

from django.db import connection

from nuozheng.evidence.log.models import LogCut

_WRITERS = """
SELECT DISTINCT virtualtransaction FROM pg_locks
WHERE locktype = 'relation' AND relation = %s::regclass AND pid IS DISTINCT FROM pg_backend_pid()
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND mode = 'RowExclusiveLock'
"""


@dataclass(frozen=True, slots=True)
class Span:
    """Rows with keys above `after`, up to `last`, that nobody can add to any more."""

    after: int
    last: int

    def __bool__(self) -> bool:
        return self.last > self.after


def closed_span(cut: LogCut, most: int) -> Span:
    """What can be read now, so many keys at most, on a locked cut.

    Where somebody still writes, the span is empty and the next call looks again.
    """
    if cut.wanted <= cut.done:
        with connection.cursor() as cursor:
            # The key first: who takes a smaller one has begun to write by then.
            cursor.execute(f"SELECT COALESCE(max(id), 0) FROM {_quoted(cut.table)}")
            (cut.wanted,) = cursor.fetchone()
        cut.writers = sorted(_writers(cut.table))
    elif cut.writers:
        cut.writers = sorted(_writers(cut.table).intersection(cut.writers))
    return Span(cut.done, cut.done if cut.writers else min(cut.wanted, cut.done + most))


def _writers(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_WRITERS, [table])
        return {writer for (writer,) in cursor.fetchall()}


def _quoted(table: str) -> str:
    return connection.ops.quote_name(table)
