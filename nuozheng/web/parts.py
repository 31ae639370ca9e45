"""Plain values that the components of a page take; pages build them, templates draw them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.functional import Promise

from nuozheng.web.periods import Remaining

Text = str | Promise


@dataclass(frozen=True, slots=True)
class NavLink:
    """One entry of the masthead; `current` marks where the reader is."""

    label: Text
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Clock(Remaining):
    """A legal time limit as a person sees it; counts are working days unless `natural`.

    `days_left` below zero is overdue. `provisional` says that the year's holiday arrangement is
    not yet published; `paused` says why the clock stands still (empty while it runs).
    """

    days_left: int
    days_total: int
    started_on: date
    due_on: date
    basis: Sequence[str] = ()
    provisional: bool = False
    paused: Text = ""
    title: Text = ""
    natural: bool = False

    @property
    def days_used(self) -> int:
        return min(self.days_total, max(0, self.days_total - self.days_left))


class StepState(StrEnum):
    DONE = "done"
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a case's course; `when` is a moment, a day or words such as 马上."""

    title: Text
    state: StepState = StepState.NEXT
    when: datetime | date | Text | None = None
    detail: Text = ""
    basis: Sequence[str] = ()
    href: str = ""
    link: Text = ""

    @property
    def is_moment(self) -> bool:
        return isinstance(self.when, datetime)

    @property
    def is_day(self) -> bool:
        return isinstance(self.when, date) and not isinstance(self.when, datetime)


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of a `dl`: term, what is so, the clause, and one way on from there."""

    term: Text
    detail: Text
    basis: Sequence[str] = ()
    href: str = ""
    link: Text = ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A line of the error summary; `anchor` is the id of the field it leads to."""

    anchor: str
    text: Text
