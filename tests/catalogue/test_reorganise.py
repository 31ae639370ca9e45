"""Bodies merge, are renamed or pass on duties: everything goes over, the past stays readable."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from nuozheng.applications.access import visible_to
from nuozheng.catalogue.adjustment.models import Adjustment, LegalEvent, TouchedEntry
from nuozheng.catalogue.adjustment.register import Happening, register_event
from nuozheng.catalogue.adjustment.reorganise import reorganise
from nuozheng.catalogue.adjustment.succession import agencies_on, handled_by
from nuozheng.catalogue.models import ServiceItem
from nuozheng.evidence.moves import history
from nuozheng.law.adjustment import EventKind
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from nuozheng.verification.models import VerificationTask
from tests.world import World

Worlds = Callable[[str], World]
TODAY = timezone.localdate()
SINCE = TODAY - timedelta(days=3)


@pytest.fixture
def ordos(world: Worlds) -> World:
    return world("ordos-2021")


def happened(world: World, kind: EventKind, *agencies: Agency) -> LegalEvent:
    return register_event(
        catalogue=world.catalogue,
        happening=Happening(
            kind, SINCE, "示例编发〔2026〕1号", "示例：职责由新部门承担。", agencies=agencies
        ),
        by=world.staff(Role.JUSTICE_REVIEWER),
    )


def bodies(world: World) -> tuple[Agency, Agency, Agency]:
    """The story's agency, another with services, and a new one."""
    mine = world.item().agency
    other = (
        Agency.objects.filter(items__catalogue=world.catalogue).exclude(pk=mine.pk).order_by("pk")
    )[0]
    new = Agency.objects.create(
        jurisdiction=mine.jurisdiction, name="示例市新部门", short_name="新部门"
    )
    return mine, other, new


@pytest.mark.clause("ORD23-3.4.2a")
def test_a_merger_flags_both_and_moves_everything_keeping_history(ordos: World) -> None:
    mine, other, new = bodies(ordos)
    case = ordos.opened().signed()
    officer, keeper = case.officer, ordos.staff(Role.CATALOGUE_KEEPER, mine)
    tasks = VerificationTask.objects.filter(application=case.application).count()
    items = list(ServiceItem.objects.filter(agency__in=(mine, other)).order_by("pk"))
    event = happened(ordos, EventKind.AGENCY_MERGED, mine, other)
    flagged = TouchedEntry.objects.filter(adjustment__event=event)
    assert {one.agency for one in Adjustment.objects.filter(event=event)} == {mine, other}
    count = flagged.count()
    made = reorganise(
        event=event,
        predecessors=[mine, other],
        successor=new,
        on=SINCE,
        by=ordos.staff(Role.JUSTICE_REVIEWER),
    )
    assert [one.status for one in made] == ["in_effect", "in_effect"]
    assert [one.act for one in history("agency_succession", made[0].pk)] == ["take_effect"]
    assert not ServiceItem.objects.filter(agency__in=(mine, other)).exists()
    story = ordos.catalogue.items.select_related("agency").get(pk=ordos.item().pk)
    assert story.agency == new
    assert "新部门" in story.search_text
    # work lists
    case.refresh()
    assert case.application.agency == new
    assert case.application in visible_to(officer, TODAY)
    moved = VerificationTask.objects.filter(application=case.application, agency=new)
    assert moved.count() == tasks
    assert [one.act for one in history("application", case.application.pk)][-1] == "change_agency"
    # staff
    (old,) = officer.memberships.filter(agency=mine)
    assert old.ends_on == SINCE - timedelta(days=1)
    assert officer.memberships.get(agency=new).starts_on == SINCE
    # what was flagged is the successor's to answer
    assert flagged.count() == count
    assert {one.adjustment.agency for one in flagged} == {new}
    assert keeper.memberships.get(agency=new).role == Role.CATALOGUE_KEEPER
    # a past day's list still names who handled it
    fresh = list(ServiceItem.objects.filter(pk__in=[one.pk for one in items]))
    assert agencies_on([story], SINCE) == {story.pk: new}
    past = agencies_on(fresh, SINCE - timedelta(days=1))
    assert past == {one.pk: one.agency for one in items}
    (handled,) = handled_by(story)
    assert (handled.before, handled.since, handled.after) == (mine, SINCE, new)


def test_renamed_twice_each_day_names_its_own(ordos: World) -> None:
    mine, other, new = bodies(ordos)
    reviewer = ordos.staff(Role.JUSTICE_REVIEWER, other)
    for before, after, on in ((mine, new, TODAY - timedelta(days=9)), (new, other, SINCE)):
        event = happened(ordos, EventKind.AGENCY_RENAMED, before)
        reorganise(event=event, predecessors=[before], successor=after, on=on, by=reviewer)
    item = ServiceItem.objects.select_related("agency").get(pk=ordos.item().pk)
    days = {20: mine, 9: new, 4: new, 3: other, 0: other}
    named = {n: agencies_on([item], TODAY - timedelta(days=n))[item.pk] for n in days}
    assert named == days


@pytest.mark.clause("ORD23-3.4.2a")
def test_moved_duties_take_only_their_services_and_no_staff(ordos: World) -> None:
    mine, other, _ = bodies(ordos)
    officer = ordos.staff(Role.OFFICER, mine)
    chosen = ordos.item()
    rest = ServiceItem.objects.filter(agency=mine).exclude(pk=chosen.pk).count()
    event = happened(ordos, EventKind.DUTIES_MOVED, mine)
    reviewer = ordos.staff(Role.JUSTICE_REVIEWER)
    with pytest.raises(Refused) as refused:
        reorganise(event=event, predecessors=[mine], successor=other, on=SINCE, by=reviewer)
    assert refused.value.key == "no_items_chosen"
    reorganise(
        event=event, predecessors=[mine], successor=other, on=SINCE, by=reviewer, items=[chosen]
    )
    assert ServiceItem.objects.get(pk=chosen.pk).agency == other
    assert ServiceItem.objects.filter(agency=mine).count() == rest
    assert officer.memberships.get().ends_on is None


def test_refused(ordos: World, world: Worlds) -> None:
    mine, other, new = bodies(ordos)
    event = happened(ordos, EventKind.AGENCY_MERGED, mine, other)
    reviewer = ordos.staff(Role.JUSTICE_REVIEWER)
    elsewhere = world("lianyungang-2019").item().agency
    good = {"event": event, "predecessors": [mine], "successor": new, "on": SINCE, "by": reviewer}
    for wrong, key in (
        ({"by": ordos.staff(Role.CATALOGUE_KEEPER)}, "not_your_move"),
        ({"on": TODAY + timedelta(days=1)}, "day_in_future"),
        ({"successor": elsewhere}, "agencies_dont_fit"),
        ({"successor": mine}, "agencies_dont_fit"),
        ({"predecessors": []}, "agencies_dont_fit"),
    ):
        with pytest.raises(Refused) as refused:
            reorganise(**(good | wrong))  # type: ignore[arg-type]
        assert refused.value.key == key
    reorganise(**good)  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        reorganise(**good)  # type: ignore[arg-type]
    assert refused.value.key == "reorganised_already"
