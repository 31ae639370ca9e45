"""A log as static files, as c2sp.org/tlog-tiles lays them out: tiles of hashes, and of entries.

Files are written whole and then moved into place, and never change; only `checkpoint` does.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nuozheng.law.merkle import leaf_hash, node_hash, range_hash

HEIGHT, WIDTH, HASH = 8, 256, 32
LONGEST_ENTRY = 2**16 - 1


def tile_path(level: int | str, index: int, width: int = WIDTH) -> str:
    """tile/<level>/<index>[.p/<width>], the index in parts of three digits; level "entries"."""
    parts = [f"{index % 1000:03}"]
    while index := index // 1000:
        parts.insert(0, f"x{index % 1000:03}")
    whole = f"tile/{level}/{'/'.join(parts)}"
    return whole if width == WIDTH else f"{whole}.p/{width}"


def bundle(entries: Sequence[bytes]) -> bytes:
    """Entries, each after its length. Errors: ValueError for one of more than 65,535 bytes."""
    if any(len(one) > LONGEST_ENTRY for one in entries):
        raise ValueError("an entry is too long")
    return b"".join(len(one).to_bytes(2) + one for one in entries)


def unbundle(content: bytes) -> Iterator[bytes]:
    """The entries of a bundle. Errors: ValueError for one that is cut."""
    at = 0
    while at < len(content):
        end = at + 2 + int.from_bytes(content[at : at + 2])
        if end > len(content) or at + 2 > len(content):
            raise ValueError("the bundle is cut")
        yield content[at + 2 : end]
        at = end


@dataclass(frozen=True)
class Tiles:
    """The files of a log below one folder."""

    folder: Path

    def extend(self, first: int, entries: Sequence[bytes]) -> int:
        """Write what these entries, from the `first` on, add; the log's new size.

        Twice writes the same. What stood before is read back from the partial tiles.
        """
        if not entries:
            return first
        size = first + len(entries)
        begin = first - first % WIDTH
        kept = list(self.entries(begin, first)) if begin < first else []
        self._write_run("entries", begin, [*kept, *entries], bundle)
        hashes = [leaf_hash(one) for one in entries]
        at = first
        for level in range(64):
            begin = at - at % WIDTH
            earlier = [self.hash(level, one) for one in range(begin, at)]
            run = [*earlier, *hashes]
            self._write_run(level, begin, run, b"".join)
            full = len(run) // WIDTH
            if not full:
                return size
            at = begin // WIDTH
            hashes = [_fold(run[n * WIDTH : (n + 1) * WIDTH]) for n in range(full)]
        raise ValueError("the log is too long")

    def _write_run(
        self,
        level: int | str,
        begin: int,
        run: Sequence[bytes],
        joined: Callable[[Sequence[bytes]], bytes],
    ) -> None:
        for at in range(0, len(run), WIDTH):
            part = run[at : at + WIDTH]
            number = (begin + at) // WIDTH
            self.put(tile_path(level, number, len(part)), joined(part))
            if len(part) == WIDTH:
                shutil.rmtree(self.folder / f"{tile_path(level, number)}.p", ignore_errors=True)

    def put(self, path: str, content: bytes) -> None:
        """Write a file whole, or not at all."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        waiting = target.with_name(f".{target.name}.new")
        with open(waiting, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.replace(waiting, target)

    def node(self, level: int, index: int) -> bytes:
        """The hash of a complete subtree of 2^level leaves. Errors: FileNotFoundError."""
        tile_level, rest = divmod(level, HEIGHT)
        first = index << rest
        number, at = divmod(first, WIDTH)
        count = 1 << rest
        content = self.tile(tile_level, number, at + count)
        return _fold([content[n * HASH : (n + 1) * HASH] for n in range(at, at + count)])

    def hash(self, level: int, index: int) -> bytes:
        """One hash of a level of tiles. Errors: FileNotFoundError."""
        number, at = divmod(index, WIDTH)
        content = self.tile(level, number, at + 1)
        return content[at * HASH : (at + 1) * HASH]

    def entries(self, first: int, end: int) -> Iterator[bytes]:
        """The entries first to end - 1. Errors: FileNotFoundError."""
        for number in range(first // WIDTH, -(-end // WIDTH)):
            start = number * WIDTH
            content = self.tile("entries", number, min(end - start, WIDTH))
            rows = list(unbundle(content))
            yield from rows[max(first - start, 0) : end - start]

    def root(self, size: int) -> bytes:
        """The root over the first entries, from the tiles."""
        return range_hash(0, size, self.node)

    def tile(self, level: int | str, number: int, least: int) -> bytes:
        """The tile, or the narrowest part of it that is wide enough. Errors: FileNotFoundError."""
        whole = self.folder / tile_path(level, number)
        if whole.exists():
            return whole.read_bytes()
        parts = whole.with_name(f"{whole.name}.p")
        widths = sorted(int(one.name) for one in parts.glob("[0-9]*")) if parts.is_dir() else []
        for width in widths:
            if width >= least:
                return (parts / str(width)).read_bytes()
        raise FileNotFoundError(f"{whole.name}: no tile of at least {least}")


def _fold(hashes: Sequence[bytes]) -> bytes:
    row = list(hashes)
    while len(row) > 1:
        row = [node_hash(row[n], row[n + 1]) for n in range(0, len(row), 2)]
    return row[0]
