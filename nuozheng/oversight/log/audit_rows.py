"""Audit the tables against the log: nothing was changed, taken away or slipped in."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import Max

from nuozheng.documents.models import Document
from nuozheng.evidence.encryption import Unreadable
from nuozheng.evidence.log.adding import Logged
from nuozheng.evidence.log.models import LogCut, LogLeaf, LogSegment
from nuozheng.oversight.log import problems
from nuozheng.oversight.log.collecting import moves_of
from nuozheng.oversight.log.kinds import ACTS, DOCUMENTS, MOVES, PAPERS, ROWS, Acts, Rows
from nuozheng.oversight.log.problems import Problem
from nuozheng.oversight.log.segments import marks_now, marks_then, name_of

AT_ONCE = 500
BEHIND = timedelta(hours=1)
SHARES = 30


def paper_problems(share: int | None = None) -> Iterator[Problem]:
    """Letters and official papers; the bytes of one in SHARES where a `share` is named."""
    done = _done(DOCUMENTS)
    papers = Document.objects.filter(kind__in=PAPERS, pk__lte=done).order_by("pk")
    rows = papers.values_list("pk", "kind", "sha256", "sm3")
    for part in _parts(rows.iterator(AT_ONCE)):
        lines = _lines(PAPERS, [str(one[0]) for one in part])
        for pk, kind, *digests in part:
            if line := lines.get((kind, str(pk))):
                read = share is None or pk % SHARES == share
                if not _is_as_logged(line, digests, pk if read else None):
                    yield Problem(DOCUMENTS, str(pk), problems.CHANGED)
            else:
                yield Problem(DOCUMENTS, str(pk), problems.NOT_IN_LOG)
    for part in _parts(
        LogLeaf.objects.filter(kind__in=PAPERS, salt__isnull=False)
        .order_by("pk")
        .values_list("record", flat=True)
        .iterator(AT_ONCE)
    ):
        keys = {int(one) for one in part}
        stand = Document.objects.filter(pk__in=keys, kind__in=PAPERS)
        for gone in sorted(keys - set(stand.values_list("pk", flat=True))):
            yield Problem(DOCUMENTS, str(gone), problems.GONE)


def _is_as_logged(line: LogLeaf, digests: Sequence[str], read: int | None) -> bool:
    if line.salt is None:
        return True
    told = [line.sha256, line.sm3]
    if told != list(digests):
        return False
    if read is None:
        return True
    try:
        content = bytes(Document.objects.only("content").get(pk=read).content)
    except (Unreadable, IndexError):
        return False
    return told == [hashlib.sha256(content).hexdigest(), hashlib.new("sm3", content).hexdigest()]


def act_problems(acts: Acts) -> Iterator[Problem]:
    """Records as they stood after the last act that made a line."""
    table, done = acts.model._meta.db_table, _done(MOVES.table)
    last = moves_of(acts).order_by().values_list("record_id").annotate(last=Max("pk"))
    for part in _parts(last.order_by("record_id").iterator(AT_ONCE)):
        known = [(record, move) for record, move in part if move <= done]
        lines = _lines([acts.kind], [f"{record}.{move}" for record, move in known])
        contents = dict(acts.contents([record for record, _ in known]))
        for record, move in known:
            line, content = lines.get((acts.kind, f"{record}.{move}")), contents.get(record)
            if line is None and content is not None:
                yield Problem(table, str(record), problems.NOT_IN_LOG)
            elif line is not None and line.salt is not None:
                if content is None:
                    yield Problem(table, str(record), problems.GONE)
                elif Logged.of(acts.kind, line.record, content).sha256 != line.sha256:
                    yield Problem(table, str(record), problems.CHANGED)


def row_problems(rows: Rows) -> Iterator[Problem]:
    """Every row of a table that only grows, one by one."""
    done, reached = _done(rows.table), 0
    segments = LogSegment.objects.filter(table=rows.table).order_by("first")
    known: set[str] = set()
    for segment in segments.iterator(50):
        name = name_of(segment)
        known.add(name)
        line = LogLeaf.objects.filter(kind=rows.kind, record=name).first()
        content = bytes(segment.marks)
        if line is None or Logged.of(rows.kind, name, content).sha256 != line.sha256:
            yield Problem(LogSegment._meta.db_table, f"{rows.table} {name}", problems.CHANGED)
        yield from _segment_problems(rows, segment)
        yield from _between(rows, reached, segment.first - 1)
        reached = segment.last
    yield from _between(rows, reached, done)
    for record in LogLeaf.objects.filter(kind=rows.kind).values_list("record", flat=True):
        if record not in known:
            yield Problem(LogSegment._meta.db_table, f"{rows.table} {record}", problems.GONE)


def _segment_problems(rows: Rows, segment: LogSegment) -> Iterator[Problem]:
    then, now = marks_then(segment), marks_now(rows, segment)
    if then == now:
        return
    for key in sorted({*then, *now}):
        if key not in now:
            yield Problem(rows.table, str(key), problems.GONE)
        elif key not in then:
            yield Problem(rows.table, str(key), problems.INSERTED)
        elif then[key] != now[key]:
            yield Problem(rows.table, str(key), problems.CHANGED)


def _between(rows: Rows, after: int, last: int) -> Iterator[Problem]:
    """Rows of which no segment tells."""
    found = rows.model._default_manager.filter(pk__gt=after, pk__lte=last)
    for key in found.order_by("pk").values_list("pk", flat=True):
        yield Problem(rows.table, str(key), problems.INSERTED)


def behind_problems(at: datetime) -> Iterator[Problem]:
    """What has not been in the log for more than an hour."""
    old = at - BEHIND
    for line in LogLeaf.objects.filter(position=None, added_at__lt=old).order_by("pk")[:100]:
        yield Problem(LogLeaf._meta.db_table, str(line), problems.BEHIND)
    read = dict(LogCut.objects.filter(read_at__gte=old).values_list("table", "read_at"))
    for table in (DOCUMENTS, *(rows.table for rows in ROWS)):
        if table not in read:
            yield Problem(table, "", problems.BEHIND)


def all_row_problems(share: int | None = None, table: str = "") -> Iterator[Problem]:
    """Papers, records and tables; of one table only where it is named."""
    if table in ("", DOCUMENTS):
        yield from paper_problems(share)
    for acts in ACTS:
        if table in ("", acts.model._meta.db_table):
            yield from act_problems(acts)
    for rows in ROWS:
        if table in ("", rows.table, LogSegment._meta.db_table):
            yield from row_problems(rows)


def _done(table: str) -> int:
    return LogCut.objects.filter(table=table).values_list("done", flat=True).first() or 0


def _lines(kinds: Sequence[str], records: Sequence[str]) -> dict[tuple[str, str], LogLeaf]:
    found = LogLeaf.objects.filter(kind__in=kinds, record__in=records)
    return {(line.kind, line.record): line for line in found.order_by("pk")}


def _parts(rows: Iterator[object]) -> Iterator[list]:  # type: ignore[type-arg]
    part = []
    for row in rows:
        part.append(row)
        if len(part) == AT_ONCE:
            yield part
            part = []
    if part:
        yield part
