"""Read-only statistics of a place, each with the definition by which it was counted.

Figures hold no name of any applicant. All of them are counted from rows as they stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils.functional import Promise

from nuozheng.applications.models import Application, CommitmentStatus, RefusedDemand
from nuozheng.credit.models import CreditRecord
from nuozheng.law.procedure import (
    FOUND_AGAINST,
    OPEN_APPLICATION,
    ApplicationStatus,
    TaskStatus,
    UntruthStatus,
)
from nuozheng.oversight.definitions import DEFINITIONS, OUTCOME_WORD, STATUS_WORD
from nuozheng.parties.models import Account, Agency, Jurisdiction
from nuozheng.verification.models import UntruthFinding, VerificationTask
from nuozheng.verification.places import watched as _watched

_OURS = (ApplicationStatus.SUBMITTED, ApplicationStatus.ACCEPTED)
_PENDING = (TaskStatus.OPEN, TaskStatus.UNABLE)
_STANDING = tuple(FOUND_AGAINST)
_NONE = (0, 0)


@dataclass(frozen=True, slots=True)
class Figure:
    """A headline number. `bad` marks work of ours that is late."""

    key: str
    title: str | Promise
    value: int
    definition: str | Promise
    bad: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """One bar: how many of a kind."""

    key: str
    title: str
    value: int


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency: its cases and checks, how many are late, and since when the oldest is due."""

    agency: str
    cases: int
    cases_overdue: int
    tasks: int
    tasks_overdue: int
    oldest_due_on: date | None


@dataclass(frozen=True, slots=True)
class DemandLine:
    """A demand that was stopped: what, by which agency, when, why. Nobody's name."""

    asked_for: str
    agency: str
    case_number: str
    asked_at: datetime
    findings: tuple[dict[str, Any], ...]


def watched(account: Account, today: date) -> list[Jurisdiction]:
    """The places that an account supervises on a day, with those directly below them."""
    return list(_watched(account, today))


def headlines(places: Sequence[Jurisdiction], today: date) -> list[Figure]:
    """The figures on top of the page, in the order in which a supervisor asks."""
    cases = _cases(places).aggregate(
        open=Count("pk", filter=Q(status__in=OPEN_APPLICATION)),
        overdue=Count("pk", filter=Q(status__in=_OURS, due_on__lt=today)),
        signed=Count("pk", filter=Q(commitment__status=CommitmentStatus.SIGNED)),
    )
    tasks = _tasks(places).aggregate(
        pending=Count("pk", filter=Q(status__in=_PENDING)),
        overdue=Count("pk", filter=Q(status__in=_PENDING, due_on__lt=today)),
        contradicted=Count("pk", filter=Q(status=TaskStatus.CONTRADICTED)),
    )
    against = _findings(places).filter(outcome__in=_STANDING).count()
    kept = CreditRecord.objects.filter(jurisdiction__in=places, kind="kept").count()
    refused = _demands(places).count()
    return [
        _figure("open", cases["open"]),
        _figure("cases_overdue", cases["overdue"], bad=True),
        _figure("signed", cases["signed"]),
        _figure("tasks_pending", tasks["pending"]),
        _figure("tasks_overdue", tasks["overdue"], bad=True),
        _figure("contradicted", tasks["contradicted"]),
        _figure("found_against", against),
        _figure("kept", kept),
        _figure("refused_demands", refused),
    ]


def cases_by_status(places: Sequence[Jurisdiction]) -> list[Share]:
    """How many cases stand where, in the order of the procedure; states with none are left out."""
    rows = _cases(places).order_by().values("status").annotate(count=Count("pk"))
    counted = {row["status"]: row["count"] for row in rows}
    return [
        Share(one.value, str(STATUS_WORD[one]), counted[one])
        for one in ApplicationStatus
        if one in counted
    ]


