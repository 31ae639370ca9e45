"""Signed notes, checkpoints and witnesses' cosignatures as C2SP writes them.

c2sp.org/signed-note, /tlog-checkpoint, /tlog-cosignature (Ed25519).
"""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

ED25519, COSIGNATURE = 0x01, 0x04
MOST_SIGNATURES = 64
_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


class WrongNote(ValueError):
    """Text that is no note, or that no trusted key signed."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key with its name; `kind` is ED25519 for logs, COSIGNATURE for witnesses."""

    name: str
    kind: int
    key: bytes

    @property
    def id(self) -> bytes:
        """4 bytes."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.key).digest()[:4]

    @property
    def is_log(self) -> bool:
        """Whether it signs heads of its own log, not those of others as a witness."""
        return self.kind == ED25519

    @property
    def vkey(self) -> str:
        """As it is published: name+id+key."""
        encoded = base64.b64encode(bytes([self.kind]) + self.key).decode()
        return f"{self.name}+{self.id.hex()}+{encoded}"

    @classmethod
    def read(cls, vkey: str) -> "Verifier":
        """Errors: WrongNote."""
        try:
            name, id, encoded = vkey.strip().split("+", 2)
            raw = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error):
            raise WrongNote("不是名称+编号+公钥的写法") from None
        found = cls(name, raw[0] if raw else 0, raw[1:])
        if found.kind not in (ED25519, COSIGNATURE) or len(found.key) != 32 or found.id.hex() != id:
            raise WrongNote("公钥和它的编号对不上")
        return found

    def verifies(self, text: str, signature: bytes) -> bool:
        """Whether this key signed this text; of a cosignature, at the time that it says."""
        message = text.encode()
        if self.kind == COSIGNATURE:
            at, signature = int.from_bytes(signature[:8]), signature[8:]
            message = f"cosignature/v1\ntime {at}\n".encode() + message
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


class NoteSigner(Protocol):
    """Whoever can sign notes: a key in a file here, a hardware module where a place has one."""

    @property
    def verifier(self) -> Verifier: ...

    def sign(self, text: str) -> bytes:
        """The signature over the text, without the key's id."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A key in this process's memory."""

    name: str
    seed: bytes = field(repr=False)

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.name, ED25519, self._key().public_key().public_bytes_raw())

    def sign(self, text: str) -> bytes:
        return self._key().sign(text.encode())

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends with a line, and its signature lines: (name, id and signature)."""

    text: str
    signatures: tuple[tuple[str, bytes], ...]

    @classmethod
    def read(cls, whole: str) -> "Note":
        """Errors: WrongNote."""
        text, blank, lines = whole.rpartition("\n\n")
        if not blank or not text or not lines.endswith("\n") or _has_controls(whole):
            raise WrongNote("不是签名文本的写法")
        rows = lines[:-1].split("\n")
        if len(rows) > MOST_SIGNATURES:
            raise WrongNote("签名太多")
        return cls(text + "\n", tuple(signature_line(row) for row in rows))

    def signed_by(self, known: Iterable[Verifier]) -> tuple[Verifier, ...]:
        """The known keys that signed it; WrongNote where one of them is shown to be forged."""
        keys = {(one.name, one.id): one for one in known}
        found: dict[Verifier, None] = {}
        for name, raw in self.signatures:
            verifier = keys.get((name, raw[:4]))
            if verifier is None:
                continue
            if not verifier.verifies(self.text, raw[4:]):
                raise WrongNote(f"{name}的签名是错的")
            found[verifier] = None
        return tuple(found)

    def __str__(self) -> str:
        lines = [f"— {name} {base64.b64encode(raw).decode()}\n" for name, raw in self.signatures]
        return f"{self.text}\n{''.join(lines)}"


def signature_line(line: str) -> tuple[str, bytes]:
    """Name, and the key's id with the signature. Errors: WrongNote."""
    found = _LINE.fullmatch(line)
    try:
        raw = base64.b64decode(found[2], validate=True) if found else b""
    except binascii.Error:
        raw = b""
    if found is None or len(raw) < 5:
        raise WrongNote("不是签名行的写法")
    return found[1], raw


def signed(text: str, *signers: NoteSigner) -> Note:
    """The text with the signature of each."""
    return Note(
        text, tuple((one.verifier.name, one.verifier.id + one.sign(text)) for one in signers)
    )


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of a log: its name, how many entries, and the root over them (32 bytes)."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def of(cls, text: str) -> "Checkpoint":
        """Errors: WrongNote. Further lines of other logs are left aside."""
        rows = text.split("\n")
        try:
            origin, size, encoded = rows[:3]
            root = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error):
            raise WrongNote("不是检查点的写法") from None
        if not origin or not _NUMBER.fullmatch(size) or len(root) != 32:
            raise WrongNote("不是检查点的写法")
        return cls(origin, int(size), root)


def _has_controls(text: str) -> bool:
    return any(ord(mark) < 0x20 and mark != "\n" for mark in text)
