"""Definitions: what is accepted, what is refused and with which words, what is asked."""

import json
from typing import Any

import pytest

from nuozheng.law.conditions import (
    AttributeType,
    ConditionProblem,
    check_sources,
    read_conditions,
    required_attributes,
    sentence,
    sentence_parts,
)

INCOME = """
[[condition]]
key = "income_per_head"
sentence = "申请前12个月，家庭人均月收入为{monthly_income}元，不超过本市标准{=2200}元"
[[condition.fact]]
key = "monthly_income"
kind = "number"
label = "家庭人均月收入"
unit = "元"
minimum = 0
maximum = 1000000
decimals = 2
[[condition.comparison]]
key = "under_line"
left = {fact="monthly_income"}
op = "le"
right = {constant=2200}
[[condition.comparison]]
key = "matches_platform"
left = {fact="monthly_income"}
op = "eq"
right = {source="family_economy", attribute="monthly_income_per_head_yuan"}
tolerance = {percent=5}
"""
SOURCES = {
    "family_economy": {"monthly_income_per_head_yuan": AttributeType("number", "元")},
    "marriage": {
        "status": AttributeType("choice", "", ("single", "married")),
        "registered_on": AttributeType("date"),
    },
}


def condition(**changes: Any) -> dict[str, Any]:
    """A smallest good condition with changes."""
    return {"condition": [{"key": "c", "sentence": "属实", "attested": WRITTEN, **changes}]}


WRITTEN = {"how": "向原单位发函核对", "method": "written"}
MARRIED_ON = {"key": "married_on", "kind": "date", "label": "登记日期"}
LEVEL = {
    "key": "level",
    "kind": "choice",
    "label": "等级",
    "options": [{"value": "1A", "label": "一级甲等"}, {"value": "2A", "label": "二级甲等"}],
}


def comparison(left: object, op: str, right: object, **more: object) -> dict[str, object]:
    return {"key": "k", "left": left, "op": op, "right": right, **more}


def test_a_definition_survives_json_unchanged() -> None:
    definition = read_conditions(INCOME)
    assert read_conditions(json.loads(json.dumps(definition.as_json()))) == definition


def test_only_what_is_compared_is_asked() -> None:
    assert required_attributes(read_conditions(INCOME)) == {
        "family_economy": {"monthly_income_per_head_yuan"}
    }
    assert required_attributes(read_conditions(condition())) == {}


@pytest.mark.parametrize(
    ("definition", "said"),
    [
        (INCOME.replace("{monthly_income}", "若干"), "事实monthly_income没有写进句子"),
        (INCOME.replace("{monthly_income}", "{income}"), "句子里的{income}没有对应的事实"),
        (INCOME.replace('fact="monthly_income"', 'fact="pay"'), "用到的事实pay没有定义"),
        (INCOME.replace("{=2200}", "{=2300}"), "句子里写的标准2300，没有一条比对用到它"),
        (INCOME.replace("constant=2200", 'constant="2200"'), "类型不同（数字、文字）"),
        (INCOME.replace('"number"', '"nomber"'), "kind只能是 number"),
        (INCOME.replace("minimum = 0", "minimum = 9000000"), "最小值9000000大于最大值1000000"),
        (INCOME.replace("decimals = 2", "decimal = 2"), "condition[1].fact[1].decimal：没有这一项"),
        (INCOME.replace("{constant=2200}", "{konstant=2200}"), "要写成 {fact="),
        (INCOME.replace("percent=5", "percent=5, days=3"), "容差只能写一种"),
        ("[[condition", "不是正确的 TOML"),
        (condition(attested=None), "要么能比对，要么写明谁怎样核查"),
        (condition(sentence="多一个{括号"), "花括号不成对"),
        (
            condition(comparison=[comparison({"constant": 1}, "eq", {"today": 0})]),
            "两边都不是事实或者数据",
        ),
        (
            condition(
                sentence="{level}",
                fact=[LEVEL],
                comparison=[comparison({"fact": "level"}, "in", {"constant": ["1A", "9Z"]})],
            ),
            "常数9Z不在选项里",
        ),
        (
            condition(
                sentence="{level}",
                fact=[LEVEL],
                comparison=[comparison({"fact": "level"}, "ge", {"constant": "2A"})],
            ),
            "选项不能比大小",
        ),
        (
            condition(
                sentence="{married_on}",
                fact=[MARRIED_ON],
                comparison=[comparison({"fact": "married_on"}, "le", {"constant": 2020})],
            ),
            "类型不同（数字、日期）",
        ),
        (
            condition(
                sentence="{married_on}",
                fact=[MARRIED_ON],
                comparison=[
                    comparison({"fact": "married_on"}, "le", {"today": 0}, tolerance={"days": 3})
                ],
            ),
            "法定标准不能放宽",
        ),
    ],
)
def test_a_faulty_definition_is_refused_in_words(
    definition: str | dict[str, Any], said: str
) -> None:
    with pytest.raises(ConditionProblem) as refused:
        read_conditions(definition)
    assert said in str(refused.value)


