"""A fixed cast in every place, with stated facts, for the demo and the tests.

Surnames are 诺, which nobody bears; the facts are the same in every place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from nuozheng.gateways.sources.registry import registry
from nuozheng.sandbox.cast_facts import CAST, Part, citizen_facts, company_facts
from nuozheng.sandbox.dice import Dice
from nuozheng.sandbox.facts import Facts
from nuozheng.sandbox.numbers import cast_credit_code, cast_id_number, phone
from nuozheng.sandbox.places import KEYS, Place, address, place_of
from nuozheng.sandbox.quality import Flaw, Record


@dataclass(frozen=True)
class CastMember:
    """A person or company with stated facts.

    `truth` is what is so, by source. `claims` is what the member states where that differs:
    a false promise. `says` is what a source says where it differs from the truth: a source's
    error. `acts_for` and `representative` are keys of other members of the same place.
    """

    key: str
    kind: str
    place: str
    name: str
    identifier: str
    phone: str
    note: str
    truth: Mapping[str, Facts] = field(repr=False)
    claims: Mapping[str, Facts] = field(repr=False)
    says: Mapping[str, Facts] = field(repr=False)
    silent: Mapping[str, str] = field(repr=False)
    """Sources that answer only with this status: not_found or ambiguous."""
    acts_for: str = ""
    representative: str = ""

    def stated(self, source: str) -> Facts:
        """What the member would declare: the truth, but for the false claims."""
        return dict(self.truth.get(source, {})) | self.claims.get(source, {})

    def record(self, source: str, truth: Facts | None, today: date) -> Record:
        """What the source says on this day, always fresh."""
        if (status := self.silent.get(source)) is not None:
            flaw = Flaw.AMBIGUOUS if status == "ambiguous" else Flaw.MISSING
            return Record(status, today, flaw=flaw)
        if truth is None:
            return Record("not_found", today)
        if source in self.says:
            return Record("found", today, truth | self.says[source], Flaw.WRONG)
        return Record("found", today, truth)


@cache
def cast(place: str) -> Mapping[str, CastMember]:
    """The members of a place (or of a pack's key) by key; ValueError for an unknown place."""
    found = place_of(place)
    return {part.key: _member(found, index, part) for index, part in enumerate(CAST)}


def _member(place: Place, index: int, part: Part) -> CastMember:
    name = part.names[KEYS.index(place.key)]
    home = address(Dice("cast", place.key, index), place, place.divisions[0][1])
    if part.kind == "person":
        identifier = cast_id_number(place.code, index, part.born_on, part.female)
        truth = citizen_facts(place, index, name, part)
    else:
        identifier = cast_credit_code(place.code, index)
        chief = next(one for one in CAST if one.key == part.representative)
        truth = company_facts(home, chief.names[KEYS.index(place.key)], part)
    quiet = (part.quiet or frozenset(registry())) if part.silent else frozenset[str]()
    return CastMember(
        key=part.key,
        kind=part.kind,
        place=place.key,
        name=name,
        identifier=identifier,
        phone=phone(KEYS.index(place.key) * 100 + index + 9000),
        note=part.note,
        truth=truth,
        claims=part.claims,
        says=part.says,
        silent=dict.fromkeys(quiet, part.silent),
        acts_for=part.acts_for,
        representative=part.representative,
    )
