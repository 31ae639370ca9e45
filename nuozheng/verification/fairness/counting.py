"""From rows to counts: every case of a place by stratum, and what was inspected beyond promises."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, QuerySet, When

from nuozheng.applications.models import Application, CommitmentStatus, DisposedProof
from nuozheng.credit.models import CreditRecord
from nuozheng.law.fairness.comparison import WINDOW_DAYS, Kind, Looked
from nuozheng.law.inspections.moves import VisitStatus
from nuozheng.law.procedure import RecordStatus
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Jurisdiction
from nuozheng.verification.bulk.due import among
from nuozheng.verification.fairness.models import RoutineInspection
from nuozheng.verification.inspections.models import VisitCheck, VisitInspector

_REGISTERED = (RecordStatus.IN_FORCE, RecordStatus.REPAIRED, RecordStatus.ENDED)
_MADE = (VisitStatus.RECORDED, VisitStatus.CLOSED)
_KIND = ("agency", "item", "recorded", "committed")


@dataclass
class _Inspected:
    """What happened to one case."""

    times: int = 0
    inspectors: set[int] = field(default_factory=set)
    measures_by: set[int] = field(default_factory=set)


def cases_of(place: Jurisdiction, today: date) -> QuerySet[Application]:
    """Cases of a place that were handed in within the window, each with what makes it alike.

    `committed`: a commitment stands; otherwise the applicant brought at least one document. Cases
    with neither are left out. `recorded`: an adverse record was in force at some time since.
    """
    documents = DisposedProof.objects.filter(
        application=OuterRef("pk"), substitution=Substitution.RETAINED
    )
    adverse = (
        CreditRecord.objects.filter(
            party=OuterRef("applicant"), status__in=_REGISTERED, document_on__lte=today
        )
        .exclude(kind="kept")
        .exclude(repaired_on__lt=OuterRef("submitted_at__date"))
        .exclude(ends_on__lt=OuterRef("submitted_at__date"))
    )
    since = today - timedelta(days=WINDOW_DAYS)
    signed = Q(commitment__status=CommitmentStatus.SIGNED)
    return (
        Application.objects.filter(
            signed | Exists(documents),
            agency__jurisdiction=place,
            submitted_at__date__gte=since,
            submitted_at__date__lte=today,
        )
        .annotate(
            committed=Case(When(signed, then=True), default=False, output_field=BooleanField()),
            recorded=Exists(adverse),
        )
        .order_by()
    )


def count_cases(place: Jurisdiction, today: date) -> Counter[Kind]:
    """How many cases of each kind."""
    rows = cases_of(place, today).values_list(*_KIND).annotate(Count("pk"))
    return Counter({_kind(*row[:-1]): row[-1] for row in rows})


def looked_at(place: Jurisdiction, today: date) -> list[Looked]:
    """Every case that was inspected apart from the first visit that checks its promise."""
    found: dict[int, _Inspected] = defaultdict(_Inspected)
    _routine(place, today, found)
    _second_visits(place, today, found)
    kinds = _kinds_of(place, today, found)
    return [
        Looked(kinds[case], one.times, frozenset(one.inspectors), frozenset(one.measures_by))
        for case, one in sorted(found.items())
        if case in kinds
    ]


def _routine(place: Jurisdiction, today: date, found: dict[int, _Inspected]) -> None:
    rows = RoutineInspection.objects.filter(
        agency__jurisdiction=place, on__gte=today - timedelta(days=WINDOW_DAYS), on__lte=today
    )
    seen: set[int] = set()
    for pk, case, measure, inspector in rows.order_by("pk").values_list(
        "pk", "application", "measure", "inspectors"
    ):
        one = found[case]
        one.times += pk not in seen
        seen.add(pk)
        one.inspectors.add(inspector)
        if measure:
            one.measures_by.add(inspector)


def _second_visits(place: Jurisdiction, today: date, found: dict[int, _Inspected]) -> None:
    """A first visit is owed to the promise; every further one to the same case counts."""
    since = today - timedelta(days=WINDOW_DAYS)
    checks = VisitCheck.objects.filter(
        visit__agency__jurisdiction=place,
        visit__status__in=_MADE,
        visit__planned_on__gte=since,
    )
    visits: dict[int, set[tuple[date, int]]] = defaultdict(set)
    for case, visit, on in checks.order_by().values_list(
        "task__application", "visit", "visit__planned_on"
    ):
        visits[case].add((on or since, visit))
    further = {case: sorted(made)[1:] for case, made in visits.items() if len(made) > 1}
    teams = defaultdict(set)
    wanted = {visit for made in further.values() for _on, visit in made}
    for visit, account in VisitInspector.objects.filter(visit__in=wanted).values_list(
        "visit", "account"
    ):
        teams[visit].add(account)
    for case, made in further.items():
        found[case].times += len(made)
        for _on, visit in made:
            found[case].inspectors |= teams[visit]


def _kinds_of(place: Jurisdiction, today: date, found: Mapping[int, object]) -> dict[int, Kind]:
    rows = cases_of(place, today).filter(pk__in=among(found)).values_list("pk", *_KIND)
    return {row[0]: _kind(*row[1:]) for row in rows}


def _kind(agency: int, item: int, recorded: bool, committed: bool) -> Kind:
    return Kind((agency, item, recorded), committed)
