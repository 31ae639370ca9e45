"""Make the proof of a line, from the tiles and the newest head that reaches it."""

from functools import lru_cache, partial

from django.db.models import Q

from nuozheng.evidence.log.models import LogHead, LogLeaf
from nuozheng.evidence.log.proofs import Proof
from nuozheng.evidence.log.settings import log_tiles
from nuozheng.evidence.log.tiles import HASH, HEIGHT, WIDTH, Tiles
from nuozheng.law.merkle import inclusion_proof, node_hash


class NotYet(Exception):
    """The line has no place under a signed head, or its salt was forgotten."""


def leaf_of(kind: str, record: str) -> LogLeaf | None:
    """The line of a record, whether it has its place yet or not."""
    return LogLeaf.objects.filter(kind=kind, record=record).first()


def last_leaf_of(kind: str, record: str) -> LogLeaf | None:
    """The line of a record; of one with a line for each act, the last."""
    found = LogLeaf.objects.filter(Q(record=record) | Q(record__startswith=f"{record}."), kind=kind)
    return found.order_by("-pk").first()


def leaf_by_digest(sha256: str) -> LogLeaf | None:
    """The first line of a paper with this digest, 64 hexadecimals."""
    return LogLeaf.objects.filter(sha256=sha256).exclude(sha256="").order_by("id").first()


def proof_of(leaf: LogLeaf, head: LogHead | None = None) -> str:
    """The text of the proof under a head, the newest unless named. Errors: NotYet."""
    head = head or LogHead.objects.first()
    if head is None or leaf.salt is None or leaf.position is None or leaf.position >= head.size:
        raise NotYet(str(leaf))
    path = inclusion_proof(leaf.position, head.size, partial(_node, log_tiles(), head.size))
    salt, entry = bytes(leaf.salt), bytes(leaf.entry)
    return str(Proof(entry, leaf.record, salt, leaf.position, path, head.note))


def _node(tiles: Tiles, size: int, level: int, index: int) -> bytes:
    """The hash of a complete subtree in a log of this size."""
    tile_level, height = divmod(level, HEIGHT)
    number, first = divmod(index << height, WIDTH)
    width = min((size >> (HEIGHT * tile_level)) - number * WIDTH, WIDTH)
    return _subtrees(tiles, tile_level, number, width)[height][first >> height]


@lru_cache(maxsize=256)
def _subtrees(tiles: Tiles, level: int, number: int, width: int) -> tuple[tuple[bytes, ...], ...]:
    """Every complete subtree within a tile, by height; they never change."""
    content = tiles.tile(level, number, width)
    rows = [tuple(content[n * HASH : (n + 1) * HASH] for n in range(width))]
    while len(rows[-1]) > 1:
        row = rows[-1]
        rows.append(tuple(node_hash(row[n - 1], row[n]) for n in range(1, len(row), 2)))
    return tuple(rows)
