"""`nuozheng token`: a secret is shown once, listed without it, and ends when it is revoked."""

from collections.abc import Callable

import pytest
from typer.testing import CliRunner

from nuozheng.cli.token import app
from nuozheng.parties import tokens
from nuozheng.parties.models import ApiToken
from tests.api.caller import Caller
from tests.world import World

run = CliRunner()


def test_a_token_from_issue_to_revocation(world: Callable[[str], World]) -> None:
    account = world("ordos-2021").citizen
    made = run.invoke(app, ["new", account.username, "--days", "30", "--name", "试用"])
    assert made.exit_code == 0
    secret = made.stdout.splitlines()[0]
    caller = Caller()
    caller.headers["Authorization"] = f"Bearer {secret}"
    assert caller.get("me").json["username"] == account.username
    token = ApiToken.objects.get()
    assert secret not in str(token.__dict__)
    assert (token.expires_at - token.created_at).days in {29, 30}
    listed = run.invoke(app, ["list", account.username])
    assert "试用" in listed.stdout and "有效" in listed.stdout and secret not in listed.stdout
    assert run.invoke(app, ["revoke", str(token.pk)]).exit_code == 0
    assert caller.get("me").status == 401
    assert "已作废" in run.invoke(app, ["list", account.username]).stdout


def test_wrong_words_are_told(db: None) -> None:
    assert "没有用户名" in run.invoke(app, ["new", "nobody"]).output
    assert "没有第9号密钥" in run.invoke(app, ["revoke", "9"]).output
    assert run.invoke(app, ["new", "nobody", "--days", "0"]).exit_code == 2


def test_a_term_has_bounds(world: Callable[[str], World]) -> None:
    for days in (0, 367):
        with pytest.raises(ValueError, match="366"):
            tokens.issue(world("ordos-2021").citizen, name="tests", days=days)
