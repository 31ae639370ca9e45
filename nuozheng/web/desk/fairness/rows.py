"""A comparison as a supervisor reads it."""

from collections.abc import Mapping
from dataclasses import dataclass

from nuozheng.law.fairness.comparison import MEASURE_WORD, Comparison
from nuozheng.law.fairness.exact import interval
from nuozheng.parties.models import Account
from nuozheng.verification.fairness.models import FairnessAlarm, FairnessReading
from nuozheng.verification.fairness.reading import comparisons_of

MOST = 20
"""So many inspectors are shown; those whose difference is least likely chance come first."""


@dataclass(frozen=True, slots=True)
class Group:
    """How many of how many, with the exact interval of the share (95 %)."""

    hits: int
    of: int
    low: float
    high: float

    @property
    def share(self) -> float | None:
        return self.hits / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One line: what is compared, of whom, and what came out."""

    test: Comparison
    what: str
    who: str
    committed: Group
    documents: Group

    @property
    def expected(self) -> float:
        return round(self.test.expected, 1)

    @property
    def times(self) -> float | None:
        return None if self.test.ratio is None else round(self.test.ratio, 1)

    @property
    def chance(self) -> str:
        value = self.test.adjusted
        return "不到0.1%" if value < 0.001 else f"{value:.1%}"


@dataclass(frozen=True, slots=True)
class PlaceRows:
    """What the latest reading says of one place."""

    reading: FairnessReading
    whole: list[CompareRow]
    inspectors: list[CompareRow]
    left_out: int


def place_rows(reading: FairnessReading, names: Mapping[int, str]) -> PlaceRows:
    """The comparisons of the whole place, then of inspectors."""
    rows = [_row(one, names) for one in comparisons_of(reading)]
    of_inspectors = sorted(
        (one for one in rows if one.test.inspector is not None),
        key=lambda one: (not one.test.is_unequal, one.test.adjusted, one.test.chance, one.who),
    )
    return PlaceRows(
        reading,
        [one for one in rows if one.test.inspector is None],
        of_inspectors[:MOST],
        max(0, len(of_inspectors) - MOST),
    )


def names_of(readings: list[FairnessReading]) -> dict[int, str]:
    """The inspectors whom these readings speak of, in one query."""
    keys = {one["inspector"] for reading in readings for one in reading.comparisons}
    rows = Account.objects.filter(pk__in=keys - {None}).order_by("pk")
    return {one.pk: str(one) for one in rows}


def alarm_row(alarm: FairnessAlarm) -> CompareRow:
    """What an alarm was raised for, as it stood that night."""
    names = {alarm.inspector_id: str(alarm.inspector)} if alarm.inspector_id else {}
    return _row(Comparison(**alarm.found), names)


def _row(one: Comparison, names: Mapping[int, str]) -> CompareRow:
    return CompareRow(
        test=one,
        what=MEASURE_WORD[one.measure],
        who="" if one.inspector is None else names.get(one.inspector, ""),
        committed=Group(one.hits, one.of, *interval(one.hits, one.of)),
        documents=Group(one.other_hits, one.other_of, *interval(one.other_hits, one.other_of)),
    )
