"""The items of a notice as rows: the same numbers on screen and in the letter."""

from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html_join

from nuozheng.web.parts import Fact

_DIGITS = "〇一二三四五六七八九十"


def notice_rows(content: Mapping[str, Any]) -> list[Fact]:
    """One row for each item: 一、办理事项, its paragraphs, its clauses."""
    return [
        Fact(
            term=f"{chinese_number(item['number'])}、{item['title']}",
            detail=format_html_join("", "<p>{}</p>", ((text,) for text in item["paragraphs"])),
            basis=tuple(item["basis"]),
        )
        for item in content["items"]
    ]


def chinese_number(number: int) -> str:
    """1 to 99 as 一, 十二, 二十三."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")
