"""The values on both sides of a comparison in one case, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from nuozheng.law.conditions.agreement import typed
from nuozheng.law.conditions.consistency import operand_kind
from nuozheng.law.conditions.facts import Fact, Value
from nuozheng.law.conditions.operands import (
    Comparison,
    ConstantOperand,
    FactOperand,
    Op,
    Operand,
    SourceOperand,
    TodayOperand,
)
from nuozheng.law.conditions.results import AnswerStatus, Reason, Result, SourceAnswer

_SILENT = {
    AnswerStatus.NOT_FOUND: (Result.NOT_FOUND, Reason.NONE),
    AnswerStatus.AMBIGUOUS: (Result.AMBIGUOUS, Reason.NONE),
    AnswerStatus.UNAVAILABLE: (Result.UNKNOWN, Reason.UNAVAILABLE),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One side's value, or why there is none; `is_later` where the data postdate the promise."""

    value: Value | tuple[Value, ...] | None = None
    result: Result | None = None
    reason: Reason = Reason.NONE
    is_later: bool = False
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What one person declared and what was answered about them."""

    facts: Mapping[str, Fact]
    declared: Mapping[str, Value]
    answers: Mapping[str, SourceAnswer]
    committed_on: date
    freshness_days: Mapping[str, int]


def sides_of(comparison: Comparison, case: Case) -> tuple[Side, Side]:
    """Left and right, both read as the kind that the comparison is about."""
    kind = kind_of(comparison, case.facts)
    return _side(comparison.left, kind, case), _side(comparison.right, kind, case)


def kind_of(comparison: Comparison, facts: Mapping[str, Fact]) -> str:
    """The kind that both sides are read as; a fact or a day decides before a constant does."""
    kinds = [operand_kind(side, facts, {}) for side in comparison.operands]
    decided = [kind for kind in kinds if kind not in (None, "text")]
    if decided:
        return str(decided[0])
    if comparison.op in (Op.EQ, Op.NE, Op.IN):
        return "text"
    return "date" if "text" in kinds else "number"


def _side(operand: Operand, kind: str, case: Case) -> Side:
    match operand:
        case FactOperand():
            declared = case.declared.get(operand.fact)
            if declared is None:
                return Side(result=Result.UNKNOWN, reason=Reason.UNDECLARED)
            return Side(declared)
        case TodayOperand():
            return Side(operand.on(case.committed_on))
        case ConstantOperand():
            if isinstance(operand.constant, tuple):
                read = [typed(item, kind) for item in operand.constant]
                return Side(tuple(item for item in read if item is not None))
            return Side(typed(operand.constant, kind))
        case SourceOperand():
            return _source_side(operand, kind, case)


def _source_side(operand: SourceOperand, kind: str, case: Case) -> Side:
    answer = case.answers.get(operand.source)
    if answer is None:
        return Side(result=Result.UNKNOWN, reason=Reason.NOT_ASKED)
    if answer.status in _SILENT:
        result, reason = _SILENT[answer.status]
        return Side(result=result, reason=reason, as_of=answer.as_of)
    if operand.attribute in answer.contested:
        return Side(result=Result.UNKNOWN, reason=Reason.CONTESTED, as_of=answer.as_of)
    if operand.attribute in answer.unanswered:
        return Side(result=Result.UNKNOWN, reason=Reason.NOT_ANSWERED, as_of=answer.as_of)
    given = answer.attributes.get(operand.attribute)
    if given is None or given == "":
        reason = Reason.ATTRIBUTE_MISSING
        return Side(result=Result.NOT_FOUND, reason=reason, as_of=answer.as_of)
    freshness = case.freshness_days.get(operand.source)
    age = (case.committed_on - answer.as_of).days if answer.as_of else None
    if age is None or freshness is None or age > freshness:
        return Side(result=Result.UNKNOWN, reason=Reason.STALE, as_of=answer.as_of)
    value = typed(given, kind)
    if value is None:
        return Side(result=Result.UNKNOWN, reason=Reason.UNREADABLE, as_of=answer.as_of)
    return Side(value, is_later=-age > freshness, as_of=answer.as_of)
