"""Queries put into SQL once give what the same queryset gives, with the values of each call."""

from datetime import date
from threading import Thread

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from nuozheng.evidence import deadlines
from nuozheng.evidence.models import Deadline
from nuozheng.evidence.prepared import Prepared

pytestmark = pytest.mark.django_db


def _clocks(kind: str, record: int) -> Prepared[Deadline]:
    return Prepared(
        lambda record_id, what: Deadline.objects.filter(
            kind=kind, record_id=record_id, what=what, record_id__gte=record
        )
    )


def _start(record_id: int, what: str) -> Deadline:
    return deadlines.start(
        "case", record_id, what, title="受理", from_day=date(2026, 3, 2), days=5, basis=()
    )


def test_each_call_has_its_own_values() -> None:
    clocks = _clocks("case", 1)
    first, second = _start(1, "accept"), _start(2, "accept")
    assert clocks(record_id=1, what="accept") == [first]
    assert clocks(record_id=2, what="accept") == [second]
    assert clocks(record_id=2, what="decide") == []
    assert clocks.first(record_id=1, what="decide") is None
    assert clocks.one(record_id=1, what="accept").due_on == first.due_on
    with pytest.raises(ObjectDoesNotExist):
        clocks.one(record_id=3, what="accept")


def test_rows_are_read_anew_at_each_call() -> None:
    clocks = _clocks("case", 1)
    clock = _start(1, "accept")
    assert clocks.one(record_id=1, what="accept").days == 5
    Deadline.objects.filter(pk=clock.pk).update(days=9)
    assert clocks.one(record_id=1, what="accept").days == 9


def test_the_sql_is_that_of_the_queryset() -> None:
    clocks = _clocks("case", 1)
    plain = Deadline.objects.filter(kind="case", record_id=7, what="accept", record_id__gte=1)
    with CaptureQueriesContext(connection) as asked:
        clocks(record_id=7, what="accept")
        list(plain)
    assert asked[0]["sql"] == asked[1]["sql"]


def test_values_can_be_asked_for_instead_of_rows() -> None:
    days = Prepared(lambda pk: Deadline.objects.filter(pk=pk).values_list("what", "days"))
    assert days(pk=_start(1, "accept").pk) == [("accept", 5)]


def test_a_lock_needs_a_transaction_also_later() -> None:
    held = Prepared(lambda pk: Deadline.objects.select_for_update().filter(pk=pk))
    clock = _start(1, "accept")
    assert held.one(pk=clock.pk) == clock
    connection.in_atomic_block = False
    try:
        with pytest.raises(TransactionManagementError):
            held.one(pk=clock.pk)
    finally:
        connection.in_atomic_block = True


def test_each_thread_asks_over_its_own_connection() -> None:
    clocks = _clocks("case", 1)
    clock = _start(1, "accept")
    assert clocks(record_id=1, what="accept") == [clock]
    seen_elsewhere: list[list[Deadline]] = []

    def ask() -> None:
        seen_elsewhere.append(clocks(record_id=1, what="accept"))
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert seen_elsewhere == [[]], "the row is not committed"
    assert clocks(record_id=1, what="accept") == [clock]
