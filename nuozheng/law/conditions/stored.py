"""Declared values as text that loses nothing, and back."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from nuozheng.law.conditions.definitions import ConditionSet
from nuozheng.law.conditions.facts import DateFact, Fact, NumberFact, Value, YesNoFact
from nuozheng.law.conditions.numerals import plain_number


def to_json(values: Mapping[str, Value]) -> dict[str, str]:
    """Declared values as text: numbers in digits, days as ISO, yes or no."""
    return {key: _stored(value) for key, value in values.items()}


def _stored(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def from_json(conditions: ConditionSet, stored: Mapping[str, str]) -> dict[str, Value]:
    """Stored values with their types; ValueError where one fits no fact of this definition."""
    facts = conditions.facts
    if strangers := sorted(set(stored) - set(facts)):
        raise ValueError(f"这份条件里没有这些事实：{'、'.join(strangers)}")
    return {key: _restored(facts[key], text) for key, text in stored.items()}


def _restored(fact: Fact, text: str) -> Value:
    match fact:
        case NumberFact():
            number = plain_number(text)
            if number is None:
                raise ValueError(f"存下的{fact.key}不是数字")
            return number
        case DateFact():
            return date.fromisoformat(text)
        case YesNoFact():
            return text == "yes"
        case _:
            return text
