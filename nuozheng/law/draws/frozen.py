"""What is fixed before anybody knows the seed: who may be drawn, at which rate, by whom visited."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from nuozheng.law.merkle import root_of

TEN_THOUSAND = 10_000


def row(*values: object) -> bytes:
    """One row as it is hashed: a JSON array without spaces, UTF-8, of texts, whole numbers, lists.

    JavaScript's JSON.stringify writes the same bytes.
    """
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def key_of(salt: str, name: str) -> str:
    """What stands for a case or an inspector in public: their name hashed with a secret salt."""
    return sha256(row("name", salt, name)).hexdigest()


@dataclass(frozen=True, slots=True)
class Terms:
    """`number_name`: the public number announced beforehand; times are ISO texts with an offset."""

    code: str
    place: str
    frozen_at: str
    reveal_until: str
    number_name: str
    number_at: str
    team_size: int
    agencies: tuple[str, ...]

    def as_row(self) -> bytes:
        return row(
            "terms",
            self.code,
            self.place,
            self.frozen_at,
            self.reveal_until,
            self.number_name,
            self.number_at,
            self.team_size,
            sorted(self.agencies),
        )


@dataclass(frozen=True, slots=True)
class Stratum:
    """A group drawn at its own rate, in parts of ten thousand, with a lower and an upper bound."""

    key: str
    rate: int
    minimum: int
    maximum: int

    def quota(self, size: int) -> int:
        """How many of so many are drawn: the rate rounded up, within the bounds and the size."""
        wanted = -(-size * self.rate // TEN_THOUSAND)
        return min(max(wanted, self.minimum), self.maximum, size)

    def as_row(self) -> bytes:
        return row("stratum", self.key, self.rate, self.minimum, self.maximum)


@dataclass(frozen=True, slots=True)
class Inspector:
    """Somebody who may be sent, and the skills they bring."""

    key: str
    skills: tuple[str, ...] = ()

    def as_row(self) -> bytes:
        return row("inspector", self.key, sorted(self.skills))


@dataclass(frozen=True, slots=True)
class Unit:
    """One who may be drawn: the skill that one of the team must have, and whom it must not meet."""

    key: str
    stratum: str
    skill: str = ""
    recused: tuple[str, ...] = ()

    def as_row(self) -> bytes:
        return row("unit", self.key, self.stratum, self.skill, sorted(self.recused))


@dataclass(frozen=True)
class Frozen:
    """Everything that the root stands for. Order never matters: rows are sorted by their keys."""

    terms: Terms
    strata: tuple[Stratum, ...]
    inspectors: tuple[Inspector, ...]
    units: tuple[Unit, ...]

    @cached_property
    def root(self) -> str:
        """The published root, in hex."""
        return root_of(list(self._rows())).hex()

    def eligible(self, unit: Unit) -> list[Inspector]:
        """Who may visit a unit at all."""
        return [one for one in self.inspectors if one.key not in unit.recused]

    def problems(self) -> list[str]:
        """What makes the draw impossible: sentences, none where it can be drawn."""
        return list(self._problems())

    def _problems(self) -> Iterator[str]:
        known = {one.key for one in self.strata}
        if not self.units:
            yield "没有可以抽的对象。"
        if len(known) < len(self.strata) or _twice(self.units) or _twice(self.inspectors):
            yield "同一个对象、检查人员或者层写了两遍。"
        if self.terms.team_size < 1 or len(set(self.terms.agencies)) < 2:
            yield "每组至少一人，至少由两个单位出随机数。"
        for one in self.strata:
            if not 0 <= one.rate <= TEN_THOUSAND or not 0 <= one.minimum <= one.maximum:
                yield f"“{one.key}”的比率和上下限不成立。"
        sizes = Counter(unit.stratum for unit in self.units)
        if self.units and not any(one.quota(sizes[one.key]) for one in self.strata):
            yield "这样一个也抽不到。"
        if any(unit.stratum not in known for unit in self.units):
            yield "有对象不属于任何一层。"
        unmet = sum(not self._can_be_visited(unit) for unit in self.units)
        if unmet:
            yield f"有{unmet}个对象，回避以后没有足够的检查人员，或者没有人懂行。"

    def _can_be_visited(self, unit: Unit) -> bool:
        eligible = self.eligible(unit)
        skilled = not unit.skill or any(unit.skill in one.skills for one in eligible)
        return skilled and len(eligible) >= self.terms.team_size

    def _rows(self) -> Iterator[bytes]:
        yield self.terms.as_row()
        yield from (one.as_row() for one in sorted(self.strata, key=lambda one: one.key))
        yield from (one.as_row() for one in sorted(self.inspectors, key=lambda one: one.key))
        yield from (one.as_row() for one in sorted(self.units, key=lambda one: one.key))


def _twice(rows: Iterable[Unit | Inspector]) -> bool:
    keys = [one.key for one in rows]
    return len(set(keys)) < len(keys)
