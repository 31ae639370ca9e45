"""核查欠账: steps of age and the forecast."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuozheng.law.debt import AGES, WEEKS, age_of, forecast, week_begins

MONDAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("past", "key"),
    [
        (400, "over_90"), (91, "over_90"), (90, "over_30"), (31, "over_30"), (30, "over_7"),
        (8, "over_7"), (7, "over_0"), (1, "over_0"), (0, "in_7"), (-7, "in_7"), (-8, "in_30"),
        (-30, "in_30"), (-31, "later"),
    ],
)  # fmt: skip
def test_the_step_of_a_due_day(past: int, key: str) -> None:
    assert age_of(MONDAY - timedelta(days=past), MONDAY).key == key


@given(st.integers(-300, 300))
def test_every_day_stands_in_the_one_step_whose_days_hold_it(past: int) -> None:
    due_on = MONDAY - timedelta(days=past)
    holding = []
    for one in AGES:
        first, last = one.due(MONDAY)
        if (first is None or first <= due_on) and (last is None or due_on <= last):
            holding.append(one)
    assert holding == [age_of(due_on, MONDAY)]
    assert holding[0].is_late == (due_on < MONDAY)


def test_the_forecast_works_off_what_is_late_at_the_usual_pace() -> None:
    found = forecast(MONDAY + timedelta(days=2), 30, [5] * WEEKS, [10, 12, 0, 10, 9, 11, 10, 90])
    assert found.capacity == 10
    assert [one.late_at_end for one in found.weeks] == [25, 20, 15, 10, 5, 0, 0, 0]
    assert found.weeks[0].begins == MONDAY == week_begins(MONDAY + timedelta(days=6))
    assert found.holds


def test_a_wave_is_met_by_working_ahead_and_a_higher_one_is_not() -> None:
    done = [10] * WEEKS
    ahead = forecast(MONDAY, 0, [0, 0, 0, 40, 0, 0, 0, 0], done)
    assert {one.late_at_end for one in ahead.weeks} == {0}
    late = forecast(MONDAY, 0, [0, 0, 0, 60, 0, 0, 0, 90], done)
    assert [one.late_at_end for one in late.weeks] == [0, 0, 0, 20, 10, 0, 0, 70]
    assert not late.holds
    assert forecast(MONDAY, 3, [1], []).weeks[0].late_at_end == 4
