"""`nuozheng draw`: work a draw out again from its public file, and seal a secret. No database."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from nuozheng.law.draws import SHORTEST_SECRET, examine, seal_of

app = typer.Typer(name="draw", help="抽签：复算公开文件，算随机数的哈希", no_args_is_help=True)
_console = Console(highlight=False, markup=False, soft_wrap=True)
_MARK = {True: "✓", False: "✗", None: "—"}


@app.command()
def verify(file: Annotated[Path, typer.Argument(help="公开页面上下载的JSON文件")]) -> None:
    """从名单和规则重新算一遍，逐行说明对得上、对不上；有对不上的，退出码是1。"""
    try:
        paper = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        _console.print(f"读不了这份文件：{fault}")
        raise typer.Exit(2) from None
    lines = examine(paper)
    for line in lines:
        _console.print(f"{_MARK[line.holds]}　{line.what}　{line.detail}")
    wrong = any(line.holds is False for line in lines)
    _console.print("对不上。" if wrong else "都对得上。")
    raise typer.Exit(1 if wrong else 0)


@app.command()
def seal(
    root: Annotated[str, typer.Option(help="公布的哈希树的根")],
    agency: Annotated[str, typer.Option(help="单位名称，要与公布的一样")],
    secret: Annotated[str, typer.Option(prompt="随机数", hide_input=True)],
) -> None:
    """算出封存用的哈希；随机数不离开这台机器。"""
    if len(secret) < SHORTEST_SECRET:
        _console.print(f"随机数至少{SHORTEST_SECRET}个字符。")
        raise typer.Exit(2)
    _console.print(seal_of(root.strip(), agency.strip(), secret))
