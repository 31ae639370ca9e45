"""The hash tree of RFC 6962 section 2.1: one root stands for a whole sequence, in its order."""

from collections.abc import Sequence
from hashlib import sha256


def root_of(rows: Sequence[bytes]) -> bytes:
    """The root over these rows: 32 bytes."""
    if not rows:
        return sha256(b"").digest()
    if len(rows) == 1:
        return sha256(b"\x00" + rows[0]).digest()
    split = 1 << (len(rows) - 1).bit_length() - 1
    return sha256(b"\x01" + root_of(rows[:split]) + root_of(rows[split:])).digest()
