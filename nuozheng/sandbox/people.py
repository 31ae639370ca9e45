"""The people: households with consistent couples, children and elders."""

from dataclasses import dataclass, field
from datetime import date

from nuozheng.sandbox.dice import Dice
from nuozheng.sandbox.numbers import id_number, phone
from nuozheng.sandbox.places import Place, address, person_name, place_of

BLOCK = 10
"""People are made ten at a time, so that nobody changes when the city grows."""

WORLD_DAY = date(2026, 1, 1)
"""The day on which the facts are true; how recently a source looked is counted from today."""


@dataclass(frozen=True, slots=True)
class Person:
    """One synthetic person; `household` and `spouse` are numbers of people, never copies."""

    number: int
    name: str = field(repr=False)
    identifier: str = field(repr=False)
    female: bool
    born_on: date
    place: str
    division: str
    address: str
    household: range
    household_number: str
    hukou_kind: str
    registered_since_on: date
    alive: bool
    marital_status: str
    spouse: int | None = None
    spouse_name: str | None = None
    registered_on: date | None = None
    registry_office: str | None = None
    kind: str = "person"

    @property
    def age(self) -> int:
        """Full years on WORLD_DAY; nobody is born on 29 February."""
        return WORLD_DAY.year - 1 - self.born_on.year

    @property
    def phone(self) -> str:
        return phone(self.number)


@dataclass(frozen=True, slots=True)
class _Seat:
    age: int
    female: bool
    status: str = "single"
    beside: int = 0
    """Where the spouse sits, counted from here; 0 for nobody."""
    alive: bool = True


def block(seed: int, index: int, places: tuple[str, ...]) -> tuple[Person, ...]:
    """The ten people of a block, the same for a seed whatever the size of the city."""
    dice = Dice(seed, "block", index)
    place = place_of(places[index % len(places)])
    people: list[Person] = []
    while len(people) < BLOCK:
        seats = _household(dice, BLOCK - len(people), first=not people)
        people += _settle(dice, place, index * BLOCK + len(people), seats)
    return tuple(people)


def _household(dice: Dice, room: int, *, first: bool) -> list[_Seat]:
    """Who lives together; the first household of a block always has a couple at working age."""
    throw = 0.0 if first else dice.random()
    if room >= 3 and throw < 0.62:
        children = dice.among(0, min(2, room - 2))
        elder = room >= 3 + children and dice.happens(0.15)
        return _family(dice, children, elder)
    if room >= 2 and throw < 0.76:
        return _couple(dice, dice.among(60, 85))
    if room >= 2 and throw < 0.84:
        parent = _Seat(dice.among(30, 55), dice.happens(0.6), "divorced")
        return [parent, _child(dice, parent.age)]
    if throw < 0.92:
        alive = not dice.happens(0.25)
        return [_Seat(dice.among(62, 92), dice.happens(0.65), "widowed", alive=alive)]
    return [_Seat(dice.among(19, 45), dice.happens(0.5))]


def _family(dice: Dice, children: int, elder: bool) -> list[_Seat]:
    seats = _couple(dice, dice.among(25, 58))
    younger = min(seat.age for seat in seats)
    older = max(seat.age for seat in seats)
    seats += [_child(dice, younger) for _ in range(children)]
    if elder:
        seats.append(_Seat(min(older + dice.among(22, 34), 98), dice.happens(0.6), "widowed"))
    return seats


def _couple(dice: Dice, age: int) -> list[_Seat]:
    other = max(age + dice.among(-5, 4), 24)
    woman_first = dice.happens(0.4)
    return [
        _Seat(age, woman_first, "married", 1),
        _Seat(other, not woman_first, "married", -1),
    ]


def _child(dice: Dice, parent_age: int) -> _Seat:
    oldest = min(parent_age - 22, 24)
    return _Seat(dice.among(0, max(oldest, 0)), dice.happens(0.48))


def _settle(dice: Dice, place: Place, start: int, seats: list[_Seat]) -> list[Person]:
    division, division_name = dice.one_of(place.divisions)
    home = address(dice, place, division_name)
    surname = person_name(dice)[0]
    names = [person_name(dice, surname if seat.age < 25 else "") for seat in seats]
    numbers = [
        id_number(place.code, start + i, WORLD_DAY.year - 1 - seat.age, seat.female)
        for i, seat in enumerate(seats)
    ]
    married_on = dice.day(
        min(date(WORLD_DAY.year - 1 - min(s.age for s in seats[:2]) + 23, 1, 4), WORLD_DAY),
        WORLD_DAY,
    )
    moved_in = dice.day(date(1985, 1, 4), WORLD_DAY)
    hukou = "urban" if dice.happens(0.65) else "rural"
    people = []
    for i, seat in enumerate(seats):
        identifier, born_on = numbers[i]
        spouse = i + seat.beside if seat.beside else None
        registered_on = None if seat.status == "single" else married_on
        if seat.status in ("divorced", "widowed"):
            grown = date(max(born_on.year + 25, 2008), 1, 4)
            registered_on = dice.day(grown, WORLD_DAY)
        people.append(
            Person(
                number=start + i,
                name=names[i],
                identifier=identifier,
                female=seat.female,
                born_on=born_on,
                place=place.key,
                division=division,
                address=home,
                household=range(start, start + len(seats)),
                household_number=f"{place.code}{start:08d}",
                hukou_kind=hukou,
                registered_since_on=max(born_on, moved_in),
                alive=seat.alive,
                marital_status=seat.status,
                spouse=None if spouse is None else start + spouse,
                spouse_name=None if spouse is None else names[spouse],
                registered_on=registered_on,
                registry_office=f"{division_name}婚姻登记处" if registered_on else None,
            )
        )
    return people
