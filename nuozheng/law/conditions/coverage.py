"""Which conditions shared data answer whole, and which are left for a person to check."""

from collections.abc import Mapping
from datetime import date

from nuozheng.law.conditions.definitions import Condition, ConditionSet
from nuozheng.law.conditions.operands import Comparison, SourceOperand
from nuozheng.law.conditions.results import SourceAnswer
from nuozheng.law.conditions.sides import Case, sides_of


def unanswered(
    conditions: ConditionSet,
    answers: Mapping[str, SourceAnswer],
    on: date,
    freshness_days: Mapping[str, int],
) -> tuple[Condition, ...]:
    """Conditions that no source was to answer, or that the sources left open.

    A source left open what it was down for, did not find, found several of, has no value for, or
    knows only from data older than `freshness_days`. What the values say is not judged here.
    """
    return tuple(
        condition
        for condition in conditions.conditions
        if not _is_answered(
            condition,
            Case({fact.key: fact for fact in condition.facts}, {}, answers, on, freshness_days),
        )
    )


def _is_answered(condition: Condition, case: Case) -> bool:
    asked = [comparison for comparison in condition.comparisons if comparison.sources]
    return bool(asked) and all(_has_values(comparison, case) for comparison in asked)


def _has_values(comparison: Comparison, case: Case) -> bool:
    sides = zip(comparison.operands, sides_of(comparison, case), strict=True)
    return all(
        side.value is not None for operand, side in sides if isinstance(operand, SourceOperand)
    )
