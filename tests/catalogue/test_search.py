"""Finding a service by words, pinyin initials or code."""

import pytest

from nuozheng.catalogue.models import ServiceItem
from nuozheng.catalogue.search import MAXIMUM_QUERY, initials, search
from tests.world import Worlds

pytestmark = pytest.mark.django_db


def names(world: Worlds, query: str) -> list[str]:
    items = ServiceItem.objects.filter(catalogue=world("ordos-2021").catalogue)
    return [item.name for item in search(items, query)]


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
    everything = ServiceItem.objects.filter(catalogue=world("ordos-2021").catalogue)
    assert set(search(everything, query)) == set(everything)


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
