"""Read what is new in the tables and put it into the log; twice adds nothing more."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from nuozheng.documents.models import Document
from nuozheng.evidence.log.adding import Logged, add
from nuozheng.evidence.log.models import LogCut
from nuozheng.evidence.models import Move
from nuozheng.oversight.log.cutting import Span, closed_span
from nuozheng.oversight.log.kinds import ACTS, DOCUMENTS, MOVES, PAPERS, ROWS, Acts
from nuozheng.oversight.log.segments import add_segments

AT_ONCE = 1000
MOST = 50_000
"""Records whose contents are read together, and keys of a table in one transaction."""


def collect(at: datetime) -> int:
    """Everything that nobody can add to any more; how many keys it was."""
    read = 0
    for table in (DOCUMENTS, *(rows.table for rows in ROWS)):
        while keys := _collect_of(table, at):
            read += keys
            if keys < MOST:
                break
    return read


def _collect_of(table: str, at: datetime) -> int:
    with transaction.atomic():
        LogCut.objects.get_or_create(table=table)
        cut = LogCut.objects.select_for_update().get(table=table)
        span = closed_span(cut, MOST)
        if span:
            _add(table, span, at)
            cut.done = span.last
        if not cut.writers and cut.done >= cut.wanted:
            cut.read_at = at
        cut.save(update_fields=["done", "wanted", "writers", "read_at"])
    return span.last - span.after


def _add(table: str, span: Span, at: datetime) -> None:
    if table == DOCUMENTS:
        papers = Document.objects.filter(pk__gt=span.after, pk__lte=span.last, kind__in=PAPERS)
        told = papers.order_by("pk").values_list("kind", "pk", "sha256", "sm3").iterator(AT_ONCE)
        add((Logged(kind, str(pk), sha256, sm3) for kind, pk, sha256, sm3 in told), at=at)
        return
    rows = next(one for one in ROWS if one.table == table)
    add_segments(rows, span, at)
    if rows is MOVES:
        for acts in ACTS:
            add_acts(acts, moves_of(acts).filter(pk__gt=span.after, pk__lte=span.last), at)


def moves_of(acts: Acts) -> QuerySet[Move]:
    """The moves that make lines of this kind."""
    found = Move.objects.filter(kind=acts.of)
    return found.filter(act__in=acts.acts) if acts.acts else found


def add_acts(acts: Acts, moves: QuerySet[Move], at: datetime) -> None:
    """A line for each of these moves, with the record as it stands now."""
    by_record: defaultdict[int, list[int]] = defaultdict(list)
    for record, move in moves.order_by("pk").values_list("record_id", "pk"):
        by_record[record].append(move)
    keys = list(by_record)
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        add(
            (
                Logged.of(acts.kind, f"{record}.{move}", content)
                for record, content in acts.contents(part)
                for move in by_record[record]
            ),
            at=at,
        )
