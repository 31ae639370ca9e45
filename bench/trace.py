"""What one request asks of the database, seen from inside the process that serves it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from psycopg import ClientCursor

from bench.load import Request

_CHANGES = ("INSERT", "UPDATE", "DELETE")
_JOB = "procrastinate_defer"


@dataclass
class Trace:
    """Statements in order, with their values filled in; those that change something apart."""

    statements: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        result = execute(sql, params, many, context)
        # Reading the values back is cheap beside the statement, and only done here.
        words = (
            sql
            if params is None
            else ClientCursor(context["connection"].connection).mogrify(sql, params)
        )
        self.statements.append(words)
        if words.lstrip().startswith(_CHANGES) or _JOB in words:
            self.changes.append(words)
        return result


@contextmanager
def traced() -> Iterator[Trace]:
    trace = Trace()
    with connection.execute_wrapper(trace):
        yield trace


def ask(request: Request) -> HttpResponse:
    """Serve a request in this process, through every layer."""
    answer: Any = _client().generic(
        request.method,
        request.path,
        request.body,
        content_type="application/json",
        headers={"authorization": f"Bearer {request.token}"} if request.token else {},
    )
    assert isinstance(answer, HttpResponse)
    return answer


@cache
def _client() -> Client:
    return Client(headers={"host": "127.0.0.1"})


def rows_written() -> dict[str, int]:
    """Rows inserted, changed or deleted since the server started, by table."""
    with connection.cursor() as cursor:
        # Otherwise a connection reports its counts only when it has been idle for a while.
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables")
        return dict(cursor.fetchall())
