"""Personal data at rest: SM4-GCM per field, and a keyed blind index for exact look-up.

A stored value is `key id (1 byte length + ascii) | nonce (12) | ciphertext | tag (16)`. Rotation
adds a key to the set and names it current: old rows stay readable, and are sealed anew in the
background (`nuozheng keys reseal`). While the index key changes, look-ups try each index.
Sources: GB/T 32907 (SM4), GB/T 32905 (SM3), NIST SP 800-38D (GCM).
"""

import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from time import monotonic
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import hmac as sm3_hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings
from django.db import models

_LOOK_SECONDS = 1.0
_NONCE = 12
_TAG = 16


class Unreadable(Exception):
    """The stored bytes can't be opened: the key is missing or the bytes were changed."""


@dataclass(frozen=True, slots=True)
class KeySet:
    """Field keys by id (16 bytes each), the id that writes, and the key of the blind index.

    `other_index_keys` are those under which rows may still, or already, be indexed.
    """

    field_keys: Mapping[str, bytes]
    current: str
    index_key: bytes
    other_index_keys: tuple[bytes, ...] = ()

    @property
    def mark(self) -> bytes:
        """How everything begins that the current key sealed."""
        name = self.current.encode("ascii")
        return bytes([len(name)]) + name

    def seal(self, plain: bytes) -> bytes:
        nonce = os.urandom(_NONCE)
        encryptor = Cipher(
            algorithms.SM4(self.field_keys[self.current]), modes.GCM(nonce)
        ).encryptor()
        body = encryptor.update(plain) + encryptor.finalize()
        return self.mark + nonce + body + encryptor.tag

    def open(self, sealed: bytes) -> bytes:
        """The plain bytes; raises Unreadable."""
        end = 1 + sealed[0]
        key = self.field_keys.get(sealed[1:end].decode("ascii", "replace"))
        if key is None:
            raise Unreadable("no such key")
        nonce, body, tag = sealed[end : end + _NONCE], sealed[end + _NONCE : -_TAG], sealed[-_TAG:]
        decryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
        try:
            return decryptor.update(body) + decryptor.finalize()
        except InvalidTag as error:
            raise Unreadable("bytes were changed") from error

    def index(self, text: str) -> str:
        """64 hex digits of HMAC-SM3: equal texts have equal indexes, nothing else shows."""
        return _index(self.index_key, text)

    def indexes(self, text: str) -> list[str]:
        """Every index that a row with this text may have today, the current one first."""
        return [_index(key, text) for key in (self.index_key, *self.other_index_keys)]


def _index(key: bytes, text: str) -> str:
    mac = sm3_hmac.HMAC(key, hashes.SM3())
    mac.update(text.encode())
    return mac.finalize().hex()


class _InForce:
    """The keys in force. A key file that was changed counts within a second, without a restart."""

    def __init__(self) -> None:
        self._held: KeySet | None = None
        self._until = 0.0

    def __call__(self) -> KeySet:
        if self._held is None:
            self._held = KeySet(
                field_keys=settings.FIELD_KEYS,
                current=settings.FIELD_KEY_CURRENT,
                index_key=settings.BLIND_INDEX_KEY,
                other_index_keys=settings.OTHER_INDEX_KEYS,
            )
        if monotonic() >= self._until:
            self._until = monotonic() + _LOOK_SECONDS
            changed = settings.NUOZHENG_CHANGED_KEYS()
            if changed is not None:
                self._held = KeySet(
                    changed.field_keys,
                    changed.current,
                    changed.blind_index_key,
                    changed.other_index_keys,
                )
        return self._held

    def cache_clear(self) -> None:
        """Begin again with what the settings say."""
        self._held, self._until = None, 0.0


keys = _InForce()


def blind_index(text: str) -> str:
    return keys().index(text)


def blind_indexes(text: str) -> list[str]:
    """For look-ups: the index, and others under which a row may stand while the key changes."""
    return keys().indexes(text)


def same(left: str, right: str) -> bool:
    """Constant-time comparison of two digests."""
    return hmac.compare_digest(left.encode(), right.encode())


class EncryptedBinaryField(models.BinaryField[Any, Any]):
    """Bytes, sealed on the way in and opened on the way out."""

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else keys().seal(bytes(value))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else keys().open(bytes(value))


class EncryptedTextField(models.BinaryField[Any, Any]):
    """A short text, sealed; it can't be filtered on: use a blind index beside it."""

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else keys().seal(str(value).encode())

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else keys().open(bytes(value)).decode()


class EncryptedJSONField(models.BinaryField[Any, Any]):
    """JSON, sealed. Decimals are stored as strings."""

    def get_prep_value(self, value: Any) -> Any:
        if value is None:
            return None
        return keys().seal(json.dumps(value, ensure_ascii=False, default=_plain).encode())

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else json.loads(keys().open(bytes(value)))


def _plain(value: Any) -> str:
    if isinstance(value, Decimal):
        return str(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    raise TypeError(f"{type(value).__name__} can't be stored")
