"""Numbers as people write them: full width, 6万, 两万三千, 一千二百元左右."""

import re
from decimal import Decimal

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DIGITS = {
    **dict(zip("〇一二三四五六七八九", range(10), strict=True)),
    **dict(zip("零壹贰叁肆伍陆柒捌玖", range(10), strict=True)),
    **{"两": 2, "俩": 2},
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?|[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_MIXED = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)(百万|千万|[十百千万亿kKwW])?")
_WORDS = re.compile(
    r"大概|大约|差不多|左右|上下|以上|以下|以内|不到|多|约|近|几乎|人民币|块钱?|圆|整"
)
_SCALES = {"百万": 10**6, "千万": 10**7, "k": 1000, "w": 10**4, **_UNITS, **_MYRIADS}


def folded(text: str) -> str:
    """Full-width forms made half-width, spaces gone.

    Not NFKC, which would read 60² as 602.
    """
    return "".join(text.translate(_HALF_WIDTH).split())


def plain_number(text: str) -> Decimal | None:
    """A number written in digits, with well-placed thousands commas at most."""
    return Decimal(text.replace(",", "")) if _PLAIN.fullmatch(text) and text.isascii() else None


def guessed_number(text: str, unit: str = "") -> Decimal | None:
    """What somebody may have meant by a number in words; only ever offered, never taken."""
    text = _WORDS.sub("", folded(text))
    text = text.removesuffix(unit) if unit else text
    if (plain := plain_number(text)) is not None:
        return plain
    if mixed := _MIXED.fullmatch(text):
        scale = _SCALES.get((mixed[2] or "").lower(), 1)
        return Decimal(mixed[1].replace(",", "")) * scale
    whole, point, fraction = text.partition("点")
    number = _from_chinese(whole)
    if number is None or not point:
        return number
    places = [_DIGITS.get(character) for character in fraction]
    if not places or None in places:
        return None
    return number + Decimal("0." + "".join(str(place) for place in places))


def _from_chinese(text: str) -> Decimal | None:
    """一千二百 as 1200, 六万五 as 65000, 二〇二六 as 2026; None where it isn't a numeral."""
    if not text or any(c not in _DIGITS and c not in _UNITS and c not in _MYRIADS for c in text):
        return None
    if all(character in _DIGITS for character in text):
        return Decimal("".join(str(_DIGITS[character]) for character in text))
    total = section = 0
    digit: int | None = None
    last_unit = 1
    for character in text:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
            last_unit = last_unit if digit else 1
        elif character in _UNITS:
            last_unit = _UNITS[character]
            section += (digit or 1) * last_unit
            digit = None
        else:
            last_unit = _MYRIADS[character]
            total = (total + section + (digit or 0)) * last_unit
            section, digit = 0, None
    # 六万五 means 65,000: a last digit without its unit counts in the next lower one.
    return Decimal(total + section + (digit or 0) * max(last_unit // 10, 1))


def in_chinese_numerals(number: Decimal) -> str:
    """60000 as 六万, for reading a suggestion aloud; digits where words would be longer."""
    if number != number.to_integral_value() or not 0 < number < 10**8:
        return f"{number:f}"
    myriads, rest = divmod(int(number), 10**4)
    if not myriads:
        return _below_myriad(rest)
    joint = "零" if 0 < rest < 1000 else ""
    return f"{_below_myriad(myriads)}万{joint}{_below_myriad(rest) if rest else ''}"


def _below_myriad(number: int) -> str:
    said, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            said += ("零" if gap and said else "") + "〇一二三四五六七八九"[digit] + name
        gap = digit == 0 and bool(said)
    return said.removeprefix("一") if said.startswith("一十") else said
