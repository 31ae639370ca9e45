"""Working days by the State Council's arrangement; provisional for years not yet published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files

from nuozheng.law.arrangements import Arrangement, Holiday, read_arrangement
from nuozheng.law.statutory_holidays import StatutoryHolidays, read_statutory_holidays

_DAY = timedelta(days=1)
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a period; `provisional` where a year not yet published was counted."""

    on: date
    provisional: bool
    explanation: str


class Calendar:
    """Answers for every day; it never raises for want of an arrangement."""

    def __init__(
        self, arrangements: Mapping[int, Arrangement], statutory: StatutoryHolidays
    ) -> None:
        self._arrangements = dict(arrangements)
        self._statutory = statutory
        self._rest = {year: plan.rest_days for year, plan in self._arrangements.items()}
        # The periods of one day's cases are the same over and over.
        self._periods = lru_cache(maxsize=1024)(self._count_working_days)

    def with_arrangement(self, arrangement: Arrangement) -> "Calendar":
        """The calendar once another year is published; provisional periods are then recounted."""
        published = {**self._arrangements, arrangement.year: arrangement}
        return Calendar(published, self._statutory)

    def is_working_day(self, day: date) -> bool:
        """A weekday that is no day off, or a weekend day worked instead."""
        arrangement = self._arrangements.get(day.year)
        if arrangement and day in arrangement.work_days:
            return True
        if day.year not in self._rest:
            self._rest[day.year] = self._statutory.rest_days(day.year)
        return day.weekday() < 5 and day not in self._rest[day.year]

    def add_working_days(self, start: date, count: int) -> Due:
        """The day on which a period of `count` working days ends.

        Counting begins on the day after the event (民法典第二百零一条) and only working days
        count (行政许可法第八十二条). With 0 it is the event's own day, or the next working day.
        ValueError for a negative count.
        """
        if count < 0:
            raise ValueError("a period can't be negative")
        return self._periods(start, count)

    def _count_working_days(self, start: date, count: int) -> Due:
        day = start
        left = count
        while left and day < date.max:
            day += _DAY
            left -= self.is_working_day(day)
        day = self._working_day_from(day)
        counted = f"自{_said(start)}的次日起算{count}个工作日，{_said(day)}到期。"
        return self._due(start, day, counted if count else f"{_said(day)}到期。")

    def add_days(self, start: date, count: int) -> Due:
        """The day on which a period of `count` natural days ends.

        A last day that is a day off moves to the next working day (民法典第二百零三条).
        """
        if count < 0:
            raise ValueError("a period can't be negative")
        natural = date.fromordinal(min(start.toordinal() + count, date.max.toordinal()))
        day = self._working_day_from(natural)
        moved = f"最后一日{_said(natural)}是休息日，顺延。" if day != natural else ""
        counted = f"自{_said(start)}的次日起算{count}日，{_said(day)}到期。{moved}"
        return self._due(start, day, counted)

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative where `end` is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working_day(day) for day in _days_after(start, end))

    def _working_day_from(self, day: date) -> date:
        while not self.is_working_day(day) and day < date.max:
            day += _DAY
        return day

    def _due(self, start: date, day: date, counted: str) -> Due:
        unpublished = sorted({d.year for d in _days_after(start, day)} - set(self._arrangements))
        if not unpublished and day.year not in self._arrangements:
            unpublished = [day.year]
        notes = counted + self._crossed(start, day)
        if unpublished:
            years = "、".join(f"{year}年" for year in unpublished)
            notes += (
                f"{years}的放假安排还没有公布或者收录，暂按{self._statutory.basis}推算，"
                "公布后重新计算。"
            )
        return Due(day, bool(unpublished), notes)

    def _crossed(self, start: date, end: date) -> str:
        """The holidays and make-up days of published years between two days."""
        rests, works = [], []
        for year in range(start.year, end.year + 1):
            arrangement = self._arrangements.get(year)
            if arrangement is None:
                continue
            for holiday in arrangement.holidays:
                if holiday.first <= end and holiday.last > start:
                    rests.append(f"{holiday.name}{_range(holiday)}")
            works += [day for day in sorted(arrangement.work_days) if start < day <= end]
        said = f"其间放假：{'；'.join(rests)}。" if rests else ""
        if works:
            named = "、".join(f"{_short(day)}（周{_WEEKDAYS[day.weekday()]}）" for day in works)
            said += f"其间调休上班：{named}。"
        return said


def _days_after(start: date, end: date) -> Iterator[date]:
    for ordinal in range(start.toordinal() + 1, end.toordinal() + 1):
        yield date.fromordinal(ordinal)


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _range(holiday: Holiday) -> str:
    if holiday.first == holiday.last:
        return _short(holiday.first)
    return f"{_short(holiday.first)}至{_short(holiday.last)}"


@cache
def load_calendar() -> Calendar:
    """The calendar of all packaged years."""
    folder = files("nuozheng.law") / "calendar_data"
    published = [
        read_arrangement(entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if entry.name.removesuffix(".toml").isdigit()
    ]
    statutory = (folder / "statutory.toml").read_text(encoding="utf-8")
    return Calendar({plan.year: plan for plan in published}, read_statutory_holidays(statutory))


def add_working_days(start: date, count: int) -> Due:
    """`Calendar.add_working_days` by the packaged calendar."""
    return load_calendar().add_working_days(start, count)


def add_days(start: date, count: int) -> Due:
    """`Calendar.add_days` by the packaged calendar."""
    return load_calendar().add_days(start, count)


def is_working_day(day: date) -> bool:
    """`Calendar.is_working_day` by the packaged calendar."""
    return load_calendar().is_working_day(day)


def working_days_between(start: date, end: date) -> int:
    """`Calendar.working_days_between` by the packaged calendar."""
    return load_calendar().working_days_between(start, end)
