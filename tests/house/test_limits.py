"""Nobody may send too much, guess passwords fast, or read a stored one."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from config.limits import body_limit
from nuozheng.documents.uploads import MAXIMUM_BYTES, MOST

PASSWORD = "测试用口令-1949-诺"


def fine(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@pytest.mark.parametrize(
    ("length", "status"),
    [
        ("0", 200),
        ("", 200),
        (str(MAXIMUM_BYTES), 200),
        (str(MAXIMUM_BYTES + 2 * 2**20), 413),
        ("-1", 413),
        ("x", 413),
    ],
)
def test_a_request_over_the_limit_is_refused_unread(length: str, status: int) -> None:
    request = RequestFactory().post("/", CONTENT_LENGTH=length)
    assert body_limit(fine)(request).status_code == status


def test_a_page_says_in_chinese_that_it_was_too_much() -> None:
    answer = Client().post("/accounts/login/", CONTENT_LENGTH=str(MAXIMUM_BYTES + 2 * 2**20))
    assert answer.status_code == 413
    assert answer.headers["Content-Type"].startswith("text/html")
    assert f"单个文件不超过{MOST}" in answer.content.decode()
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_program_is_told_in_a_problem() -> None:
    answer = Client().post("/api/v1/applications", CONTENT_LENGTH=str(MAXIMUM_BYTES + 2 * 2**20))
    assert answer.status_code == 413
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:nuozheng:problem:too-large"


@override_settings(PASSWORD_HASHERS=["config.hashers.BoundedArgon2"])
def test_passwords_are_argon2id_with_bounded_memory() -> None:
    assert make_password(PASSWORD).startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.django_db
def test_guessing_is_stopped_even_with_the_right_password_at_last() -> None:
    get_user_model().objects.create_user("guessed", password=PASSWORD)
    visitor = Client()
    for number in range(6):
        said = {"login": "guessed", "password": f"wrong password {number}"}
        assert visitor.post("/accounts/login/", said).status_code in {200, 429}
    visitor.post("/accounts/login/", {"login": "guessed", "password": PASSWORD})
    assert "_auth_user_id" not in visitor.session


@pytest.mark.django_db
def test_one_sign_in_with_the_right_password_works() -> None:
    get_user_model().objects.create_user("known", password=PASSWORD)
    visitor = Client()
    visitor.post("/accounts/login/", {"login": "known", "password": PASSWORD})
    assert "_auth_user_id" in visitor.session


@pytest.mark.django_db
def test_pages_say_what_a_browser_may_do() -> None:
    answer = Client().get("/accounts/login/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
