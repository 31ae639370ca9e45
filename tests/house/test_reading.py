"""A GET can't write: the database refuses it, in production as in the tests."""

from collections.abc import Callable, Iterator

import pytest
from django.db import InternalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import DjangoDbBlocker

from config.reading import safe_requests_only_read
from config.visits import Cache, SessionStore
from nuozheng.evidence.reading import reading, writing
from nuozheng.parties.calls import counted

UPDATE = "UPDATE django_content_type SET model = model"


@pytest.fixture(autouse=True)
def _outside_any_transaction(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Transactions as in production; what is written here is put away by the test itself."""
    with django_db_blocker.unblock():
        yield
        connection.close()


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def view(act: Callable[[], object]) -> Callable[[HttpRequest], HttpResponse]:
    def respond(_request: HttpRequest) -> HttpResponse:
        act()
        return HttpResponse()

    return safe_requests_only_read(respond)


def in_a_transaction() -> None:
    with transaction.atomic():
        run(UPDATE)


def on_a_new_connection() -> None:
    connection.close()
    run(UPDATE)


def after_a_note() -> None:
    with writing():
        run(UPDATE)
    run(UPDATE)


@pytest.mark.parametrize(
    "act", [lambda: run(UPDATE), in_a_transaction, on_a_new_connection, after_a_note]
)
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_the_database_refuses_what_a_view_writes_on_reading(
    act: Callable[[], object], method: str
) -> None:
    with pytest.raises(InternalError, match="read-only transaction"):
        view(act)(getattr(RequestFactory(), method)("/"))
    run(UPDATE)


def test_acts_write() -> None:
    assert view(in_a_transaction)(RequestFactory().post("/")).status_code == 200


def test_what_belongs_to_the_visit_is_written_while_reading() -> None:
    with reading():
        assert counted("somebody", minute=1) == 1
        visit = SessionStore()
        visit["page"] = 1
        visit.save()
        visit.delete()
        cache = Cache("cache_entry", {})
        cache.set("a", 1, timeout=-1)
        assert cache.get("a") is None
        with pytest.raises(InternalError, match="read-only"):
            run(UPDATE)
    run("DELETE FROM call_count WHERE caller = 'somebody'")


def test_an_error_while_reading_leaves_a_connection_that_writes() -> None:
    with pytest.raises(ZeroDivisionError), reading():
        raise ZeroDivisionError
    run(UPDATE)
    with reading(), reading():
        pass
    run(UPDATE)
