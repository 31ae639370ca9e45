"""The cast plays the same parts in every place."""

from datetime import date

import pytest
from stdnum.cn import uscc

from nuozheng.gateways.sources.registry import registry
from nuozheng.sandbox import City, cast
from nuozheng.sandbox.numbers import id_check
from nuozheng.sandbox.places import PLACES

TODAY = date(2026, 11, 24)
CITY = City(people=1_000, companies=100)
everywhere = pytest.mark.parametrize("place", list(PLACES))


@everywhere
def test_numbers_are_valid_unique_and_found(place: str) -> None:
    members = cast(place)
    for member in members.values():
        if member.kind == "person":
            assert member.identifier[17] == id_check(member.identifier[:17])
        else:
            assert uscc.is_valid(member.identifier)
        assert CITY.find(member.kind, member.identifier) == member
    assert len({member.identifier for member in members.values()}) == len(members)


@everywhere
def test_every_part_is_played(place: str) -> None:
    assert set(cast(place)) == {
        "honest", "contradicted", "wronged", "agent", "ambiguous", "unknown", "representative",
        "false_representative", "honest_company", "false_company",
    }  # fmt: skip
    for member in cast(place).values():
        for source, facts in member.truth.items():
            assert set(facts) == set(registry()[source].attributes)
        for source, claims in member.claims.items():
            assert set(claims) <= set(registry()[source].attributes)


@everywhere
def test_what_the_sources_say(place: str) -> None:
    members = cast(place)

    def said(key: str, source: str, attribute: str) -> object:
        return CITY.record(members[key], source, TODAY).attributes[attribute]

    for key in ("honest", "agent", "representative", "honest_company"):
        member = members[key]
        for source in member.truth:
            record = CITY.record(member, source, TODAY)
            assert (record.attributes, record.as_of) == (member.stated(source), TODAY)
    assert said("contradicted", "vehicle", "vehicle_count") == 2
    assert members["contradicted"].stated("vehicle")["vehicle_count"] == 0
    assert said("wronged", "property", "dwelling_count") == 1
    assert members["wronged"].stated("property")["dwelling_count"] == 0
    assert said("false_company", "property", "premises_area_m2") == 42
    assert members["false_company"].stated("property")["premises_area_m2"] == 120
    assert CITY.record(members["ambiguous"], "vehicle", TODAY).status == "ambiguous"
    for source in registry():
        assert CITY.record(members["unknown"], source, TODAY).status == "not_found"


@everywhere
def test_companies_are_led_by_people_of_the_cast(place: str) -> None:
    members = cast(place)
    for key in ("honest_company", "false_company"):
        company = members[key]
        chief = members[company.representative]
        assert company.truth["company"]["legal_representative"] == chief.name
    assert members["agent"].acts_for == "honest"


def test_a_pack_s_key_names_its_place() -> None:
    assert cast("ordos-2023")["honest"] == cast("ordos")["honest"]
    with pytest.raises(ValueError, match="known: ordos"):
        cast("atlantis")
