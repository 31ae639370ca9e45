"""Legal clocks as a desk reads them."""

from dataclasses import dataclass
from datetime import date

from nuozheng.evidence.models import Deadline
from nuozheng.law.calendar import working_days_between
from nuozheng.web.parts import Clock
from nuozheng.web.periods import Remaining


@dataclass(frozen=True, slots=True)
class Due(Remaining):
    """A due day in a list: days left, natural or working; `provisional` as in `Deadline`."""

    on: date
    days_left: int
    natural: bool = False
    provisional: bool = False


def due(
    on: date | None, today: date, *, natural: bool = False, provisional: bool = False
) -> Due | None:
    """A due day seen from today; a day off after the last day is already late."""
    if on is None:
        return None
    left = _days(today, on, natural)
    return Due(on, min(left, -1) if on < today else left, natural, provisional)


def clock_of(deadline: Deadline, today: date) -> Clock:
    """A running deadline as the component shows it."""
    seen = due(deadline.due_on, today, natural=deadline.natural)
    assert seen is not None
    return Clock(
        days_left=seen.days_left,
        days_total=max(1, _days(deadline.started_on, deadline.due_on, deadline.natural)),
        started_on=deadline.started_on,
        due_on=deadline.due_on,
        basis=tuple(deadline.basis),
        provisional=deadline.provisional,
        title=deadline.title,
        natural=deadline.natural,
    )


def _days(start: date, end: date, natural: bool) -> int:
    return (end - start).days if natural else working_days_between(start, end)
