"""The sign-in pages wear the same look and say what to do."""

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, override_settings

from tests.web.markup import faults_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("_addresses"),
]
PASSWORD = "yi-ge-hen-chang-de-mima"


@pytest.fixture(name="_addresses")
def addresses() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.web.pattern_urls"):
        yield


@pytest.mark.parametrize(
    ("path", "heading"), [("login", "登录"), ("signup", "注册一个账号"), ("inactive", "停用")]
)
def test_entrance(path: str, heading: str) -> None:
    html = Client().get(f"/accounts/{path}/").content.decode()
    assert faults_of(html) == []
    assert heading in html.split("<h1>")[1].split("</h1>")[0]


def test_a_wrong_password_is_told_on_top_of_the_page() -> None:
    answer = Client().post("/accounts/login/", {"login": "nobody", "password": "wrong"})
    html = answer.content.decode()
    assert 'role="alert"' in html
    assert faults_of(html) == []


@pytest.mark.parametrize("path", ["logout", "password/change"])
def test_pages_of_the_account(path: str) -> None:
    user = get_user_model().objects.create_user(username="suyiriguga", password=PASSWORD)
    client = Client()
    client.force_login(user)
    html = client.get(f"/accounts/{path}/").content.decode()
    assert faults_of(html) == []
    assert 'aria-current="page"' in html
    assert "改密码" in html


def test_who_signs_in_elsewhere_is_told_where_the_password_is() -> None:
    user = get_user_model().objects.create_user(username="suyiriguga")
    client = Client()
    client.force_login(user)
    html = client.get("/accounts/password/change/", follow=True).content.decode()
    assert faults_of(html) == []
    assert "这里没有您的密码" in html and "改密码" not in html.split("<main")[1]


def test_on_a_phone_the_masthead_folds_into_a_menu_of_plain_links() -> None:
    html = Client().get("/accounts/login/").content.decode()
    folded = html.split('id="menu" popover>')[1].split("</header>")[0]
    assert 'popovertarget="menu"' in html and "</nav>" in folded


def test_what_a_password_must_be_is_said_kindly() -> None:
    html = Client().get("/accounts/signup/").content.decode()
    assert "您的用户名相近" in html and "你的" not in html
