"""Sign-in through a real OpenID Connect provider in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from typer.testing import CliRunner

from config.identity import Provider, as_app
from nuozheng.cli.account import app
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Party
from tests.house.servers import two_free_ports
from tests.web.markup import faults_of
from tests.world import World

BACK = "/accounts/identity/city/back/"
SECRET = "worthless-secret-of-the-tests"


@pytest.fixture(scope="module")
def people(django_db_setup: None) -> dict[str, dict[str, Any]]:
    """Who is known at the provider, by their name there."""
    cast = World("ordos-2021").members
    claims = {
        key: {"name": cast[key].name, "id_number": cast[key].identifier, "identity_verified": True}
        for key in ("honest", "agent", "contradicted")
    }
    return {
        **claims,
        "unverified": {**claims["honest"], "identity_verified": False},
        "another_name": {**claims["honest"], "name": "示例别人"},
        "email_only": {"email": "honest@example.com", "email_verified": True, "name": "示例"},
    }


@pytest.fixture(scope="module")
def provider(people: dict[str, Any], tmp_path_factory: Any) -> Iterator[str]:
    """The provider's address."""
    port = two_free_ports()
    told: Path = tmp_path_factory.mktemp("provider") / "told.json"
    client = {
        "name": "nuozheng",
        "client_id": "nuozheng",
        "client_secret": SECRET,
        "redirect_uris": f"http://testserver{BACK}",
    }
    told.write_text(json.dumps({"people": people, "client": client}))
    command = [sys.executable, "-m", "tests.web.identity_provider", str(port), str(told)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        yield f"http://127.0.0.1:{port}"
        process.terminate()


@pytest.fixture(autouse=True)
def _configured(provider: str, settings: Any) -> None:
    _use(settings, f"{provider}/o")


@pytest.fixture
def here(db: None) -> World:
    return World("ordos-2021")


def _use(settings: Any, issuer: str) -> None:
    one = Provider(
        id="city", name="示例统一身份认证", issuer=issuer, client_id="nuozheng", secret=SECRET
    )
    old = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {**old, "APPS": [as_app(one)]}}


def came_back(client: Client, provider: str, name: str, **changed: str) -> str:
    """Sent there, signed in there as somebody, and the address that leads back."""
    sent = client.post("/accounts/identity/city/")
    assert sent.status_code == 302, sent.content.decode()
    address = urlsplit(sent["Location"])
    query = {key: values[0] for key, values in parse_qs(address.query).items()}
    assert query["code_challenge_method"] == "S256" and query["scope"] == "openid"
    there = requests.Session()
    there.get(f"{provider}/enter/{name}/", timeout=10)
    asked = urlunsplit(address._replace(query=urlencode({**query, **changed})))
    answer = there.get(asked, allow_redirects=False, timeout=10)
    back = answer.headers["Location"]
    assert back.startswith(f"http://testserver{BACK}?"), answer.text[:300]
    return back.removeprefix("http://testserver")


def pressed(client: Client, back: str) -> Any:
    """The page that the provider leads to, and its one press."""
    page = client.get(back)
    assert page.status_code == 200 and faults_of(page.content.decode()) == []
    return client.post(back)


def account_in(client: Client) -> Account | None:
    key = client.session.get("_auth_user_id")
    return Account.objects.get(pk=key) if key else None


def test_a_verified_person_gets_an_account_of_their_own_and_it_again(
    here: World, provider: str
) -> None:
    client = Client()
    assert pressed(client, came_back(client, provider, "agent")).status_code == 302
    made = account_in(client)
    assert made is not None and not made.has_usable_password()
    assert made.party == here.party("agent")
    stored = SocialAccount.objects.get(user=made)
    assert stored.extra_data == {}
    client.post("/accounts/logout/")
    assert account_in(client) is None
    again = Client()
    pressed(again, came_back(again, provider, "agent"))
    assert account_in(again) == made and Party.objects.filter(account=made).count() == 1


def test_an_account_is_opened_by_a_verified_identity_and_by_nothing_else(
    here: World, provider: str, people: dict[str, Any]
) -> None:
    honest = here.account("honest")
    Account.objects.filter(pk=honest.pk).update(email="honest@example.com", username="email_only")
    for name in ("unverified", "another_name", "email_only"):
        client = Client()
        answer = pressed(client, came_back(client, provider, name))
        assert answer.status_code == 403 and account_in(client) is None, name
        assert faults_of(answer.content.decode()) == []
    client = Client()
    pressed(client, came_back(client, provider, "honest"))
    assert account_in(client) == honest
    member = here.account("contradicted")
    member.memberships.create(agency=here.item().agency, role=Role.OFFICER, starts_on="2020-01-01")
    client = Client()
    answer = pressed(client, came_back(client, provider, "contradicted"))
    assert "事先绑定" in answer.content.decode() and account_in(client) is None
    subject = str(1 + list(people).index("contradicted"))
    run = CliRunner()
    assert run.invoke(app, ["link", member.username, "nowhere", subject]).exit_code == 2
    assert run.invoke(app, ["link", member.username, "city", subject]).exit_code == 0
    assert run.invoke(app, ["link", honest.username, "city", subject]).exit_code == 2
    pressed(client, came_back(client, provider, "contradicted"))
    assert account_in(client) == member


def test_a_replayed_state_another_nonce_and_a_wrong_issuer_are_refused(
    here: World, provider: str, settings: Any
) -> None:
    here.account("honest")
    client = Client()
    back = came_back(client, provider, "honest")
    stranger = Client()
    assert pressed(stranger, back).status_code == 403 and account_in(stranger) is None
    assert pressed(client, back).status_code == 302
    client.logout()
    assert pressed(client, back).status_code == 403 and account_in(client) is None

    client = Client()
    answer = pressed(client, came_back(client, provider, "honest", nonce="of-another-sign-in"))
    assert answer.status_code == 403 and account_in(client) is None

    _use(settings, f"{provider.replace('127.0.0.1', 'localhost')}/o")
    client = Client()
    answer = pressed(client, came_back(client, provider, "honest"))
    assert answer.status_code == 403 and account_in(client) is None
    assert "没有登录成功" in answer.content.decode()
    assert client.get("/accounts/identity/city/").status_code == 405
    assert client.post("/accounts/identity/nowhere/").status_code == 404
