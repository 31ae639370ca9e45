"""The sentence as text, places for facts, and constants written out."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal

from nuozheng.law.conditions.facts import ChoiceFact, Fact, NumberFact, Value

_PLACE = re.compile(r"\{(=?)([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Piece:
    """`body` is plain text, a fact's key, or a constant as written after the equals sign."""

    kind: Literal["text", "fact", "constant"]
    body: str


def split(sentence: str) -> list[Piece]:
    """The pieces of a sentence in reading order."""
    pieces: list[Piece] = []
    end = 0
    for place in _PLACE.finditer(sentence):
        if place.start() > end:
            pieces.append(Piece("text", sentence[end : place.start()]))
        pieces.append(Piece("constant" if place[1] else "fact", place[2].strip()))
        end = place.end()
    if end < len(sentence):
        pieces.append(Piece("text", sentence[end:]))
    return pieces


def number_text(value: Decimal, *, grouped: bool = True) -> str:
    """3066.50 as 3,066.5: no exponent, no idle zeros."""
    text = f"{value:,f}" if grouped else f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def date_text(value: date) -> str:
    """A day as people write it: 2014年9月12日."""
    return f"{value.year}年{value.month}月{value.day}日"


def value_text(value: Value) -> str:
    """A value of any kind as a person reads it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return number_text(value)
    return date_text(value) if isinstance(value, date) else value


def fact_text(fact: Fact, value: Value) -> str:
    """A declared value in the words of its fact: the option's label, a year without a comma."""
    if isinstance(fact, NumberFact) and isinstance(value, Decimal):
        return number_text(value, grouped=fact.unit != "年")
    if isinstance(fact, ChoiceFact) and isinstance(value, str):
        return fact.label_of(value)
    return value_text(value)


def constant_value(body: str) -> Decimal | str:
    """A constant of the sentence; a number where it is written as one."""
    try:
        number = Decimal(body)
    except InvalidOperation:
        return body
    return number if number.is_finite() else body


def constant_text(body: str) -> str:
    """The constant as a person reads it; an ISO day becomes a Chinese one."""
    value = constant_value(body)
    if isinstance(value, Decimal):
        return number_text(value)
    try:
        return date_text(date.fromisoformat(value))
    except ValueError:
        return value
