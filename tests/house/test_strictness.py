"""The test world itself: what it refuses, it really refuses."""

import socket
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import RequestFactory

from tests.strictness import LeftTheMachine, WroteOnGet, safe_requests_only_read

pytestmark = pytest.mark.django_db
UPDATE = "update django_content_type set model = model"


def writing(sql: str) -> Callable[[HttpRequest], HttpResponse]:
    def respond(_request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute(sql)
        return HttpResponse()

    return safe_requests_only_read(respond)


@pytest.mark.parametrize("sql", [UPDATE, f"  {UPDATE.upper()}", "truncate procrastinate_jobs"])
def test_a_get_that_writes_fails(sql: str) -> None:
    with pytest.raises(WroteOnGet):
        writing(sql)(RequestFactory().get("/"))


def test_reading_and_the_session_are_free() -> None:
    for sql in ("select 1", "delete from django_session", 'delete from "cache_entry"'):
        assert writing(sql)(RequestFactory().get("/")).status_code == 200


def test_a_post_may_write() -> None:
    assert writing(UPDATE)(RequestFactory().post("/")).status_code == 200


def test_an_undefined_variable_fails() -> None:
    template = engines["django"].from_string("{{ no_such_name }}")
    with pytest.raises(pytest.fail.Exception, match="no_such_name"):
        template.render({})


@pytest.mark.parametrize("host", ["192.0.2.1", "nuozheng.example"])
def test_other_machines_are_out_of_reach(host: str) -> None:
    with socket.socket() as out, pytest.raises(LeftTheMachine):
        out.connect((host, 80))
