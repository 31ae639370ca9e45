"""Typed facts that a person declares; pure data, no checking of anybody's answer."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Value: TypeAlias = Decimal | date | str | bool
"""A declared or authoritative value; numbers are never floats."""

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=400)]


class Frozen(BaseModel):
    """Definitions don't change once read, and refuse keys that nobody defined."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, serialize_by_alias=True
    )


class _Fact(Frozen):
    key: Key
    label: Line
    hint: str = ""


class NumberFact(_Fact):
    """A number in one unit; `decimals` is how many places may be written."""

    kind: Literal["number"]
    unit: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int = Field(default=0, ge=0, le=6)

    @model_validator(mode="after")
    def _range_is_not_empty(self) -> Self:
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError(f"最小值{self.minimum}大于最大值{self.maximum}")
        return self


class DateFact(_Fact):
    """A day; a bound is an ISO day or "today", meaning the day of the commitment."""

    kind: Literal["date"]
    earliest: date | Literal["today"] | None = None
    latest: date | Literal["today"] | None = None


class Option(Frozen):
    value: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,60}$")]
    label: Line


class ChoiceFact(_Fact):
    """One of the listed options; the value is stored and compared, the label is read."""

    kind: Literal["choice"]
    options: tuple[Option, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _options_differ(self) -> Self:
        values = {option.value for option in self.options}
        labels = {option.label for option in self.options}
        if min(len(values), len(labels)) < len(self.options):
            raise ValueError("选项的值和名称都不能重复")
        return self

    def label_of(self, value: str) -> str:
        """The words of an option; the value itself where it is none of them."""
        return next((option.label for option in self.options if option.value == value), value)


class TextFact(_Fact):
    kind: Literal["text"]
    max_length: int = Field(default=100, ge=1, le=1000)


class YesNoFact(_Fact):
    kind: Literal["yes_no"]


Fact: TypeAlias = Annotated[
    NumberFact | DateFact | ChoiceFact | TextFact | YesNoFact, Field(discriminator="kind")
]
