"""The city: who lives there, what is true of them, and what each source says instead."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from nuozheng.gateways.sources.registry import registry
from nuozheng.sandbox import facts, people
from nuozheng.sandbox.cast import CastMember, cast
from nuozheng.sandbox.companies import Company, make_company
from nuozheng.sandbox.dice import Dice
from nuozheng.sandbox.facts import Facts
from nuozheng.sandbox.livelihood import Livelihood, livelihood
from nuozheng.sandbox.numbers import MAXIMUM_PEOPLE
from nuozheng.sandbox.people import BLOCK, Person
from nuozheng.sandbox.places import KEYS
from nuozheng.sandbox.quality import Record, Shares, kept_record

Subject = Person | Company | CastMember
Index = dict[tuple[str, str], int]

_block = lru_cache(maxsize=8192)(people.block)


@lru_cache(maxsize=65_536)
def _lives(seed: int, places: tuple[str, ...], number: int) -> Livelihood:
    return livelihood(seed, _block(seed, number // BLOCK, places)[number % BLOCK])


@dataclass(frozen=True)
class City:
    """A synthetic city. The person with a number is the same whatever the size, for a seed.

    Companies too, as long as there are at least ten people to each. Nothing is kept but an index
    of identifiers, made at the first look-up: people are made again when they are asked for.
    """

    seed: int = 1
    people: int = 20_000
    companies: int = 2_000
    places: tuple[str, ...] = KEYS
    shares: Shares = field(default_factory=Shares)

    def __post_init__(self) -> None:
        if not 0 <= self.people <= MAXIMUM_PEOPLE:
            raise ValueError(f"people: 0 to {MAXIMUM_PEOPLE}")
        if self.companies < 0 or (self.companies and not self.people):
            raise ValueError("companies: at least 0, and somebody to lead them")
        if not self.places:
            raise ValueError("places: at least one")

    def person(self, number: int) -> Person:
        """The person with this number, 0 to people - 1; IndexError beyond."""
        if not 0 <= number < self.people:
            raise IndexError(f"the city has people 0 to {self.people - 1}")
        return self._anyone(number)

    def company(self, number: int) -> Company:
        """The company with this number, 0 to companies - 1; IndexError beyond."""
        if not 0 <= number < self.companies:
            raise IndexError(f"the city has companies 0 to {self.companies - 1}")
        return make_company(self.seed, number, self._leader(number))

    def all_people(self) -> Iterator[Person]:
        """Everybody in order, made as they are read."""
        for index in range(-(-self.people // BLOCK)):
            for one in people.block(self.seed, index, self.places):
                if one.number < self.people:
                    yield one

    def all_companies(self) -> Iterator[Company]:
        """Every company in order, made as it is read."""
        return (self.company(number) for number in range(self.companies))

    def find(self, kind: str, identifier: str) -> Subject | None:
        """The person, company or cast member with this identifier; None where nobody has it."""
        if (member := self._cast.get((kind, identifier))) is not None:
            return member
        number = self._index.get((kind, identifier))
        if number is None:
            return None
        return self.person(number) if kind == "person" else self.company(number)

    def truth(self, subject: Subject, source: str) -> Facts | None:
        """What is so, in the source's words; None where it rightly holds nothing; KeyError."""
        if subject.kind not in registry()[source].subjects:
            return None
        if isinstance(subject, CastMember):
            return subject.truth.get(source)
        dice = Dice(self.seed, source, subject.kind, subject.number)
        if isinstance(subject, Company):
            return facts.OF_COMPANIES[source](dice, subject)
        if source == "family_economy":
            family = [number for number in subject.household if self._anyone(number).alive]
            return facts.family_economy(dice, [self._lives(number) for number in family])
        lives = self._lives(subject.number)
        if source == "social_insurance":
            return facts.person_insurance(dice, self.seed, subject, lives)
        return facts.OF_PERSONS[source](dice, subject, lives)

    def record(self, subject: Subject, source: str, today: date) -> Record:
        """What the source says of the subject on this day, flaws included; KeyError."""
        entry = registry()[source]
        truth = self.truth(subject, source)
        if isinstance(subject, CastMember):
            return subject.record(source, truth, today)
        dice = Dice(self.seed, "record", source, subject.kind, subject.number)
        return kept_record(dice, entry, self.shares.of(source), truth, today)

    def _anyone(self, number: int) -> Person:
        """Also people just beyond the edge, who share a household with the last ones."""
        return _block(self.seed, number // BLOCK, self.places)[number % BLOCK]

    def _lives(self, number: int) -> Livelihood:
        return _lives(self.seed, self.places, number)

    def _leader(self, company: int) -> Person:
        index = company % max(self.people // BLOCK, 1)
        grown = (
            one
            for one in _block(self.seed, index, self.places)
            if 25 <= one.age < 63 and one.alive and one.number < self.people
        )
        return next(grown, self._anyone(index * BLOCK))

    @cached_property
    def _index(self) -> Index:
        numbers = {("person", one.identifier): one.number for one in self.all_people()}
        return numbers | {("company", one.identifier): one.number for one in self.all_companies()}

    @cached_property
    def _cast(self) -> dict[tuple[str, str], CastMember]:
        members = (one for place in KEYS for one in cast(place).values())
        return {(one.kind, one.identifier): one for one in members}
