"""What sending to another system has in common: how it fails, and when it is tried again."""

from datetime import timedelta

import httpx

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)


class Undelivered(Exception):
    """The other side doesn't have the message; `for_good` where trying again is of no use."""

    def __init__(self, problem: str, *, for_good: bool = False) -> None:
        super().__init__(problem)
        self.for_good = for_good


class Unreachable(Undelivered):
    """Nobody answered: whatever else is meant for the same side would fare alike now."""


def wait_after(attempts: int) -> timedelta:
    """One minute after the first attempt (0 made before), twice as long each time, up to 6 h."""
    return min(FIRST_WAIT * (1 << min(attempts, 12)), LONGEST_WAIT)


def reason_given(answer: httpx.Response) -> str:
    """`detail` of an answer in JSON, else its status."""
    try:
        found = answer.json()
    except ValueError:
        return str(answer.status_code)
    detail = found.get("detail", "") if isinstance(found, dict) else ""
    return str(detail)[:120] or str(answer.status_code)
