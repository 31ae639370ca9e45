"""The city is the same every time, hangs together, and its numbers are valid."""

from datetime import date
from itertools import islice

import pytest
from stdnum.cn import uscc

from nuozheng.gateways.sources.registry import registry
from nuozheng.law.identifiers import check_id_number, region_warning
from nuozheng.sandbox import City
from nuozheng.sandbox.companies import Company
from nuozheng.sandbox.numbers import MAXIMUM_PEOPLE, id_check, id_number
from nuozheng.sandbox.people import WORLD_DAY, Person
from nuozheng.sandbox.places import PLACES

TODAY = date(2026, 11, 24)
CITY = City(seed=7, people=3_000, companies=300)
EVERYBODY = list(CITY.all_people())


def all_records(city: City, count: int) -> list[object]:
    return [
        (person, city.truth(person, source), city.record(person, source, TODAY))
        for person in islice(city.all_people(), count)
        for source in registry()
    ]


def test_the_same_seed_gives_the_same_city() -> None:
    again = City(seed=7, people=3_000, companies=300)
    assert all_records(again, 200) == all_records(CITY, 200)
    assert list(again.all_companies()) == list(CITY.all_companies())
    assert next(City(seed=8).all_people()) != EVERYBODY[0]


def test_nobody_changes_when_the_city_grows() -> None:
    larger = City(seed=7, people=50_000, companies=5_000)
    assert all_records(larger, 60) == all_records(CITY, 60)
    assert [larger.company(n) for n in range(20)] == [CITY.company(n) for n in range(20)]
    assert larger.person(2_999) == EVERYBODY[-1]


def test_id_numbers_are_valid_and_nobody_else_has_them() -> None:
    for person in EVERYBODY:
        identifier = person.identifier
        assert check_id_number(identifier, WORLD_DAY) is None
        assert region_warning(identifier) == ""
        assert identifier[6:14] == f"{person.born_on:%Y%m%d}"
        assert int(identifier[16]) % 2 == (not person.female)
        assert identifier[:6] in {place.code for place in PLACES.values()}
        assert person.born_on <= WORLD_DAY
    assert len({person.identifier for person in EVERYBODY}) == len(EVERYBODY)


def test_id_check_agrees_with_the_standard_s_example() -> None:
    # GB 11643-1999, annex A.
    assert id_check("11010519491231002") == "X"
    assert id_check("44052418800101001") == "4"


def test_numbers_stay_apart_beyond_one_generation() -> None:
    step = 365 * 490
    numbers = [0, 1, step - 1, step, step + 1, 7 * step, MAXIMUM_PEOPLE - 1]
    made = {id_number("150600", number, 1980, True)[0] for number in numbers}
    assert len(made) == len(numbers)
    with pytest.raises(ValueError, match="at most"):
        id_number("150600", MAXIMUM_PEOPLE, 1980, True)


def test_credit_codes_are_valid_and_unique() -> None:
    companies = list(CITY.all_companies())
    for company in companies:
        assert uscc.is_valid(company.identifier), company.identifier
    assert len({company.identifier for company in companies}) == 300


def test_couples_agree_with_each_other() -> None:
    couples = [person for person in EVERYBODY if person.marital_status == "married"]
    assert len(couples) > 1_000
    for person in couples:
        assert person.spouse is not None
        spouse = CITY.person(person.spouse)
        assert spouse.spouse == person.number
        assert (spouse.name, person.name) == (person.spouse_name, spouse.spouse_name)
        assert (spouse.registered_on, spouse.household) == (person.registered_on, person.household)
        assert spouse.female != person.female
        assert person.registered_on and (person.registered_on - person.born_on).days > 20 * 365


def test_household_shares_number_size_and_income() -> None:
    for person in EVERYBODY[:300]:
        own = CITY.truth(person, "household")
        economy = CITY.truth(person, "family_economy")
        assert own and economy and own["household_size"] == len(person.household)
        for number in person.household:
            other = CITY.person(number)
            theirs = CITY.truth(other, "household")
            money = CITY.truth(other, "family_economy")
            assert theirs and theirs["household_number"] == own["household_number"]
            assert money and money["savings_yuan"] == economy["savings_yuan"]


def test_sources_agree_on_income() -> None:
    for person in EVERYBODY[:500]:
        tax, insurance = CITY.truth(person, "tax"), CITY.truth(person, "social_insurance")
        if tax and insurance and insurance["monthly_base_yuan"] is not None:
            assert tax["annual_income_yuan"] == 12 * int(insurance["monthly_base_yuan"])


def test_a_legal_representative_is_a_grown_person_of_the_city() -> None:
    for city in (CITY, City(seed=7, people=25, companies=40)):
        for company in city.all_companies():
            chief = city.person(company.representative)
            assert chief.name == company.representative_name
            assert chief.age >= 24 and chief.alive and chief.place == company.place


def test_every_fact_set_holds_exactly_the_attributes_of_its_source() -> None:
    some: list[Person | Company] = [*EVERYBODY[:200], *CITY.all_companies()]
    for subject in some:
        for name, source in registry().items():
            truth = CITY.truth(subject, name)
            if truth is not None:
                assert set(truth) == set(source.attributes), name


def test_finding_by_identifier() -> None:
    someone, company = EVERYBODY[1234], CITY.company(17)
    assert CITY.find("person", someone.identifier) == someone
    assert CITY.find("company", company.identifier) == company
    assert CITY.find("person", company.identifier) is None
    assert isinstance(CITY.find("person", someone.identifier), Person)


@pytest.mark.parametrize(
    "wrong", [{"people": -1}, {"people": 0, "companies": 1}, {"companies": -1}, {"places": ()}]
)
def test_an_impossible_city_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError):
        City(**wrong)  # type: ignore[arg-type]


def test_a_number_beyond_the_city_is_refused() -> None:
    with pytest.raises(IndexError):
        CITY.person(3_000)
    with pytest.raises(IndexError):
        CITY.company(300)
