"""The running test: who committed against who brought the documents, in equal risk.

Equal risk is the same service and the same credit standing. A case counts once, whatever was
looked at. The first visit that checks a promise is not counted: it is owed to the promise, and
nobody who brought documents can have it. Nor is the supervision that a text demands after each
decision on commitment, or what follows from an untrue promise.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from nuozheng.law.fairness.exact import Table, chance, common_ratio, holm

Measure = Literal["inspected", "repeated", "punished"]
MEASURE_WORD: dict[Measure, str] = {
    "inspected": "被查",
    "repeated": "被查两次以上",
    "punished": "查过以后被处理",
}
ALARM_BELOW = 0.01
"""The chance, among all tests of a place and day, below which a supervisor is asked to look.

No text gives a number. One in a hundred, as the test is made again every night.
"""
LEAST_RATIO = 1.25
"""So many times as often before it is called unequal: many cases make any trifle certain."""
SILENT_DAYS = 30
"""After an answer the same alarm waits so many days: it counts the same months again."""
WINDOW_DAYS = 365
"""Cases handed in within so many days are compared."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Cases that are alike: the same stratum, and by commitment or not."""

    stratum: Hashable
    committed: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """A case that was inspected: how often, by whom, and who took a measure."""

    kind: Kind
    times: int
    inspectors: Collection[int]
    measures_by: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """One test. `inspector` None: everybody of the place. Chances are one-sided.

    `expected`: how many of who committed it would be, were they treated as the others of equal
    risk; `adjusted` is the chance among all tests made together (Holm); `ratio` None: none of
    the others was.
    """

    measure: Measure
    inspector: int | None
    hits: int
    of: int
    other_hits: int
    other_of: int
    expected: float
    ratio: float | None
    chance: float
    is_exact: bool
    adjusted: float = 1.0

    @property
    def is_unequal(self) -> bool:
        """Whether a supervisor has to look; it says nothing about why."""
        large = self.ratio is None or self.ratio >= LEAST_RATIO
        return self.hits > 0 and large and self.adjusted < ALARM_BELOW


def compare(cases: Mapping[Kind, int], looked: Sequence[Looked]) -> list[Comparison]:
    """Every comparison of a place, those of the whole place first, inspectors by their key.

    `cases` counts all cases, inspected or not; `looked` has a row for each inspected one.
    """
    found = [
        _compared("inspected", None, cases, _count(looked, lambda _one: True)),
        _compared("repeated", None, cases, _count(looked, lambda one: one.times > 1)),
        _compared(
            "punished",
            None,
            _count(looked, lambda _one: True),
            _count(looked, lambda one: bool(one.measures_by)),
        ),
    ]
    for key in sorted({who for one in looked for who in one.inspectors}):
        found += _of_inspector(key, cases, [one for one in looked if key in one.inspectors])
    adjusted = holm([one.chance for one in found])
    return [replace(one, adjusted=value) for one, value in zip(found, adjusted, strict=True)]


def _of_inspector(
    key: int, cases: Mapping[Kind, int], mine: Sequence[Looked]
) -> Iterable[Comparison]:
    """What one inspector looked at, of all cases alike; and where a measure was taken."""
    here = {one.kind.stratum for one in mine}
    around = {kind: count for kind, count in cases.items() if kind.stratum in here}
    every = _count(mine, lambda _one: True)
    yield _compared("inspected", key, around, every)
    yield _compared("punished", key, every, _count(mine, lambda one: key in one.measures_by))


def _compared(
    measure: Measure, inspector: int | None, cases: Mapping[Kind, int], hit: Mapping[Kind, int]
) -> Comparison:
    tables = [one for one in _tables(cases, hit) if one.compares]
    value, is_exact = chance(tables)
    return Comparison(
        measure=measure,
        inspector=inspector,
        hits=sum(one.hits for one in tables),
        of=sum(one.of for one in tables),
        other_hits=sum(one.other_hits for one in tables),
        other_of=sum(one.other_of for one in tables),
        expected=sum(one.of * one.other_hits / one.other_of for one in tables),
        ratio=common_ratio(tables),
        chance=value,
        is_exact=is_exact,
    )


def _tables(cases: Mapping[Kind, int], hit: Mapping[Kind, int]) -> Iterable[Table]:
    for stratum in {kind.stratum for kind in cases}:
        mine, theirs = Kind(stratum, True), Kind(stratum, False)
        yield Table(
            hits=hit.get(mine, 0),
            of=cases.get(mine, 0),
            other_hits=hit.get(theirs, 0),
            other_of=cases.get(theirs, 0),
        )


def _count(looked: Iterable[Looked], counts: Callable[[Looked], bool]) -> Counter[Kind]:
    return Counter(one.kind for one in looked if counts(one))
