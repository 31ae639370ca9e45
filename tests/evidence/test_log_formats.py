"""Notes, tiles and proofs of the log as C2SP writes them; no database."""

import base64
import hashlib
import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from nuozheng.evidence.log.notes import (
    COSIGNATURE,
    Checkpoint,
    Note,
    Signer,
    Verifier,
    WrongNote,
    signed,
)
from nuozheng.evidence.log.proofs import Proof, WrongProof, check, salted
from nuozheng.evidence.log.tiles import Tiles, bundle, tile_path, unbundle
from nuozheng.law.merkle import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    proves_consistency,
    proves_inclusion,
    root_of,
)

KNOWN = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
KNOWN_NOTE = """If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
"""  # noqa: E501
"""The example of Go's package note, which knows nothing of us."""
SIGNER = Signer("log.example.com", b"\x01" * 32)


def test_a_note_of_another_implementation_is_read_and_verified() -> None:
    key = Verifier.read(KNOWN)
    note = Note.read(KNOWN_NOTE)
    assert note.signed_by([key]) == (key,) and str(note) == KNOWN_NOTE
    with pytest.raises(WrongNote):
        replace(note, text=note.text.replace("answer", "question")).signed_by([key])
    assert note.signed_by([SIGNER.verifier]) == ()


def test_a_checkpoint_is_signed_and_read_again() -> None:
    head = Checkpoint("log.example.com", 3, b"\x02" * 32)
    note = signed(head.text, SIGNER)
    assert Note.read(str(note)) == note and Checkpoint.of(note.text) == head
    assert note.signed_by([SIGNER.verifier]) == (SIGNER.verifier,)
    assert Verifier.read(SIGNER.verifier.vkey) == SIGNER.verifier
    assert Checkpoint.of(f"{head.text}another line\n") == head


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "a\n\n",
        "a\n\n— b AAAA\n",
        "a\n— b AAAAAAAAAA\n",
        "a\x07\n\n— b AAAAAAAA\n",
        "a\n\nx\n",
    ],
)
def test_what_is_no_note_is_refused(text: str) -> None:
    with pytest.raises(WrongNote):
        Note.read(text)


@pytest.mark.parametrize("text", ["", "a\n", "a\n01\nAAAA\n", "a\n-1\nAAAA\n", "a\n1\nAAAA\n"])
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(WrongNote):
        Checkpoint.of(text)


@pytest.mark.parametrize("vkey", ["", "a+b", KNOWN.replace("c74f", "c74e"), "a+00000000+AAAA"])
def test_what_is_no_key_is_refused(vkey: str) -> None:
    with pytest.raises(WrongNote):
        Verifier.read(vkey)


def test_paths_are_those_of_the_standard() -> None:
    assert tile_path(0, 1234067) == "tile/0/x001/x234/067"
    assert tile_path("entries", 5, 12) == "tile/entries/005.p/12"
    assert list(unbundle(bundle([b"", b"abc"]))) == [b"", b"abc"]
    with pytest.raises(ValueError, match="cut"):
        list(unbundle(bundle([b"abc"])[:-1]))
    with pytest.raises(ValueError, match="too long"):
        bundle([b"x" * 65_536])


def test_tiles_written_bit_by_bit_give_the_same_tree(tmp_path: Path) -> None:
    tiles, rows, dice = Tiles(tmp_path), list[bytes](), random.Random(3)
    while len(rows) < 66_000:
        more = dice.choice([1, 255, 256, 257, 20_000])
        new = [b"%d" % (len(rows) + n) for n in range(more)]
        tiles.extend(len(rows), new)
        rows += new
        if more < 1000:
            assert tiles.extend(len(rows) - more, new) == len(rows), "twice writes the same"
    size, root = len(rows), tiles.root(len(rows))
    assert root == root_of(rows)
    for old in (1, 255, 256, 257, 65_536, 65_537):
        assert tiles.root(old) == root_of(rows[:old])
        proof = consistency_proof(old, size, tiles.node)
        assert proves_consistency(old, size, proof, tiles.root(old), root)
    for index in (0, 300, size - 1):
        proof = inclusion_proof(index, size, tiles.node)
        assert proves_inclusion(leaf_hash(rows[index]), index, size, proof, root)
    assert list(tiles.entries(250, 520)) == rows[250:520]
    full = size // 256
    kept = [one for one in (tmp_path / "tile" / "0").glob("**/*.p")]
    assert [one.name for one in kept] == [f"{full % 1000:03}.p"], "only the last is partial"
    with pytest.raises(FileNotFoundError):
        tiles.hash(0, size)


def _proof(content: bytes) -> tuple[Proof, Verifier]:
    """A log of two lines, the second of which stands for the content."""
    digests = salted(
        b"s" * 32, "17", hashlib.sha256(content).digest(), hashlib.new("sm3", content).digest()
    )
    entry = json.dumps(["letter", "2026-11-22T03:04Z", *digests]).encode()
    root = root_of([b"first", entry])
    note = signed(Checkpoint(SIGNER.name, 2, root).text, SIGNER)
    return Proof(entry, "17", b"s" * 32, 1, [leaf_hash(b"first")], str(note)), SIGNER.verifier


def test_a_proof_holds_for_its_paper_only() -> None:
    proof, key = _proof(b"%PDF a letter")
    assert Proof.read(str(proof)) == proof
    found = check(str(proof), b"%PDF a letter", [key])
    assert (found.kind, found.record, found.index) == ("letter", "17", 1)
    assert found.signers == ("log.example.com",) and found.at == "2026-11-22T03:04Z"
    with pytest.raises(WrongProof, match="不是日志里记的那一份"):
        check(str(proof), b"%PDF another letter", [key])
    stranger = Signer("log.example.com", b"\x09" * 32).verifier
    with pytest.raises(WrongProof, match="已知的公钥"):
        check(str(proof), b"%PDF a letter", [stranger])
    witness = Verifier("log.example.com", COSIGNATURE, key.key)
    with pytest.raises(WrongProof, match="已知的公钥"):
        check(str(proof), b"%PDF a letter", [witness])
    for other in (
        replace(proof, record="18"),
        replace(proof, salt=b"t" * 32),
        replace(proof, index=0),
        replace(proof, path=[]),
        replace(proof, entry=b"[1]"),
        replace(proof, note=proof.note.replace("\n2\n", "\n3\n")),
    ):
        with pytest.raises(WrongProof):
            check(str(other), b"%PDF a letter", [key])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "c2sp.org/tlog-proof@v1\n\n",
        "c2sp.org/tlog-proof@v1\nextra e30=\nindex 0\n\nnote",
        f"c2sp.org/tlog-proof@v1\nextra {base64.b64encode(b'[' * 9000).decode()}\nindex 0\n\nx",
        "x" * 200_000,
    ],
)
def test_what_is_no_proof_is_refused(text: str) -> None:
    with pytest.raises(WrongProof):
        check(text, b"", [SIGNER.verifier])
