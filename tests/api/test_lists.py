"""Everybody may read a list of any day, what differed, each entry's versions, and the guide."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from nuozheng.api.entry_schemas import EntryIn
from nuozheng.catalogue.guides.models import ServiceGuide
from nuozheng.catalogue.models import EntryVersion
from nuozheng.catalogue.revision.content import content_of
from tests.api.caller import Caller
from tests.api.test_limits import queries
from tests.catalogue.test_names import taken_over
from tests.revisions import Desk
from tests.world import LISTS, World

Worlds = Callable[[str], World]
NOBODY_S_OVERHEAD = 4
"""The count of calls of an address, read and written."""


@pytest.fixture
def changed(world: Worlds) -> Desk:
    """A list of which one entry says something else from today on."""
    desk = Desk(world("huainan-maoji-2021"))
    desk.published(desk.submitted())
    return desk


@pytest.mark.clause("MJ21-2.1.3c")
def test_two_days_of_a_list_differ_by_what_was_published(world: Worlds) -> None:
    desk = Desk(world("huainan-maoji-2021"))
    entry, today = desk.entry(), timezone.localdate()
    eve = today - timedelta(days=1)
    desk.published(desk.submitted())
    nobody = Caller()
    days = nobody.get("places/huainan-maoji-2021/versions").json
    assert [(one["on"], one["changed"]) for one in days][:1] == [(str(today), 1)]
    assert days[1]["until"] == str(eve) and days[1]["changed"] == 0
    answer = nobody.get("places/huainan-maoji-2021/differences", since=eve)
    (different,) = answer.json["items"]
    assert (different["entry"], different["kind"]) == (entry.pk, "change")
    (point,) = different["differences"]
    assert (point["label"], point["after"]) == ("证明内容", "改过的证明内容。")
    then, now = (
        {
            one["entry"]: one["content"]["content"]
            for one in nobody.get("places/huainan-maoji-2021/entries", on=day, limit=100).json[
                "items"
            ]
        }
        for day in (eve, today)
    )
    assert then[entry.pk] == point["before"] and now[entry.pk] == point["after"]
    assert then.keys() == now.keys()


def test_what_came_and_what_went_are_told_apart(world: Worlds) -> None:
    desk = Desk(world("huainan-maoji-2021"))
    today = timezone.localdate()
    standing = EntryVersion.objects.filter(entry__item__catalogue=desk.world.catalogue)
    gone, new = standing.order_by("pk")[:2]
    eve = today - timedelta(days=1)
    EntryVersion.objects.filter(pk=gone.pk).update(effective_until=eve)
    EntryVersion.objects.filter(pk=new.pk).update(effective_from=today)
    answer = Caller().get("places/huainan-maoji-2021/differences", since=eve)
    told = {one["entry"]: one["kind"] for one in answer.json["items"]}
    assert told == {gone.entry_id: "remove", new.entry_id: "add"}


def test_a_past_day_keeps_the_names_of_its_day(world: Worlds) -> None:
    here, today = world("ordos-2021"), timezone.localdate()
    eve = today - timedelta(days=1)
    old, new = taken_over(here, today)
    for day, name in ((eve, old.name), (today, new.name)):
        answer = Caller().get("places/ordos-2021/entries", on=day, limit=100).json["items"]
        agencies = {one["agency"] for one in answer if one["item_id"] == here.item().pk}
        assert agencies == {name}, day
    entry = here.item().entries.order_by("position")[0]
    (only,) = Caller().get(f"entries/{entry.pk}/versions").json["items"]
    assert only["agency"] == new.name


@pytest.mark.parametrize("path", ["entries", "differences"])
@pytest.mark.parametrize("day", ["1999-01-01", "2999-01-01"])
def test_days_without_a_list_are_not_found(world: Worlds, path: str, day: str) -> None:
    world("ordos-2021")
    query = {"since": day} if path == "differences" else {"on": day}
    answer = Caller().get(f"places/ordos-2021/{path}", **query)
    assert (answer.status, answer.json["type"]) == (404, "urn:nuozheng:problem:not-found")


def test_what_is_no_day_is_told(world: Worlds) -> None:
    world("ordos-2021")
    for query in ({"since": "gestern"}, {"since": "2026-02-30"}, {"since": ""}, {}):
        answer = Caller().get("places/ordos-2021/differences", **query)
        assert (answer.status, answer.keys) == (422, ["input.since"])


def test_an_entry_shows_every_version_and_what_each_changed(changed: Desk) -> None:
    answer = Caller().get(f"entries/{changed.entry().pk}/versions").json
    newest, first = answer["items"]
    assert (answer["count"], newest["version"], first["version"]) == (2, 2, 1)
    assert [one["label"] for one in newest["differences"]] == ["证明内容"]
    assert first["differences"] == [] and first["effective_until"] is not None
    second_page = Caller().get(f"entries/{changed.entry().pk}/versions", limit=1, page=2).json
    assert second_page["items"] == [first]


def test_the_guide_says_since_when_it_is_stale(changed: Desk) -> None:
    item = changed.entry().item
    guide = Caller().get(f"items/{item.pk}/guide").json
    assert (guide["stale_since"], guide["agency"]) == (None, item.agency.name)
    assert guide["sections"] and guide["flow"]["line"] and guide["letter_number"] == 2
    ServiceGuide.objects.filter(item=item).update(made_from=[])
    stale = Caller().get(f"items/{item.pk}/guide").json
    assert stale["stale_since"] and "有了第2版" in "".join(stale["stale_because"])
    assert Caller().get(f"items/{item.pk}/guide", on="1999-01-01").status == 404


@pytest.mark.parametrize("slug", LISTS)
def test_what_is_shown_of_an_entry_can_be_proposed_as_it_is(world: Worlds, slug: str) -> None:
    listed = EntryVersion.objects.filter(entry__item__catalogue=world(slug).catalogue)
    for version in listed.select_related("entry__item", "entry__proof"):
        content = content_of(version)
        assert EntryIn.model_validate(content.model_dump(mode="json")).entry() == content


def test_public_pages_cost_little(changed: Desk) -> None:
    item, entry = changed.entry().item_id, changed.entry().pk
    for path, most in (
        ("places/huainan-maoji-2021/versions", 3),
        ("places/huainan-maoji-2021/entries?limit=100", 4),
        (f"places/huainan-maoji-2021/differences?since={timezone.localdate()}&limit=100", 7),
        (f"entries/{entry}/versions", 1),
        (f"items/{item}/guide", 6),
    ):
        assert queries(Caller(), path) <= NOBODY_S_OVERHEAD + most, path
