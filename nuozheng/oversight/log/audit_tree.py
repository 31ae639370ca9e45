"""Audit the log in itself: heads, tiles and lines agree, and every line is what it was."""

from collections.abc import Iterator
from itertools import islice

from nuozheng.evidence.log.adding import FORGOTTEN, Logged, entry_of
from nuozheng.evidence.log.models import LogHead, LogLeaf
from nuozheng.evidence.log.notes import Checkpoint, Note, WrongNote
from nuozheng.evidence.log.settings import log_tiles, log_verifier
from nuozheng.evidence.log.tiles import WIDTH, bundle, tile_path
from nuozheng.evidence.models import Move
from nuozheng.law.merkle import leaf_hash, node_hash
from nuozheng.oversight.log import problems
from nuozheng.oversight.log.problems import Problem

HEADS = 10_000
"""The newest heads that are compared each time; older ones were, when they were new."""
_LINES, _HEADS = LogLeaf._meta.db_table, LogHead._meta.db_table


def tree_problems() -> Iterator[Problem]:
    """Heads against tiles, tiles against lines, lines against what they hold."""
    head = LogHead.objects.first()
    if head is None:
        return
    yield from _tile_problems(head.size)
    yield from _head_problems()


def _head_problems() -> Iterator[Problem]:
    tiles, key = log_tiles(), log_verifier()
    for head in LogHead.objects.all()[:HEADS]:
        try:
            note = Note.read(head.note)
            said = Checkpoint.of(note.text)
            if not note.signed_by([key]):
                yield Problem(_HEADS, str(head.size), problems.HEAD_UNSIGNED)
        except WrongNote:
            yield Problem(_HEADS, str(head.size), problems.HEAD_UNSIGNED)
            continue
        try:
            root = tiles.root(head.size)
        except FileNotFoundError:
            return  # the tiles that are gone are named already
        if (said.size, said.root, head.root) != (head.size, root, root.hex()):
            yield Problem(_HEADS, str(head.size), problems.HEAD_CHANGED)


def _tile_problems(size: int) -> Iterator[Problem]:
    """Every tile holds what the lines give; every line what its columns give."""
    lines, folded, at = _lines(size), list[bytes](), 0
    while at < size:
        count = min(WIDTH, size - at)
        found = {line.position: line for line in islice(lines, count)}
        number = at // WIDTH
        published = _entries(number, count)
        entries = []
        for n in range(count):
            line, out = found.get(at + n), published[n] if n < len(published) else None
            if line is None:
                yield Problem(_LINES, _said(at + n, out), problems.LINE_GONE)
                entries.append(out or b"")
                continue
            entries.append(bytes(line.entry))
            if problem := _line_problem(line, out):
                yield problem
        hashes = [leaf_hash(one) for one in entries]
        yield from _differing("entries", number, count, bundle(entries))
        yield from _differing(0, number, count, b"".join(hashes))
        if count == WIDTH:
            folded.append(_fold(hashes))
        at += count
    yield from _upper_problems(1, folded)


def _upper_problems(level: int, hashes: list[bytes]) -> Iterator[Problem]:
    folded = []
    for start in range(0, len(hashes), WIDTH):
        part = hashes[start : start + WIDTH]
        yield from _differing(level, start // WIDTH, len(part), b"".join(part))
        if len(part) == WIDTH:
            folded.append(_fold(part))
    if folded:
        yield from _upper_problems(level + 1, folded)


def _differing(level: int | str, number: int, count: int, content: bytes) -> Iterator[Problem]:
    """A wider tile, written meanwhile, begins with the same bytes."""
    path = tile_path(level, number, count)
    try:
        if not log_tiles().tile(level, number, count).startswith(content):
            yield Problem(path, "", problems.TILE_CHANGED)
    except FileNotFoundError:
        yield Problem(path, "", problems.TILE_GONE)


def _entries(number: int, count: int) -> list[bytes]:
    """What is published of this tile; nothing where it can't be read."""
    try:
        return list(log_tiles().entries(number * WIDTH, number * WIDTH + count))
    except (FileNotFoundError, ValueError):
        return []


def _lines(size: int) -> Iterator[LogLeaf]:
    return LogLeaf.objects.filter(position__lt=size).order_by("position").iterator(WIDTH * 8)


def _line_problem(line: LogLeaf, published: bytes | None) -> Problem | None:
    entry = bytes(line.entry)
    if published is not None and entry != published:
        return Problem(_LINES, str(line), problems.LINE_CHANGED)
    if line.salt is None:
        told = Move.objects.filter(kind=FORGOTTEN, record_id=line.pk).exists()
        return None if told else Problem(_LINES, str(line), problems.WITHOUT_WORD)
    logged = Logged(line.kind, line.record, line.sha256, line.sm3)
    try:
        same = entry_of(logged, line.added_at, bytes(line.salt)) == entry
    except ValueError:
        same = False
    return None if same else Problem(_LINES, str(line), problems.LINE_CHANGED)


def _said(position: int, entry: bytes | None) -> str:
    return f"第{position}条{(entry or b'').decode(errors='replace')[:40]}"


def _fold(hashes: list[bytes]) -> bytes:
    row = hashes
    while len(row) > 1:
        row = [node_hash(row[n], row[n + 1]) for n in range(0, len(row), 2)]
    return row[0]
