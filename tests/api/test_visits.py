"""An inspector's own program takes the package and hands in the record; a data centre's batches."""

import base64
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from nuozheng.law.vocabulary import Role
from nuozheng.verification.inspections.models import Visit, VisitRecord
from tests.api.caller import Caller
from tests.verification.inspections.visiting import PNG, Visiting
from tests.world import Worlds

pytestmark = pytest.mark.django_db


@pytest.fixture
def visiting(world: Worlds) -> Visiting:
    return Visiting(world("ordos-2021").opened().signed()).published()


def record(visiting: Visiting, visit: Visit, **changes: Any) -> bytes:
    now, drawn = timezone.now(), base64.b64encode(PNG).decode()
    photo = {"content": drawn, "latitude": 39.6, "longitude": 109.8, "accuracy": 12.0}
    body = {
        "key": str(uuid4()),
        "version": visit.version,
        "arrived_at": (now - timedelta(minutes=30)).isoformat(),
        "left_at": (now - timedelta(minutes=5)).isoformat(),
        "checks": [
            {"task": one.task_id, "result": "confirmed", "note": "看过", "photos": [photo]}
            for one in visit.checks.all()
        ],
        "officers": [
            {"account": visiting.first.pk, "certificate": "1506-1", "signature": {"drawn": drawn}},
            {"account": visiting.second.pk, "certificate": "1506-2", "signature": {"typed": "乙"}},
        ],
        "party": {"drawn": drawn},
        "signer": "经理",
    }
    return json.dumps(body | changes).encode()


def test_package_and_record_by_program(visiting: Visiting) -> None:
    visit = visiting.planned()
    phone = Caller(visiting.first)
    (listed,) = phone.get("visits").json["items"]
    assert (listed["id"], listed["package_opened"]) == (visit.pk, False)
    assert phone.get(f"visits/{visit.pk}").json["package"] == [], "not before it is signed for"
    opened = phone.post(f"visits/{visit.pk}/package").json
    assert opened["package"][0]["sentence"] and opened["package_opened"]
    assert [one["act"] for one in opened["allowed"]] == ["open_package", "record_visit"]
    sent = record(visiting, visit)
    answer = phone.send("POST", f"visits/{visit.pk}/record", sent)
    assert answer.status == 200, answer.json
    assert answer.json["again"] is False and answer.json["visit"]["status"] == "recorded"
    assert {one["result"] for one in answer.json["visit"]["package"]} == {"confirmed"}
    assert phone.send("POST", f"visits/{visit.pk}/record", sent).json["again"] is True
    assert VisitRecord.objects.count() == 1
    later = phone.send("POST", f"visits/{visit.pk}/record", record(visiting, visit))
    assert later.status == 409 and "改过" in later.json["detail"]


def test_a_gap_in_the_record_is_refused_and_nothing_is_filed(visiting: Visiting) -> None:
    visit = visiting.planned()
    answer = Caller(visiting.first).send(
        "POST", f"visits/{visit.pk}/record", record(visiting, visit, party={})
    )
    assert answer.status == 422 and answer.json["findings"]
    assert not VisitRecord.objects.exists()


def test_a_visit_is_there_for_those_who_go(visiting: Visiting) -> None:
    visit = visiting.planned()
    third = visiting.case.world.staff(Role.INSPECTOR, visiting.agency, "丙")
    for account in (third, visiting.verifier, visiting.case.by):
        caller = Caller(account)
        assert caller.get(f"visits/{visit.pk}").status == 404
        assert caller.get("visits").json["count"] == 0


def test_a_batch_by_program(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    centre = Caller(case.verifier)
    opened = centre.send("POST", "batches", b'{"most": 5}')
    assert opened.status == 200, opened.json
    at = f"batches/{opened.json['id']}"
    assert (opened.json["status"], opened.json["done"]) == ("queued", 0)
    assert Caller(case.supervisor).get(at).json["allowed"] == []
    assert Caller(case.officer).get(at).status == 404
    assert centre.get("batches").json["count"] == 1
    refused = centre.send("POST", "batches", b'{"source": "nowhere"}')
    assert (refused.status, refused.json["findings"][0]["key"]) == (422, "source_unknown")
    stranger = Caller(case.by).send("POST", "batches", b"{}")
    assert stranger.status == 422
    assert centre.post(f"{at}/pause").status in (200, 409)
