"""Shared data answer a condition only where every source of it gave a fresh, readable value."""

from datetime import date, timedelta

import pytest

from nuozheng.law.conditions import AnswerStatus, SourceAnswer, read_conditions, unanswered

DAY = date(2026, 11, 22)
CONDITIONS = read_conditions(
    """
[[condition]]
key = "two_sources"
sentence = "住房{=1}套以内，家里{size}人"
[[condition.fact]]
key = "size"
kind = "number"
label = "家庭人数"
unit = "人"
decimals = 0
[[condition.comparison]]
key = "homes"
left = { source = "property", attribute = "dwelling_count" }
op = "le"
right = { constant = 1 }
[[condition.comparison]]
key = "persons"
left = { fact = "size" }
op = "eq"
right = { source = "household", attribute = "household_size" }

[[condition]]
key = "by_a_person"
sentence = "没有转让过住房"
[condition.attested]
how = "住房保障部门核对网签数据"
method = "internal"
"""
)
WHOLE = {
    "property": {"dwelling_count": 3},
    "household": {"household_size": 2},
}


def left(status: AnswerStatus = AnswerStatus.FOUND, age: int = 0, **given: object) -> list[str]:
    """The keys left open where the household register answers so."""
    values = WHOLE["household"] | given
    answers = {
        "property": SourceAnswer("property", AnswerStatus.FOUND, DAY, WHOLE["property"]),
        "household": SourceAnswer("household", status, DAY - timedelta(days=age), values),
    }
    found = unanswered(CONDITIONS, answers, DAY, {"property": 7, "household": 30})
    return [condition.key for condition in found]


def test_what_no_source_is_asked_is_left_open_whatever_the_values_say() -> None:
    assert left() == ["by_a_person"]


@pytest.mark.parametrize(
    "answer",
    [
        {"status": AnswerStatus.UNAVAILABLE},
        {"status": AnswerStatus.NOT_FOUND},
        {"status": AnswerStatus.AMBIGUOUS},
        {"age": 31},
        {"household_size": None},
        {"household_size": ""},
        {"household_size": "两个人"},
    ],
)
def test_one_source_without_a_value_leaves_the_condition_open(answer: dict[str, object]) -> None:
    assert left(**answer) == ["two_sources", "by_a_person"]  # type: ignore[arg-type]


def test_a_source_that_was_not_asked_answered_nothing() -> None:
    found = unanswered(CONDITIONS, {}, DAY, {})
    assert [condition.key for condition in found] == ["two_sources", "by_a_person"]
