"""记录、归集、推送: the steps of a record on its way to the platforms, and where it sticks.

MJ21-2.3.8b names the three steps and who leads, no days; these are ours, stated here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WORD = {"recorded": "记录", "collected": "归集", "pushed": "推送"}
COLLECTED_WITHIN = timedelta(days=7)
"""From being put forward until a credit officer has registered it or sent it back."""
PUSHED_WITHIN = timedelta(days=1)
"""From being registered until every platform of the place has it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step with its moment; `stuck` where it should have come by now."""

    key: str
    at: datetime | None
    stuck: bool = False

    @property
    def chinese(self) -> str:
        return WORD[self.key]


def steps(
    recorded_at: datetime,
    collected_at: datetime | None,
    delivered: Sequence[datetime | None],
    now: datetime,
) -> tuple[Step, ...]:
    """The three steps; `delivered` holds for each platform when it took the record in.

    Where no platform is told, the record stops at the second step, and that is no fault.
    """
    first = Step("recorded", recorded_at)
    if collected_at is None:
        late = now - recorded_at > COLLECTED_WITHIN
        return (first, Step("collected", None, late))
    both = (first, Step("collected", collected_at))
    if not delivered:
        return both
    at = [one for one in delivered if one is not None]
    if len(at) == len(delivered):
        return (*both, Step("pushed", max(at)))
    return (*both, Step("pushed", None, now - collected_at > PUSHED_WITHIN))
