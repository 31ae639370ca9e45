"""What people told us they were still asked for, for the supervisor of the place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, QuerySet

from nuozheng.catalogue.asked.models import StillAsked
from nuozheng.parties.models import Jurisdiction


@dataclass(frozen=True, slots=True)
class AskedLine:
    """One telling: what, by which agency, when, in whose words; nobody's name.

    `proof` is empty where the list has no such proof.
    """

    number: str
    proof: str
    way: str
    slug: str
    item_id: int
    item: str
    agency: str
    basis: tuple[str, ...]
    window: str
    words: str
    said_on: date | None
    case_number: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AgencyAsked:
    """How often an agency was named, and when last."""

    agency: str
    count: int
    last_at: datetime


def asked_by_agency(places: Sequence[Jurisdiction]) -> list[AgencyAsked]:
    """Agencies by how often they were named, the most first."""
    rows = (
        _of(places)
        .order_by()
        .values_list("agency__name")
        .annotate(count=Count("pk"), last=Max("at"))
        .order_by("-count", "agency__name")
    )
    return [AgencyAsked(*row) for row in rows]


def still_asked(places: Sequence[Jurisdiction], limit: int = 100) -> list[AskedLine]:
    """The latest tellings."""
    rows = (
        _of(places)
        .select_related("item", "agency", "catalogue", "version__entry__proof")
        .defer("version__conditions", "version__plan", "version__facts", "version__scope_findings")
        .order_by("-at", "-pk")
    )
    return [
        AskedLine(
            number=row.number,
            proof=row.version.entry.proof.name if row.version else "",
            way=row.version.substitution if row.version else "",
            slug=row.catalogue.slug,
            item_id=row.item_id,
            item=row.item.name,
            agency=row.agency.name,
            basis=tuple(row.basis),
            window=row.window or "",
            words=row.words or "",
            said_on=row.said_on,
            case_number=row.case_number,
            at=row.at,
        )
        for row in rows[:limit]
    ]


def _of(places: Sequence[Jurisdiction]) -> QuerySet[StillAsked]:
    return StillAsked.objects.filter(agency__jurisdiction__in=places)
