"""A comparison's outcome as one small number that databases can order."""

from nuozheng.law.conditions import Reason, Result
from nuozheng.law.conditions.evaluation import ROLL_UP

REASONS = tuple(Reason)
_RESULT = 10_000
"""What a result weighs: places of comparisons, each with its reason, stand below it."""
_PLACE = 100

BY_HAND = -1
"""For `evaluate` to judge: a value that a database does not read as the rules do."""
MOST_COMPARISONS = _RESULT // _PLACE - 1


def code(result: Result, reason: Reason = Reason.NONE) -> int:
    """The smaller, the earlier it comes in the order in which results are rolled up."""
    return ROLL_UP.index(result) * _RESULT + REASONS.index(reason)


def at_place(place: int) -> int:
    """What is added for the nth comparison, so that of equal results the first one tells why."""
    return (place + 1) * _PLACE


def read(number: int) -> tuple[Result, Reason]:
    """Result and reason of a code, with or without a place."""
    return ROLL_UP[number // _RESULT], REASONS[number % _PLACE]


def rank(number: int) -> int:
    """Where the code's result stands in the order of the roll-up."""
    return number // _RESULT
