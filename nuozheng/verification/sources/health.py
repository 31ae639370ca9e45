"""How a source has been answering: told by the receipts of the last seven days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from nuozheng.evidence.models import SourceDay

DAYS = 7
_SQL = """
    SELECT source, count(*),
           count(*) FILTER (WHERE result <> 'unavailable'),
           percentile_cont(0.95) WITHIN GROUP (ORDER BY elapsed_ms)
               FILTER (WHERE result <> 'unavailable'),
           max(asked_at) FILTER (WHERE result <> 'unavailable'),
           max(asked_at) FILTER (WHERE result = 'unavailable')
    FROM evidence_accessreceipt WHERE asked_at >= %s GROUP BY source
"""


@dataclass(frozen=True, slots=True)
class Health:
    """Look-ups of seven days; `slowest` is what 95 of 100 answers stayed under, milliseconds."""

    asked: int = 0
    answered: int = 0
    slowest: int | None = None
    last_answer_at: datetime | None = None
    last_failure_at: datetime | None = None

    @property
    def share(self) -> float | None:
        """Answered of all, 0 to 1; None where nothing was asked."""
        return self.answered / self.asked if self.asked else None

    @property
    def is_failing(self) -> bool:
        """The last look-up of all failed."""
        if self.last_failure_at is None:
            return False
        return self.last_answer_at is None or self.last_failure_at > self.last_answer_at


def health(now: datetime) -> Mapping[str, Health]:
    """Source → how it answered; a source that nobody asked is absent."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [now - timedelta(DAYS)])
        return {
            source: Health(asked, answered, None if slow is None else round(slow), good, bad)
            for source, asked, answered, slow, good, bad in cursor.fetchall()
        }


def asked_today(now: datetime) -> Mapping[str, int]:
    """Source → look-ups counted against the quota of this day."""
    rows = SourceDay.objects.filter(on=now.date())
    return dict(rows.values_list("source", "asked"))
