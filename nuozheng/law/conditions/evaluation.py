"""Declared values against standards and against what the data sources answered.

Nobody is contradicted unless every source in question answered about exactly one subject, for a
day near enough to the commitment, with a value that differs beyond tolerance. A source that is
down, finds nothing, or finds several never counts against anybody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from nuozheng.law.conditions.agreement import (
    distance,
    folded_text,
    may_be_the_same,
    ordered,
    percent_of,
)
from nuozheng.law.conditions.definitions import Condition, ConditionSet
from nuozheng.law.conditions.facts import NumberFact, TextFact, Value
from nuozheng.law.conditions.operands import Comparison, FactOperand, Op
from nuozheng.law.conditions.results import (
    ComparisonResult,
    ConditionResult,
    Reason,
    Result,
    SourceAnswer,
)
from nuozheng.law.conditions.sides import Case, Side, sides_of

ROLL_UP = (
    Result.CONTRADICTED,
    Result.NOT_MET,
    Result.AMBIGUOUS,
    Result.NOT_FOUND,
    Result.UNKNOWN,
    Result.CONFIRMED,
    Result.MET,
)


def evaluate(
    conditions: Iterable[Condition] | ConditionSet,
    declared: Mapping[str, Value],
    answers: Mapping[str, SourceAnswer],
    committed_on: date,
    freshness_days: Mapping[str, int],
) -> list[ConditionResult]:
    """One result per condition, in their order.

    `freshness_days` is how many days before or after the commitment a source's data may be
    dated; data of a source without an entry are never fresh. Older data give UNKNOWN. Later data
    may confirm, but where they differ the result is AMBIGUOUS: a change after the promise
    doesn't make the promise untrue.

    A condition takes the first of these that any of its comparisons has: CONTRADICTED, NOT_MET
    (the declared value itself misses the standard, which is not untrue), AMBIGUOUS, NOT_FOUND,
    UNKNOWN, CONFIRMED, MET. So CONFIRMED means that all data agree and no standard is missed.

    Where two sources disagree with each other the result is AMBIGUOUS, both values stand in it,
    and a person looks into it (XBQ21-2.4c): one register's word is not held against somebody
    whom another register bears out.
    """
    listed = conditions.conditions if isinstance(conditions, ConditionSet) else conditions
    return [
        _condition(
            condition,
            Case(
                {fact.key: fact for fact in condition.facts},
                declared,
                answers,
                committed_on,
                freshness_days,
            ),
        )
        for condition in listed
    ]


def _condition(condition: Condition, case: Case) -> ConditionResult:
    results = _without_conflicts(
        condition, tuple(_comparison(comparison, case) for comparison in condition.comparisons)
    )
    worst = min((part.result for part in results), key=ROLL_UP.index, default=Result.UNKNOWN)
    if not results or worst is Result.MET:
        return ConditionResult(condition.key, worst, results, Reason.ATTESTED)
    reason = next(part.reason for part in results if part.result is worst)
    return ConditionResult(condition.key, worst, results, reason)


def _without_conflicts(
    condition: Condition, results: tuple[ComparisonResult, ...]
) -> tuple[ComparisonResult, ...]:
    """A fact that one source bears out is not contradicted by another: the sources conflict."""
    told = told_by_several(condition)
    if not told:
        return results
    borne_out = {
        fact
        for comparison, part in zip(condition.comparisons, results, strict=True)
        for fact in told & comparison.facts
        if part.result is Result.CONFIRMED
    }
    return tuple(
        replace(part, result=Result.AMBIGUOUS, reason=Reason.CONFLICT)
        if part.result is Result.CONTRADICTED and borne_out & comparison.facts
        else part
        for comparison, part in zip(condition.comparisons, results, strict=True)
    )


def told_by_several(condition: Condition) -> frozenset[str]:
    """The facts that this condition compares with more than one source."""
    told: dict[str, set[str]] = {}
    for comparison in condition.comparisons:
        for fact in comparison.facts:
            told.setdefault(fact, set()).update(side.source for side in comparison.sources)
    return frozenset(fact for fact, sources in told.items() if len(sources) > 1)


def _comparison(comparison: Comparison, case: Case) -> ComparisonResult:
    left, right = sides_of(comparison, case)
    source = "+".join(dict.fromkeys(side.source for side in comparison.sources))
    days = [side.as_of for side in (left, right) if side.as_of]
    silent = [side for side in (left, right) if side.result]
    difference = None
    if silent:
        worst = min(silent, key=lambda side: ROLL_UP.index(side.result or Result.UNKNOWN))
        result, reason = worst.result or Result.UNKNOWN, worst.reason
    else:
        result, reason = _judged(comparison, left, right, case)
        if not isinstance(left.value, tuple | None) and not isinstance(right.value, tuple | None):
            difference = distance(left.value, right.value)
    return ComparisonResult(
        key=comparison.key,
        result=result,
        left=None if isinstance(left.value, tuple) else left.value,
        right=right.value,
        difference=difference,
        percent=percent_of(difference, right.value),
        as_of=min(days, default=None),
        source=source,
        reason=reason,
    )


def _judged(comparison: Comparison, left: Side, right: Side, case: Case) -> tuple[Result, Reason]:
    """Both sides have a value; do they stand in the stated relation?"""
    agreed = _holds(comparison, left.value, right.value, case)
    if not comparison.sources:
        return (Result.MET if agreed else Result.NOT_MET), Reason.NONE
    if agreed:
        return Result.CONFIRMED, Reason.NONE
    if left.is_later or right.is_later:
        return Result.AMBIGUOUS, Reason.LATER
    if _is_wording(comparison, left.value, right.value, case):
        return Result.AMBIGUOUS, Reason.WORDING
    if len({side.source for side in comparison.sources}) > 1:
        return Result.AMBIGUOUS, Reason.CONFLICT
    return Result.CONTRADICTED, Reason.NONE


def _holds(comparison: Comparison, left: object, right: object, case: Case) -> bool:
    if isinstance(right, tuple):
        return any(_same(left, item) for item in right)
    if isinstance(left, str | bool) or isinstance(right, str | bool):
        return _same(left, right) == (comparison.op is Op.EQ)
    if not isinstance(left, Decimal | date) or not isinstance(right, Decimal | date):
        raise TypeError(f"{comparison.key}: {left!r} and {right!r} can't be compared")
    slack = _slack(comparison, case) if isinstance(left, Decimal) else Decimal(0)
    return ordered(comparison.op, left, right, slack, comparison.tolerance)


def _same(left: object, right: object) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return folded_text(left) == folded_text(right)
    return left == right


def _slack(comparison: Comparison, case: Case) -> Decimal:
    """One unit of the last place a person could write, where a declared number meets data."""
    if not comparison.sources:
        return Decimal(0)
    for side in comparison.operands:
        if isinstance(side, FactOperand):
            fact = case.facts[side.fact]
            if isinstance(fact, NumberFact):
                return Decimal(1).scaleb(-fact.decimals)
    return Decimal(0)


def _is_wording(comparison: Comparison, left: object, right: object, case: Case) -> bool:
    """Free text contained in the other side isn't a contradiction; a differing code is."""
    free = any(
        isinstance(side, FactOperand) and isinstance(case.facts[side.fact], TextFact)
        for side in comparison.operands
    )
    texts = isinstance(left, str) and isinstance(right, str)
    return free and texts and may_be_the_same(str(left), str(right))
