"""`nuozheng log`: the transparency log: how it stands, proofs from it, and the audit."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

app = typer.Typer(name="log", help="透明日志：现状、证明、核对", no_args_is_help=True)
_console = Console(highlight=False, markup=False, soft_wrap=True)


@app.command()
def status() -> None:
    """日志有多长，公钥和最新的签名，还有多少没有进日志。"""
    from django.utils import timezone

    from nuozheng.evidence.log.models import LogHead, LogLeaf
    from nuozheng.evidence.log.notes import Note
    from nuozheng.evidence.log.settings import log_verifier
    from nuozheng.oversight.log.figures import lines_by_kind

    head = LogHead.objects.first()
    _console.print(f"公钥：{log_verifier().vkey}")
    if head is None:
        _console.print("日志里还没有内容。")
        return
    signed = timezone.localtime(head.signed_at)
    names = "、".join(name for name, _ in Note.read(head.note).signatures)
    _console.print(f"共{head.size:,}条，{signed:%Y年%m月%d日 %H:%M}签，签名的有：{names}")
    table = Table("内容", "条数", box=None)
    for title, count in lines_by_kind():
        table.add_row(title, f"{count:,}")
    _console.print(table)
    if waiting := LogLeaf.objects.filter(position=None).count():
        _console.print(f"等着进日志的：{waiting:,}条")


@app.command()
def publish() -> None:
    """现在就把新的内容记入日志；平时后台任务每分钟做一次。"""
    from django.utils import timezone

    from nuozheng.oversight.log import publishing

    head = publishing.publish(timezone.now())
    _console.print(f"日志现在有{head.size if head else 0:,}条。")


@app.command()
def prove(
    kind: Annotated[str, typer.Argument(help="种类，如 letter、official、decision")],
    record: Annotated[str, typer.Argument(help="记录的编号")],
) -> None:
    """输出一条记录的证明（C2SP tlog-proof 的文本）。"""
    from nuozheng.evidence.log.proving import NotYet, last_leaf_of, proof_of

    leaf = last_leaf_of(kind, record)
    if leaf is None:
        _console.print("日志里没有这一条。")
        raise typer.Exit(1)
    try:
        typer.echo(proof_of(leaf), nl=False)
    except NotYet:
        _console.print("这一条还没有进签过的日志，或者已经按规定删除。")
        raise typer.Exit(1) from None


@app.command()
def audit(
    share: Annotated[
        int | None,
        typer.Option(min=0, max=29, help="只读三十分之一的文件内容（第几份）；不写就全读"),
    ] = None,
    table: Annotated[str, typer.Option(help="除了日志本身，只核对这一张表")] = "",
) -> None:
    """把各张表和日志逐条核对；有对不上的，逐条列出，退出码是1。"""
    from django.utils import timezone

    from nuozheng.oversight.log import audit as auditing

    found = auditing.audit(timezone.now(), share, table)
    for one in found:
        _console.print(str(one))
    _console.print(f"对不上的：{len(found):,}处。" if found else "都对得上。")
    raise typer.Exit(1 if found else 0)
