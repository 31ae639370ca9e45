"""The container of old office files: its streams by name ([MS-CFB] 2)."""

import struct
from array import array
from collections.abc import Iterator

_HEADER_BYTES = 512
_SECTOR_SHIFTS = (9, 12)
_MINI = 64
_LAST = 0xFFFF_FFFA
"""This and above are no sectors: free, end of chain, tables."""
_ENTRY = 128
_STREAM, _ROOT = 2, 5


class BrokenContainer(ValueError):
    """The bytes are no container, or it was cut off."""


class Container:
    """Streams by name; raises BrokenContainer where places in it lead nowhere."""

    def __init__(self, content: bytes) -> None:
        if len(content) < _HEADER_BYTES:
            raise BrokenContainer("no header")
        (shift,) = struct.unpack_from("<H", content, 30)
        if shift not in _SECTOR_SHIFTS:
            raise BrokenContainer("no sector size")
        self._content, self._size = content, 1 << shift
        directory, cutoff, mini_table = struct.unpack_from("<L4xLL", content, 48)
        self._cutoff = cutoff
        self._table = self._sectors_of_table()
        self._entries = {name: rest for name, *rest in self._directory(directory)}
        self._mini_table = _numbers(b"".join(self._chain(mini_table)))
        self._mini = self._mini_stream()

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """The bytes of one stream; KeyError where there is none of this name."""
        kind, start, size = self._entries[name]
        if kind != _STREAM:
            raise KeyError(name)
        portions = self._mini_chain(start) if size < self._cutoff else self._chain(start)
        return b"".join(portions)[:size]

    def _sectors_of_table(self) -> "array[int]":
        known = list(struct.unpack_from("<109L", self._content, 76))
        (further,) = struct.unpack_from("<L", self._content, 68)
        seen = set()
        while further < _LAST:
            if further in seen:
                raise BrokenContainer("a circle of tables")
            seen.add(further)
            *more, further = _numbers(self._sector(further))
            known += more
        return _numbers(b"".join(self._sector(one) for one in known if one < _LAST))

    def _directory(self, start: int) -> Iterator[tuple[str, int, int, int]]:
        listed = b"".join(self._chain(start))
        for at in range(0, len(listed) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", listed, at + 64)
            first, size = struct.unpack_from("<LL", listed, at + 116)
            name = listed[at : at + min(max(length - 2, 0), 62)].decode("utf-16-le", "replace")
            if kind in (_STREAM, _ROOT):
                yield name, kind, first, size

    def _mini_stream(self) -> bytes:
        roots = [one for one in self._entries.values() if one[0] == _ROOT]
        if not roots:
            raise BrokenContainer("no root")
        return b"".join(self._chain(roots[0][1]))

    def _chain(self, start: int) -> Iterator[bytes]:
        for one in _linked(start, self._table):
            yield self._sector(one)

    def _mini_chain(self, start: int) -> Iterator[bytes]:
        for one in _linked(start, self._mini_table):
            yield self._mini[one * _MINI : (one + 1) * _MINI]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        found = self._content[start : start + self._size]
        if not found:
            raise BrokenContainer("a place outside the file")
        return found.ljust(self._size, b"\0")


def _linked(start: int, table: "array[int]") -> Iterator[int]:
    """A chain of sectors; one that is longer than its table is a circle."""
    number, left = start, len(table)
    while number < _LAST:
        if number >= len(table) or not left:
            raise BrokenContainer("a chain that leads nowhere")
        yield number
        number, left = table[number], left - 1


def _numbers(written: bytes) -> "array[int]":
    return array("I", struct.unpack(f"<{len(written) // 4}L", written[: len(written) // 4 * 4]))
