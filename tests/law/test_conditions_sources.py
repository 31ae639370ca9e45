"""Answers in part, contested facts, and two sources that disagree: none of them harms anybody."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuozheng.law.conditions import (
    AnswerStatus,
    Condition,
    ConditionResult,
    Reason,
    Result,
    SourceAnswer,
    evaluate,
    read_conditions,
)
from tests.law.test_conditions_evaluation import DAY

PAY = {"key": "pay", "kind": "number", "label": "收入", "decimals": 0}


def condition(*sides: tuple[dict[str, Any], dict[str, Any]]) -> Condition:
    said = "收入{pay}元" if any("fact" in left for left, _ in sides) else "两处登记一致"
    parts = [
        {"key": f"k{place}", "left": left, "op": "eq", "right": right}
        for place, (left, right) in enumerate(sides)
    ]
    facts = [PAY] if "{pay}" in said else []
    read = read_conditions(
        {"condition": [{"key": "c", "sentence": said, "fact": facts, "comparison": parts}]}
    )
    return read.conditions[0]


def source(name: str, attribute: str = "pay") -> dict[str, str]:
    return {"source": name, "attribute": attribute}


FACT = {"fact": "pay"}
BOTH_FOR_ONE_FACT = condition((FACT, source("one")), (FACT, source("two")))
ONE_AGAINST_TWO = condition((source("one"), source("two")))
TWO_FACTS_OF_ONE = condition((FACT, source("one")), (FACT, source("one", "net")))


def judged(
    one: Condition, first: object, second: object, **fields: frozenset[str]
) -> ConditionResult:
    answers = {
        "one": SourceAnswer(
            "one", AnswerStatus.PARTIAL, DAY, {"pay": first, "net": second}, **fields
        ),
        "two": SourceAnswer("two", AnswerStatus.FOUND, DAY, {"pay": second}),
    }
    declared = {"pay": Decimal(1850)} if one.facts else {}
    (result,) = evaluate([one], declared, answers, DAY, {"one": 30, "two": 30})
    return result


@pytest.mark.clause("XBQ21-2.4c")
@pytest.mark.parametrize("one", [BOTH_FOR_ONE_FACT, ONE_AGAINST_TWO])
def test_two_sources_that_disagree_conflict_and_both_are_shown(one: Condition) -> None:
    result = judged(one, 1850, 2600)
    assert (result.result, result.reason) == (Result.AMBIGUOUS, Reason.CONFLICT)
    values = {str(value) for part in result.comparisons for value in (part.left, part.right)}
    assert {"1850", "2600"} <= values
    assert not result.is_settled, "a person looks into it"


def test_sources_that_agree_with_each_other_still_contradict() -> None:
    assert judged(BOTH_FOR_ONE_FACT, 2600, 2600).result is Result.CONTRADICTED
    assert judged(BOTH_FOR_ONE_FACT, 1850, 1850).result is Result.CONFIRMED
    assert judged(ONE_AGAINST_TWO, 7, 7).result is Result.CONFIRMED


def test_what_was_not_answered_is_unknown_and_the_rest_stands() -> None:
    result = judged(TWO_FACTS_OF_ONE, 1850, None, unanswered=frozenset({"net"}))
    assert (result.result, result.reason) == (Result.UNKNOWN, Reason.NOT_ANSWERED)
    assert [part.result for part in result.comparisons] == [Result.CONFIRMED, Result.UNKNOWN]
    assert result.is_partial and result.chinese == "只核对上一部分"


@given(st.integers(0, 5000), st.integers(0, 5000), st.sampled_from(["contested", "unanswered"]))
def test_what_is_contested_or_unanswered_never_contradicts(
    first: int, second: int, why: str
) -> None:
    aside = {why: frozenset({"pay", "net"})}
    for one in (TWO_FACTS_OF_ONE, condition((FACT, source("one")))):
        result = judged(one, first, second, **aside)
        assert result.result is Result.UNKNOWN
        assert result.reason in (Reason.CONTESTED, Reason.NOT_ANSWERED)
