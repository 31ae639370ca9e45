"""核查欠账 in figures: how old, whose, by which method, and whether the pace holds."""

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case as Cases
from django.db.models import CharField, Count, Q, QuerySet, Value, When
from django.db.models.functions import TruncWeek

from nuozheng.law.debt import AGES, WEEKS, Age, Forecast, forecast, week_begins
from nuozheng.law.procedure import TaskStatus
from nuozheng.law.verification_plan import METHOD_WORD
from nuozheng.law.vocabulary import Role
from nuozheng.oversight.figures import Share
from nuozheng.parties.models import Account, Agency, Membership, in_force
from nuozheng.verification.follow import PENDING
from nuozheng.verification.models import VerificationTask
from nuozheng.verification.places import watched

_DONE = (TaskStatus.CONFIRMED, TaskStatus.CONTRADICTED)
_LATE = frozenset(one.key for one in AGES if one.is_late)


@dataclass(frozen=True, slots=True)
class Line:
    """An agency, a district or a method: what it owes, what of it is late, by step of age."""

    key: str
    title: str
    total: int
    late: int
    ages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Debt:
    """All that is owed on a day. `ages` in the order of AGES."""

    total: int
    late: int
    ages: list[Share]
    agencies: list[Line]
    places: list[Line]
    methods: list[Line]
    forecast: Forecast


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the debt is listed; "" is everything."""

    agency: str = ""
    place: str = ""
    method: str = ""
    age: str = ""


def agencies_seen(account: Account, today: date) -> QuerySet[Agency]:
    """Every agency of the places that the account supervises, and those where it is verifier."""
    checks = Membership.objects.filter(in_force(today), account=account, role=Role.VERIFIER)
    return Agency.objects.filter(
        Q(jurisdiction__in=watched(account, today).values("pk")) | Q(pk__in=checks.values("agency"))
    )


def owed(agencies: QuerySet[Agency]) -> QuerySet[VerificationTask]:
    """Every check of these agencies that has no result yet."""
    return VerificationTask.objects.filter(
        agency__in=agencies.order_by().values("pk"), status__in=PENDING
    )


def debt_of(agencies: QuerySet[Agency], today: date) -> Debt:
    """The figures of these agencies on a day: four queries, whatever their number."""
    steps = [When(_due_in(one, today), then=Value(one.key)) for one in AGES]
    rows = list(
        owed(agencies)
        .order_by()
        .annotate(age=Cases(*steps, output_field=CharField()))
        .values_list("agency", "manner", "age")
        .annotate(count=Count("pk"))
    )
    known = {
        pk: (name, place, code)
        for pk, name, place, code in agencies.filter(pk__in={row[0] for row in rows})
        .order_by("pk")
        .values_list("pk", "name", "jurisdiction__name", "jurisdiction__code")
    }
    counted: Counter[tuple[int, str, str]] = Counter()
    for agency, manner, age, count in rows:
        counted[agency, manner, age] += count
    ages = [Share(one.key, one.title, _of(counted, 2, one.key)) for one in AGES]
    late = sum(share.value for share in ages if share.key in _LATE)
    return Debt(
        total=counted.total(),
        late=late,
        ages=ages,
        agencies=_lines(counted, lambda row: str(row[0]), lambda key: known[int(key)][0]),
        places=_lines(
            counted,
            lambda row: known[row[0]][2],
            dict((code, place) for _name, place, code in known.values()).__getitem__,
        ),
        methods=_lines(counted, lambda row: row[1], METHOD_WORD.__getitem__),
        forecast=_forecast(agencies, today, late),
    )


def listed(agencies: QuerySet[Agency], today: date, wanted: Wanted) -> QuerySet[VerificationTask]:
    """The checks behind a figure, the oldest first."""
    rows = owed(agencies)
    if wanted.agency:
        rows = rows.filter(agency=int(wanted.agency)) if wanted.agency.isdecimal() else rows.none()
    if wanted.place:
        rows = rows.filter(agency__jurisdiction__code=wanted.place)
    if wanted.method:
        rows = rows.filter(manner=wanted.method)
    if wanted.age == "late":
        rows = rows.filter(due_on__lt=today)
    elif wanted.age:
        step = next((one for one in AGES if one.key == wanted.age), None)
        rows = rows.filter(_due_in(step, today)) if step else rows.none()
    return rows.select_related(
        "agency__jurisdiction", "application__item", "proof__version__entry__proof"
    ).order_by("due_on", "pk")


def _forecast(agencies: QuerySet[Agency], today: date, late: int) -> Forecast:
    monday = week_begins(today)
    first, past = monday - timedelta(weeks=WEEKS), monday + timedelta(weeks=WEEKS)
    of_agencies = VerificationTask.objects.filter(agency__in=agencies.order_by().values("pk"))
    due = Counter[date]()
    coming = of_agencies.filter(status__in=PENDING, due_on__gte=today, due_on__lt=past)
    for on, count in coming.order_by().values_list("due_on").annotate(Count("pk")):
        due[week_begins(on)] += count
    finished = of_agencies.filter(
        status__in=_DONE, checked_at__date__gte=first, checked_at__date__lt=monday
    )
    done = dict(
        finished.order_by()
        .annotate(week=TruncWeek("checked_at"))
        .values_list("week")
        .annotate(Count("pk"))
    )
    per_week = {moment.date(): count for moment, count in done.items()}
    weeks = [timedelta(weeks=number) for number in range(WEEKS)]
    return forecast(
        today,
        late,
        [due[monday + week] for week in weeks],
        [per_week.get(first + week, 0) for week in weeks],
    )


def _due_in(step: Age, today: date) -> Q:
    first, last = step.due(today)
    bounds = Q()
    if first is not None:
        bounds &= Q(due_on__gte=first)
    if last is not None:
        bounds &= Q(due_on__lte=last)
    return bounds


def _of(counted: Counter[tuple[int, str, str]], place: int, key: Hashable) -> int:
    return sum(count for row, count in counted.items() if row[place] == key)


def _lines(
    counted: Counter[tuple[int, str, str]],
    key_of: Callable[[tuple[int, str, str]], str],
    title_of: Callable[[str], str],
) -> list[Line]:
    """Counts by one key, those with the most late ones first."""
    by_key: dict[str, Counter[str]] = {}
    for row, count in counted.items():
        by_key.setdefault(key_of(row), Counter())[row[2]] += count
    lines = [
        Line(
            key=key,
            title=title_of(key),
            total=ages.total(),
            late=sum(ages[age] for age in _LATE),
            ages=tuple(ages[one.key] for one in AGES),
        )
        for key, ages in by_key.items()
    ]
    return sorted(lines, key=lambda line: (-line.late, -line.total, line.title))
