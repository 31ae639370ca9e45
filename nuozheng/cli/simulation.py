"""How a simulation is told: a table for people, JSON for programs."""

import json
from collections.abc import Mapping
from datetime import date

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from nuozheng.law.simulation import ASSUMED_MINUTES, PAPER_MINUTES, Count, Simulated
from nuozheng.law.verification_plan import METHOD_WORD

SHOWN = 20
"""Case numbers that the table lists of each kind; JSON has all."""


def as_json(
    key: str, since: date, until: date, found: Simulated, minutes: Mapping[str, int]
) -> str:
    """The whole result; the same data give the same bytes."""
    return json.dumps(
        {
            "pack": key,
            "since": since.isoformat(),
            "until": until.isoformat(),
            "cases": found.present.cases,
            "untrue_found": found.untrue,
            "present": _count(found.present),
            "changed": _count(found.changed),
            "newly_barred": list(found.newly_barred),
            "newly_eligible": list(found.newly_eligible),
            "minutes": dict(sorted(minutes.items())),
            "minutes_assumed": sorted(
                key for key, value in minutes.items() if ASSUMED_MINUTES[key] == value
            ),
            "minutes_of_a_paper": PAPER_MINUTES,
        },
        ensure_ascii=False,
        indent=1,
    )


def print_table(
    console: Console,
    title: str,
    since: date,
    until: date,
    found: Simulated,
    minutes: Mapping[str, int],
) -> None:
    """现行 beside 改后, then whose eligibility differs and by what the hours were counted."""
    now, then = found.present, found.changed
    table = Table(title=f"{escape(title)}：试算", title_justify="left")
    for name in ("", "现行", "改后", "相差"):
        table.add_column(name, overflow="fold", justify="left" if not name else "right")
    table.add_row("办件", str(now.cases), str(then.cases), "—")
    table.add_row(
        "不能用承诺的", str(now.barred), str(then.barred), f"{then.barred - now.barred:+}"
    )
    table.add_row(
        f"查出的{found.untrue}项不实承诺里会漏掉的",
        str(now.slipped),
        str(then.slipped),
        f"{then.slipped - now.slipped:+}",
    )
    table.add_row("工作人员工时", str(now.hours), str(then.hours), f"{then.hours - now.hours:+}")
    console.print(table)
    _say(console, f"{since.isoformat()}至{until.isoformat()}开始的办件；只读，没有改动任何数据。")
    for word, numbers in (
        ("改后不能用承诺的", found.newly_barred),
        ("改后恢复资格的", found.newly_eligible),
    ):
        if numbers:
            more = f" 等{len(numbers)}件" if len(numbers) > SHOWN else ""
            _say(console, f"{word}：{'、'.join(numbers[:SHOWN])}{more}")
    spent = "，".join(
        f"{METHOD_WORD[key]}{value}分钟{'' if value == ASSUMED_MINUTES[key] else '（按现场记录）'}"
        for key, value in minutes.items()
    )
    _say(console, f"工时的假定（每项）：{spent}；看一份交来的证明{PAPER_MINUTES}分钟。")
    _say(console, "改后恢复资格的，当时没有承诺，工时按平均数计，会不会不实无从知道。")


def _count(one: Count) -> dict[str, object]:
    return {
        "barred": one.barred,
        "slipped": float(one.slipped),
        "staff_hours": float(one.hours),
    }


def _say(console: Console, text: str) -> None:
    console.print(text, highlight=False, soft_wrap=True, markup=False)
