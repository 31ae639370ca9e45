"""Who looked at a person's data: what the person is told, and when.

A state organ tells, except where telling would keep it from its duty (CN-PIPL-35): a look at an
inspection or inquiry that the person doesn't know of is told when that is over, and in any case
after the days that the pack says.
"""

from dataclasses import dataclass
from datetime import date, timedelta

TELLING_CLAUSES = ("CN-PIPL-45", "CN-PIPL-35")
"""The right to be told, and the exception for a duty that telling would hinder."""

PAGES: dict[str, str] = {
    "case": "办件",
    "paper": "办件里的材料",
    "counter": "窗口办理页",
    "task": "核查任务",
    "finding": "不一致的处理",
    "supervision": "日常监管",
    "hazard": "隐患排查",
    "error": "差错分析",
    "correction": "更正申请",
    "visit": "现场检查",
    "record": "信用记录",
    "credit_file": "信用档案",
    "publication": "要公示的内容",
    "sanction_check": "失信名单和惩戒查询",
    "blacklist": "失信名单",
    "objection": "信用异议",
    "bundle": "证据包",
    "assistance": "协助核查",
    "log": "这份查看记录",
}
"""What was on the screen, in words, by the key under which a look is kept."""


def page_title(what: str) -> str:
    return PAGES.get(what, "其他页面")


@dataclass(frozen=True, slots=True)
class Held:
    """A look kept back: since which day, and whether what it would give away is over."""

    looked_on: date
    is_over: bool


def latest_day(looked_on: date, days: int) -> date:
    """The day on which a look is told at the latest; `days` natural days."""
    return looked_on + timedelta(days=days)


def is_told(held: Held | None, *, days: int, today: date) -> bool:
    """Whether the person sees the look today."""
    if held is None or held.is_over:
        return True
    return today >= latest_day(held.looked_on, days)
