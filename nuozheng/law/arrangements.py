"""One year's days off and days worked instead, as the State Council published them."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holiday:
    """Consecutive days off, weekends among them included."""

    name: str
    first: date
    last: date

    @property
    def days(self) -> frozenset[date]:
        count = (self.last - self.first).days + 1
        return frozenset(self.first + _DAY * offset for offset in range(count))


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One year as the State Council published it; `work_days` are weekend days worked instead."""

    year: int
    document: str
    holidays: tuple[Holiday, ...]
    work_days: frozenset[date]

    @property
    def rest_days(self) -> frozenset[date]:
        return frozenset().union(*(holiday.days for holiday in self.holidays))


class ArrangementProblem(ValueError):
    """An arrangement that can't be loaded; the message says what is wrong, in Chinese."""


def read_arrangement(text: str) -> Arrangement:
    """One year's arrangement from TOML; ArrangementProblem where it doesn't hold together."""
    try:
        table = tomllib.loads(text)
        year = int(table["year"])
        holidays = tuple(
            Holiday(str(entry["name"]), entry["from"], entry["to"]) for entry in table["holiday"]
        )
        arrangement = Arrangement(
            year, str(table["document"]), holidays, frozenset(table.get("work_days", ()))
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as fault:
        raise ArrangementProblem(f"放假安排读不出来：{fault}") from fault
    _check(arrangement)
    return arrangement


def _check(arrangement: Arrangement) -> None:
    year = arrangement.year
    for holiday in arrangement.holidays:
        ends = (holiday.first, holiday.last)
        if any(type(day) is not date or day.year != year for day in ends):
            raise ArrangementProblem(f"{holiday.name}要写{year}年的日期，例如 {year}-05-01")
        if holiday.first > holiday.last:
            raise ArrangementProblem(f"{holiday.name}的起止日期写反了")
    for day in arrangement.work_days:
        if type(day) is not date or day.year != year:
            raise ArrangementProblem(f"调休上班日{day}要写{year}年的日期，例如 {year}-05-09")
        if day.weekday() < 5 or day in arrangement.rest_days:
            raise ArrangementProblem(f"调休上班日{day}不是周末，或者又写成了放假")
