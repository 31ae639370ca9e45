"""What people type: read where it is plain, questioned where it isn't."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuozheng.law.conditions import (
    Value,
    fact_text,
    from_json,
    parse_declared,
    read_conditions,
    sentence,
    to_json,
)
from nuozheng.law.conditions.numerals import guessed_number, in_chinese_numerals

TODAY = date(2026, 11, 24)
FORM = read_conditions(
    """
    [[condition]]
    key = "all"
    sentence = "存款{savings}元，面积{area}平方米，{year}年，{on}登记，{level}，{name}，{alone}"
    attested = {how = "看原件", method = "written"}
    [[condition.fact]]
    key = "savings"
    kind = "number"
    label = "存款合计"
    unit = "元"
    minimum = 0
    maximum = 99999999
    [[condition.fact]]
    key = "area"
    kind = "number"
    label = "面积"
    unit = "平方米"
    decimals = 2
    [[condition.fact]]
    key = "year"
    kind = "number"
    label = "年份"
    unit = "年"
    [[condition.fact]]
    key = "on"
    kind = "date"
    label = "登记日期"
    earliest = 1950-10-01
    latest = "today"
    [[condition.fact]]
    key = "level"
    kind = "choice"
    label = "等级"
    options = [{value = "1A", label = "一级甲等"}, {value = "2A", label = "二级甲等"}]
    [[condition.fact]]
    key = "name"
    kind = "text"
    label = "名称"
    max_length = 10
    [[condition.fact]]
    key = "alone"
    kind = "yes_no"
    label = "独自居住"
    """
)


def read(key: str, text: str) -> tuple[Value | None, str]:
    declared = parse_declared(FORM, {key: text}, TODAY, partial=True)
    return declared.values.get(key), declared.errors.get(key, "")


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("savings", "60000", Decimal(60000)),
        ("savings", " 110,400 元", Decimal(110400)),
        ("savings", "６００００", Decimal(60000)),
        ("savings", "１１０，４００", Decimal(110400)),
        ("area", "72.50", Decimal("72.5")),
        ("on", "2014年9月12日", date(2014, 9, 12)),
        ("on", "2014-09-12", date(2014, 9, 12)),
        ("on", "２０１４／９／１２", date(2014, 9, 12)),
        ("on", "20140912", date(2014, 9, 12)),
        ("on", "2026-11-24", TODAY),
        ("level", "二级甲等", "2A"),
        ("level", "1A", "1A"),
        ("name", "  东胜区\n民政局 ", "东胜区 民政局"),
        ("alone", "是", True),
        ("alone", "no", False),
    ],
)
def test_plain_answers_are_taken(key: str, text: str, value: Value) -> None:
    assert read(key, text) == (value, "")


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        (
            "savings",
            "6万左右",
            "请只写数字，单位是元。您写的是“6万左右”，如果是六万元，请写60000。",
        ),
        ("savings", "六万五", "如果是六万五千元，请写65000。"),
        ("savings", "大约一千二百块", "如果是一千二百元，请写1200。"),
        ("savings", "很多", "请只写数字，单位是元。您写的是“很多”。"),
        ("savings", "1,2", "请只写数字"),
        ("savings", "NaN", "请只写数字"),
        ("savings", "1e5", "请只写数字"),
        ("savings", "60²", "请只写数字"),
        ("savings", "9" * 400, "请只写数字"),
        ("savings", "0.5", "请写整数。您写的是“0.5”。"),
        ("savings", "-1", "这里应当在0元到99,999,999元之间，您写的是-1元"),
        ("savings", "100000000", "您写的是100,000,000元"),
        ("area", "72.555", "最多写2位小数"),
        ("on", "2019年5月", "请写到日，例如2014年9月12日"),
        ("on", "去年", "请写年月日"),
        ("on", "2023-02-30", "2023年2月没有30日"),
        ("on", "2023-13-01", "没有这一天"),
        ("on", "2026-11-25", "不能晚于今天（2026年11月24日）"),
        ("on", "1949-01-01", "不能早于1950年10月1日"),
        ("level", "3C", "请从这几项里选一项：一级甲等、二级甲等。"),
        ("name", "这个名称实在是太长太长太长了", "最多写10个字，您写了14个。"),
        ("name", "张\x00三", "看不见的字符"),
        ("name", "张\u202e三", "看不见的字符"),
        ("name", "张" * 3000, "写得太长了"),
        ("alone", "也许", "请选“是”或者“否”"),
    ],
)
def test_others_are_told_how_to_write_it(key: str, text: str, said: str) -> None:
    value, error = read(key, text)
    assert value is None
    assert said in error


def test_all_fields_are_reported_at_once_and_empty_ones_only_when_it_counts() -> None:
    assert set(parse_declared(FORM, {"csrf": "x"}, TODAY).errors) == set(FORM.facts)
    assert parse_declared(FORM, {"savings": " "}, TODAY, partial=True).errors == {}
    assert parse_declared(FORM, {}, TODAY).errors["level"].startswith("请选“等级”")


VALUES = st.fixed_dictionaries(
    {
        "savings": st.integers(0, 99999999).map(Decimal),
        "area": st.decimals(-1000, 10**6, places=2, allow_nan=False).map(lambda d: d + 0),
        "year": st.integers(1900, 2100).map(Decimal),
        "on": st.dates(date(1950, 10, 1), TODAY),
        "level": st.sampled_from(["1A", "2A"]),
        "name": st.from_regex(r"[一-龥·{}A-Za-z]{1,10}", fullmatch=True),
        "alone": st.booleans(),
    }
)


@given(VALUES)
def test_values_survive_storage_and_typing_again(values: dict[str, Value]) -> None:
    stored = to_json(values)
    assert all(isinstance(text, str) for text in stored.values())
    assert from_json(FORM, stored) == values
    again = parse_declared(FORM, stored, TODAY)
    assert again.errors == {}
    assert again.values == values


@given(VALUES)
def test_the_sentence_says_every_declared_value(values: dict[str, Value]) -> None:
    (condition,) = FORM.conditions
    said = sentence(condition, values)
    assert "____" not in said
    for key, value in values.items():
        assert fact_text(FORM.facts[key], value) in said


def test_years_have_no_comma_and_amounts_have() -> None:
    (condition,) = FORM.conditions
    said = sentence(condition, {"year": Decimal(2019), "savings": Decimal(60000)})
    assert said.startswith("存款60,000元，面积____平方米，2019年")


def test_stored_values_of_another_definition_are_refused() -> None:
    with pytest.raises(ValueError, match="没有这些事实：pension"):
        from_json(FORM, {"pension": "1"})


@given(st.integers(1, 10**8 - 1))
def test_numerals_are_read_as_they_are_written(number: int) -> None:
    assert guessed_number(in_chinese_numerals(Decimal(number))) == number


@given(st.text(max_size=30))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    for key in FORM.facts:
        value, error = read(key, text)
        assert not (value is not None and error)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("两万三千", "23000"),
        ("十五", "15"),
        ("一百二", "120"),
        ("一百零二", "102"),
        ("一亿二", "120000000"),
        ("贰拾万", "200000"),
        ("二〇二六", "2026"),
        ("三点五", "3.5"),
        ("1.2万", "12000"),
        ("3k", "3000"),
    ],
)
def test_ways_of_writing_numbers(text: str, number: str) -> None:
    assert guessed_number(text) == Decimal(number)


def test_a_future_limit_moves_with_the_day() -> None:
    tomorrow = TODAY + timedelta(days=1)
    declared = parse_declared(FORM, {"on": "2026-11-25"}, tomorrow, partial=True)
    assert declared.values == {"on": tomorrow}
