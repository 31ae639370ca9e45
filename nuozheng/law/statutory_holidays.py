"""The holidays that the statute itself gives, for years without a published arrangement."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StatutoryHolidays:
    """全国年节及纪念日放假办法: fixed days, and lunar ones as far as the table reaches.

    `solar` holds month, day and number of days; `lunar` by year the first day of 春节, 清明, 端午
    and 中秋.
    """

    basis: str
    solar: tuple[tuple[int, int, int], ...]
    lunar: Mapping[int, tuple[date, date, date, date]]

    def rest_days(self, year: int) -> frozenset[date]:
        """Days off, with one working day made up for each that falls on a weekend (第六条)."""
        days = {
            date(year, month, day) + _DAY * offset
            for month, day, count in self.solar
            for offset in range(count)
        }
        if year in self.lunar:
            new_year, *others = self.lunar[year]
            days.update(new_year + _DAY * offset for offset in range(-1, 3))
            days.update(others)
        for day in sorted(day for day in days if day.weekday() >= 5):
            while day in days or day.weekday() >= 5:
                day += _DAY
            days.add(day)
        return frozenset(days)


def read_statutory_holidays(text: str) -> StatutoryHolidays:
    """The packaged table; a fault in it is a fault of the package."""
    table = tomllib.loads(text)
    solar = tuple((entry["month"], entry["day"], entry["days"]) for entry in table["solar"])
    lunar = {int(year): tuple(days) for year, days in table["lunar"].items()}
    return StatutoryHolidays(table["basis"], solar, lunar)
