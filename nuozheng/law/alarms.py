"""告警: when something that people depend on fails often enough that somebody must be told.

No clause gives these numbers; they are ours, stated here and in the manual.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

WATCHED = 20
"""Look-ups of a source that count, the newest ones."""
LEAST = 5
"""So many failures raise an alarm where they are half of them; so many answers in a row end it."""


class AlarmKind(StrEnum):
    """What fails. `ends_itself`: what was raised is over when it works again."""

    SOURCE = "source"
    PARTNER = "partner"
    CREDIT_PLATFORM = "credit_platform"
    STOP_ORDER = "stop_order"
    BATCH_STOPPED = "batch_stopped"
    BATCH_DIFFERS = "batch_differs"
    LOG = "log"

    @property
    def ends_itself(self) -> bool:
        return self in (
            AlarmKind.SOURCE,
            AlarmKind.PARTNER,
            AlarmKind.CREDIT_PLATFORM,
            AlarmKind.STOP_ORDER,
            AlarmKind.LOG,
        )


class Turn(StrEnum):
    """What the newest look-ups call for."""

    RAISE = "raise"
    END = "end"
    STAY = "stay"


@dataclass(frozen=True, slots=True)
class Looked:
    """One look-up: whether it was answered, and if not, the trouble."""

    answered: bool
    trouble: str = ""


def turn_of(looks: Sequence[Looked]) -> Turn:
    """What to do about a source's alarm; `looks` are its look-ups, the newest first.

    A few failures among many answers are no alarm, and one answer among many failures ends none.
    """
    newest = looks[:WATCHED]
    failed = sum(not one.answered for one in newest)
    if failed >= LEAST and 2 * failed >= len(newest):
        if all(one.answered for one in newest[:LEAST]):
            return Turn.END
        return Turn.RAISE
    if newest and all(one.answered for one in newest[:LEAST]):
        return Turn.END
    return Turn.STAY
