"""`nuozheng retention`: what has had its time, and what must be kept all the same."""

from typing import Annotated

import typer
from django.utils import timezone

from nuozheng.evidence.models import LegalHold
from nuozheng.law.findings import Refused
from nuozheng.oversight.retention import holds, schedule
from nuozheng.parties.models import Account

app = typer.Typer(no_args_is_help=True, help="到期处理：每晚自动做；这里可以先看，可以暂停。")
Case = Annotated[str, typer.Argument(help="办件编号")]
By = Annotated[str, typer.Option("--by", help="谁决定的，用户名")]


@app.command()
def run(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看，不删")] = False,
) -> None:
    """删除、抹去已经到期的；还有人需要的，说明为什么留着。"""
    done, kept = 0, 0
    for one in schedule.run(timezone.localdate(), do=not dry_run):
        said = f"{one.rule.title}：{one.count}份　{one.case_number}"
        if one.waits:
            kept += one.count
            said = f"{said}　留着：{one.waits}"
        else:
            done += one.count
        print(said)
    print(f"{'到期的' if dry_run else '处理了'}{done}份，因为还需要留着的{kept}份。")


@app.command()
def hold(
    case: Case, by: By, reason: Annotated[str, typer.Option(help="争议、案号或者调查")]
) -> None:
    """暂停删除一个办件的任何内容，直到解除。"""
    try:
        holds.place_hold(case_number=case, reason=reason, by=_account(by))
    except Refused as refused:
        raise typer.BadParameter(refused.findings[0].detail) from None
    print(f"{case} 的内容不会删除，直到 nuozheng retention lift {case}。")


@app.command()
def lift(case: Case, by: By) -> None:
    """解除暂停；到期的内容从下一晚起处理。"""
    if not holds.lift_hold(case_number=case, by=_account(by)):
        raise typer.BadParameter(f"{case} 没有暂停删除")
    print(f"{case} 已经解除。")


@app.command(name="holds")
def show() -> None:
    """列出没有解除的暂停。"""
    standing = LegalHold.objects.filter(lifted_at=None).order_by("placed_at")
    for one in standing:
        print(f"{one.case_number}　{timezone.localdate(one.placed_at)}　{one.reason}")
    if not standing:
        print("没有。")


def _account(username: str) -> Account:
    found = Account.objects.filter(username=username).first()
    if found is None:
        raise typer.BadParameter(f"没有用户“{username}”")
    return found
