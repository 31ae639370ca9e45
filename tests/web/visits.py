"""Visiting a page as somebody, and what the page must hold to."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nuozheng.parties.models import Account
from tests.web.markup import faults_of
from tests.world import Case

SIGN_IN = "/accounts/login/"


def visitor(account: Account | None) -> Client:
    """A browser in which this account is signed in, or nobody."""
    client = Client()
    if account is not None:
        client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def page(account: Account | None, name: str, *args: object, **query: str) -> HttpResponse:
    """The page under this name, sound as markup where it was shown."""
    answer = visitor(account).get(reverse(f"web:{name}", args=args), query)
    if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
        assert faults_of(text_of(answer)) == []
    return answer  # type: ignore[return-value]


def send(account: Account, name: str, *args: object, **fields: Any) -> HttpResponse:
    """A form sent to this page; a page that comes back with a refusal is sound as markup."""
    answer = visitor(account).post(reverse(f"web:{name}", args=args), fields)
    if answer.status_code in (200, 422):
        assert faults_of(text_of(answer)) == []
    return answer  # type: ignore[return-value]


def text_of(answer: Any) -> str:
    """The page as text."""
    written: str = answer.content.decode()
    return written


def status(case: Case) -> str:
    """The page of a case as its applicant reads it."""
    return text_of(page(case.by, "my_case", case.application.number))


def leads_to(answer: Any) -> str:
    """Where a redirect goes."""
    headers: Mapping[str, str] = answer.headers
    return headers.get("Location", "")


_OF_A_NOTE = 6
"""Whose data they are, whether they are one's own, in which post one looks, and the row."""


@contextmanager
def at_most(queries: int) -> Iterator[None]:
    """Fail with the queries themselves where there are more.

    The count of pages for the limit is left out, and so is the note of who looked.
    """
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [one["sql"] for one in captured.captured_queries if "call_count" not in one["sql"]]
    noted = any("evidence_stafflook" in sql for sql in asked)
    listed = "\n".join(sql[:160] for sql in asked)
    assert len(asked) - noted * _OF_A_NOTE <= queries, f"{len(asked)} queries:\n{listed}"