def test_two_conditions_may_share_a_fact_but_not_define_it_twice_differently() -> None:
    one = condition(sentence="{level}", fact=[LEVEL])["condition"][0]
    other = {**one, "key": "d"}
    assert list(read_conditions({"condition": [one, other]}).facts) == ["level"]
    changed = {**other, "fact": [{**LEVEL, "label": "级别"}]}
    with pytest.raises(ConditionProblem, match="写法不一样"):
        read_conditions({"condition": [one, changed]})


@pytest.mark.parametrize(
    ("left", "op", "right", "said"),
    [
        ({"source": "land", "attribute": "area"}, "eq", {"constant": 1}, "没有数据源land"),
        ({"source": "marriage", "attribute": "on"}, "eq", {"constant": 1}, "数据项marriage.on"),
        (
            {"source": "marriage", "attribute": "status"},
            "eq",
            {"constant": "wed"},
            "常数wed不在选项里",
        ),
        (
            {"source": "marriage", "attribute": "registered_on"},
            "eq",
            {"constant": True},
            "类型不同",
        ),
        (
            {"source": "marriage", "attribute": "registered_on"},
            "ge",
            {"constant": "2020-01-01"},
            "",
        ),
    ],
)
def test_conditions_are_checked_against_what_sources_give(
    left: object, op: str, right: object, said: str
) -> None:
    definition = read_conditions(condition(comparison=[comparison(left, op, right)]))
    assert said in "".join(check_sources(definition, SOURCES))
    assert bool(check_sources(definition, SOURCES)) == bool(said)


def test_units_must_be_the_same() -> None:
    assert check_sources(read_conditions(INCOME), SOURCES) == []
    in_myriads = read_conditions(INCOME.replace('unit = "元"', 'unit = "万元"'))
    assert "两边单位不同（万元、元）" in check_sources(in_myriads, SOURCES)[0]


def test_the_blank_form_and_the_signed_sentence_are_the_same_words() -> None:
    definition = read_conditions(INCOME)
    (income,) = definition.conditions
    assert sentence(income, {}) == ("申请前12个月，家庭人均月收入为____元，不超过本市标准2,200元")
    parts = sentence_parts(income, {})
    assert [part.kind for part in parts] == ["text", "fact", "text", "text", "text"]
    assert parts[1].fact is definition.facts["monthly_income"]
    assert parts[1].text == ""


def test_a_sentence_may_quote_the_years_of_an_age() -> None:
    definition = condition(
        sentence="年满{=18}周岁",
        comparison=[
            comparison(
                {"source": "household", "attribute": "born_on"}, "le", {"today": 0, "years": -18}
            )
        ],
    )
    (adult,) = read_conditions(definition).conditions
    assert sentence(adult, {}) == "年满18周岁"
