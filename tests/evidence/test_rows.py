"""Rows written with ready SQL are the rows that Django itself would have written."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nuozheng.documents.models import Document
from nuozheng.evidence import rows
from nuozheng.evidence.models import Deadline, Move

pytestmark = pytest.mark.django_db


def _clock(record_id: int, **changed: object) -> Deadline:
    values: dict[str, object] = {
        "kind": "case",
        "what": "accept",
        "title": "受理",
        "started_on": date(2026, 3, 2),
        "days": 5,
        "due_on": date(2026, 3, 9),
        "basis": ["CN-XKF-32"],
    }
    return Deadline(record_id=record_id, **(values | changed))


def _told(at: datetime, **changed: object) -> Move:
    values: dict[str, object] = {
        "kind": "case",
        "record_id": 1,
        "act": "accept",
        "new": "accepted",
        "role": "officer",
        "at": at,
        "basis": ["CN-XKF-32"],
    }
    return Move(**(values | changed))


def test_an_inserted_row_is_as_if_saved_and_knows_its_key() -> None:
    saved, inserted = _clock(1), _clock(2)
    saved.save()
    assert rows.insert(inserted).pk
    kept = Deadline.objects.get(pk=inserted.pk)
    assert model_to_dict(kept) == {
        **model_to_dict(saved),
        "id": inserted.pk,
        "record_id": 2,
    }
    inserted.title = "改过"
    inserted.save()
    assert Deadline.objects.get(pk=inserted.pk).title == "改过"


def test_several_rows_are_one_statement() -> None:
    with CaptureQueriesContext(connection) as asked:
        rows.insert_all([_clock(n, basis=[]) for n in (1, 2, 3)])
        rows.insert_all([])
    assert len(asked) == 1
    assert list(Deadline.objects.order_by("pk").values_list("record_id", "basis")) == [
        (1, []),
        (2, []),
        (3, []),
    ]


def test_several_rows_keep_moments_json_and_sealed_bytes() -> None:
    at = datetime(2026, 3, 2, 9, 30, 15, 123456, UTC)
    told = {"words": "“承诺”\\n", "numbers": [1, None]}
    rows.insert_all([_told(at, detail=told), _told(at, detail={})])
    kept = Move.objects.order_by("pk")
    assert [(row.at, row.basis, row.by, row.detail) for row in kept] == [
        (at, ["CN-XKF-32"], None, told),
        (at, ["CN-XKF-32"], None, {}),
    ]
    document = Document.of(b"\0\xff%PDF", kind="letter", title="函", media_type="application/pdf")
    document.created_at = at
    rows.insert_all([document])
    assert bytes(Document.objects.get().content) == b"\0\xff%PDF"


def test_a_row_is_changed_and_another_tells_of_it_in_one_statement() -> None:
    clock = rows.insert(_clock(1))
    clock.title, clock.days = "改过", 9
    with CaptureQueriesContext(connection) as asked:
        told = rows.update_and_insert(clock, ("title",), _told(timezone.now()))
    assert len(asked) == 1
    kept = Deadline.objects.get()
    assert (kept.title, kept.days) == ("改过", 5)
    assert Move.objects.get() == told


def test_nothing_is_told_of_a_row_that_is_gone() -> None:
    clock = rows.insert(_clock(1))
    Deadline.objects.all().delete()
    with pytest.raises(DatabaseError):
        rows.update_and_insert(clock, ("title",), _told(timezone.now()))
    assert not Move.objects.exists()


def test_an_update_writes_the_named_fields_and_no_others() -> None:
    clock = rows.insert(_clock(1))
    clock.title, clock.days = "改过", 9
    rows.update(clock, ("title",))
    kept = Deadline.objects.get(pk=clock.pk)
    assert (kept.title, kept.days) == ("改过", 5)


def test_a_row_that_is_gone_is_not_updated_in_silence() -> None:
    clock = rows.insert(_clock(1))
    Deadline.objects.all().delete()
    with pytest.raises(DatabaseError):
        rows.update(clock, ("title",))


def test_several_rows_get_the_same_value_and_others_keep_theirs() -> None:
    first, second, other = (rows.insert(_clock(n)) for n in (1, 2, 3))
    with CaptureQueriesContext(connection) as asked:
        rows.set_all([first, second], title="改过")
        rows.set_all([], title="没有")
    assert len(asked) == 1
    assert (first.title, second.title, other.title) == ("改过", "改过", "受理")
    titles = Deadline.objects.order_by("record_id").values_list("title", flat=True)
    assert list(titles) == ["改过", "改过", "受理"]
