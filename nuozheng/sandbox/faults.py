"""The switchboard: sources that fail on demand."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import inf, isfinite
from typing import Any

from nuozheng.gateways.sources.registry import source_named

EVERY_SOURCE = "*"
CREDIT_PLATFORM = "credit_platform"
"""Not a source: it is told, not asked, and "*" leaves it alone."""


class Mode(StrEnum):
    """How a source fails; OK mends it."""

    OK = "ok"
    DOWN = "down"
    SLOW = "slow"
    GARBLED = "garbled"
    ERROR = "error"
    STALE = "stale"
    EMPTY = "empty"
    PARTIAL = "partial"
    FUTURE = "future"
    BUSY = "busy"
    WRONG = "wrong"


class BadFault(Exception):
    """The order can't be followed, for this reason."""


@dataclass
class Fault:
    """`seconds` is how long a slow source waits; `left` requests until `ends_at` (monotonic)."""

    mode: Mode
    seconds: float = 10.0
    left: float = inf
    ends_at: float = inf


class Switchboard:
    """Which source fails how, and for how long; safe to share between threads."""

    def __init__(self) -> None:
        self._faults: dict[str, Fault] = {}
        self._lock = threading.Lock()

    def set(
        self,
        source: str,
        mode: Mode | str,
        *,
        for_requests: int | None = None,
        for_seconds: float | None = None,
        seconds: float = 10.0,
    ) -> None:
        """Make a source ("*": every one) fail until told otherwise; BadFault for a wrong order."""
        named = source in (EVERY_SOURCE, CREDIT_PLATFORM) or source_named(source) is not None
        if not named:
            raise BadFault("source: not known")
        if mode not in list(Mode):
            raise BadFault(f"mode: expected one of {' '.join(Mode)}")
        fault = Fault(
            Mode(mode),
            seconds=_positive("seconds", seconds),
            left=inf if for_requests is None else _positive("for_requests", for_requests),
            ends_at=inf
            if for_seconds is None
            else time.monotonic() + _positive("for_seconds", for_seconds),
        )
        with self._lock:
            if fault.mode is not Mode.OK:
                self._faults[source] = fault
            elif source == EVERY_SOURCE:
                self._faults.clear()
            else:
                self._faults.pop(source, None)

    def order(self, order: Any) -> None:
        """A fault from a JSON object with the arguments of `set`; BadFault for a wrong order."""
        allowed = {"source", "mode", "for_requests", "for_seconds", "seconds"}
        if not isinstance(order, Mapping) or not set(order) <= allowed:
            raise BadFault(f"expected an object with {' '.join(sorted(allowed))}")
        source, mode = order.get("source"), order.get("mode")
        if not isinstance(source, str) or not isinstance(mode, str):
            raise BadFault("source and mode: expected text")
        rest = {key: order[key] for key in order if key not in ("source", "mode")}
        self.set(source, mode, **rest)

    def next_for(self, source: str) -> Fault | None:
        """The fault that this request meets, counted off; the source's own before "*"."""
        with self._lock:
            for key in (source, EVERY_SOURCE)[: 1 if source == CREDIT_PLATFORM else 2]:
                fault = self._faults.get(key)
                if fault is None:
                    continue
                if time.monotonic() >= fault.ends_at or fault.left < 1:
                    del self._faults[key]
                    continue
                fault.left -= 1
                return fault
        return None

    def standing(self) -> dict[str, str]:
        """The faults now set, by source."""
        with self._lock:
            return {source: fault.mode.value for source, fault in self._faults.items()}


def _positive(key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadFault(f"{key}: expected a number")
    if not isfinite(value) or value <= 0:
        raise BadFault(f"{key}: expected a number above 0")
    return float(value)
