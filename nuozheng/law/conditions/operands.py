"""Comparisons and what may stand on either side of them."""

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import BeforeValidator, Field, PlainSerializer, StrictBool, model_validator

from nuozheng.law.conditions.facts import Frozen, Key, Line


class Op(StrEnum):
    EQ = "eq"
    NE = "ne"
    LT = "lt"
    LE = "le"
    GT = "gt"
    GE = "ge"
    IN = "in"


def _number_to_decimal(value: object) -> object:
    """Numbers become Decimal by their written digits; days become ISO text."""
    if isinstance(value, list | tuple):
        return tuple(_number_to_decimal(item) for item in value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = Decimal(str(value))
    if isinstance(value, Decimal) and (
        not value.is_finite() or len(value.as_tuple().digits) > 15 or abs(value.adjusted()) > 15
    ):
        raise ValueError("常数须是不超过15位有效数字的数")
    return value


def _decimal_to_number(value: object) -> object:
    """At most 15 digits survive a JSON number unchanged, so a constant stays a number."""
    if isinstance(value, tuple):
        return [_decimal_to_number(item) for item in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


Number = Annotated[Decimal, Field(strict=True)]
Constant = Annotated[
    StrictBool | Number | str | tuple[StrictBool | Number | str, ...],
    BeforeValidator(_number_to_decimal),
    PlainSerializer(_decimal_to_number),
]


class FactOperand(Frozen):
    fact: Key


class ConstantOperand(Frozen):
    """A standard written into the law or the guide; days are ISO text."""

    constant: Constant


class SourceOperand(Frozen):
    source: Key
    attribute: Key


class TodayOperand(Frozen):
    """The day of the commitment, moved by whole years, months and then days."""

    today: int = Field(ge=-60000, le=60000)
    years: int = Field(default=0, ge=-150, le=150)
    months: int = Field(default=0, ge=-1800, le=1800)

    def on(self, committed_on: date) -> date:
        """The day meant; 29 February falls back to 28, never beyond the calendar's ends."""
        month_count = committed_on.year * 12 + committed_on.month - 1
        month_count += self.years * 12 + self.months
        year, month = divmod(month_count, 12)
        first = date(min(max(year, 1), 9998), month + 1, 1)
        following = (first + timedelta(days=32)).replace(day=1)
        last_day = (following - timedelta(days=1)).day
        moved = first.replace(day=min(committed_on.day, last_day)).toordinal() + self.today
        return date.fromordinal(min(max(moved, 1), date.max.toordinal()))


Operand: TypeAlias = FactOperand | ConstantOperand | SourceOperand | TodayOperand


class Tolerance(Frozen):
    """How far two values may lie apart and still agree: exactly one measure.

    `percent` is of the larger amount, so that it doesn't matter which side is named first.
    """

    percent: Decimal | None = Field(default=None, gt=0, le=100)
    absolute: Decimal | None = Field(default=None, gt=0)
    days: int | None = Field(default=None, gt=0, le=3660)

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if sum(part is not None for part in (self.percent, self.absolute, self.days)) != 1:
            raise ValueError("容差只能写一种：percent、absolute 或者 days")
        return self


class Comparison(Frozen):
    key: Key
    left: Operand
    op: Op
    right: Operand
    tolerance: Tolerance | None = None

    @property
    def operands(self) -> tuple[Operand, Operand]:
        return self.left, self.right

    @property
    def facts(self) -> frozenset[str]:
        return frozenset(side.fact for side in self.operands if isinstance(side, FactOperand))

    @property
    def sources(self) -> tuple[SourceOperand, ...]:
        return tuple(side for side in self.operands if isinstance(side, SourceOperand))


class Attested(Frozen):
    """How a person checks what no source can tell, or what the source could not tell."""

    how: Line
    method: Literal["onsite", "assistance", "agency_verification", "written", "internal"]