def findings_by_outcome(places: Sequence[Jurisdiction]) -> list[Share]:
    """How the contradictions ended, or where they stand."""
    rows = _findings(places).order_by().values("status", "outcome").annotate(count=Count("pk"))
    counted: dict[str, int] = {}
    for row in rows:
        closed = row["status"] == UntruthStatus.CLOSED
        key = row["outcome"] if closed else row["status"]
        counted[key] = counted.get(key, 0) + row["count"]
    return [
        Share(one.value, str(word), counted[one])
        for one, word in OUTCOME_WORD.items()
        if one in counted
    ]


def by_agency(places: Sequence[Jurisdiction], today: date) -> list[AgencyLine]:
    """Cases and checks of each agency that has any, those with the most overdue first."""
    cases = _counted(
        _cases(places), Q(status__in=OPEN_APPLICATION), Q(status__in=_OURS, due_on__lt=today)
    )
    tasks = _counted(
        _tasks(places), Q(status__in=_PENDING), Q(status__in=_PENDING, due_on__lt=today)
    )
    oldest = _oldest(places, today)
    names = dict(
        Agency.objects.filter(pk__in={*cases, *tasks}).order_by("pk").values_list("pk", "name")
    )
    lines = [
        AgencyLine(
            agency=name,
            cases=cases.get(pk, _NONE)[0],
            cases_overdue=cases.get(pk, _NONE)[1],
            tasks=tasks.get(pk, _NONE)[0],
            tasks_overdue=tasks.get(pk, _NONE)[1],
            oldest_due_on=oldest.get(pk),
        )
        for pk, name in names.items()
    ]
    return sorted(lines, key=lambda line: (-(line.cases_overdue + line.tasks_overdue), line.agency))


def refused_demands(places: Sequence[Jurisdiction], limit: int = 100) -> list[DemandLine]:
    """The latest demands that were stopped."""
    rows = _demands(places).select_related("agency", "application").order_by("-asked_at", "-pk")
    return [
        DemandLine(
            row.asked_for,
            row.agency.name,
            row.application.number,
            row.asked_at,
            tuple(row.findings),
        )
        for row in rows[:limit]
    ]


def _figure(key: str, value: int, *, bad: bool = False) -> Figure:
    title, definition = DEFINITIONS[key]
    return Figure(key, title, value, definition, bad=bad and value > 0)


def _cases(places: Sequence[Jurisdiction]) -> QuerySet[Application]:
    return Application.objects.filter(agency__jurisdiction__in=places)


def _tasks(places: Sequence[Jurisdiction]) -> QuerySet[VerificationTask]:
    return VerificationTask.objects.filter(agency__jurisdiction__in=places)


def _findings(places: Sequence[Jurisdiction]) -> QuerySet[UntruthFinding]:
    return UntruthFinding.objects.filter(application__agency__jurisdiction__in=places)


def _demands(places: Sequence[Jurisdiction]) -> QuerySet[RefusedDemand]:
    return RefusedDemand.objects.filter(agency__jurisdiction__in=places)


def _counted(
    rows: QuerySet[Application] | QuerySet[VerificationTask], running: Q, late: Q
) -> dict[int, tuple[int, int]]:
    """Running and late ones, by agency."""
    counted = (
        rows.order_by()
        .values_list("agency")
        .annotate(running=Count("pk", filter=running), late=Count("pk", filter=late))
    )
    return {agency: (running, late) for agency, running, late in counted}


def _oldest(places: Sequence[Jurisdiction], today: date) -> dict[int, date]:
    """The earliest due day that was missed, by agency."""
    found: dict[int, date] = {}
    for rows in (
        _cases(places).filter(status__in=_OURS, due_on__lt=today),
        _tasks(places).filter(status__in=_PENDING, due_on__lt=today),
    ):
        for pk, day in rows.order_by().values_list("agency").annotate(day=Min("due_on")):
            found[pk] = min(day, found.get(pk, day))
    return found
