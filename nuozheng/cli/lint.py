"""nuozheng lint: what is wrong with the wording of a text, rule by rule."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from nuozheng.law.wording import Flaw, errors, lint, measures

app = typer.Typer(help="检查用语：模糊表述、兜底条款、笼统责任")


@app.command()
def check(
    file: Annotated[str, typer.Argument(help="文本文件；写 - 从标准输入读", metavar="FILE")],
    as_json: Annotated[bool, typer.Option("--json", help="按JSON输出")] = False,
) -> None:
    """逐处列出：行、列、规则编号、轻重、为什么、怎样改。有必须改的，退出码是1。"""
    text = _read(file)
    found = lint(text)
    if as_json:
        typer.echo(json.dumps(_as_json(text, found), ensure_ascii=False, indent=1))
    else:
        _print(text, found)
    if errors(found):
        raise typer.Exit(1)


def _read(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        typer.echo(f"读不了“{file}”：{problem}；请给UTF-8文本文件。", err=True)
        raise typer.Exit(2) from problem


def _print(text: str, found: list[Flaw]) -> None:
    for flaw in found:
        line, column = _place(text, flaw.start)
        typer.echo(f"{line}:{column} {flaw.rule} {flaw.severity.chinese} “{flaw.term}”：{flaw.why}")
        better = f"改为“{flaw.replacement}”" if flaw.replacement else flaw.better
        typer.echo(f"    {'删去' if flaw.replacement == '' else better}")
    grave = len(errors(found))
    typer.echo(f"{len(found)}处，其中必须改的{grave}处。" if found else "没有发现问题。")
    for one in measures([text]):
        note = "" if one.is_kept else "，超过了"
        typer.echo(f"{one.label}{one.value:g}{one.unit}（不超过{one.limit:g}{one.unit}{note}）")


def _as_json(text: str, found: list[Flaw]) -> dict[str, object]:
    flaws = []
    for flaw in found:
        line, column = _place(text, flaw.start)
        flaws.append(flaw.as_json() | {"line": line, "column": column})
    return {
        "flaws": flaws,
        "measures": {one.key: {"value": one.value, "limit": one.limit} for one in measures([text])},
    }


def _place(text: str, at: int) -> tuple[int, int]:
    """Line and column, counted from 1."""
    before = text[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1
