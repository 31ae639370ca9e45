"""A proof that travels with a paper and needs no trust in us: c2sp.org/tlog-proof.

Its `extra` is JSON, {"entry": "<the line>", "record": "17", "salt": "<64 hexadecimals>"}: with the
paper at hand it shows that the line stands for this very paper. Nothing here asks a database.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nuozheng.evidence.log.notes import Checkpoint, Note, Verifier, WrongNote
from nuozheng.law.merkle import leaf_hash, proves_inclusion

HEADER = "c2sp.org/tlog-proof@v1"
SUFFIX = ".tlog-proof"
LONGEST = 100_000


class WrongProof(ValueError):
    """The proof does not hold; the text says where."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What the text of a proof says: the line, what opens it, its place, the path, the head."""

    entry: bytes
    record: str
    salt: bytes
    index: int
    path: Sequence[bytes]
    note: str

    def __str__(self) -> str:
        opened = {
            "entry": self.entry.decode(),
            "record": self.record,
            "salt": self.salt.hex(),
        }
        return "\n".join(
            (
                HEADER,
                f"extra {base64.b64encode(json.dumps(opened).encode()).decode()}",
                f"index {self.index}",
                *(base64.b64encode(one).decode() for one in self.path),
                "",
                self.note,
            )
        )

    @classmethod
    def read(cls, text: str) -> "Proof":
        """Errors: WrongProof."""
        try:
            if len(text) > LONGEST:
                raise ValueError
            top, note = text.split("\n\n", 1)
            header, extra, index, *path = top.split("\n")
            if header != HEADER or not extra.startswith("extra ") or not index.startswith("index "):
                raise ValueError
            said = json.loads(base64.b64decode(extra[6:], validate=True))
            return cls(
                str(said["entry"]).encode(),
                str(said["record"]),
                bytes.fromhex(said["salt"]),
                int(index[6:]),
                [base64.b64decode(one, validate=True) for one in path],
                note,
            )
        except (ValueError, KeyError, TypeError, binascii.Error, RecursionError):
            raise WrongProof("不是证明文件的写法") from None


@dataclass(frozen=True, slots=True)
class Proven:
    """What a proof shows: the kind of paper and when it entered the log, and who signed the head.

    `at` is UTC to the minute, "2026-11-22T03:04Z"; `signers` are the names of log and witnesses.
    """

    kind: str
    record: str
    at: str
    index: int
    checkpoint: Checkpoint
    signers: tuple[str, ...]


def salted(salt: bytes, record: str, sha256: bytes, sm3: bytes) -> tuple[str, str]:
    """The digests that stand in a line: of salt, record, a zero byte and the paper's digest."""
    opened = salt + record.encode() + b"\x00"
    return (
        hashlib.sha256(opened + sha256).hexdigest(),
        hashlib.new("sm3", opened + sm3).hexdigest(),
    )


def check(proof: str, content: bytes, known: Iterable[Verifier]) -> Proven:
    """What a proof shows of these bytes, by nothing but the keys given. Errors: WrongProof."""
    read = Proof.read(proof)
    head, signers = _head(read.note, tuple(known))
    kind, at, by_sha256, by_sm3 = _entry(read.entry)
    sha256, sm3 = hashlib.sha256(content).digest(), hashlib.new("sm3", content).digest()
    found = salted(read.salt, read.record, sha256, sm3)
    if found[0] != by_sha256:
        raise WrongProof("这份文件不是日志里记的那一份")
    if found[1] != by_sm3:
        raise WrongProof("这份文件的SM3摘要和日志里记的不一致")
    if not proves_inclusion(leaf_hash(read.entry), read.index, head.size, read.path, head.root):
        raise WrongProof("这一条不在签过的日志里")
    return Proven(kind, read.record, at, read.index, head, signers)


def _head(note: str, known: tuple[Verifier, ...]) -> tuple[Checkpoint, tuple[str, ...]]:
    """The checkpoint, signed by its own log's key, and the names of all known keys on it."""
    try:
        whole = Note.read(note)
        head, signers = Checkpoint.of(whole.text), whole.signed_by(known)
    except WrongNote as fault:
        raise WrongProof(str(fault)) from None
    if not any(one.name == head.origin and one.is_log for one in signers):
        raise WrongProof("日志的签名不是已知的公钥签的")
    return head, tuple(one.name for one in signers)


def _entry(entry: bytes) -> tuple[str, str, str, str]:
    try:
        kind, at, by_sha256, by_sm3 = json.loads(entry)
    except (ValueError, TypeError):
        raise WrongProof("日志里的这一条读不懂") from None
    return str(kind), str(at), str(by_sha256), str(by_sm3)
