"""`nuozheng alarms`: what fails now; the exit code tells a monitor."""

import json
from typing import Annotated

import typer
from rich.console import Console

app = typer.Typer(name="alarms", help="告警：现在什么不正常")
_console = Console()


@app.command()
def alarms(
    as_json: Annotated[bool, typer.Option("--json", help="按JSON输出")] = False,
) -> None:
    """列出没有结束的告警；有告警的，退出码是1。"""
    from nuozheng.web.desk.alarms import standing_rows

    rows = standing_rows()
    if as_json:
        listed = [
            {
                "kind": row.alarm.kind,
                "subject": row.alarm.subject,
                "raised_at": row.alarm.raised_at.isoformat(),
                "seen": row.alarm.seen_at is not None,
                "detail": row.alarm.detail,
            }
            for row in rows
        ]
        typer.echo(json.dumps(listed, ensure_ascii=False))
    for row in rows if not as_json else ():
        _console.print(f"{row.title}。{row.told}", markup=False, highlight=False)
    if not rows and not as_json:
        _console.print("没有告警。")
    raise typer.Exit(1 if rows else 0)
