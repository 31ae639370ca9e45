"""Old office files, written byte by byte: the container ([MS-CFB]) and a workbook ([MS-XLS])."""

import struct
from collections.abc import Mapping, Sequence

_SECTOR, _FREE, _END, _TABLE_SECTOR = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_MINI_CUTOFF = 4096


def container(streams: Mapping[str, bytes]) -> bytes:
    """A container with these streams, each padded until it needs no small sectors."""
    padded = {
        name: text.ljust(max(_MINI_CUTOFF, -(-len(text) // _SECTOR) * _SECTOR), b"\0")
        for name, text in streams.items()
    }
    sectors: list[bytes] = []
    table: list[int] = []

    def put(text: bytes) -> int:
        first, count = len(sectors), len(text) // _SECTOR
        sectors.extend(text[at : at + _SECTOR] for at in range(0, len(text), _SECTOR))
        table.extend([*range(first + 1, first + count), _END])
        return first

    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for number, (name, text) in enumerate(padded.items(), start=1):
        after = number + 1 if number < len(padded) else _FREE
        entries.append(_entry(name, 2, put(text), len(text), sibling=after))
    listed = b"".join(entries)
    directory = put(listed.ljust(-(-len(listed) // _SECTOR) * _SECTOR, b"\0"))
    own = -(-(len(table) + 2) // (_SECTOR // 4))
    first_table = len(sectors)
    table += [_TABLE_SECTOR] * own
    table += [_FREE] * (own * (_SECTOR // 4) - len(table))
    sectors += [struct.pack("<128L", *table[at * 128 : at * 128 + 128]) for at in range(own)]
    head = struct.pack(
        "<8s16s5H6x9L",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, 0),
        *(own, directory, 0, _MINI_CUTOFF, _END, 0, _END, 0),
    )
    tables = [*range(first_table, first_table + own)]
    head += struct.pack("<109L", *tables, *[_FREE] * (109 - own))
    return head + b"".join(sectors)


def _entry(
    name: str, kind: int, start: int, size: int, child: int = _FREE, sibling: int = _FREE
) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    return (
        written.ljust(64, b"\0")
        + struct.pack("<HBB3L", len(written), kind, 1, _FREE, sibling, child)
        + bytes(36)
        + struct.pack("<3L", start, size, 0)
    )


def old_workbook(
    rows: Sequence[Sequence[str]],
    *,
    name: str = "清单",
    hidden: frozenset[int] = frozenset(),
    far: tuple[int, int] | None = None,
    locked: bool = False,
) -> bytes:
    """An xls of one sheet; `far` puts one more word there."""
    sheet = _begin(0x10)
    sheet += b"".join(_record(0x208, _row(at, len(rows[at]))) for at in sorted(hidden))
    for at, row in enumerate(rows):
        sheet += b"".join(_label(at, column, cell) for column, cell in enumerate(row) if cell)
    if far:
        sheet += _label(*far, "远")
    sheet += _record(0x0A, b"")
    head = _begin(0x05) + (_record(0x2F, bytes(6)) if locked else b"")
    head += _record(0x42, struct.pack("<H", 1200))
    title = name.encode("utf-16-le")
    listed = len(_record(0x85, bytes(8) + title))
    start = len(head) + listed + 4
    head += _record(0x85, struct.pack("<LHBB", start, 0, len(name), 1) + title)
    return container({"Workbook": head + _record(0x0A, b"") + sheet})


def _begin(what: int) -> bytes:
    return _record(0x809, struct.pack("<4H2L", 0x600, what, 0, 1997, 0, 6))


def _row(at: int, cells: int) -> bytes:
    return struct.pack("<5HxxL", at, 0, cells, 0x100, 0, 0x100 | 0x20)


def _label(row: int, column: int, text: str) -> bytes:
    said = struct.pack("<4HB", row, column, 0, len(text), 1) + text.encode("utf-16-le")
    return _record(0x204, said)


def _record(kind: int, text: bytes) -> bytes:
    return struct.pack("<HH", kind, len(text)) + text
