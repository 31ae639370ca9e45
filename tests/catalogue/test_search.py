"""Finding a service by words, pinyin initials or code."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from nuozheng.catalogue import candidates
from nuozheng.catalogue import search as searching
from nuozheng.catalogue.candidates import MAXIMUM_QUERY, Wanted, words_of
from nuozheng.catalogue.search import Results, initials, search
from tests.world import Worlds

pytestmark = pytest.mark.django_db


def names(world: Worlds, query: str) -> list[str]:
    found = search(world("ordos-2021").catalogue, Wanted(words_of(query)), timezone.localdate())
    return [item.name for item in found[0:1000]]


@pytest.mark.parametrize("query", ["临时救助", "临时", "救助申请", "lsjz", "LSJZ", "临时 申请"])
def test_a_service_is_found(world: Worlds, query: str) -> None:
    assert "临时救助申请" in names(world, query)


def test_by_the_proof_it_asks_for_and_by_its_code(world: Worlds) -> None:
    item = world("ordos-2021").item()
    assert item.name in names(world, "家庭收入证明")
    assert names(world, item.implementation_code)[0] == item.name


def test_the_name_s_start_stands_first(world: Worlds) -> None:
    found = names(world, "临时")
    starts = [name.startswith("临时") for name in found]
    assert starts == sorted(starts, reverse=True)


def test_one_character_is_a_query(world: Worlds) -> None:
    found = names(world, "救")
    assert "临时救助申请" in found


@pytest.mark.parametrize("query", ["", "   ", "\x00", "\x00 \x00"])
def test_nothing_typed_changes_nothing(world: Worlds, query: str) -> None:
    everything = world("ordos-2021").catalogue.items.values_list("name", flat=True)
    assert sorted(names(world, query)) == sorted(everything)


@pytest.mark.parametrize(
    "query",
    [
        "没有这样的事项",
        "%",
        "_",
        "'; DROP TABLE x; --",
        "\\",
        "😀",
        "a" * 10_000,
        "救" * 999,
    ],
)
def test_whatever_is_typed_is_only_looked_for(world: Worlds, query: str) -> None:
    assert names(world, query) == []
    assert MAXIMUM_QUERY < 999


def test_initials_are_those_of_pinyin() -> None:
    assert initials("公租房") == "gzf"
    assert initials("A类卡3") == "alk3"


def found(world: Worlds, **wanted: Any) -> Results:
    catalogue = world("ordos-2021").catalogue
    return search(catalogue, Wanted(**wanted), timezone.localdate())


def test_what_many_have_is_cut_and_said_to_be(
    world: Worlds, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = found(world, words=("申请",))
    assert not everything.more
    for module in (candidates, searching):
        monkeypatch.setattr(module, "MOST_FOUND", 5)
    cut = found(world, words=("申请",))
    assert (len(cut), cut.more) == (5, True)
    assert {one.pk for one in cut[:]} <= {one.pk for one in everything[:]}


@pytest.mark.parametrize("near", [1, 7, 1000])
@pytest.mark.parametrize("query", ["申请", "证明", "收入 申请", "sq", "gz", "15", "救", "bkhtz"])
def test_near_or_through_the_index_the_same_is_found(
    world: Worlds, monkeypatch: pytest.MonkeyPatch, near: int, query: str
) -> None:
    """What stands in the text is found, whichever step finds it, and once only."""
    monkeypatch.setattr(candidates, "_NEAR", near)
    items = world("ordos-2021").catalogue.items.all()
    wanted = {one.pk for one in items if all(word in one.search_text for word in query.split())}
    keys = [one.pk for one in found(world, words=words_of(query))[:]]
    assert sorted(keys) == sorted(wanted)


@pytest.mark.parametrize("near", [1, 1000])
def test_filters_meet_each_other(world: Worlds, monkeypatch: pytest.MonkeyPatch, near: int) -> None:
    monkeypatch.setattr(candidates, "_NEAR", near)
    item = world("ordos-2021").item()
    way = item.entries.earliest("position").versions.latest("number").substitution
    same = {"domain": item.domain, "agencies": (item.agency_id,), "way": way}
    assert item in found(world, **same)[:]
    assert item in found(world, words=(item.name[:2],), **same)[:]
    for one in found(world, **same)[:]:
        assert (one.domain, one.agency_id) == (item.domain, item.agency_id)
        assert way in one.ways
    assert len(found(world, **{**same, "agencies": ()})) == 0
    assert len(found(world, words=("申请",), **{**same, "domain": "没有"})) == 0


def test_a_way_counts_only_while_it_is_in_force(world: Worlds) -> None:
    catalogue = world("ordos-2021").catalogue
    before = catalogue.published_on - timedelta(days=1)
    assert len(search(catalogue, Wanted(way="commitment"), before)) == 0
    assert len(search(catalogue, Wanted(way="commitment"), catalogue.published_on)) > 0


def test_the_same_name_stands_before_names_that_start_with_it(world: Worlds) -> None:
    item = world("ordos-2021").item()
    assert names(world, item.name)[0] == item.name
    assert names(world, item.name[:-1])[0].startswith(item.name[:-1])


def test_the_whole_list_is_leafed_through_by_domain(world: Worlds) -> None:
    rows = found(world)
    items = list(world("ordos-2021").catalogue.items.order_by("domain", "pk"))
    assert [*rows[:20], *rows[20:40], *rows[40 : len(items)]] == items
    assert len(rows) == len(items)
    assert rows[3] == items[3]
