"""Look into an old xls before it is read: what it is, how far it reaches, what it hides.

Records and their numbers are those of [MS-XLS] 2.3.
"""

import struct
from collections.abc import Iterator

from nuozheng.catalogue.intake import unreadable
from nuozheng.catalogue.intake.compound import BrokenContainer, Container
from nuozheng.catalogue.intake.sheet import must_not_reach_too_far

_END, _LOCKED, _SHEET, _ROW, _RUN = 0x0A, 0x2F, 0x85, 0x208, 0xBD
_CELLS = frozenset((0x06, 0x203, 0x204, 0x205, 0x27E, 0xD6, 0xFD))
"""A formula, a number, text, a truth value, a short number, and text kept elsewhere."""
_HIDDEN = 0x20
_HEAD = struct.Struct("<HH")


def hidden_rows(content: bytes) -> list[frozenset[int]]:
    """Rows (counted from 0) that each sheet hides, in the order of the sheets.

    Refused where it is locked, damaged, no workbook, or a sheet is too large: a cell at the far
    corner would make the reader fill in everything before it.
    """
    try:
        stream = _stream(content)
        return [_looked_through(stream, at, name) for at, name in _sheets(stream)]
    except (BrokenContainer, struct.error) as error:  # a record that is cut off
        raise unreadable.damaged() from error


def _stream(content: bytes) -> bytes:
    container = Container(content)
    if container.names & {"EncryptedPackage", "EncryptionInfo"}:
        raise unreadable.locked()
    for name in ("Workbook", "Book", "WORKBOOK", "BOOK"):
        if name in container.names:
            return container.stream(name)
    if "WordDocument" in container.names:
        raise unreadable.other_kind("Word文档")
    if "PowerPoint Document" in container.names:
        raise unreadable.other_kind("演示文稿")
    raise unreadable.unknown_kind()


def _sheets(stream: bytes) -> Iterator[tuple[int, str]]:
    """Where each sheet begins, and its name, as the head of the workbook says."""
    for kind, at, size in _records(stream, 0):
        if kind == _LOCKED:
            raise unreadable.locked()
        if kind == _SHEET and size >= 8:
            start, signs, wide = struct.unpack_from("<LxxBB", stream, at)
            written = stream[at + 8 : at + 8 + (signs * 2 if wide & 1 else signs)]
            yield start, written.decode("utf-16-le" if wide & 1 else "latin-1", "replace")


def _looked_through(stream: bytes, start: int, name: str) -> frozenset[int]:
    hidden, last_row, last_column = set(), -1, -1
    for kind, at, size in _records(stream, start):
        if kind in _CELLS:
            row, column = _HEAD.unpack_from(stream, at)
        elif kind == _RUN:
            (row,) = struct.unpack_from("<H", stream, at)
            (column,) = struct.unpack_from("<H", stream, at + size - 2)
        else:
            if kind == _ROW and size >= 16:
                row, options = struct.unpack_from("<H10xB", stream, at)
                if options & _HIDDEN:
                    hidden.add(row)
            continue
        last_row, last_column = max(last_row, row), max(last_column, column)
    must_not_reach_too_far(name, last_row + 1, last_column + 1)
    return frozenset(hidden)


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and size of each record of a part, up to its end."""
    while at + 4 <= len(stream):
        kind, size = _HEAD.unpack_from(stream, at)
        if kind == _END:
            return
        yield kind, at + 4, size
        at += 4 + size
