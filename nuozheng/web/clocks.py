"""Legal clocks as a desk reads them."""

from dataclasses import dataclass
from datetime import date

from nuozheng.evidence.models import Deadline
from nuozheng.law.calendar import working_days_between
from nuozheng.web.parts import Clock


@dataclass(frozen=True, slots=True)
class Due:
    """A due day in a list: working days left, and whether the year's holidays are published."""

    on: date
    days_left: int
    provisional: bool = False

    @property
    def overdue(self) -> bool:
        return self.days_left < 0

    @property
    def days_late(self) -> int:
        return max(0, -self.days_left)


def due(on: date | None, today: date, *, provisional: bool = False) -> Due | None:
    """A due day seen from today; a day off after the last day is already late."""
    if on is None:
        return None
    left = working_days_between(today, on)
    return Due(on, min(left, -1) if on < today else left, provisional)


def clock_of(deadline: Deadline, today: date) -> Clock:
    """A running deadline as the component shows it."""
    seen = due(deadline.due_on, today)
    assert seen is not None
    return Clock(
        days_left=seen.days_left,
        days_total=max(1, working_days_between(deadline.started_on, deadline.due_on)),
        started_on=deadline.started_on,
        due_on=deadline.due_on,
        basis=tuple(deadline.basis),
        provisional=deadline.provisional,
        title=deadline.title,
    )
