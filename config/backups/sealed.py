"""A stream of bytes, encrypted and authenticated piece by piece; a changed or cut one is refused.

`MAGIC | salt (16) | piece…`, each piece `length (4, big-endian) | ciphertext | tag (16)`: SM4-GCM
under a key that HKDF-SM3 derives from the backup key and the salt, the nonce counting the pieces
and marking the last. Sources: GB/T 32907 (SM4), GB/T 32905 (SM3), RFC 5869, and the STREAM
construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015).
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"NUOZHENG BACKUP 1\n"
_SALT, _TAG, _KEY = 16, 16, 32
_PIECE = 2**20


class BadBackup(Exception):
    """The file is no backup, was cut or changed, or the key is another."""


def new_key(path: Path) -> None:
    """Write a new backup key that only its owner can read. Errors: FileExistsError."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(os.urandom(_KEY).hex() + "\n")


def read_key(path: Path) -> bytes:
    """The key in a file that nobody else can read. Errors: BadBackup."""
    try:
        if path.stat().st_mode & 0o077:
            raise BadBackup(f"{path}：别人也能读；请运行 chmod 600 {path}")
        key = bytes.fromhex(path.read_text().strip())
    except (OSError, ValueError) as error:
        raise BadBackup(f"{path}：不是备份密钥；用 nuozheng keys backup 文件 生成一把") from error
    if len(key) != _KEY:
        raise BadBackup(f"{path}：备份密钥应为64位十六进制数")
    return key


class Sealing:
    """What is written to it lands sealed in `out`; `close` writes the last piece."""

    def __init__(self, out: BinaryIO, key: bytes) -> None:
        salt = os.urandom(_SALT)
        out.write(MAGIC + salt)
        self._out, self._key, self._salt = out, _derived(key, salt), salt
        self._held, self._number = bytearray(), 0

    def write(self, data: bytes) -> int:
        self._held += data
        while len(self._held) > _PIECE:
            self._put(bytes(self._held[:_PIECE]), last=False)
            del self._held[:_PIECE]
        return len(data)

    def close(self) -> None:
        self._put(bytes(self._held), last=True)

    def _put(self, piece: bytes, *, last: bool) -> None:
        nonce = _nonce(self._number, last=last)
        seal = Cipher(algorithms.SM4(self._key), modes.GCM(nonce)).encryptor()
        seal.authenticate_additional_data(MAGIC + self._salt)
        body = seal.update(piece) + seal.finalize() + seal.tag
        self._out.write(len(body).to_bytes(4, "big") + body)
        self._number += 1


def opened(source: BinaryIO, key: bytes) -> Iterator[bytes]:
    """The pieces in the clear, each checked before it is given. Errors: BadBackup."""
    head = source.read(len(MAGIC) + _SALT)
    if not head.startswith(MAGIC) or len(head) != len(MAGIC) + _SALT:
        raise BadBackup("这个文件不是备份")
    derived, number, was_last = _derived(key, head[len(MAGIC) :]), 0, False
    while size := source.read(4):
        length = int.from_bytes(size, "big")
        body = source.read(length)
        if was_last or not _TAG <= length <= _PIECE + _TAG or len(body) != length:
            raise BadBackup("备份文件不完整，或者后面多了东西")
        piece, was_last = _piece(derived, head, number, body)
        yield piece
        number += 1
    if not was_last:
        raise BadBackup("备份文件不完整：后面缺了一段")


def _piece(key: bytes, head: bytes, number: int, body: bytes) -> tuple[bytes, bool]:
    for last in (False, True):
        nonce = _nonce(number, last=last)
        unseal = Cipher(algorithms.SM4(key), modes.GCM(nonce, body[-_TAG:])).decryptor()
        unseal.authenticate_additional_data(head)
        try:
            return unseal.update(body[:-_TAG]) + unseal.finalize(), last
        except InvalidTag:
            continue
    raise BadBackup("备份密钥不对，或者文件被改过")


def _derived(key: bytes, salt: bytes) -> bytes:
    return HKDF(hashes.SM3(), 16, salt, b"nuozheng backup").derive(key)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
