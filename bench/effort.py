"""What an act took: by the clock, and in processor time, which a busy machine disturbs less."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from django.db import connection

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Effort:
    """Seconds by the clock; seconds of processor time, this process's and the database's."""

    clock: float
    python: float
    database: float

    @property
    def processor(self) -> float:
        return self.python + self.database


def taken(act: Callable[[], T]) -> tuple[Effort, T]:
    """What one run took, and what came of it."""
    connection.ensure_connection()
    clock, python, database = time.perf_counter(), time.process_time(), _of_the_database()
    result = act()
    return Effort(
        time.perf_counter() - clock,
        time.process_time() - python,
        _of_the_database() - database,
    ), result


def least(act: Callable[[], object], times: int) -> Effort:
    """Of a few runs the one that took the least processor time."""
    return min((taken(act)[0] for _ in range(times)), key=lambda one: one.processor)


def share(seconds: Sequence[float], part: float) -> float:
    """The quantile of some figures."""
    return sorted(seconds)[min(len(seconds) - 1, int(part * len(seconds)))]


def _of_the_database() -> float:
    """Seconds that the backend of this connection has run (schedstat: nanoseconds)."""
    backend = connection.connection.info.backend_pid
    try:
        return int(Path(f"/proc/{backend}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        # A server elsewhere, or a kernel without it: then only our own time is known.
        return 0.0
