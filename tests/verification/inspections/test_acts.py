"""A visit by its acts, from the draw or the plan to its end."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import history
from nuozheng.law.inspections.moves import VisitStatus
from nuozheng.law.procedure import TaskStatus
from nuozheng.law.vocabulary import Role
from nuozheng.sandbox.faults import EVERY_SOURCE, Mode
from nuozheng.sandbox.servers import Running
from nuozheng.verification.actions.check import Observation, record_result
from nuozheng.verification.draws.actions.draw import publish
from nuozheng.verification.inspections import access
from nuozheng.verification.inspections.actions.close import close_visit, review_legality
from nuozheng.verification.inspections.actions.package import open_package
from nuozheng.verification.inspections.actions.plan import (
    call_off,
    call_off_idle,
    plan_new,
    plan_visit,
)
from nuozheng.verification.inspections.actions.record import (
    CheckSeen,
    Signature,
    VisitChanged,
    record_visit,
)
from nuozheng.verification.inspections.items import publish_item, withdraw_item
from nuozheng.verification.inspections.models import InspectionItem, Visit, VisitPaper, VisitRecord
from nuozheng.verification.models import UntruthFinding
from tests.refusing import refused
from tests.verification.draws.conftest import drawing as drawing
from tests.verification.draws.drawing import Drawing
from tests.verification.inspections.visiting import BASIS, Visiting

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause


@clause("ORD21-4.6d")
def test_from_the_plan_to_the_end(visiting: Visiting) -> None:
    visit = visiting.published().planned()
    assert (visit.state, visit.version, visit.checks.count()) == (
        VisitStatus.PLANNED, 2, len(visiting.tasks),
    )  # fmt: skip
    assert [one.what for one in deadlines.running("visit", visit.pk)] == ["open_package"]
    for inspector in (visiting.first, visiting.second, visiting.second):
        assert open_package(visit=visit, by=inspector).opened_at is not None
    assert not deadlines.running("visit", visit.pk)
    record, again = record_visit(visit=visit, spot=visiting.spot(visit), by=visiting.first)
    visit.refresh_from_db()
    assert not again and visit.state is VisitStatus.RECORDED
    assert {one.status for one in visiting.case.tasks() if one.visit_checks.exists()} == {
        TaskStatus.CONFIRMED
    }
    photo = VisitPaper.objects.filter(record=record, kind="photo").first()
    assert photo is not None and photo.document is not None and photo.document.intact
    assert photo.place["latitude"] == 39.6 and photo.check_row is not None
    assert photo.check_row.task.evidence == photo.document, "kept once, not twice"
    with refused("legal_review_is_entered"):
        close_visit(visit=visit, major=True, by=visiting.verifier)
    review_legality(visit=visit, opinion="程序合法，可以作出决定。", by=visiting.reviewer)
    closed = close_visit(visit=visit, major=True, by=visiting.verifier)
    assert closed.state is VisitStatus.CLOSED and not deadlines.running("visit", visit.pk)
    assert [row.act for row in history("visit", visit.pk)] == [
        *("propose_visit", "plan_visit", "open_package", "open_package"),
        *("record_visit", "review_legality", "close_visit"),
    ]


@pytest.mark.parametrize(
    ("visiting", "rule"),
    [
        pytest.param("xian-baqiao-2021", "XBQ21-2.5h", marks=clause("XBQ21-2.5h")),
        pytest.param("huainan-maoji-2021", "MJ21-2.3.7m", marks=clause("MJ21-2.3.7m")),
    ],
    indirect=["visiting"],
)
def test_the_package_has_its_clock_and_its_receipt(visiting: Visiting, rule: str) -> None:
    visit = visiting.published().planned()
    (clock,) = deadlines.running("visit", visit.pk)
    assert (clock.what, clock.days, clock.basis) == ("open_package", 1, [rule])
    open_package(visit=visit, by=visiting.first)
    receipt = history("visit", visit.pk).last()
    assert receipt is not None and receipt.by == visiting.first
    assert (receipt.act, receipt.role, receipt.basis) == ("open_package", "inspector", [rule])
    assert deadlines.running("visit", visit.pk), "the other one has yet to open it"
    plan_visit(
        visit=visit, plan=visiting.plan(address="示例路2号"), by=visiting.verifier, reason="搬了"
    )
    assert visit.team.get(account=visiting.first).opened_at, "the package is the same"


@clause("ORD21-4.4i")
def test_what_is_not_needed_not_published_or_still_asked_is_not_visited(
    visiting: Visiting, sources: Running
) -> None:
    with refused("items_are_published"):
        visiting.planned()
    visiting.published()
    with refused("visit_is_needed"):
        visiting.planned(need_reason="")
    with refused("two_inspectors_go"):
        visiting.planned(team=(visiting.first, visiting.verifier))
    with refused("not_your_move"):
        plan_new(agency=visiting.agency, plan=visiting.plan(), by=visiting.first)
    with refused("visit_to_one_subject"):
        visiting.planned(tasks=[])
    assert not Visit.objects.exists()
    sources.faults.set(EVERY_SOURCE, Mode.DOWN)
    unasked = Visiting(visiting.case.world.opened("wronged").signed())
    sources.faults.set(EVERY_SOURCE, Mode.OK)
    with refused("no_source_can_answer"):
        unasked.planned(tasks=unasked.case.tasks())


@pytest.mark.parametrize(
    "visiting",
    [
        pytest.param("ordos-2021", marks=clause("ORD21-4.4i")),
        pytest.param("huainan-maoji-2021", marks=clause("MJ21-2.3.7n")),
    ],
    indirect=True,
)
def test_two_agencies_go_together_or_say_why_not(visiting: Visiting) -> None:
    first = visiting.published().planned()
    item = next(
        one
        for one in visiting.case.world.catalogue.items.order_by("pk")
        if one.agency_id != visiting.agency.pk
    )
    other = Visiting(visiting.case.world.opened(item=item).handed_over())
    assert other.tasks
    other.published()
    with refused("not_visited_lately"):
        other.planned()
    joined = other.planned(joined=first, on=None)
    assert joined.planned_on == first.planned_on and joined.joined_to == first


@clause("XBQ21-2.5i")
@pytest.mark.parametrize("visiting", ["xian-baqiao-2021"], indirect=True)
def test_a_second_visit_soon_needs_its_reason(visiting: Visiting) -> None:
    visiting.published().planned()
    with refused("not_visited_lately"):
        visiting.planned()
    assert visiting.planned(override_reason="接到实名举报").override_reason
    with refused("within_the_yearly_cap"):
        visiting.planned(override_reason="再去一次")


def test_the_same_record_sent_again_is_filed_once(visiting: Visiting) -> None:
    visit, key = visiting.published().planned(), uuid4()
    spot = visiting.spot(visit, key)
    filed, _again = record_visit(visit=visit, spot=spot, by=visiting.first)
    twice, again = record_visit(visit=visit, spot=spot, by=visiting.first)
    assert again and twice == filed and VisitRecord.objects.count() == 1
    assert VisitPaper.objects.filter(kind="photo").count() == visit.checks.count()
    with refused("record_key_taken"):
        record_visit(visit=visit, spot=spot, by=visiting.second)


def test_a_record_for_a_visit_that_changed_is_not_taken_over(visiting: Visiting) -> None:
    visit = visiting.published().planned()
    spot = visiting.spot(visit)
    plan_visit(
        visit=visit, plan=visiting.plan(address="示例路2号"), by=visiting.verifier, reason="搬了"
    )
    with pytest.raises(VisitChanged) as caught:
        record_visit(visit=visit, spot=spot, by=visiting.first)
    assert "改期" in caught.value.findings[0].detail
    last = history("visit", visit.pk).last()
    assert last is not None and (last.act, last.reason) == ("move_visit", "搬了")
    assert not VisitRecord.objects.exists()
    visit.refresh_from_db()
    task = visit.checks.all()[0].task
    seen = Observation("票据齐全")
    record_result(task=task, by=visiting.verifier, result=TaskStatus.CONFIRMED, observation=seen)
    with pytest.raises(VisitChanged) as caught:
        record_visit(visit=visit, spot=replace(spot, version=visit.version), by=visiting.first)
    assert caught.value.key == "check_closed"
    left = {pk: one for pk, one in spot.checks.items() if pk != task.pk}
    anew = replace(spot, version=visit.version, checks=left)
    record_visit(visit=visit, spot=anew, by=visiting.first)
    with pytest.raises(VisitChanged):
        record_visit(visit=visit, spot=replace(anew, key=uuid4()), by=visiting.second)


def test_what_was_seen_otherwise_opens_a_finding_and_unclear_stays_open(
    visiting: Visiting,
) -> None:
    visit = visiting.published().planned()
    spot = visiting.spot(visit)
    first, *others = visiting.tasks
    with refused("each_check_has_its_result"):
        record_visit(
            visit=visit,
            spot=replace(spot, checks={**spot.checks, first.pk: CheckSeen("contradicted")}),
            by=visiting.first,
        )
    checks = {
        first.pk: CheckSeen("contradicted", "房子是空的"),
        **{one.pk: CheckSeen("unable", "没有人在") for one in others},
    }
    unsigned = replace(
        spot, checks=checks, party=Signature(), refusal="不同意写法", witness="示例见证人"
    )
    record_visit(visit=visit, spot=unsigned, by=visiting.first)
    assert UntruthFinding.objects.get().task == first
    assert [one.status for one in visiting.case.tasks() if one in others] == [
        TaskStatus.UNABLE
    ] * len(others)


def test_who_may_do_what(visiting: Visiting) -> None:
    visit = visiting.published().planned()
    today = timezone.localdate()
    third = visiting.case.world.staff(Role.INSPECTOR, visiting.agency, "丙")
    with refused("not_your_move"):
        open_package(visit=visit, by=third)
    with refused("not_your_move"):
        record_visit(visit=visit, spot=visiting.spot(visit), by=visiting.verifier)
    with refused("not_your_move"):
        call_off(visit=visit, reason="不去了", by=visiting.first)
    assert list(access.to_be_made(visiting.first, today)) == [visit]
    assert not access.to_be_made(third, today)
    assert list(access.at_desk(visiting.verifier, today)) == [visit]
    assert not access.at_desk(visiting.case.world.elsewhere(Role.VERIFIER), today)
    with refused("reason_required"):
        call_off(visit=visit, reason=" ", by=visiting.verifier)
    gone = call_off(visit=visit, reason="改用视频", by=visiting.verifier)
    assert gone.state is VisitStatus.CALLED_OFF and not access.to_be_made(visiting.first, today)


def test_nobody_goes_where_everything_is_settled(visiting: Visiting) -> None:
    visit = visiting.published().planned()
    assert call_off_idle() == 0
    for task in visiting.tasks:
        seen = Observation("视频看过")
        record_result(
            task=task, by=visiting.verifier, result=TaskStatus.CONFIRMED, observation=seen
        )
    assert call_off_idle() == 1 and call_off_idle() == 0
    visit.refresh_from_db()
    assert visit.state is VisitStatus.CALLED_OFF


def test_an_item_is_published_once_with_its_basis(visiting: Visiting) -> None:
    visiting.published()
    item = InspectionItem.objects.all()[0]
    named: dict[str, Any] = {"agency": item.agency, "proof": item.proof, "name": "再来"}
    with refused("item_published_already"):
        publish_item(**named, legal_basis=BASIS, by=visiting.verifier)
    with refused("item_without_basis"):
        publish_item(**named, legal_basis=" ", by=visiting.verifier)
    with refused("not_your_move"):
        publish_item(**named, legal_basis=BASIS, by=visiting.first)
    assert [row.act for row in history("inspection_item", item.pk)] == ["publish_item"]
    withdraw_item(item=item, reason="依据废止", by=visiting.verifier)
    with refused("items_are_published"):
        visiting.planned()


def test_a_published_draw_proposes_a_visit_with_the_drawn_inspectors(drawing: Drawing) -> None:
    visiting = Visiting(drawing.case).published()
    staff = {visiting.first: (), visiting.second: ()}
    publish(draw=drawing.drawn(inspectors=staff), by=drawing.verifier)
    visit = Visit.objects.get()
    assert visit.state is VisitStatus.PROPOSED and visit.draw is not None
    assert {one.account for one in visit.team.all()} == {visiting.first, visiting.second}
    assert {one.task for one in visit.checks.all()} == set(visiting.tasks)
    third = drawing.world.staff(Role.INSPECTOR, visiting.agency, "丙")
    swapped = visiting.plan(team=(visiting.first, third))
    with refused("drawn_inspectors_go"):
        plan_visit(visit=visit, plan=swapped, by=visiting.verifier)
    planned = plan_visit(
        visit=visit, plan=replace(swapped, team_reason="乙回避"), by=visiting.verifier
    )
    assert planned.planned_on == timezone.localdate() + timedelta(days=1)
