"""核查欠账: every promise that was not checked is owed by us, with a day; how old, and how fast.

No text says in which steps a late agency is pressed. Ours: reminded the day after, and what was
late then is reported to the supervisor when the place's days for reporting problems have passed
(`supervision.escalation_days`, the packs state where a text is silent).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.vocabulary import Role

WEEKS = 8
"""So many weeks back give the capacity, and so many ahead are forecast."""


@dataclass(frozen=True, slots=True)
class Age:
    """A step of age: the due day lies between `least` and `most` days past, both included.

    Negative days are still to come; None is without bound.
    """

    key: str
    title: str
    least: int | None
    most: int | None

    @property
    def is_late(self) -> bool:
        return self.least is not None and self.least > 0

    def due(self, today: date) -> tuple[date | None, date | None]:
        """The first and the last due day of the step on a day."""
        first = None if self.most is None else today - timedelta(days=self.most)
        last = None if self.least is None else today - timedelta(days=self.least)
        return first, last


AGES: tuple[Age, ...] = (
    Age("over_90", "超期90天以上", 91, None),
    Age("over_30", "超期31—90天", 31, 90),
    Age("over_7", "超期8—30天", 8, 30),
    Age("over_0", "超期1—7天", 1, 7),
    Age("in_7", "7天以内到期", -7, 0),
    Age("in_30", "8—30天以内到期", -30, -8),
    Age("later", "30天以后到期", None, -31),
)
"""From the oldest to what is due last; together they cover every day, each once."""


@dataclass(frozen=True, slots=True)
class Week:
    """A week ahead: what falls due in it, and what is late at its end at the usual pace."""

    begins: date
    due: int
    late_at_end: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """`capacity`: checks finished in a usual week, the median of the last eight."""

    capacity: float
    weeks: tuple[Week, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing is late any more when the weeks are over."""
        return not self.weeks or self.weeks[-1].late_at_end == 0


def age_of(due_on: date, today: date) -> Age:
    """The step in which a check with this due day stands."""
    past = (today - due_on).days
    return next(
        one
        for one in AGES
        if (one.least is None or past >= one.least) and (one.most is None or past <= one.most)
    )


def week_begins(on: date) -> date:
    """The Monday of the week."""
    return on - timedelta(days=on.weekday())


def forecast(today: date, late: int, due: Sequence[int], done: Sequence[int]) -> Forecast:
    """What is late at the end of each week, if work goes on at its usual pace.

    `due`: what falls due in this and the following weeks; `done`: what was finished in each of
    the last full weeks. Who finishes early works ahead: spare days are taken from later weeks.
    """
    capacity = float(median(done)) if done else 0.0
    weeks, owed, spare = [], float(late), 0.0
    for place, count in enumerate(due):
        owed += count - capacity - spare
        spare = max(0.0, -owed)
        owed = max(0.0, owed)
        begins = week_begins(today) + timedelta(weeks=place)
        weeks.append(Week(begins, count, round(owed)))
    return Forecast(capacity, tuple(weeks))


class DebtStatus(StrEnum):
    """Where the pressing of one agency stands."""

    REMINDED = "reminded"
    ESCALATED = "escalated"
    CLEARED = "cleared"

    @property
    def chinese(self) -> str:
        return _WORDS[self]


_D = DebtStatus
_WORDS: dict[DebtStatus, str] = {
    _D.REMINDED: "已提醒本单位",
    _D.ESCALATED: "已报监督人员",
    _D.CLEARED: "已经补上",
}

DEBT_NOTICE = MoveTable(
    kind="debt_notice",
    initial=_D.REMINDED,
    terminal=frozenset({_D.CLEARED}),
    rules=(
        MoveRule(
            act="answer_debt",
            from_states=(_D.REMINDED,),
            to_state=_D.REMINDED,
            who=(Role.VERIFIER,),
            reason_required=True,
            label="说明原因和办法",
            explanation="写明为什么超期、哪一天以前怎样补上；说明不延长核查的期限。",
            deadline="supervision.escalation_days",
        ),
        MoveRule(
            act="answer_debt",
            from_states=(_D.ESCALATED,),
            to_state=_D.ESCALATED,
            who=(Role.VERIFIER,),
            reason_required=True,
            label="说明原因和办法",
            explanation="报到监督人员以后也可以说明。",
        ),
        MoveRule(
            act="escalate_debt",
            from_states=(_D.REMINDED,),
            to_state=_D.ESCALATED,
            who=(Role.SYSTEM,),
            label="报监督人员",
            explanation="提醒以后到期还没有补上的，报监督人员；不影响申请人。",
            deadline="supervision.escalation_days",
        ),
        MoveRule(
            act="direct_debt",
            from_states=(_D.ESCALATED,),
            to_state=_D.ESCALATED,
            who=(Role.SUPERVISOR,),
            reason_required=True,
            label="督办",
            explanation="监督人员写明要求：谁、哪一天以前补上。",
        ),
        MoveRule(
            act="clear_debt",
            from_states=(_D.REMINDED, _D.ESCALATED),
            to_state=_D.CLEARED,
            who=(Role.SYSTEM,),
            label="已经补上",
            explanation="提醒时超期的都有了结论，自动结束。",
        ),
    ),
)
