"""Reading what a person typed into the fields of a condition; nothing is guessed silently."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from nuozheng.law.conditions.definitions import ConditionSet
from nuozheng.law.conditions.facts import (
    ChoiceFact,
    DateFact,
    Fact,
    NumberFact,
    TextFact,
    Value,
    YesNoFact,
)
from nuozheng.law.conditions.numerals import (
    folded,
    guessed_number,
    in_chinese_numerals,
    plain_number,
)
from nuozheng.law.conditions.template import date_text, number_text

_LONGEST = 2000
_DIGITS = 20
_DAY = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_YES = {"yes", "true", "on", "1", "是", "有"}
_NO = {"no", "false", "off", "0", "否", "没有", "无"}
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Declared:
    """Values that could be read, and for each of the others what to do about it."""

    values: dict[str, Value] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


class Unreadable(ValueError):
    """The field can't be taken as it stands; the message says how to write it."""


def parse_declared(
    conditions: ConditionSet, raw: Mapping[str, str], today: date, *, partial: bool = False
) -> Declared:
    """The declared values of all facts from typed text.

    `today` is the day of the declaration. With `partial` (saved to go on later) an empty field is
    left out instead of being an error. Keys that no fact has are ignored.
    """
    read = Declared()
    for key, fact in conditions.facts.items():
        text = raw.get(key, "")
        try:
            if _is_blank(text):
                if not partial:
                    raise Unreadable(_missing(fact))
                continue
            read.values[key] = parse_value(fact, text, today)
        except Unreadable as problem:
            read.errors[key] = str(problem)
    return read


def parse_value(fact: Fact, text: str, today: date) -> Value:
    """One declared value; Unreadable carries the message for the person."""
    _refuse_unseen(text)
    match fact:
        case NumberFact():
            return _number(fact, text)
        case DateFact():
            return _day(fact, text, today)
        case ChoiceFact():
            return _choice(fact, text)
        case YesNoFact():
            return _yes_or_no(fact, text)
        case TextFact():
            return _text(fact, text)


def _is_blank(text: object) -> bool:
    return isinstance(text, str) and not text.strip()


def _missing(fact: Fact) -> str:
    verb = "请选" if isinstance(fact, ChoiceFact | YesNoFact) else "请填写"
    return f"{verb}“{fact.label}”。拿不准的，可以改交证明。"


def _refuse_unseen(text: str) -> None:
    if not isinstance(text, str):
        raise Unreadable("这一项要写成文字。")
    if len(text) > _LONGEST:
        raise Unreadable(f"写得太长了，最多{_LONGEST}个字。")
    control = any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\t\r\n" for c in text)
    if control or _UNSEEN.search(text):
        raise Unreadable("里面有看不见的字符，多半是复制时带进来的。请删掉，重新用键盘输入。")


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return f"“{text if len(text) <= 20 else text[:20] + '…'}”"


def _number(fact: NumberFact, text: str) -> Decimal:
    plain = folded(text).removesuffix(fact.unit) if fact.unit else folded(text)
    number = plain_number(plain) if len(plain) <= _DIGITS else None
    if number is None:
        raise Unreadable(_not_a_number(fact, text))
    if number != round(number, fact.decimals):
        most = f"最多写{fact.decimals}位小数" if fact.decimals else "请写整数"
        raise Unreadable(f"{most}。您写的是{_quoted(text)}。")
    number = round(number, fact.decimals) + Decimal(0)
    if not _within(fact, number):
        raise Unreadable(f"{_range(fact)}，您写的是{number_text(number)}{fact.unit}。请核对一下。")
    return number


def _not_a_number(fact: NumberFact, text: str) -> str:
    unit = f"，单位是{fact.unit}" if fact.unit else ""
    said = f"请只写数字{unit}。您写的是{_quoted(text)}"
    guess = guessed_number(text, fact.unit) if len(text) <= _DIGITS else None
    if (
        guess is None
        or guess >= 10**15
        or guess != round(guess, fact.decimals)
        or not _within(fact, guess)
    ):
        return said + "。"
    digits = number_text(guess, grouped=False)
    return f"{said}，如果是{in_chinese_numerals(guess)}{fact.unit}，请写{digits}。"


def _within(fact: NumberFact, number: Decimal) -> bool:
    above = fact.minimum is None or number >= fact.minimum
    return above and (fact.maximum is None or number <= fact.maximum)


def _range(fact: NumberFact) -> str:
    low = None if fact.minimum is None else number_text(fact.minimum) + fact.unit
    high = None if fact.maximum is None else number_text(fact.maximum) + fact.unit
    if low and high:
        return f"这里应当在{low}到{high}之间"
    return f"这里不能小于{low}" if low else f"这里不能大于{high}"


def _day(fact: DateFact, text: str, today: date) -> date:
    plain = folded(text)
    found = _DAY.fullmatch(plain)
    if not found:
        how = "请写到日" if re.fullmatch(r"\d{4}(年|[-/.])\d{1,2}月?", plain) else "请写年月日"
        raise Unreadable(f"{how}，例如2014年9月12日或者2014-09-12。您写的是{_quoted(text)}。")
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        value = date(year, month, day)
    except ValueError:
        what = f"{year}年{month}月没有{day}日" if 1 <= month <= 12 and year else "没有这一天"
        raise Unreadable(f"{what}，您写的是{_quoted(text)}。请核对一下。") from None
    for bound, early in ((fact.earliest, True), (fact.latest, False)):
        if bound is None:
            continue
        limit = today if bound == "today" else bound
        if (value < limit) if early else (value > limit):
            word = "早" if early else "晚"
            named = f"今天（{date_text(today)}）" if bound == "today" else date_text(limit)
            raise Unreadable(f"不能{word}于{named}。您写的是{date_text(value)}，请核对一下。")
    return value


def _choice(fact: ChoiceFact, text: str) -> str:
    wanted = text.strip()
    for option in fact.options:
        if wanted in (option.value, option.label):
            return option.value
    offered = "、".join(option.label for option in fact.options)
    raise Unreadable(f"请从这几项里选一项：{offered}。")


def _yes_or_no(fact: YesNoFact, text: str) -> bool:
    plain = folded(text).lower()
    if plain not in _YES | _NO:
        raise Unreadable(f"“{fact.label}”请选“是”或者“否”。")
    return plain in _YES


def _text(fact: TextFact, text: str) -> str:
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    if len(plain) > fact.max_length:
        raise Unreadable(f"最多写{fact.max_length}个字，您写了{len(plain)}个。")
    return plain
