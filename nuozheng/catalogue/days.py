"""A list through time: the days on which it changed, and what it said on any of them."""

from dataclasses import dataclass
from datetime import date, timedelta

from nuozheng.catalogue.models import Catalogue, CatalogueFigures
from nuozheng.catalogue.names.then import last_renaming, renamings

_A_DAY = timedelta(days=1)
Counts = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class ListVersion:
    """The list from a day on, until the day on which it next changed.

    `until` is the last day on which it stood, None for the present one. `renamed` counts the
    services and proofs that were called otherwise from that day on, or handled by another agency.
    """

    on: date
    until: date | None
    added: int
    changed: int
    removed: int
    renamed: int


def list_versions(catalogue: Catalogue, today: date) -> list[ListVersion]:
    """Every version of a list up to today, the newest first; in three queries."""
    counted, renamed = _counted(catalogue, today), renamings(catalogue, today)
    days = sorted({*counted, *renamed})
    nexts: list[date | None] = [*days[1:], None]
    return [
        ListVersion(
            day,
            following - _A_DAY if following else None,
            *counted.get(day, (0, 0, 0)),
            renamed[day],
        )
        for day, following in zip(days, nexts, strict=True)
    ][::-1]


def version_on(catalogue: Catalogue, on: date) -> date | None:
    """The day of the list's version that stood on a day; None before its first."""
    found = [max(_counted(catalogue, on), default=None), last_renaming(catalogue, on)]
    return max((day for day in found if day), default=None)


def _counted(catalogue: Catalogue, until: date) -> dict[date, Counts]:
    """How many entries came, changed and went on each day up to one, as the figures have it."""
    kept = CatalogueFigures.objects.filter(catalogue=catalogue).values_list("days", flat=True)
    return {
        date.fromisoformat(day): (added, changed, removed)
        for day, added, changed, removed in (kept.first() or ())
        if day <= until.isoformat()
    }
