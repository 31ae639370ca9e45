"""Rows of a table that only grows, marked one by one and put into the log together."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from itertools import islice

from nuozheng.evidence.log.adding import Logged, add
from nuozheng.evidence.log.models import LogSegment
from nuozheng.oversight.log.canonical import canonical
from nuozheng.oversight.log.cutting import Span
from nuozheng.oversight.log.kinds import Rows

LONGEST = 4096
MARK = 40
"""Rows of a segment, and bytes of a mark: the key in 8, the digest in 32."""


def add_segments(rows: Rows, span: Span, at: datetime) -> int:
    """Put a span of the table into the log; how many segments."""
    marks, after, made = _marks_of(rows, span.after, span.last), span.after, 0
    while part := list(islice(marks, LONGEST)):
        last = key_of(part[-1]) if len(part) == LONGEST else span.last
        content = b"".join(part)
        segment = LogSegment.objects.create(
            table=rows.table, first=after + 1, last=last, marks=content, made_at=at
        )
        add([Logged.of(rows.kind, name_of(segment), content)], at=at)
        after, made = last, made + 1
    return made


def name_of(segment: LogSegment) -> str:
    """The record of its line: the first key and the last."""
    return f"{segment.first}-{segment.last}"


def marks_now(rows: Rows, segment: LogSegment) -> dict[int, bytes]:
    """The marks of the rows as they are now, by key."""
    found = _marks_of(rows, segment.first - 1, segment.last)
    return {key_of(mark): mark for mark in found}


def marks_then(segment: LogSegment) -> dict[int, bytes]:
    """The marks as they were when the segment was made, by key."""
    kept = bytes(segment.marks)
    marks = (kept[n : n + MARK] for n in range(0, len(kept), MARK))
    return {key_of(mark): mark for mark in marks}


def key_of(mark: bytes) -> int:
    return int.from_bytes(mark[:8])


def _marks_of(rows: Rows, after: int, last: int) -> Iterator[bytes]:
    found = rows.model._default_manager.filter(pk__gt=after, pk__lte=last).order_by("pk")
    for row in found.values_list("pk", *rows.fields).iterator(LONGEST):
        yield row[0].to_bytes(8) + sha256(canonical(row)).digest()
