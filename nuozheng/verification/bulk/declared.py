"""What somebody declared, as it is staged for a batch: typed, folded, without a name."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from nuozheng.law.conditions import FactOperand, TodayOperand, Value
from nuozheng.verification.bulk.program import Column, Program, Stored, stored


class Unstageable(Exception):
    """A declared value that a database can't hold exactly; `evaluate` judges the case."""


def staged_row(
    program: Program, values: Mapping[str, Value], committed_on: date
) -> tuple[Stored | None, ...]:
    """The day of the promise and the program's declared columns. Errors: Unstageable."""
    return (
        committed_on.toordinal(),
        *(_staged(column, values, committed_on) for column in program.declared),
    )


def _staged(column: Column, values: Mapping[str, Value], committed_on: date) -> Stored | None:
    operand = column.operand
    if isinstance(operand, TodayOperand):
        return _day_of(operand, committed_on)
    assert isinstance(operand, FactOperand)
    value = values.get(operand.fact)
    if value is None:
        return None
    held = stored(value, column.kind)
    if held is None:
        raise Unstageable(operand.fact)
    return held


@lru_cache(maxsize=4096)
def _day_of(operand: TodayOperand, committed_on: date) -> int:
    return operand.on(committed_on).toordinal()
