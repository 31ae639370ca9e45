"""What a member of the cast types into the fields of a commitment."""

from datetime import date, timedelta
from decimal import Decimal

from nuozheng.applications.declaration import TICK
from nuozheng.law.conditions import ConditionSet
from nuozheng.law.conditions.facts import (
    ChoiceFact,
    DateFact,
    Fact,
    NumberFact,
    TextFact,
)
from nuozheng.law.conditions.operands import (
    Comparison,
    ConstantOperand,
    FactOperand,
    Op,
    SourceOperand,
    TodayOperand,
)
from nuozheng.sandbox.cast import CastMember

_STEP = {Op.GT: 1, Op.LT: -1}
_MIRRORED = {Op.GT: Op.LT, Op.LT: Op.GT, Op.GE: Op.LE, Op.LE: Op.GE}
_TEXTS = (
    ("hospital", "示例市第一医院"),
    ("school", "示例师范大学"),
    ("address", "示例街1号3层302室"),
    ("certificate", "SLZ20160000001"),
    ("name", "诺同心"),
)


def entered_for(conditions: ConditionSet, member: CastMember, today: date) -> dict[str, str]:
    """Every field and every box of one proof, as this member would fill them in.

    What a source knows is stated as the member states it; the rest is set by the condition's own
    standard, or plainly made up.
    """
    fields = {
        fact.key: _text(_value(fact, conditions, member, today)) for fact in _facts(conditions)
    }
    ticks = {TICK + condition.key: "on" for condition in conditions.conditions}
    return fields | ticks


def _facts(conditions: ConditionSet) -> list[Fact]:
    return list(conditions.facts.values())


def _value(fact: Fact, conditions: ConditionSet, member: CastMember, today: date) -> object:
    related = [
        (op, other)
        for condition in conditions.conditions
        for comparison in condition.comparisons
        for op, other in _beside(fact, comparison)
    ]
    for _, other in related:
        if isinstance(other, SourceOperand):
            stated = member.stated(other.source).get(other.attribute)
            if stated is not None:
                return stated
    for op, other in related:
        if isinstance(other, TodayOperand):
            return other.on(today) + timedelta(days=_margin(op))
        if isinstance(other, ConstantOperand) and not isinstance(other.constant, tuple):
            return _beyond(other.constant, op)
    return _made_up(fact, today)


def _beside(fact: Fact, comparison: Comparison) -> list[tuple[Op, object]]:
    left, right = comparison.operands
    if isinstance(left, FactOperand) and left.fact == fact.key:
        return [(comparison.op, right)]
    if isinstance(right, FactOperand) and right.fact == fact.key:
        return [(_MIRRORED.get(comparison.op, comparison.op), left)]
    return []


def _margin(op: Op) -> int:
    """Days well inside a bound, so that a day's passing doesn't cross it."""
    return {Op.GE: 30, Op.GT: 30, Op.LE: -30, Op.LT: -30}.get(op, 0)


def _beyond(constant: bool | Decimal | str, op: Op) -> object:
    if isinstance(constant, Decimal):
        return constant + _STEP.get(op, 0)
    return constant


def _made_up(fact: Fact, today: date) -> object:
    if isinstance(fact, NumberFact):
        return max(fact.minimum or Decimal(0), Decimal(0))
    if isinstance(fact, DateFact):
        return _day(fact, today)
    if isinstance(fact, ChoiceFact):
        return fact.options[0].value
    if isinstance(fact, TextFact):
        found = next((text for word, text in _TEXTS if word in fact.key), "示例")
        return found[: fact.max_length]
    return True


def _day(fact: DateFact, today: date) -> date:
    bounds = [
        None if bound is None else today if bound == "today" else bound
        for bound in (fact.earliest, fact.latest)
    ]
    day = today - timedelta(days=30)
    if bounds[0] is not None and day < bounds[0]:
        day = bounds[0]
    if bounds[1] is not None and day > bounds[1]:
        day = bounds[1]
    return day


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else str(value)
