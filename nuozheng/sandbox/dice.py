"""Chance that repeats: the same seed and subject give the same throws on every machine."""

from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import blake2b
from struct import unpack
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Throws for one subject and topic, independent of every other.

    The throws are BLAKE2b digests of the key and a counter: a tenth of the set-up time of
    `random.Random`, which counts when every look-up throws anew, and the same in every Python.
    """

    __slots__ = ("_key", "_rounds", "_throws")

    def __init__(self, *key: int | str) -> None:
        self._key = "/".join(map(str, key)).encode()
        self._rounds = 0
        self._throws: list[int] = []

    def random(self) -> float:
        """A number from 0 up to 1."""
        if not self._throws:
            digest = blake2b(self._key, salt=self._rounds.to_bytes(8)).digest()
            self._throws = list(unpack("<8Q", digest))
            self._rounds += 1
        return (self._throws.pop() >> 11) / (1 << 53)

    def happens(self, share: float) -> bool:
        """True in this share of cases, 0–1."""
        return self.random() < share

    def among(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self.random() * (high - low + 1))

    def one_of(self, items: Sequence[T]) -> T:
        return items[int(self.random() * len(items))]

    def day(self, earliest: date, latest: date) -> date:
        """A day, both ends included; the earliest when the range is empty."""
        return earliest + timedelta(self.among(0, max((latest - earliest).days, 0)))
