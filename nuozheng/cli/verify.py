"""nuozheng verify: check promises in bulk against what the sources delivered."""

from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

app = typer.Typer(help="批量核查", no_args_is_help=True)
_console = Console(highlight=False)
_WORDS = {"unknown": "没有可用的数据", "met": "由人核查"}
"""Of a batch most of these were never to be answered by data."""


@app.callback()
def _about() -> None:
    """成批核查承诺，不认定任何人不实。"""


@app.command()
def batch(
    place: Annotated[str, typer.Option(help="只查一地，如 ordos")] = "",
    source: Annotated[str, typer.Option(help="只查用到这个数据源的，如 property")] = "",
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="只查期限在这一天以前（含）的"),
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="最多查多少项")] = None,
    resume: Annotated[int | None, typer.Option(help="接着查这一批（编号）")] = None,
) -> None:
    """把待核查的承诺与数据源交换来的数据成批比对：一致的办结，其余的留着并写明原因。"""
    # Models can be loaded only once the program is set up.
    from nuozheng.law.findings import Refused
    from nuozheng.parties.models import Agency
    from nuozheng.verification.bulk import actions, running
    from nuozheng.verification.bulk.models import VerificationBatch

    try:
        if resume is not None:
            opened = VerificationBatch.objects.get(pk=resume)
            if opened.status in ("paused", "failed"):
                opened = actions.resume(batch=opened, by=None)
        else:
            agencies = Agency.objects.all()
            if place:
                agencies = agencies.filter(jurisdiction__place=place)
            opened = actions.open_batch(
                agencies=list(agencies),
                by=None,
                source=source,
                due_by=on.date() if on else None,
                most=limit,
                place=place,
            )
    except VerificationBatch.DoesNotExist:
        _console.print("没有这一批。")
        raise typer.Exit(1) from None
    except Refused as refusal:
        for finding in refusal.findings:
            _console.print(f"{finding.detail}{finding.cure}")
        raise typer.Exit(1) from None
    with Progress(console=_console, transient=True) as bar:
        shown = bar.add_task(f"第{opened.pk}批", total=opened.total, completed=opened.done)
        ended = running.run(opened.pk, lambda one: bar.update(shown, completed=one.done))
    _say(ended)
    if ended.status != "done":
        raise typer.Exit(1)


def _say(ended: object) -> None:
    """The receipts of a batch."""
    from nuozheng.law.conditions import Result
    from nuozheng.verification.bulk.models import VerificationBatch

    assert isinstance(ended, VerificationBatch)
    rate = ended.done / ended.seconds if ended.seconds else 0
    _console.print(f"第{ended.pk}批 {ended.state.chinese}：{ended.done:,}项，每秒{rate:,.0f}项")
    table = Table("结果", "项数", box=None)
    for result in Result:
        if count := ended.counts.get(result.value):
            table.add_row(_WORDS.get(result.value, result.chinese), f"{count:,}")
    _console.print(table)
    for told in ended.sources:
        _console.print(f"{told['title']}：查{told['looks']:,}次，读到{told['rows']:,}条")
    if ended.state.value in ("paused", "failed"):
        _console.print(f"接着查：nuozheng verify batch --resume {ended.pk}")
