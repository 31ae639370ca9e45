"""一窗受理: one clerk, one number, and for each department its own part of it."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.actions.submit import submit
from nuozheng.applications.actions.take_in import accept_parts, take_in
from nuozheng.applications.joint import parts_of
from nuozheng.applications.models import Application
from nuozheng.catalogue.models import ServiceItem
from nuozheng.law.one_window import whole_number
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency
from tests.refusing import refused
from tests.web.visits import text_of, visitor
from tests.world import Case, World

Worlds = Callable[[str], World]
KEY = "window-key-1"


@pytest.fixture
def here(world: Worlds) -> World:
    return world("lianyungang-2019")


def services(here: World) -> list[ServiceItem]:
    """One for a person from each of three departments, the story's among them."""
    found = {here.item().agency_id: here.item()}
    items = here.catalogue.items.filter(applicant_kinds__contains=["person"])
    for item in items.select_related("catalogue", "agency").order_by("pk"):
        found.setdefault(item.agency_id, item)
    return list(found.values())[:3]


def clerk(here: World) -> Account:
    """At a window of the place, in none of the departments that handle the services."""
    handling = [item.agency_id for item in services(here)]
    agencies = Agency.objects.filter(jurisdiction=here.catalogue.jurisdiction)
    return here.staff(Role.OFFICER, agencies.exclude(pk__in=handling).order_by("pk")[0], "窗口")


def taken(here: World) -> list[Application]:
    return take_in(
        items=services(here), applicant=here.party("honest"), by=clerk(here), opening_key=KEY
    )


def handed_in(here: World, part: Application) -> None:
    """By the applicant, without promising anything."""
    case = Case(here, part, here.citizen, here.members["honest"])
    case.chosen(commit=False)
    submit(application=part, by=here.citizen)


@pytest.mark.clause("LYG19-1.5a")
def test_each_department_gets_its_part_of_one_number(here: World) -> None:
    """实行“一窗受理、集成服务”."""
    parts, today = taken(here), timezone.localdate()
    whole = whole_number(parts[0].number)
    assert whole and [one.number for one in parts] == [f"{whole}-{n}" for n in (1, 2, 3)]
    assert len({one.agency_id for one in parts}) == 3
    assert [one.channel for one in parts] == ["window"] * 3
    for part in parts:
        officer = here.staff(Role.OFFICER, part.agency)
        seen = access.visible_to(officer, today)
        assert list(seen) == [part] and parts_of(seen, whole) == [part]
    assert not access.visible_to(clerk(here), today).exists()
    assert parts_of(access.own(here.citizen, today), whole) == parts
    for part in parts[:2]:
        handed_in(here, part)
    accepted = accept_parts(number=whole, by=clerk(here))
    assert accepted == parts[:2]
    states = list(Application.objects.order_by("number").values_list("status", flat=True))
    assert states == ["accepted", "accepted", "draft"]
    with refused("nothing_to_accept"):
        accept_parts(number=whole, by=clerk(here))


def test_sent_twice_it_is_taken_in_once(here: World) -> None:
    parts = taken(here)
    assert taken(here) == parts and Application.objects.count() == 3
    with refused("opening_key_used"):
        take_in(
            items=services(here)[:1],
            applicant=here.party("honest"),
            by=clerk(here),
            opening_key=KEY,
        )


def test_who_may_not_take_in(here: World, world: Worlds) -> None:
    honest, items = here.party("honest"), services(here)
    elsewhere = world("huainan-maoji-2021")
    for other in (here.citizen, here.staff(Role.VERIFIER), elsewhere.staff(Role.OFFICER)):
        with refused("not_at_the_window"):
            take_in(items=items, applicant=honest, by=other, opening_key=KEY)
    own = clerk(here)
    own.party = here.party("agent")
    with refused("not_at_the_window"):
        take_in(items=items, applicant=own.party, by=own, opening_key=KEY)
    with refused("window_takes_in_for_all"):
        take_in(
            items=[elsewhere.item()],
            applicant=honest,
            by=elsewhere.staff(Role.OFFICER),
            opening_key=KEY,
        )
    with refused("services_to_take_in"):
        take_in(items=[items[0], items[0]], applicant=honest, by=clerk(here), opening_key=KEY)
    with refused("services_of_two_lists"):
        take_in(
            items=[items[0], elsewhere.item()],
            applicant=honest,
            by=clerk(here),
            opening_key=KEY,
        )
    taken(here)
    with refused("nothing_to_accept"):
        number = whole_number(Application.objects.order_by("pk")[0].number)
        accept_parts(number=number, by=here.staff(Role.OFFICER))


@pytest.mark.clause("LYG19-1.5a")
def test_the_pages_of_the_window_and_of_the_applicant(here: World, world: Worlds) -> None:
    by, items = visitor(clerk(here)), services(here)
    assert "一窗受理" in by.get("/desk/counter/").content.decode()
    chosen = "&".join(f"item={item.pk}" for item in items[:2])
    html = text_of(by.get(f"/desk/window/?{chosen}&q={items[2].name}"))
    assert "要办2个事项，2个部门" in html and items[2].name in html
    member = here.members["honest"]
    here.party("honest")
    fields = {
        "opening_key": "window-page-1",
        "item": [item.pk for item in items],
        "identifier": member.identifier.lower(),
        "name": "别人",
    }
    answer = by.post("/desk/window/", fields)
    assert answer.status_code == 422 and "没有登记过这个号码和名称" in answer.content.decode()
    answer = by.post("/desk/window/", fields | {"name": member.name})
    assert answer.status_code == 302
    told = text_of(by.get(answer["Location"]))
    whole = answer["Location"].split("/")[-2]
    assert whole in told and all(item.agency.name in told for item in items)
    mine = visitor(here.citizen)
    for path in ("/my/", f"/my/cases/{whole}/"):
        assert f"{whole}-3" in mine.get(path).content.decode()
    assert f"/my/cases/{whole}/" in mine.get(f"/my/cases/{whole}-1/").content.decode()
    for stranger in (here.stranger(), here.staff(Role.OFFICER)):
        assert visitor(stranger).get(f"/my/cases/{whole}/").status_code == 404
        assert visitor(stranger).get(f"/desk/window/{whole}/").status_code == 404
    assert visitor(world("ordos-2021").staff(Role.OFFICER)).get("/desk/window/").status_code == 404
