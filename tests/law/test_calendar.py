"""Periods in working days: make-up days, long holidays, years not yet published."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuozheng.law.arrangements import ArrangementProblem, read_arrangement
from nuozheng.law.calendar import Calendar, load_calendar


@pytest.fixture
def calendar() -> Calendar:
    return load_calendar()


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        # MJ21-2.1.3d: 1 to 5 May off, Saturday 8 May worked
        (date(2021, 4, 29), 7, date(2021, 5, 12)),
        # ORD23-3.4.2b: 29 September to 6 October off, 7 and 8 October worked
        (date(2023, 9, 28), 7, date(2023, 10, 13)),
        # Spring Festival 2025: 26 January and 8 February worked, 28 January to 4 February off
        (date(2025, 1, 24), 1, date(2025, 1, 26)),
        (date(2025, 1, 24), 2, date(2025, 1, 27)),
        (date(2025, 1, 24), 3, date(2025, 2, 5)),
        (date(2025, 1, 24), 6, date(2025, 2, 8)),
        # Spring Festival 2026: 14 and 28 February worked, 15 to 23 February off
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 13), 2, date(2026, 2, 24)),
        (date(2026, 2, 13), 6, date(2026, 2, 28)),
        # an event on a day off: counting begins on the next day all the same
        (date(2026, 10, 3), 1, date(2026, 10, 8)),
        (date(2026, 10, 3), 0, date(2026, 10, 8)),
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
    ],
)
def test_published_years(calendar: Calendar, start: date, count: int, due: date) -> None:
    counted = calendar.add_working_days(start, count)
    assert (counted.on, counted.provisional) == (due, False)


def test_the_explanation_names_holidays_and_days_worked_instead(calendar: Calendar) -> None:
    assert calendar.add_working_days(date(2025, 1, 24), 6).explanation == (
        "自2025年1月24日的次日起算6个工作日，2025年2月8日到期。"
        "其间放假：春节1月28日至2月4日。"
        "其间调休上班：1月26日（周日）、2月8日（周六）。"
    )


def test_a_period_that_crosses_into_an_unpublished_year_is_provisional(
    calendar: Calendar,
) -> None:
    counted = calendar.add_working_days(date(2026, 12, 28), 5)
    assert counted.on == date(2027, 1, 5)
    assert counted.provisional
    assert "2027年的放假安排还没有公布" in counted.explanation
    assert "公布后重新计算" in counted.explanation
    within = calendar.add_working_days(date(2026, 12, 28), 3)
    assert (within.on, within.provisional) == (date(2026, 12, 31), False)


def test_a_provisional_period_is_recounted_when_the_year_is_published(
    calendar: Calendar,
) -> None:
    published = read_arrangement(
        """
        year = 2027
        document = "示例通知"
        work_days = [2027-01-09]
        [[holiday]]
        name = "元旦"
        from = 2027-01-01
        to = 2027-01-04
        """
    )
    counted = calendar.with_arrangement(published).add_working_days(date(2026, 12, 28), 5)
    assert (counted.on, counted.provisional) == (date(2027, 1, 6), False)
    assert calendar.add_working_days(date(2026, 12, 28), 5).provisional


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2027, 2, 5), False),  # 除夕
        (date(2027, 2, 8), False),  # 初三
        (date(2027, 2, 9), False),  # 补假 for Saturday 6 February
        (date(2027, 2, 11), True),
        (date(2028, 1, 25), False),
        (date(2029, 2, 13), False),
        (date(2030, 2, 4), False),
        (date(2027, 6, 9), False),
        (date(2027, 9, 15), False),
        (date(2027, 4, 5), False),
        (date(2027, 10, 4), False),  # 补假 for Saturday and Sunday
        (date(2027, 10, 6), True),
        (date(2099, 10, 1), False),
    ],
)
def test_statutory_holidays_stand_in(calendar: Calendar, day: date, works: bool) -> None:
    assert calendar.is_working_day(day) is works


def test_a_period_in_days_ends_on_a_working_day(calendar: Calendar) -> None:
    counted = calendar.add_days(date(2026, 9, 21), 10)
    assert counted.on == date(2026, 10, 8)
    assert "最后一日2026年10月1日是休息日，顺延" in counted.explanation
    assert calendar.add_days(date(2026, 11, 20), 4).on == date(2026, 11, 24)


@given(st.dates())
def test_it_answers_for_every_day(day: date) -> None:
    calendar = load_calendar()
    calendar.is_working_day(day)
    calendar.add_working_days(day, 20)
    calendar.add_days(day, 60)


def test_the_ends_of_time(calendar: Calendar) -> None:
    assert calendar.add_working_days(date.max, 5).provisional
    assert calendar.add_working_days(date.min, 1).provisional


NEAR = st.dates(date(2019, 1, 1), date(2052, 12, 31))


@given(NEAR, st.integers(1, 90))
def test_a_period_holds_its_number_of_working_days(start: date, count: int) -> None:
    calendar = load_calendar()
    due = calendar.add_working_days(start, count).on
    assert calendar.is_working_day(due)
    assert calendar.working_days_between(start, due) == count
    assert calendar.working_days_between(due, start) == -count


@given(NEAR, st.integers(0, 60), st.integers(0, 30))
def test_later_and_longer_never_end_earlier(start: date, count: int, later: int) -> None:
    calendar = load_calendar()
    due = calendar.add_working_days(start, count).on
    assert calendar.add_working_days(start + timedelta(days=later), count).on >= due
    assert calendar.add_working_days(start, count + 1).on > due or count == 0


def test_a_negative_period_is_a_mistake(calendar: Calendar) -> None:
    with pytest.raises(ValueError, match="negative"):
        calendar.add_working_days(date(2026, 1, 5), -1)


GOOD = 'year = 2027\ndocument = "d"\n[[holiday]]\nname = "元旦"\nfrom = 2027-01-01\nto = 2027-01-03'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("year = 2027", ""), "读不出来"),
        (GOOD.replace("to = 2027-01-03", "to = 2026-01-03"), "元旦要写2027年的日期"),
        (GOOD.replace("from = 2027-01-01", "from = 2027-01-05"), "写反了"),
        ("work_days = [2027-01-04]\n" + GOOD, "不是周末"),
        ("work_days = [2027-01-02]\n" + GOOD, "又写成了放假"),
        ('work_days = ["1月4日"]\n' + GOOD, "要写2027年的日期"),
        ("year", "读不出来"),
    ],
)
def test_a_faulty_arrangement_is_refused(text: str, said: str) -> None:
    with pytest.raises(ArrangementProblem, match=said):
        read_arrangement(text)
