"""The sandbox's witness of transparency logs: it cosigns only what continues what it saw before."""

import base64
import binascii
import hmac
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from nuozheng.evidence.log.notes import COSIGNATURE, Checkpoint, Note, Verifier, WrongNote
from nuozheng.law.merkle import proves_consistency

FOLDER = "witness"
"""It stands at /witness."""
FILE_NAME = "witnesses.toml"
NAME = "witness.sandbox.example"
_CONFLICT = {"Content-Type": "text/x.tlog.size"}
Answer = tuple[int, bytes, dict[str, str]]


@dataclass
class Witness:
    """A witness with its key; `logs` are those it knows, `seen` their last heads."""

    seed: bytes = field(repr=False)
    logs: tuple[Verifier, ...] = ()
    seen: dict[str, Checkpoint] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def verifier(self) -> Verifier:
        return Verifier(NAME, COSIGNATURE, self._key.public_key().public_bytes_raw())

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def take(self, body: bytes) -> Answer:
        """Status, answer and further headers for one POST to /add-checkpoint."""
        try:
            top, whole = body.decode().split("\n\n", 1)
            first, *lines = top.split("\n")
            old = int(first.removeprefix("old "))
            path = [base64.b64decode(line, validate=True) for line in lines]
            note = Note.read(whole)
            head = Checkpoint.of(note.text)
        except (ValueError, binascii.Error):
            return 400, b"", {}
        log = next((one for one in self.logs if one.name == head.origin), None)
        if log is None:
            return 404, b"", {}
        try:
            if not note.signed_by([log]):
                return 403, b"", {}
        except WrongNote:
            return 403, b"", {}
        with self._lock:
            return self._cosigned(head, old, path)

    def _cosigned(self, head: Checkpoint, old: int, path: list[bytes]) -> Answer:
        last = self.seen.get(head.origin)
        size = last.size if last else 0
        if old > head.size:
            return 400, b"", {}
        if old != size:
            return 409, f"{size}\n".encode(), _CONFLICT
        if last and not proves_consistency(size, head.size, path, last.root, head.root):
            return 422, b"", {}
        self.seen[head.origin] = head
        return 200, self._line(head).encode(), {}

    def _line(self, head: Checkpoint) -> str:
        at = int(time.time())
        signed = self._key.sign(f"cosignature/v1\ntime {at}\n{head.text}".encode())
        raw = self.verifier.id + at.to_bytes(8) + signed
        return f"— {NAME} {base64.b64encode(raw).decode()}\n"


def witness_of(sources_key: bytes) -> Witness:
    """A witness whose key both ends of a demonstration make from the one they share."""
    return Witness(hmac.digest(sources_key, FOLDER.encode(), "sha256"))


def write_witnesses(file: Path, base_url: str, sources_key: bytes) -> Path:
    """The file for NUOZHENG_WITNESSES: the sandbox's one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.chmod(0o600)
    vkey = witness_of(sources_key).verifier.vkey
    file.write_text(f'[witness.sandbox]\nurl = "{base_url}/{FOLDER}"\nvkey = "{vkey}"\n', "utf-8")
    return file
