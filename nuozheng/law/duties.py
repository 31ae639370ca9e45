"""What units owe besides single cases: plans, lists, tables, reports, and by which day."""

import calendar
import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from nuozheng.law.policy import Policy, load_policy

DutyKind = Literal["plan", "list", "report", "table", "review", "evaluation"]
KIND_WORD: dict[DutyKind, str] = {
    "plan": "方案",
    "list": "清单和材料",
    "report": "书面报告",
    "table": "统计表",
    "review": "梳理",
    "evaluation": "评估",
}
BEST_SCORE = 100
"""Points of one dimension of an evaluation."""
_SERVICE_AUTHORITY = "政务服务"


class Place(StrEnum):
    """Where a unit stands to the place whose text it is."""

    HERE = "here"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the texts tell units apart; `keeps_list` where services of the list are its own."""

    name: str
    place: Place = Place.HERE
    keeps_list: bool = True


@dataclass(frozen=True, slots=True)
class DueTask:
    """One task under a duty; `due_on` is None where the text names no day."""

    period: str
    due_on: date | None


class Duty(BaseModel):
    """One duty of a text.

    `parts` are papers that must all be there, `attested` what the sender must vouch for,
    `through` the act on a revision that fulfils it by itself, `reason` what was chosen where the
    text is silent. A publication is not complete without the papers that go `with_letters`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    pack: str
    what: str
    kind: DutyKind
    owed_by: Literal["every_unit", "service_authority_below", "named"] = "every_unit"
    unit: str = ""
    due: Literal["", "report_dates", "report_every_months"] = ""
    dates: tuple[date, ...] = ()
    to: str = ""
    mailbox: bool = False
    more_sections: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    attested: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    through: Literal["", "justice_review", "publication"] = ""
    with_letters: bool = False
    reason: str = ""
    clauses: tuple[str, ...]

    @property
    def policy(self) -> Policy:
        return load_policy(self.pack)

    @property
    def sections(self) -> tuple[str, ...]:
        """The headings that a written report must have, none of them empty."""
        if self.kind != "report":
            return ()
        return (*self.policy.dates.report_sections.value, *self.more_sections)

    @property
    def address(self) -> str:
        """The mailbox of the pack for the electronic copy; empty where the text names none."""
        return self.policy.dates.mailboxes.value[0] if self.mailbox else ""

    @property
    def why_then(self) -> str:
        """What was chosen where the text leaves the day or the manner open."""
        every = self.policy.dates.report_every_months
        return self.reason or (every.reason if self.due == "report_every_months" else "")


def owes(duty: Duty, unit: Unit) -> bool:
    """Whether a unit owes a duty."""
    if duty.owed_by == "named":
        return unit.place is Place.HERE and unit.name.endswith(duty.unit)
    if duty.owed_by == "service_authority_below":
        return unit.place is Place.BELOW and _SERVICE_AUTHORITY in unit.name
    return unit.place is Place.HERE and unit.keeps_list


def due_on(duty: Duty, unit: Unit, today: date) -> tuple[DueTask, ...]:
    """The tasks that a unit has under a duty on a day; none before the text was issued.

    Dated duties give a task for each date. A periodic one gives the task of the running period,
    due on its last day.
    """
    policy = duty.policy
    if today < policy.issued_on or not owes(duty, unit):
        return ()
    if duty.due == "report_every_months":
        return _of_period(policy.dates.report_every_months.value, today)
    dates = policy.dates.report_dates.value if duty.due == "report_dates" else duty.dates
    return tuple(DueTask(day.isoformat(), day) for day in dates) or (DueTask("", None),)


def days_late(due: date | None, done: date | None, today: date) -> int:
    """Days after the due day, counted until it was done or until today; 0 in time."""
    if due is None:
        return 0
    return max(0, ((done or today) - due).days)


def duties_of(pack: str) -> tuple[Duty, ...]:
    """The duties of a text, in the order of the register."""
    return tuple(duty for duty in _register().values() if duty.pack == pack)


def with_letters(pack: str) -> tuple[Duty, ...]:
    """科学编制工作规程，制作并公示告知承诺文本 (MJ21-2.2.5c): what letters must not be without."""
    return tuple(duty for duty in duties_of(pack) if duty.with_letters)


def duty_named(key: str) -> Duty:
    """The duty with this key; KeyError where the register has none."""
    return _register()[key]


def _of_period(months: int, today: date) -> tuple[DueTask, ...]:
    """The period of so many months of a year in which a day lies; none where the pack sets none."""
    if not months:
        return ()
    number = (today.month - 1) // months
    last_month = min(12, (number + 1) * months)
    last = date(today.year, last_month, calendar.monthrange(today.year, last_month)[1])
    return (DueTask(f"{today.year}-{number + 1}", last),)


@cache
def _register() -> dict[str, Duty]:
    text = files("nuozheng.law.registers").joinpath("duties.toml").read_text(encoding="utf-8")
    return {
        key: Duty.model_validate({"key": key, **said}) for key, said in tomllib.loads(text).items()
    }
