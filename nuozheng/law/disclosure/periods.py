"""公示期限: from the day that the notice promised to the day that it promised, and no longer."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from nuozheng.law.answers import met, not_met
from nuozheng.law.calendar import load_calendar
from nuozheng.law.findings import Finding
from nuozheng.law.repair import add_months, spoken

Unit = Literal["working", "natural", "months"]
_DIGITS = {word: number for number, word in enumerate("零一二三四五六七八九")} | {"两": 2}
_SAID = re.compile(r"([0-9]{1,3}|[一二两三四五六七八九十]{1,3})\s*(?:个)?(工作日|日|天|月|年)")
PROMISED = ("MJ21-2.2.5j", "CN-PIPL-47")
MOST_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Term:
    """So many working days, days or months from the event that the notice names."""

    count: int
    unit: Unit

    def last_day(self, start: date) -> date:
        """The last day on which it may be seen."""
        if self.unit == "working":
            return load_calendar().add_working_days(start, self.count).on
        if self.unit == "months":
            return add_months(start, self.count)
        return load_calendar().add_days(start, self.count).on


def promised(until: str) -> Term | None:
    """自作出决定之日起15个工作日 → 15 working days; None where no period can be read.

    Longer than 36 months counts as unread: nothing stays public for good.
    """
    found = _SAID.search(until)
    if found is None:
        return None
    count, word = _number(found[1]), found[2]
    if word == "年":
        count, word = count * 12, "月"
    unit: Unit = "working" if word == "工作日" else "months" if word == "月" else "natural"
    if not count or (unit == "months" and count > MOST_MONTHS):
        return None
    return Term(count, unit)


def end_is_promised(until: str) -> Finding:
    """告知书写明公开的范围和时限: without an end that was told, nothing is published."""
    key = "end_is_promised"
    if promised(until) is not None:
        return met(key, f"告知书写明公示到：{until}。", PROMISED)
    return not_met(
        key,
        "告知书没有写明公示到哪一天，不能公示。",
        PROMISED,
        cure="先在清单里写明公示的时限，以后签的承诺书再公示。",
    )


def term_still_runs(end_on: date, today: date) -> Finding:
    """What is over is not published any more, however late somebody gets round to it."""
    key = "publication_term_still_runs"
    if today <= end_on:
        return met(key, f"公示到{spoken(end_on)}。", PROMISED)
    return not_met(
        key,
        f"告知书答应的公示期到{spoken(end_on)}为止，已经过了，不能再公示。",
        PROMISED,
        cure="这一件不用再公示。",
    )


def _number(said: str) -> int:
    if said.isdigit():
        return int(said)
    tens, ten, ones = said.partition("十")
    if not ten:
        return _DIGITS.get(said, 0)
    return (_DIGITS.get(tens, 1) if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)
