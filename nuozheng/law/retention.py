"""How long data are kept: a rule counts days from an event; what is still needed waits.

A state organ keeps personal data for the shortest time that its purpose needs (CN-PIPL-19). While
a case runs, somebody is heard, a record counts or a dispute needs it, the purpose isn't reached.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from nuozheng.law.policy.around import DEEDS, EVENTS, KeepRule
from nuozheng.law.procedure import ApplicationStatus

CLOSED = frozenset(
    {
        ApplicationStatus.GRANTED,
        ApplicationStatus.REFUSED,
        ApplicationStatus.TERMINATED,
        ApplicationStatus.INVALID,
        ApplicationStatus.REVOKED,
        ApplicationStatus.ABANDONED,
    }
)
"""Nothing is left to do but what `Needed` names."""
NEVER_HANDED_IN = frozenset({ApplicationStatus.DRAFT, ApplicationStatus.NOTICED})


class Needed(StrEnum):
    """Why data whose time is over are kept all the same."""

    HELD = "held"
    CHECKING = "checking"
    HEARING = "hearing"
    RECORDED = "recorded"

    @property
    def chinese(self) -> str:
        return _NEEDED[self]


_NEEDED = {
    Needed.HELD: "有争议、诉讼或者调查，已经要求暂停删除",
    Needed.CHECKING: "还有核查没有做完",
    Needed.HEARING: "不一致的情况还没有处理完",
    Needed.RECORDED: "信用记录还有效，或者还有异议、修复没有办完",
}


def last_day_before(rule: KeepRule, today: date) -> date:
    """Events of this day and before have had their time."""
    return today - timedelta(days=rule.days)


def because(rule: KeepRule) -> str:
    """Why it was deleted, for the person."""
    return f"{EVENTS[rule.after]}满{rule.days}日，{DEEDS[rule.deed]}"


def must_wait(reasons: Iterable[Needed]) -> str:
    """The reasons in one sentence; empty where nothing is in the way."""
    return "；".join(dict.fromkeys(reason.chinese for reason in reasons))
