"""One published list: search by words, initials or code, filter, leaf through."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nuozheng.catalogue.candidates import MAXIMUM_QUERY, Wanted, words_of
from nuozheng.catalogue.figures import Figures, figures_on
from nuozheng.catalogue.models import Catalogue, EntryVersion, ServiceItem
from nuozheng.catalogue.search import search
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Agency
from nuozheng.web.public.places import catalogue_or_404

PER_PAGE = 20
_LONGEST_NAME = 80
_SUGGESTED = 20
_MOST_AGENCIES = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader is looking for; values that no filter knows are dropped."""

    words: str = ""
    domain: str = ""
    way: str = ""
    agency: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.domain or self.way or self.agency)


@dataclass(frozen=True, slots=True)
class Row:
    """One service in the list."""

    item: ServiceItem
    ways: tuple[Substitution, ...]

    @property
    def to_bring(self) -> int:
        return self.ways.count(Substitution.RETAINED)


@require_safe
def show_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The list's home: the search, the figures, the services by domain or as found."""
    catalogue, today = catalogue_or_404(request, slug), timezone.localdate()
    figures = figures_on([catalogue], today)[catalogue.pk]
    asked = _asked(request, figures)
    found = search(catalogue, _wanted(catalogue, asked), today)
    page: Page[ServiceItem] = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "web/public/list.html",
        {
            "catalogue": catalogue,
            "policy": catalogue.policy,
            "figures": figures,
            "asked": asked,
            "ways": list(Substitution),
            "page": page,
            "more": found.more,
            "rows": list(_rows(page, today)),
        },
    )


@require_safe
def suggest_agencies(request: HttpRequest, slug: str) -> HttpResponse:
    """Names of agencies that contain what was typed so far, as options of the list's filter."""
    catalogue = catalogue_or_404(request, slug)
    named = _agencies(catalogue, _line(request, "agency", _LONGEST_NAME))
    names = list(named.values_list("name", flat=True)[:_SUGGESTED])
    return render(request, "web/public/agencies.html", {"names": names})


def _line(request: HttpRequest, name: str, longest: int) -> str:
    return request.GET.get(name, "").replace("\x00", "").strip()[:longest]


def _asked(request: HttpRequest, figures: Figures) -> Asked:
    domain, way = request.GET.get("domain", ""), request.GET.get("way", "")
    return Asked(
        words=_line(request, "q", MAXIMUM_QUERY),
        domain=domain if domain in dict(figures.domains) else "",
        way=way if way in set(Substitution) else "",
        agency=_line(request, "agency", _LONGEST_NAME),
    )


def _wanted(catalogue: Catalogue, asked: Asked) -> Wanted:
    return Wanted(
        words=words_of(asked.words),
        domain=asked.domain,
        way=asked.way,
        agencies=_agency_keys(catalogue, asked.agency) if asked.agency else None,
    )


def _agency_keys(catalogue: Catalogue, name: str) -> tuple[int, ...]:
    """The agency of this name, or else those whose names contain it."""
    named = list(_agencies(catalogue, name).values_list("pk", "name")[:_MOST_AGENCIES])
    same = tuple(pk for pk, its_name in named if its_name == name)
    return same or tuple(pk for pk, _name in named)


def _agencies(catalogue: Catalogue, part: str) -> QuerySet[Agency]:
    """The shortest names first, so that a name in full stands before those that contain it."""
    return (
        Agency.objects.filter(jurisdiction=catalogue.jurisdiction_id, name__icontains=part)
        .filter(Exists(ServiceItem.objects.filter(agency=OuterRef("pk"), catalogue=catalogue)))
        .order_by(Length("name"), "name")
    )


def _rows(page: Page[ServiceItem], on: date) -> Iterable[Row]:
    """The services of a page with the ways of their proofs, in one query for all of them."""
    items = list(page)
    ways: dict[int, list[Substitution]] = {item.pk: [] for item in items}
    versions = (
        EntryVersion.objects.in_force(on)
        .filter(entry__item__in=ways)
        .order_by("entry__item", "entry__position")
        .values_list("entry__item", "substitution")
    )
    for key, way in versions:
        ways[key].append(Substitution(way))
    for item in items:
        yield Row(item, tuple(ways[item.pk]))
