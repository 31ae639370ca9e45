"""A second factor: set up before the desk opens, asked at sign-in, confirmed before what weighs."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client

from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.web.accounts import second_factor
from tests.web.markup import faults_of
from tests.world import Worlds

PASSWORD = "yi-ge-hen-chang-de-mima"


@pytest.fixture
def officer(committed_world: Worlds, settings: Any) -> Account:
    """An officer with a password, where staff need a second factor.

    Committed, since what follows a new factor happens when its transaction ends.
    """
    settings.NUOZHENG_SECOND_FACTOR = True
    account = committed_world("ordos-2021").staff(Role.OFFICER)
    account.set_password(PASSWORD)
    account.save()
    return account


def code(secret: str, steps: int = 0) -> str:
    """What the app shows `steps` periods from now."""
    here = list(yield_hotp_counters_from_time())[1]
    shown: str = format_hotp_value(hotp_value(secret, here + steps))
    return shown


def signed_in(account: Account) -> tuple[Client, Any]:
    client = Client()
    answer = client.post(
        "/accounts/login/?next=/desk/", {"login": account.username, "password": PASSWORD}
    )
    return client, answer


def set_up(client: Client) -> str:
    """An authenticator app is activated; its secret."""
    page = client.get("/accounts/second/totp/activate/")
    assert faults_of(page.content.decode()) == []
    secret: str = page.context["form"].secret
    done = client.post("/accounts/second/totp/activate/", {"code": code(secret)})
    assert done.status_code == 302, done.content.decode()
    return secret


def test_staff_set_it_up_before_the_desk_opens_and_show_it_at_sign_in(officer: Account) -> None:
    client, answer = signed_in(officer)
    assert answer["Location"] == "/desk/"
    for page in ("/desk/", "/desk/start/"):
        refused = client.get(page)
        assert (refused.status_code, refused["Location"]) == (302, "/accounts/second/")
    assert "必须设置" in client.get("/accounts/second/").content.decode()
    secret = set_up(client)
    stored = Authenticator.objects.get(user=officer, type="totp").data["secret"]
    assert secret not in stored
    assert client.get("/desk/").status_code == 200
    for page in (
        "",
        "recovery-codes/",
        "recovery-codes/generate/",
        "totp/deactivate/",
        "webauthn/",
    ):
        shown = client.get(f"/accounts/second/{page}", follow=True)
        assert shown.status_code == 200 and faults_of(shown.content.decode()) == [], page

    again, answer = signed_in(officer)
    assert answer["Location"].startswith("/accounts/second/authenticate/")
    assert again.get("/desk/").status_code == 302
    asked = again.get("/accounts/second/authenticate/").content.decode()
    assert faults_of(asked) == [] and "第二步验证" in asked
    wrong = again.post("/accounts/second/authenticate/", {"code": "000000"})
    assert "已经用过" in wrong.content.decode()
    cache.clear()
    again.post("/accounts/second/authenticate/", {"code": code(secret, 1)})
    assert again.get("/desk/").status_code == 200


def test_taking_data_out_asks_for_a_fresh_proof(
    committed_world: Worlds, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = committed_world("ordos-2021").opened().accepted()
    settings.NUOZHENG_SECOND_FACTOR = True
    case.officer.set_password(PASSWORD)
    case.officer.save()
    client, _answer = signed_in(case.officer)
    set_up(client)
    path = f"/desk/cases/{case.application.number}/bundle/"
    assert client.get(path).status_code == 200
    monkeypatch.setattr(second_factor, "RECENT_SECONDS", -1)
    answer = client.post(path, {"purpose": "review"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/second/reauthenticate/")
