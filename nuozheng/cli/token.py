"""`nuozheng token`: give a program a key to the API, list keys, revoke one."""

from typing import Annotated

import typer
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from nuozheng.parties import tokens
from nuozheng.parties.models import Account, ApiToken
from nuozheng.parties.second_factor import lacks_factor

app = typer.Typer(no_args_is_help=True, help="接口密钥：发放、查看、作废。")

User = Annotated[str, typer.Argument(help="账号的用户名")]


@app.command()
def new(
    username: User,
    days: Annotated[int, typer.Option(min=1, max=tokens.LONGEST_DAYS, help="有效天数")] = 90,
    name: Annotated[str, typer.Option(help="给谁用，写个名字便于以后作废")] = "命令行发放",
) -> None:
    """发放一把密钥，只显示这一次；库里只存摘要。"""
    account = _account(username)
    if lacks_factor(account, timezone.localdate()):
        raise typer.BadParameter(f"“{username}”是工作人员，要先登录设好第二步验证，才能发接口密钥")
    token, secret = tokens.issue(account, name=name, days=days)
    until = timezone.localtime(token.expires_at)
    typer.echo(secret)
    typer.echo(
        f"第{token.pk}号，{until:%Y-%m-%d %H:%M}到期。请现在记下，以后查不到；"
        "丢了就作废重发：nuozheng token revoke 编号",
        err=True,
    )


@app.command(name="list")
def show(username: User) -> None:
    """列出一个账号的密钥；看不到密钥本身。"""
    table = Table("编号", "名称", "发放", "到期", "状态", box=None)
    now = timezone.now()
    for token in _account(username).api_tokens.order_by("id"):
        state = "已作废" if token.revoked_at else "已到期" if token.expires_at <= now else "有效"
        days = (f"{timezone.localtime(at):%Y-%m-%d}" for at in (token.created_at, token.expires_at))
        table.add_row(str(token.pk), token.name, *days, state)
    Console().print(table)


@app.command()
def revoke(number: Annotated[int, typer.Argument(help="密钥的编号")]) -> None:
    """作废一把密钥，立即生效。"""
    token = ApiToken.objects.filter(pk=number).first()
    if token is None:
        raise typer.BadParameter(f"没有第{number}号密钥；用 nuozheng token list 用户名 查编号")
    tokens.revoke(token)
    typer.echo(f"第{number}号已经作废。")


def _account(username: str) -> Account:
    account = Account.objects.filter(username=username).first()
    if account is None:
        raise typer.BadParameter(f"没有用户名为“{username}”的账号")
    return account
