"""The hash tree against an independent implementation, and proofs that must not hold."""

import pytest
from pymerkle import InmemoryTree

from nuozheng.law.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    proves_consistency,
    proves_inclusion,
    range_hash,
    root_of,
)

ROWS = [b"%d" % n for n in range(40)]
HASHES = [leaf_hash(row) for row in ROWS]


def node(level: int, index: int) -> bytes:
    if level == 0:
        return HASHES[index]
    return node_hash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1))


@pytest.fixture(scope="module")
def other() -> InmemoryTree:
    tree = InmemoryTree(algorithm="sha256")
    for row in ROWS:
        tree.append_entry(row)
    return tree


@pytest.mark.parametrize("size", range(1, len(ROWS) + 1))
def test_roots_and_proofs_are_those_of_another_implementation(
    other: InmemoryTree, size: int
) -> None:
    root = root_of(ROWS[:size])
    assert root == other.get_root(size) == range_hash(0, size, node)
    for index in range(size):
        proof = inclusion_proof(index, size, node)
        assert proof == [_raw(one) for one in other.prove_inclusion(index + 1, size).path[1:]]
        assert proves_inclusion(HASHES[index], index, size, proof, root)
        assert not proves_inclusion(HASHES[index], index, size, proof, leaf_hash(root))
        assert not proves_inclusion(HASHES[index], index, size + 1, [*proof, root], root)
        assert size == 1 or not proves_inclusion(
            HASHES[index], (index + 1) % size, size, proof, root
        )


@pytest.mark.parametrize("size", range(1, len(ROWS) + 1))
def test_a_longer_tree_is_shown_to_continue_a_shorter_one(size: int) -> None:
    root = root_of(ROWS[:size])
    for old in range(1, size + 1):
        proof, before = consistency_proof(old, size, node), root_of(ROWS[:old])
        assert proves_consistency(old, size, proof, before, root)
        assert not proves_consistency(old, size, proof, leaf_hash(before), root)
        assert not proves_consistency(old, size, proof, before, leaf_hash(root))
        assert not proves_consistency(old, size, [*proof, root], before, root)


def test_what_is_outside_of_the_tree_has_no_proof() -> None:
    with pytest.raises(ValueError, match="of a tree"):
        inclusion_proof(3, 3, node)
    with pytest.raises(ValueError, match="does not begin"):
        consistency_proof(0, 3, node)
    assert not proves_inclusion(HASHES[0], -1, 1, [], HASHES[0])
    assert not proves_inclusion(HASHES[0], 0, 2, [b"short"], HASHES[0])
    assert not proves_consistency(0, 1, [], b"", HASHES[0])
    assert not proves_consistency(3, 7, [], b"", b"")


def _raw(one: bytes | str) -> bytes:
    return one if isinstance(one, bytes) else bytes.fromhex(one)
