"""The companies, each with a person of the city as its legal representative."""

from dataclasses import dataclass
from datetime import date

from nuozheng.sandbox.dice import Dice
from nuozheng.sandbox.numbers import credit_code
from nuozheng.sandbox.people import WORLD_DAY, Person
from nuozheng.sandbox.places import GIVEN, TRADES, address, place_of


@dataclass(frozen=True, slots=True)
class Company:
    """One synthetic company; `representative` is the number of a person; capital in yuan."""

    number: int
    name: str
    identifier: str
    place: str
    trade: str
    address: str
    representative: int
    representative_name: str
    status: str
    established_on: date
    capital_yuan: int
    staff: int
    kind: str = "company"


def company_name(seed: int, number: int, place: str) -> str:
    """The name alone, so that an employer can be named without being made."""
    return _name_and_trade(seed, number, place)[0]


def _name_and_trade(seed: int, number: int, place: str) -> tuple[str, str]:
    dice = Dice(seed, "company name", number)
    word, trade = dice.one_of(TRADES)
    style = dice.one_of(GIVEN) + dice.one_of(GIVEN)
    return f"{place_of(place).city}示例{style}{word}有限公司", trade


def make_company(seed: int, number: int, representative: Person) -> Company:
    """The company with this number, led by this adult, in whose place it sits."""
    dice = Dice(seed, "company", number)
    place = place_of(representative.place)
    name, trade = _name_and_trade(seed, number, place.key)
    _, division_name = dice.one_of(place.divisions)
    throw = dice.random()
    status = "active" if throw < 0.94 else "revoked" if throw < 0.96 else "cancelled"
    grown_up = date(representative.born_on.year + 18, 12, 31)
    return Company(
        number=number,
        name=name,
        identifier=credit_code(place.code, number),
        place=place.key,
        trade=trade,
        address=address(dice, place, division_name),
        representative=representative.number,
        representative_name=representative.name,
        status=status,
        established_on=dice.day(max(grown_up, date(1995, 1, 4)), WORLD_DAY),
        capital_yuan=dice.one_of((100_000, 300_000, 500_000, 1_000_000, 5_000_000, 10_000_000)),
        staff=1 + int(dice.random() ** 3 * 120) if status == "active" else 0,
    )
