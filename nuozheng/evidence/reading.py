"""Requests that may only read: the database itself refuses the rest.

While `reading` lasts, every transaction of this thread's connection is READ ONLY. What belongs to
the visit and not to anybody's case (counters of calls, the cache of sign-in limits, the note that
somebody looked) is written inside `writing`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import local
from typing import Any

from django.db import DatabaseError, connection
from psycopg.pq import TransactionStatus

_ON = "SET default_transaction_read_only = on"
_OFF = "SET default_transaction_read_only = off"
_BROKEN = (TransactionStatus.INERROR, TransactionStatus.UNKNOWN)


class _State(local):
    """Of this thread: whether it may only read, and which connection was told so."""

    only_reads = False
    told: Any = None


_state = _State()


@contextmanager
def reading() -> Iterator[None]:
    """Until the end, the connection reads only; afterwards it is as it was."""
    if _state.only_reads:
        yield
        return
    _state.only_reads = True
    try:
        # Before any transaction begins. A page that needs no database is given without one.
        with suppress(DatabaseError):
            connection.ensure_connection()
            _tell_on()
        with connection.execute_wrapper(_tell_a_new_one):
            yield
    finally:
        _state.only_reads = False
        _tell_off()


@contextmanager
def writing() -> Iterator[None]:
    """Within `reading`, one statement or transaction that writes; elsewhere nothing special."""
    if not _state.only_reads:
        yield
        return
    _state.only_reads = False
    _tell_off()
    try:
        yield
    finally:
        _state.only_reads = True
        _tell_on()


def _tell_a_new_one(execute: Callable[..., Any], sql: Any, *rest: Any) -> Any:
    """A connection that was lost on the way is a new one."""
    if _state.only_reads and connection.connection is not _state.told:
        _tell_on()
    return execute(sql, *rest)


def _tell_on() -> None:
    raw = connection.connection
    if raw is not None and not raw.closed:
        raw.execute(_ON)
        _state.told = raw


def _tell_off() -> None:
    """Where the connection can't be told any more, it is given up: it would stay as it is."""
    raw, _state.told = _state.told, None
    if raw is None or raw is not connection.connection or raw.closed:
        return
    if raw.info.transaction_status not in _BROKEN:
        raw.execute(_OFF)
    elif not connection.in_atomic_block:
        connection.close()
