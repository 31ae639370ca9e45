"""Visits at the desk and in the field, from the plan to the end; strangers see none."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from nuozheng.law.inspections.moves import VisitStatus
from nuozheng.law.procedure import TaskStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification.inspections.actions.plan import plan_visit
from nuozheng.verification.inspections.models import Visit, VisitPaper, VisitRecord
from tests.verification.inspections.conftest import visiting as visiting
from tests.verification.inspections.visiting import BASIS, PNG, Visiting
from tests.web.visits import SIGN_IN, at_most, leads_to, page, send, text_of, visitor

pytestmark = pytest.mark.django_db
DRAWN = "data:image/png;base64,iVBORw0KGgo="


def typed(visiting: Visiting, **changes: Any) -> dict[str, Any]:
    """A whole plan as a form."""
    plan = visiting.plan()
    return {
        "tasks": [one.pk for one in plan.tasks],
        "team": [one.pk for one in plan.team],
        "on": plan.on,
        "mode": plan.mode,
        "address": plan.address,
        "need_reason": plan.need_reason,
        "latitude": "39.6",
        "longitude": "109.8",
        **changes,
    }


def record(visiting: Visiting, visit: Visit, **changes: Any) -> dict[str, Any]:
    """A whole record as a form."""
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    fields: dict[str, Any] = {
        "key": str(uuid4()),
        "version": visit.version,
        "arrived_at": now,
        "left_at": now,
        "typed-party": "经理示例",
        "signer": "经理",
    }
    for one in visit.checks.all():
        fields |= {
            f"result-{one.task_id}": "confirmed",
            f"photo-{one.task_id}": SimpleUploadedFile("1.png", PNG, "image/png"),
            f"meta-{one.task_id}": json.dumps(
                [{"taken_at": "2026-11-22T06:00:00Z", "latitude": 39.6, "longitude": 109.8}]
            ),
        }
    for number, who in enumerate((visiting.first, visiting.second), 1):
        fields |= {f"certificate-{who.pk}": f"1506-{number}", f"drawn-{who.pk}": DRAWN}
    return fields | changes


def post(account: Account, visit: Visit, **fields: Any) -> Any:
    address = reverse("web:field_visit", args=[visit.pk])
    return visitor(account).post(address, fields, headers={"Accept": "application/json"})


def test_planned_at_the_desk_recorded_in_the_field_closed_at_the_desk(visiting: Visiting) -> None:
    verifier, agency = visiting.verifier, visiting.agency
    task = visiting.tasks[0]
    assert reverse("web:new_visit", args=[task.pk]) in text_of(page(verifier, "task", task.pk))
    unpublished = text_of(page(verifier, "new_visit", task.pk))
    assert "检查事项没有公布" in unpublished
    assert send(verifier, "inspection_items", agency.pk, act="publish_item").status_code == 422
    for one in {one.proof.version.entry.proof for one in visiting.tasks}:
        fields = {"proof": one.pk, "name": f"看{one.name}", "legal_basis": BASIS}
        items = reverse("web:inspection_items", args=[agency.pk])
        sent = visitor(verifier).post(items, fields | {"act": "publish_item"})
        assert sent.status_code == 302
    assert BASIS in text_of(page(None, "public_inspection_items"))
    assert BASIS in text_of(page(verifier, "inspection_items", agency.pk))
    refused = send(verifier, "new_visit", task.pk, **typed(visiting, need_reason=""))
    assert refused.status_code == 422 and "为什么非去现场不可" in text_of(refused)
    assert send(verifier, "new_visit", task.pk, **typed(visiting)).status_code == 302
    visit = Visit.objects.get()
    assert "示例路1号" in text_of(page(verifier, "visits", status="planned"))
    assert "还没有签收材料" in text_of(page(verifier, "visit", visit.pk))

    first = visiting.first
    sentence = "承诺书"
    assert "签收1处的材料" in text_of(page(first, "field"))
    before = text_of(page(first, "field_visit", visit.pk))
    assert "签收材料，打开" in before and sentence not in before
    number = visiting.case.application.number
    letter = ("field_letter", visit.pk, number)
    assert send(first, *letter).status_code == 404, "not before the receipt"
    assert send(first, "field_visit", visit.pk, act="open_package").status_code == 302
    after = text_of(page(first, "field_visit", visit.pk))
    assert number in after and "进门先做" in after
    assert visitor(first).post(reverse("web:field_letter", args=letter[1:])).content[:5] == b"%PDF-"
    whole = record(visiting, visit)
    empty = send(first, "field_visit", visit.pk, **{**whole, "typed-party": ""})
    assert empty.status_code == 422 and "不签的原因和见证人" in text_of(empty)
    whole = record(visiting, visit)
    assert send(first, "field_visit", visit.pk, **whole).status_code == 302
    assert "现场已记录" in text_of(page(first, "field_visit", visit.pk))
    photo = VisitPaper.objects.filter(kind="photo")[0]
    assert photo.place == {"latitude": 39.6, "longitude": 109.8}

    seen = text_of(page(verifier, "visit", visit.pk))
    assert "照片1" in seen and "1506-1" in seen and "经理示例" in seen
    fetched = page(verifier, "visit_paper", visit.pk, photo.pk)
    assert fetched.content == PNG
    assert send(verifier, "visit", visit.pk, act="close_visit").status_code == 422
    assert send(verifier, "visit", visit.pk, act="review_legality", opinion="无").status_code == 422
    reviewer = visiting.reviewer
    opinion = {"act": "review_legality", "opinion": "事实清楚。"}
    assert send(reviewer, "visit", visit.pk, **opinion).status_code == 302
    assert send(verifier, "visit", visit.pk, act="close_visit", major="yes").status_code == 302
    visit.refresh_from_db()
    assert visit.state is VisitStatus.CLOSED


def test_the_telephone_sends_again_and_is_told_of_conflicts(visiting: Visiting) -> None:
    visit, first = visiting.published().planned(), visiting.first
    stale = record(visiting, visit)
    plan = visiting.plan(address="示例路2号")
    visit = plan_visit(visit=visit, plan=plan, by=visiting.verifier, reason="搬了")
    told = post(first, visit, **stale)
    assert told.status_code == 409 and told.json()["state"] == "conflict"
    assert "改期" in told.json()["findings"][0]["detail"] and not VisitRecord.objects.exists()
    wrong = post(first, visit, **record(visiting, visit, arrived_at="今天"))
    assert wrong.status_code == 422 and wrong.json()["state"] == "refused"
    key = str(uuid4())
    for again in (False, True):
        answer = post(first, visit, **record(visiting, visit, key=key))
        assert answer.json() == {"state": "recorded", "again": again}
    assert VisitRecord.objects.count() == 1
    assert {one.status for one in visiting.tasks} == {TaskStatus.CONFIRMED}
    assert post(first, visit, key="1", version="x").status_code == 404


def test_the_desk_moves_and_calls_off(visiting: Visiting) -> None:
    visit = visiting.published().planned()
    moved = typed(visiting, address="示例路3号", act="plan_visit")
    without = send(visiting.verifier, "visit", visit.pk, **moved)
    assert without.status_code == 422 and "改期、换人的原因" in text_of(without)
    assert send(visiting.verifier, "visit", visit.pk, **moved, reason="搬了").status_code == 302
    assert "示例路3号" in text_of(page(visiting.first, "field"))
    bad = send(visiting.verifier, "visit", visit.pk, act="plan_visit", on="昨天")
    assert bad.status_code == 422
    off = send(visiting.verifier, "visit", visit.pk, act="call_off", reason="视频查清")
    assert off.status_code == 302
    assert page(visiting.first, "field_visit", visit.pk).status_code == 404
    assert send(visiting.verifier, "visit", visit.pk, act="别的").status_code == 404


def test_who_may_see_it(visiting: Visiting) -> None:
    visit = visiting.published().planned()
    third = visiting.case.world.staff(Role.INSPECTOR, visiting.agency, "丙")
    for account in (*visiting.case.not_of_the_office.values(), third):
        assert page(account, "field_visit", visit.pk).status_code == 404
        assert page(account, "visit", visit.pk).status_code == 404
    assert page(visiting.first, "visit", visit.pk).status_code == 404
    for name in ("field", "field_key", "visits"):
        assert leads_to(page(None, name)).startswith(SIGN_IN)
    assert page(visiting.case.by, "field_key").status_code == 404
    assert leads_to(page(visiting.first, "desk_start")) == "/field/"
    browser = visitor(visiting.first)
    with at_most(14):
        assert browser.get("/field/").status_code == 200


def test_the_worker_and_the_shell_hold_nothing_about_anybody(visiting: Visiting) -> None:
    visiting.published().planned()
    shell = text_of(page(None, "field_shell"))
    worker = page(None, "field_worker")
    assert "正在打开存在手机上的材料" in shell and visiting.case.member.name not in shell
    assert text_of(worker).startswith('const SHELL = ["/field/shell/"')
    assert worker.headers["Content-Type"].startswith("text/javascript")
    mine, yours = (page(one, "field_key").json() for one in (visiting.first, visiting.second))  # type: ignore[attr-defined]
    assert mine["key"] != yours["key"] and mine["store"] != yours["store"]
    again = page(visiting.first, "field_key").json()  # type: ignore[attr-defined]
    assert (mine["key"], mine["store"]) == (again["key"], again["store"])
