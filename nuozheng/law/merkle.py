"""The hash tree of RFC 6962: one root stands for a sequence, and short proofs for its parts.

A proof is checked here from hashes alone (RFC 9162 sections 2.1.3.2 and 2.1.4.2); it is made from
whatever can tell the hash of a complete subtree.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256

Node = Callable[[int, int], bytes]
"""(level, index) → hash of the complete subtree over leaves index << level and those after it."""


def leaf_hash(row: bytes) -> bytes:
    """32 bytes."""
    return sha256(b"\x00" + row).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """32 bytes."""
    return sha256(b"\x01" + left + right).digest()


def root_of(rows: Sequence[bytes]) -> bytes:
    """The root over these rows: 32 bytes."""
    hashes = [leaf_hash(row) for row in rows]
    return range_hash(0, len(hashes), lambda level, index: _complete(hashes, level, index))


def _complete(hashes: Sequence[bytes], level: int, index: int) -> bytes:
    if level == 0:
        return hashes[index]
    left = _complete(hashes, level - 1, 2 * index)
    return node_hash(left, _complete(hashes, level - 1, 2 * index + 1))


def range_hash(first: int, end: int, node: Node) -> bytes:
    """The hash over leaves first to end - 1, a subtree as the tree is split; first < end or both 0.

    `first` is a multiple of the smallest power of two that is at least end - first.
    """
    count = end - first
    if count == 0:
        return sha256(b"").digest()
    level = count.bit_length() - 1
    if count == 1 << level:
        return node(level, first >> level)
    middle = first + (1 << level)
    return node_hash(range_hash(first, middle, node), range_hash(middle, end, node))


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """That a leaf stands at this place of a tree of so many; ValueError beyond it."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} of a tree of {size}")
    proof: list[bytes] = []
    first, end = 0, size
    while end - first > 1:
        middle = first + _split(end - first)
        if index < middle:
            proof.append(range_hash(middle, end, node))
            end = middle
        else:
            proof.append(range_hash(first, middle, node))
            first = middle
    return proof[::-1]


def consistency_proof(old: int, size: int, node: Node) -> list[bytes]:
    """That a tree of `old` leaves begins one of `size`; ValueError unless 0 < old <= size."""
    if not 0 < old <= size:
        raise ValueError(f"a tree of {old} does not begin one of {size}")
    proof: list[bytes] = []
    first, end, whole = 0, size, True
    while old != end:
        middle = first + _split(end - first)
        if old <= middle:
            proof.append(range_hash(middle, end, node))
            end = middle
        else:
            proof.append(range_hash(first, middle, node))
            first, whole = middle, False
    if not whole:
        proof.append(range_hash(first, end, node))
    return proof[::-1]


def proves_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether the hash of a leaf stands at its place under this root; False for anything odd."""
    if not 0 <= index < size or any(len(one) != 32 for one in proof):
        return False
    at, last, found = index, size - 1, leaf
    for one in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(one, found)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, one)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def proves_consistency(
    old: int, size: int, proof: Sequence[bytes], old_root: bytes, root: bytes
) -> bool:
    """Whether nothing of the old tree was changed in the new one; False for anything odd."""
    if not 0 < old <= size or any(len(one) != 32 for one in proof):
        return False
    if old == size:
        return not proof and old_root == root
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        return False
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = path[0]
    for one in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            before, after = node_hash(one, before), node_hash(one, after)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, one)
        at, last = at >> 1, last >> 1
    return last == 0 and before == old_root and after == root


def _split(count: int) -> int:
    """The largest power of two below `count`, which is at least 2."""
    return 1 << (count - 1).bit_length() - 1
