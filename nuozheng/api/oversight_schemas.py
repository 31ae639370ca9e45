"""Debt, equal treatment and routine inspections as the API shows them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from nuozheng.api.schemas import Basis, Body, Line, Out, Paging, basis_of
from nuozheng.law.fairness.comparison import MEASURE_WORD, Comparison
from nuozheng.law.fairness.routine import CRITERION_WORD, RESULT_WORD
from nuozheng.law.procedure import TaskStatus
from nuozheng.oversight.debt import Line as DebtLine
from nuozheng.oversight.figures import Share
from nuozheng.verification.fairness.models import FairnessReading, RoutineInspection
from nuozheng.verification.fairness.reading import comparisons_of
from nuozheng.verification.models import VerificationTask

AgeKey = Literal["", "late", "over_90", "over_30", "over_7", "over_0", "in_7", "in_30", "later"]
Criterion = Literal["draw", "complaint", "risk", "record", "everybody", "commitment"]
Measure = Literal["", "guide", "rectify", "penalise", "refer"]


class AgeOut(Out):
    """A step of age and how many checks stand in it."""

    key: str
    title: str
    count: int


class DebtLineOut(Out):
    """An agency, a place or a method; `ages` by key of the step."""

    key: str
    title: str
    total: int
    late: int
    ages: dict[str, int]


class WeekOut(Out):
    """A week ahead."""

    begins: date
    due: int
    late_at_end: int


class DebtOut(Out):
    """All that is owed today; `capacity`: checks finished in a usual week."""

    on: date
    total: int
    late: int
    ages: list[AgeOut]
    agencies: list[DebtLineOut]
    places: list[DebtLineOut]
    methods: list[DebtLineOut]
    capacity: float
    weeks: list[WeekOut]


class DebtTaskOut(Out):
    """One check that is owed; nobody's name."""

    id: int
    number: str
    agency: str
    place: str
    item: str
    proof: str
    manner: str
    due_on: date
    status: str
    status_text: str


class DebtWanted(Paging):
    """Which checks: by agency's id, place's code, method, step of age or `late`."""

    agency: Line = ""
    place: Line = ""
    method: Line = ""
    age: AgeKey = ""


class ComparisonOut(Out):
    """One test: who committed against who brought documents, in equal risk."""

    measure: str
    measure_text: str
    inspector: str
    hits: int
    of: int
    other_hits: int
    other_of: int
    expected: float
    ratio: float | None
    chance: float
    adjusted: float
    exact: bool
    unequal: bool


class FairnessOut(Out):
    """The latest reading of one place; `counted`: cases by how they were brought."""

    place: str
    on: date
    counted: dict[str, int]
    comparisons: list[ComparisonOut]
    basis: list[Basis]


class RoutineIn(Body):
    """An inspection that is not for a promise; `criteria` say why this case was chosen."""

    on: date
    inspectors: Annotated[list[Line], Field(min_length=1, max_length=10)]
    criteria: Annotated[list[Criterion], Field(max_length=6)]
    measure: Measure = ""


class RoutineOut(Out):
    """An inspection as it was kept."""

    number: str
    on: date
    criteria: list[str]
    criteria_text: str
    measure: str
    measure_text: str
    recorded_at: datetime


def debt_line(line: DebtLine, ages: Sequence[Share]) -> DebtLineOut:
    """A line of the figures; `ages` are the steps, in their order."""
    counts = {one.key: count for one, count in zip(ages, line.ages, strict=True)}
    return DebtLineOut(
        key=line.key, title=line.title, total=line.total, late=line.late, ages=counts
    )


def debt_task(task: VerificationTask) -> DebtTaskOut:
    """`task` comes with its agency, case and proof."""
    return DebtTaskOut(
        id=task.pk,
        number=task.application.number,
        agency=task.agency.name,
        place=task.agency.jurisdiction.name,
        item=task.application.item.name,
        proof=task.proof.version.entry.proof.name,
        manner=task.manner,
        due_on=task.due_on,
        status=task.status,
        status_text=TaskStatus(task.status).chinese,
    )


def reading_out(reading: FairnessReading, names: Mapping[int, str]) -> FairnessOut:
    """A reading with the accounts of the inspectors it speaks of."""
    return FairnessOut(
        place=reading.jurisdiction.name,
        on=reading.on,
        counted=reading.counted,
        comparisons=[comparison_out(one, names) for one in comparisons_of(reading)],
        basis=basis_of(reading.basis),
    )


def comparison_out(one: Comparison, names: Mapping[int, str]) -> ComparisonOut:
    """One test of a reading."""
    return ComparisonOut(
        measure=one.measure,
        measure_text=MEASURE_WORD[one.measure],
        inspector="" if one.inspector is None else names.get(one.inspector, ""),
        hits=one.hits,
        of=one.of,
        other_hits=one.other_hits,
        other_of=one.other_of,
        expected=one.expected,
        ratio=one.ratio,
        chance=one.chance,
        adjusted=one.adjusted,
        exact=one.is_exact,
        unequal=one.is_unequal,
    )


def routine_out(row: RoutineInspection) -> RoutineOut:
    """An inspection."""
    return RoutineOut(
        number=row.application.number,
        on=row.on,
        criteria=row.criteria,
        criteria_text="、".join(CRITERION_WORD[one] for one in row.criteria),
        measure=row.measure,
        measure_text=RESULT_WORD[row.measure],
        recorded_at=row.recorded_at,
    )
