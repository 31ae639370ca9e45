"""A circuit breaker: a source that keeps failing is left alone for a while."""

import threading
import time


class Breaker:
    """Opens after `failures` in a row; after `rest` seconds one caller may try again."""

    def __init__(self, failures: int = 5, rest: float = 10.0) -> None:
        self._limit = failures
        self._rest = rest
        self._failed = 0
        self._closed_again_at = 0.0
        self._lock = threading.Lock()

    def allows(self) -> bool:
        """Whether to ask now; when open and rested, lets one caller through per rest."""
        with self._lock:
            if self._failed < self._limit:
                return True
            now = time.monotonic()
            if now < self._closed_again_at:
                return False
            self._closed_again_at = now + self._rest
            return True

    @property
    def is_open(self) -> bool:
        """Whether callers are turned away at this moment."""
        with self._lock:
            return self._failed >= self._limit and time.monotonic() < self._closed_again_at

    def worked(self) -> None:
        with self._lock:
            self._failed = 0

    def failed(self) -> None:
        with self._lock:
            self._failed += 1
            self._closed_again_at = time.monotonic() + self._rest
