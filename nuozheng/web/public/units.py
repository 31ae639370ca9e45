"""The list by unit on one page: who published, since when, and who was late."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.law.milestones import publication_due
from nuozheng.parties.models import Agency
from nuozheng.web.public.places import catalogue_or_404

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit's part of the list; `first_on` is the day on which it was first published."""

    agency: Agency
    items: int
    proofs: int
    first_on: date
    due_on: date | None

    @property
    def days_late(self) -> int:
        return max(0, (self.first_on - self.due_on).days) if self.due_on else 0


@require_safe
def show_units(request: HttpRequest, slug: str) -> HttpResponse:
    """Every unit with something in the list today, the late ones marked."""
    catalogue, today = catalogue_or_404(request, slug), timezone.localdate()
    due = publication_due(catalogue.policy, "list")
    page = Paginator(_agencies(catalogue, today), PER_PAGE).get_page(request.GET.get("page"))
    shown = [one.pk for one in page]
    counted = _counted(catalogue, shown, today)
    units = [Unit(one, *counted[one.pk], due.on if due else None) for one in page]
    context = {
        "catalogue": catalogue,
        "policy": catalogue.policy,
        "due": due,
        "page": page,
        "units": units,
    }
    return render(request, "web/public/units.html", context)


def _agencies(catalogue: Catalogue, today: date) -> QuerySet[Agency]:
    """The units with something in the list: of each unit one is looked for, no more."""
    standing = EntryVersion.objects.in_force(today).filter(
        entry__item__catalogue=catalogue, entry__item__agency=OuterRef("pk")
    )
    one = standing.order_by().values("entry__item__agency")[:1]
    return Agency.objects.filter(pk=Subquery(one)).order_by("name", "pk")


def _counted(
    catalogue: Catalogue, agencies: list[int], today: date
) -> dict[int, tuple[int, int, date]]:
    """Services and proofs of each unit today, and the first day on which it was published.

    That is a revision's day of publication; for a list that came with the program, its first day.
    """
    published = Coalesce("made_by_change__revision__published_on", "effective_from")
    standing = Q(effective_from__lte=today) & (
        Q(effective_until=None) | Q(effective_until__gte=today)
    )
    rows = (
        EntryVersion.objects.filter(
            entry__item__catalogue=catalogue, entry__item__agency__in=agencies
        )
        .order_by()
        .values_list("entry__item__agency")
        .annotate(
            items=Count("entry__item", filter=standing, distinct=True),
            proofs=Count("pk", filter=standing, distinct=True),
            first=Min(published),
        )
    )
    return {agency: (items, proofs, first) for agency, items, proofs, first in rows}
