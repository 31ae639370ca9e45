"""`nuozheng clauses`: which clause is demonstrated by which test, and by what it is done."""

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from nuozheng.cli.clause_table import Row, table

app = typer.Typer(help="条款、规则和测试的对照表")
_STATE = {"demonstrated": "已演示", "open": "未演示", "context": "背景"}


@app.callback(invoke_without_command=True)
def clauses(
    as_json: Annotated[bool, typer.Option("--json", help="按JSON输出")] = False,
    write: Annotated[Path | None, typer.Option("--write", help="写成Markdown文件")] = None,
) -> None:
    """条款 → 规则或者操作 → 测试。没有测试的条款如实列为“未演示”。"""
    rows = table()
    if as_json:
        typer.echo(json.dumps([row.as_json() for row in rows], ensure_ascii=False, indent=1))
    elif write is not None:
        write.write_text(as_markdown(rows), "utf-8")
        typer.echo(f"已写入{write}")
    else:
        typer.echo(summary(rows))


def summary(rows: list[Row]) -> str:
    """Capability by capability: how many software rows are demonstrated."""
    lines = ["| 能力 | 软件条款 | 已演示 | 占比 |", "| --- | ---: | ---: | ---: |"]
    software = [row for row in rows if row.clause.support == "software"]
    totals = Counter(row.clause.capability for row in software)
    shown = Counter(row.clause.capability for row in software if row.state == "demonstrated")
    for name in sorted(totals):
        lines.append(
            f"| {name} | {totals[name]} | {shown[name]} | {shown[name] / totals[name]:.0%} |"
        )
    lines.append(
        f"| **合计** | {len(software)} | {sum(shown.values())} | "
        f"{sum(shown.values()) / len(software):.0%} |"
    )
    return "\n".join(lines)


def as_markdown(rows: list[Row]) -> str:
    """The whole table as `docs/clauses.md`."""
    lines = [
        "# 条款对照表",
        "",
        "由 `nuozheng clauses --write docs/clauses.md` 生成，不手工修改。"
        "“已演示”只看有没有带着这一条编号的测试；规则一栏只是指路。",
        "",
        summary(rows),
        "",
        "| 条款 | 能力 | 支持 | 状态 | 规则、取值 | 测试 |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        lines.append(
            f"| {row.clause.id} | {row.clause.capability} | {row.clause.support} | "
            f"{_STATE[row.state]} | {_few(row.rules)} | {_few(row.tests)} |"
        )
    return "\n".join(lines) + "\n"


def _few(names: tuple[str, ...]) -> str:
    shown = "<br>".join(f"`{name}`" for name in names[:4])
    return shown + (f"<br>…另{len(names) - 4}处" if len(names) > 4 else "")
