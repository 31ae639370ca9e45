"""The sources' own log: who asked what and why, but not about whom."""

import threading
from collections import deque
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One request: `signature` is "ok" or why it was refused, `outcome` what was answered."""

    at: str
    source: str
    purpose: str
    case_number: str
    attributes: tuple[str, ...]
    signature: str
    outcome: str


class Journal:
    """The last 20,000 requests, oldest first; safe to share between threads."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._lock = threading.Lock()
        self._total = 0

    def note(
        self,
        *,
        source: str = "",
        purpose: str = "",
        case_number: str = "",
        attributes: tuple[str, ...] = (),
        signature: str,
        outcome: str,
    ) -> None:
        """Write down one request, now."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        entry = Entry(at, source, purpose, case_number, attributes, signature, outcome)
        with self._lock:
            self._entries.append(entry)
            self._total += 1

    def entries(self, case_number: str = "") -> list[Entry]:
        """All kept entries, or those of one case."""
        with self._lock:
            kept = list(self._entries)
        return [entry for entry in kept if case_number in ("", entry.case_number)]

    def as_json(self, case_number: str = "") -> dict[str, Any]:
        """{total, entries}: how many requests ever, and the kept ones."""
        return {
            "total": self._total,
            "entries": [asdict(entry) for entry in self.entries(case_number)],
        }
