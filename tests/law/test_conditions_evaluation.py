"""Nobody is contradicted except by a fresh, unambiguous answer that differs beyond tolerance."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuozheng.law.conditions import (
    AnswerStatus,
    ComparisonResult,
    ConditionResult,
    Reason,
    Result,
    SourceAnswer,
    TodayOperand,
    Tolerance,
    Value,
    evaluate,
    read_conditions,
)
from nuozheng.law.conditions.agreement import ordered, within
from nuozheng.law.conditions.operands import Op

DAY = date(2026, 11, 24)
FACTS: dict[str, dict[str, Any]] = {
    "amount": {"kind": "number", "unit": "元", "decimals": 0},
    "on": {"kind": "date"},
    "office": {"kind": "text"},
    "alone": {"kind": "yes_no"},
    "level": {
        "kind": "choice",
        "options": [{"value": "1A", "label": "甲"}, {"value": "2A", "label": "乙"}],
    },
}
SOURCE = {"source": "registry", "attribute": "a"}


def judge(
    left: object,
    op: str,
    right: object,
    declared: dict[str, Value] | None = None,
    given: object = None,
    *,
    status: AnswerStatus = AnswerStatus.FOUND,
    as_of: date | None = DAY,
    freshness: dict[str, int] | None = None,
    tolerance: dict[str, object] | None = None,
) -> ConditionResult:
    """One comparison of one condition against one answer of the registry."""
    sides = [side for side in (left, right) if isinstance(side, dict)]
    facts = [str(side["fact"]) for side in sides if "fact" in side]
    part = {"key": "k", "left": left, "op": op, "right": right, "tolerance": tolerance}
    definition = read_conditions(
        {
            "condition": [
                {
                    "key": "c",
                    "sentence": "".join(f"{{{key}}}" for key in facts) or "属实",
                    "fact": [{"key": key, "label": key, **FACTS[key]} for key in facts],
                    "comparison": [part],
                    "attested": {"how": "看原件", "method": "written"},
                }
            ]
        }
    )
    answer = SourceAnswer("registry", status, as_of, {"a": given})
    freshness = {"registry": 30} if freshness is None else freshness
    (result,) = evaluate(definition, declared or {}, {"registry": answer}, DAY, freshness)
    return result


def fact(key: str) -> dict[str, str]:
    return {"fact": key}


@pytest.mark.parametrize(
    ("key", "declared", "answered", "result", "reason"),
    [
        ("amount", Decimal(60000), 60000, Result.CONFIRMED, ""),
        ("amount", Decimal(60000), "60000.80", Result.CONFIRMED, ""),
        ("amount", Decimal(60001), 60000.2, Result.CONFIRMED, ""),
        ("amount", Decimal(1), 2, Result.CONTRADICTED, ""),
        ("amount", Decimal(60000), 80000, Result.CONTRADICTED, ""),
        ("amount", Decimal(0), None, Result.NOT_FOUND, "attribute_missing"),
        ("amount", Decimal(0), "", Result.NOT_FOUND, "attribute_missing"),
        ("amount", Decimal(0), "无", Result.UNKNOWN, "unreadable"),
        ("amount", Decimal(0), True, Result.UNKNOWN, "unreadable"),
        ("on", date(2014, 9, 12), "2014-09-12", Result.CONFIRMED, ""),
        ("on", date(2014, 9, 12), "2014-09-13", Result.CONTRADICTED, ""),
        ("on", date(2014, 9, 12), "2014-09", Result.UNKNOWN, "unreadable"),
        ("office", "东胜区民政局", "东胜区 民政局", Result.CONFIRMED, ""),
        ("office", "阿拉坦•巴特尔", "阿拉坦·巴特尔", Result.CONFIRMED, ""),
        ("office", "东胜区民政局", "鄂尔多斯市东胜区民政局", Result.AMBIGUOUS, "wording"),
        ("office", "东胜区民政局", "康巴什区民政局", Result.CONTRADICTED, ""),
        ("alone", True, True, Result.CONFIRMED, ""),
        ("alone", True, False, Result.CONTRADICTED, ""),
        ("alone", True, "maybe", Result.UNKNOWN, "unreadable"),
        ("level", "2A", "2A", Result.CONFIRMED, ""),
        ("level", "2A", "1A", Result.CONTRADICTED, ""),
    ],
)
def test_a_declared_value_against_an_answer(
    key: str, declared: Value, answered: object, result: Result, reason: str
) -> None:
    judged = judge(fact(key), "eq", SOURCE, {key: declared}, answered)
    assert (judged.result, judged.reason) == (result, reason)
    assert judged.is_settled is (result is Result.CONFIRMED)
    turned = judge(SOURCE, "eq", fact(key), {key: declared}, answered)
    assert turned.result is result


@pytest.mark.parametrize(
    ("op", "right", "answered", "result"),
    [
        ("eq", {"constant": "active"}, "active", Result.CONFIRMED),
        ("eq", {"constant": "active"}, "revoked", Result.CONTRADICTED),
        ("ne", {"constant": "revoked"}, "active", Result.CONFIRMED),
        ("eq", {"constant": False}, False, Result.CONFIRMED),
        ("eq", {"constant": False}, True, Result.CONTRADICTED),
        ("in", {"constant": ["1A", "1B"]}, "1B", Result.CONFIRMED),
        ("in", {"constant": ["1A", "1B"]}, "2B", Result.CONTRADICTED),
        ("ge", {"constant": 12}, 11.5, Result.CONTRADICTED),
        ("ge", {"constant": "2020-01-01"}, "2019-12-31", Result.CONTRADICTED),
        ("ge", {"today": 0}, "2026-11-24", Result.CONFIRMED),
        ("le", {"today": 0, "years": -18}, "2008-11-24", Result.CONFIRMED),
        ("le", {"today": 0, "years": -18}, "2008-11-25", Result.CONTRADICTED),
    ],
)
def test_an_answer_against_a_standard(
    op: str, right: object, answered: object, result: Result
) -> None:
    assert judge(SOURCE, op, right, given=answered).result is result


@pytest.mark.parametrize(
    ("age", "answered", "result", "reason"),
    [
        (30, 2, Result.CONTRADICTED, ""),
        (31, 2, Result.UNKNOWN, "stale"),
        (31, 1, Result.UNKNOWN, "stale"),
        (-30, 2, Result.CONTRADICTED, ""),
        (-31, 2, Result.AMBIGUOUS, "later"),
        (-31, 1, Result.CONFIRMED, ""),
    ],
)
def test_old_data_say_nothing_and_much_later_data_accuse_nobody(
    age: int, answered: int, result: Result, reason: str
) -> None:
    as_of = DAY - timedelta(days=age)
    judged = judge(fact("amount"), "eq", SOURCE, {"amount": Decimal(1)}, answered, as_of=as_of)
    assert (judged.result, judged.reason) == (result, reason)


def test_data_without_a_day_or_without_a_stated_freshness_are_not_fresh() -> None:
    declared: dict[str, Value] = {"amount": Decimal(1)}
    undated = judge(fact("amount"), "eq", SOURCE, declared, 2, as_of=None)
    unstated = judge(fact("amount"), "eq", SOURCE, declared, 2, freshness={})
    for judged in (undated, unstated):
        assert (judged.result, judged.reason) == (Result.UNKNOWN, Reason.STALE)


@given(
    st.sampled_from([AnswerStatus.NOT_FOUND, AnswerStatus.AMBIGUOUS, AnswerStatus.UNAVAILABLE]),
    st.integers(0, 10**6).map(Decimal),
    st.one_of(st.none(), st.integers(), st.text(), st.booleans(), st.floats()),
    st.sampled_from(["eq", "ne", "lt", "le", "gt", "ge"]),
)
def test_a_source_that_does_not_answer_never_counts_against_anybody(
    status: AnswerStatus, declared: Decimal, answered: object, op: str
) -> None:
    judged = judge(fact("amount"), op, SOURCE, {"amount": declared}, answered, status=status)
    assert judged.result in (Result.NOT_FOUND, Result.AMBIGUOUS, Result.UNKNOWN)


@given(st.one_of(st.none(), st.integers(), st.text(), st.booleans(), st.floats(), st.binary()))
def test_no_answer_makes_the_evaluation_fail(answered: object) -> None:
    declared: dict[str, Value] = {
        "amount": Decimal(1),
        "on": DAY,
        "office": "局",
        "alone": True,
        "level": "1A",
    }
    for key in FACTS:
        judge(fact(key), "eq", SOURCE, declared, answered)


def test_what_is_shown_to_the_officer() -> None:
    as_of = DAY - timedelta(days=3)
    judged = judge(fact("amount"), "eq", SOURCE, {"amount": Decimal(60000)}, 80000, as_of=as_of)
    assert judged.comparisons == (
        ComparisonResult(
            key="k",
            result=Result.CONTRADICTED,
            left=Decimal(60000),
            right=Decimal(80000),
            difference=Decimal(-20000),
            percent=Decimal("-25.00"),
            as_of=as_of,
            source="registry",
        ),
    )
    assert judged.chinese == "不一致"
    days = judge(fact("on"), "eq", SOURCE, {"on": DAY}, "2026-11-20")
    assert days.comparisons[0].difference == 4


def test_missing_the_standard_is_not_untruth() -> None:
    judged = judge(fact("amount"), "le", {"constant": 2200}, {"amount": Decimal(2201)})
    assert (judged.result, judged.chinese) == (Result.NOT_MET, "不在标准以内")
    judged = judge(fact("amount"), "le", {"constant": 2200}, {"amount": Decimal(2200)})
    assert (judged.result, judged.chinese) == (Result.MET, "由人核查")
    judged = judge(fact("amount"), "le", {"constant": 2200})
    assert (judged.result, judged.reason) == (Result.UNKNOWN, Reason.UNDECLARED)


ROLLED = [
    # income declared, income answered, vehicles answered, rolled up
    (2000, 2050, 0, Result.CONFIRMED),
    (2000, 3000, 0, Result.CONTRADICTED),
    (2300, 2300, 0, Result.NOT_MET),
    (2300, 3000, 0, Result.CONTRADICTED),
    (2000, 2000, None, Result.NOT_FOUND),
    (2000, 2000, "几辆", Result.UNKNOWN),
    (2300, 2300, None, Result.NOT_MET),
]


@pytest.mark.parametrize(("declared", "income", "vehicles", "result"), ROLLED)
def test_a_condition_takes_its_weightiest_comparison(
    declared: int, income: int, vehicles: object, result: Result
) -> None:
    definition = read_conditions(
        """
        [[condition]]
        key = "poor"
        sentence = "人均月收入{pay}元，不超过{=2200}元，没有汽车"
        [[condition.fact]]
        key = "pay"
        kind = "number"
        label = "收入"
        [[condition.comparison]]
        key = "line"
        left = {fact = "pay"}
        op = "le"
        right = {constant = 2200}
        [[condition.comparison]]
        key = "pay"
        left = {fact = "pay"}
        op = "eq"
        right = {source = "economy", attribute = "pay"}
        tolerance = {percent = 5}
        [[condition.comparison]]
        key = "vehicles"
        left = {source = "vehicle", attribute = "count"}
        op = "eq"
        right = {constant = 0}
        """
    )
    answers = {
        "economy": SourceAnswer("economy", AnswerStatus.FOUND, DAY, {"pay": income}),
        "vehicle": SourceAnswer("vehicle", AnswerStatus.FOUND, DAY, {"count": vehicles}),
    }
    freshness = {"economy": 30, "vehicle": 30}
    (rolled,) = evaluate(definition, {"pay": Decimal(declared)}, answers, DAY, freshness)
    assert rolled.result is result


def test_a_pure_statement_is_for_a_person_to_check() -> None:
    statement = {"key": "c", "sentence": "属实", "attested": {"how": "走访", "method": "onsite"}}
    (judged,) = evaluate(read_conditions({"condition": [statement]}), {}, {}, DAY, {})
    assert (judged.result, judged.reason) == (Result.UNKNOWN, Reason.ATTESTED)
    assert judged.chinese == "由人核查"


AMOUNTS = st.decimals(-(10**9), 10**9, places=2, allow_nan=False)
TOLERANCES = st.one_of(
    st.integers(1, 100).map(lambda n: Tolerance(percent=Decimal(n))),
    st.integers(1, 10**6).map(lambda n: Tolerance(absolute=Decimal(n))),
)


@given(AMOUNTS, AMOUNTS, TOLERANCES)
def test_tolerance_does_not_depend_on_who_is_named_first(
    one: Decimal, other: Decimal, tolerance: Tolerance
) -> None:
    slack = Decimal("0.01")
    assert within(one - other, one, other, tolerance) == within(other - one, other, one, tolerance)
    assert ordered(Op.EQ, one, other, slack, tolerance) == ordered(
        Op.EQ, other, one, slack, tolerance
    )
    assert ordered(Op.LE, one, other, slack, tolerance) == ordered(
        Op.GE, other, one, slack, tolerance
    )
    assert ordered(Op.EQ, one, one, slack, tolerance)


@given(st.integers(0, 10**7).map(Decimal), st.decimals(0, 10**7, places=4))
def test_leaving_off_the_odd_cents_is_true(declared: Decimal, answered: Decimal) -> None:
    judged = judge(fact("amount"), "eq", SOURCE, {"amount": declared}, str(answered))
    expected = Result.CONFIRMED if abs(declared - answered) < 1 else Result.CONTRADICTED
    assert judged.result is expected


@given(st.dates(), st.integers(-150, 150), st.integers(-1800, 1800), st.integers(-60000, 60000))
def test_a_moved_day_always_exists(day: date, years: int, months: int, days: int) -> None:
    TodayOperand(today=days, years=years, months=months).on(day)


def test_the_last_of_february_falls_back() -> None:
    assert TodayOperand(today=0, years=-18).on(date(2028, 2, 29)) == date(2010, 2, 28)
    assert TodayOperand(today=0, months=-12).on(DAY) == date(2025, 11, 24)
