"""What every page tells the browser, and how many of them one visitor is given."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from config import limits
from nuozheng.law.vocabulary import Role
from tests.world import Worlds

pytestmark = pytest.mark.django_db
ALWAYS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def _plain(patterns: object, start: str = "/") -> list[str]:
    """Every address without a key in it."""
    found: list[str] = []
    for one in patterns:  # type: ignore[attr-defined]
        route = start + str(one.pattern).removeprefix("^").removesuffix("$")
        if isinstance(one, URLResolver):
            found += _plain(one.url_patterns, route)
        elif isinstance(one, URLPattern) and not set(route) & set("<(?\\"):
            found.append(route)
    return found


def test_every_page_carries_the_strict_headers(world: Worlds) -> None:
    case = world("ordos-2021").opened().accepted()
    case.officer.set_password("测试用口令-1949-诺")
    case.officer.save()
    staff = Client()
    staff.force_login(case.officer)
    number = case.application.number
    pages = [*_plain(get_resolver().url_patterns), reverse("web:case", args=[number]), "/nowhere/"]
    assert len(pages) > 60
    for page in pages:
        for client in (Client(), staff):
            answer = client.get(page)
            assert answer.status_code < 500, page
            said = answer.headers
            assert {name: said.get(name) for name in ALWAYS} == ALWAYS, page
            policy = said["Content-Security-Policy"]
            assert "default-src 'none'" in policy and "unsafe" not in policy, page
            assert "camera=()" in said["Permissions-Policy"], page


def test_a_stranger_and_an_account_are_given_so_many_pages_a_minute(
    world: Worlds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PAGES_OF_A_STRANGER", 2)
    monkeypatch.setattr(limits, "PAGES_OF_AN_ACCOUNT", 3)
    page = reverse("web:check_letter")
    assert [Client().get(page).status_code for _time in range(3)] == [200, 200, 429]
    officer = Client()
    officer.force_login(world("ordos-2021").staff(Role.OFFICER))
    said = [officer.get(page) for _time in range(4)]
    assert [one.status_code for one in said] == [200, 200, 200, 429]
    assert said[-1].headers["Retry-After"] == "60" and "歇一会儿" in said[-1].content.decode()


def test_an_account_is_given_so_many_files_a_minute(
    world: Worlds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FILES_OF_AN_ACCOUNT", 1)
    account = world("ordos-2021").staff(Role.OFFICER)

    def file(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Disposition": "attachment; filename=a.csv"})

    request = HttpRequest()
    request.user = account
    request.session = Client().session
    request.META["REMOTE_ADDR"] = "192.0.2.1"
    request.META["SERVER_NAME"], request.META["SERVER_PORT"] = "localhost", "80"
    given = limits.page_limit(file)
    assert [given(request).status_code for _time in range(2)] == [200, 429]


def test_another_host_is_not_answered() -> None:
    assert Client().get("/", headers={"host": "elsewhere.example"}).status_code == 400
