"""`nuozheng account`: what must come before the first supervisor can sign in and give posts."""

from datetime import datetime
from typing import Annotated

import typer
from allauth.socialaccount.models import SocialAccount
from django.conf import settings

from nuozheng.law.findings import Refused
from nuozheng.parties.models import Account, Agency
from nuozheng.parties.postings import appoint_supervisor

app = typer.Typer(no_args_is_help=True, help="账号：任命第一个监督人员，绑定统一身份认证。")

User = Annotated[str, typer.Argument(help="账号的用户名")]


@app.command()
def supervisor(
    username: User,
    agency: Annotated[str, typer.Argument(help="单位的全称")],
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="任到哪一天")],
    reason: Annotated[str, typer.Option(help="理由，比如任命文件的文号")],
) -> None:
    """任命一个地方的监督人员；其他岗位由监督人员和负责人在“人员岗位”任免。"""
    account = _account(username)
    found = list(Agency.objects.filter(name=agency)[:2])
    if len(found) != 1:
        raise typer.BadParameter(f"没有，或者不止一个叫“{agency}”的单位")
    try:
        appoint_supervisor(account=account, agency=found[0], ends_on=until.date(), reason=reason)
    except Refused as refusal:
        raise typer.BadParameter(str(refusal)) from None
    typer.echo(f"{username}任{agency}监督人员，到{until:%Y-%m-%d}；登录以后先设第二步验证。")


@app.command()
def link(
    username: User,
    provider: Annotated[str, typer.Argument(help="身份认证平台，配置文件里的id")],
    subject: Annotated[str, typer.Argument(help="这个人在平台上的编号（sub）")],
) -> None:
    """把账号和统一身份认证平台上的一个人绑定；工作人员只能这样绑定。"""
    account = _account(username)
    known = [
        one["provider_id"] for one in settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    ]
    if provider not in known:
        raise typer.BadParameter(f"没有配置“{provider}”；已经配置的：{'、'.join(known) or '无'}")
    held = SocialAccount.objects.filter(provider=provider, uid=subject).first()
    if held is not None and held.user_id != account.pk:
        raise typer.BadParameter("平台上的这个人已经绑定了别的账号")
    SocialAccount.objects.get_or_create(
        provider=provider, uid=subject, defaults={"user": account, "extra_data": {}}
    )
    typer.echo(f"{username}和{provider}的{subject}绑定了。")


def _account(username: str) -> Account:
    account = Account.objects.filter(username=username).first()
    if account is None:
        raise typer.BadParameter(f"没有用户名为“{username}”的账号")
    return account
