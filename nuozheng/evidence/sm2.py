"""SM2 signatures with SM3 and the usual signer's name (GB/T 32918.2, GM/T 0009), DER as bytes.

Who signs keeps a `Signer`: a key in a file here, a hardware module where a place has one. To check
a signature only the public key is needed.
"""

import os
import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import gmssl_pyx

PUBLIC_SUFFIX = ".pub"
PUBLIC_BYTES, PRIVATE_BYTES = 64, 32
LONGEST_SIGNATURE = 72
_STANDARD_ERROR = 2
_TRACE = re.compile(rb"^\S*\.c:\d+:\w*\(\):.*$\n?", re.MULTILINE)
_quiet = threading.Lock()


class WrongKey(Exception):
    """A key can't be used; the text names the file and the reason, never the key."""


class Signer(Protocol):
    """Whoever can sign: `public_key` are its 64 bytes, x then y."""

    @property
    def public_key(self) -> bytes: ...

    def sign(self, message: bytes) -> bytes:
        """The signature over a message as DER."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A key in this process's memory."""

    public_key: bytes
    private_key: bytes = field(repr=False)

    @classmethod
    def new(cls) -> "KeyPair":
        with _untraced():
            public, private = gmssl_pyx.sm2_key_generate()
        return cls(public, private)

    def sign(self, message: bytes) -> bytes:
        """The signature over a message as DER. Errors: WrongKey."""
        try:
            with _untraced():
                signed: bytes = gmssl_pyx.sm2_sign(self.private_key, self.public_key, message)
        except (gmssl_pyx.InvalidValueError, gmssl_pyx.GmsslInnerError):
            raise WrongKey("SM2密钥不能签名") from None
        return signed

    def write(self, path: Path) -> None:
        """A new file that only we can read, its public half beside it. Errors: FileExistsError."""
        text = f"{self.private_key.hex()}\n{self.public_key.hex()}\n"
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(text)
        path.with_name(path.name + PUBLIC_SUFFIX).write_text(f"{self.public_key.hex()}\n")


def verify(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether this key signed this message; False for anything malformed."""
    if len(public_key) != PUBLIC_BYTES or not 8 <= len(signature) <= LONGEST_SIGNATURE:
        return False
    try:
        with _untraced():
            return bool(gmssl_pyx.sm2_verify(public_key, message, signature))
    except (gmssl_pyx.InvalidValueError, gmssl_pyx.GmsslInnerError):
        return False


@lru_cache(maxsize=64)
def key_file(path: Path) -> KeyPair:
    """The key pair in a file that nobody else can read. Errors: WrongKey."""
    try:
        if path.stat().st_mode & 0o077:
            raise WrongKey(f"{path}：别人也能读；请运行 chmod 600 {path}")
        private, public = (bytes.fromhex(line) for line in path.read_text("ascii").split())
    except OSError as fault:
        raise WrongKey(f"{path}：读不到（{fault.strerror}）") from None
    except ValueError:
        raise WrongKey(f"{path}：不是SM2密钥文件") from None
    pair = KeyPair(public, private)
    if len(private) != PRIVATE_BYTES or not _belong_together(pair):
        raise WrongKey(f"{path}：私钥和公钥不是一对")
    return pair


def public_key_file(path: Path) -> bytes:
    """The public key beside a key file, for whoever only checks. Errors: WrongKey."""
    beside = path.with_name(path.name + PUBLIC_SUFFIX)
    try:
        return public_key(beside.read_text("ascii").strip())
    except (OSError, UnicodeDecodeError):
        raise WrongKey(f"{beside}：读不到公钥") from None


def public_key(written: str) -> bytes:
    """A public key from 128 hex digits, or 130 with the 04 of an uncompressed point. WrongKey."""
    try:
        found: bytes = gmssl_pyx.normalize_sm2_public_key(written)
    except (gmssl_pyx.InvalidValueError, ValueError, TypeError):
        raise WrongKey("不是SM2公钥") from None
    return found


def _belong_together(pair: KeyPair) -> bool:
    challenge = secrets.token_bytes(16)
    try:
        return verify(pair.public_key, challenge, pair.sign(challenge))
    except WrongKey:
        return False


@contextmanager
def _untraced() -> Iterator[None]:
    """The library writes lines of its C sources to standard error where a signature is wrong.

    They are taken out; what other threads wrote meanwhile is passed on.
    """
    with _quiet:
        try:
            kept = os.dup(_STANDARD_ERROR)
        except OSError:
            kept = -1  # a process without standard error has nothing to keep quiet
        if kept < 0:
            yield
            return
        caught = os.memfd_create("sm2")
        try:
            os.dup2(caught, _STANDARD_ERROR)
            try:
                yield
            finally:
                os.dup2(kept, _STANDARD_ERROR)
            os.lseek(caught, 0, os.SEEK_SET)
            if others := _TRACE.sub(b"", os.read(caught, 65_536)):
                os.write(_STANDARD_ERROR, others)
        finally:
            os.close(caught)
            os.close(kept)
