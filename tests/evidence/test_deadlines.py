"""Legal clocks: one running clock of a kind, met once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from nuozheng.evidence import deadlines
from nuozheng.evidence.models import Deadline

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 9, 25)


def start(what: str = "accept", days: int = 5, natural: bool = False) -> Deadline:
    return deadlines.start(
        "application",
        7,
        what,
        title="受理",
        from_day=FRIDAY,
        days=days,
        basis=("CN-XKF-32",),
        natural=natural,
    )


def test_it_counts_from_the_day_after_over_holidays() -> None:
    """National Day 2026 has its own arrangement; a working day is not a calendar day."""
    working, natural = start(), start("decide", 5, natural=True)
    assert working.started_on == natural.started_on == FRIDAY
    assert working.due_on > natural.due_on >= date(2026, 9, 30)
    assert working.explanation and working.basis == ["CN-XKF-32"]


def test_a_clock_is_overdue_after_its_day_and_not_on_it() -> None:
    clock = start()
    later = date.fromordinal(clock.due_on.toordinal() + 1)
    assert not clock.is_overdue(clock.due_on) and clock.is_overdue(later)
    assert not Deadline.objects.overdue(clock.due_on).exists()
    assert Deadline.objects.overdue(later).get() == clock


def test_of_a_kind_one_runs() -> None:
    start()
    with pytest.raises(IntegrityError), transaction.atomic():
        start()
    assert deadlines.meet("application", 7, "accept", timezone.now())
    assert not deadlines.meet("application", 7, "accept", timezone.now())
    start()


def test_a_met_clock_is_never_overdue() -> None:
    clock = start()
    deadlines.meet("application", 7, "accept", timezone.now())
    clock.refresh_from_db()
    assert not clock.is_overdue(date(2099, 1, 1))
    assert not Deadline.objects.overdue(date(2099, 1, 1)).exists()


def test_the_nearest_stands_first_and_all_stop_together() -> None:
    start("decide", 20)
    start("accept", 5)
    assert [clock.what for clock in deadlines.running("application", 7)] == ["accept", "decide"]
    assert deadlines.running("application", 8) == []
    deadlines.meet_all("application", 7, timezone.now())
    assert deadlines.running("application", 7) == []
