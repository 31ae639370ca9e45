"""One published list: search by words, pinyin initials or code, filter, leaf through."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nuozheng.catalogue.models import Catalogue, CatalogueEntry, EntryVersion, ServiceItem
from nuozheng.catalogue.search import MAXIMUM_QUERY, search
from nuozheng.law.vocabulary import Substitution
from nuozheng.web.public.places import catalogue_or_404, figures

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader is looking for; values that no filter knows are dropped."""

    words: str = ""
    domain: str = ""
    way: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.domain or self.way)


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
    catalogue = catalogue_or_404(request, slug)
    domains = list(
        catalogue.items.order_by("domain").values_list("domain").annotate(count=Count("pk"))
    )
    asked = _asked(request, {domain for domain, _count in domains})
    page = Paginator(_found(catalogue, asked), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "web/public/list.html",
        {
            "catalogue": catalogue,
            "policy": catalogue.policy,
            "figures": figures([catalogue])[catalogue.pk],
            "domains": domains,
            "asked": asked,
            "ways": list(Substitution),
            "page": page,
            "rows": list(_rows(page)),
        },
    )


def _asked(request: HttpRequest, domains: set[str]) -> Asked:
    domain, way = request.GET.get("domain", ""), request.GET.get("way", "")
    return Asked(
        words=request.GET.get("q", "").replace("\x00", "").strip()[:MAXIMUM_QUERY],
        domain=domain if domain in domains else "",
        way=way if way in set(Substitution) else "",
    )


def _found(catalogue: Catalogue, asked: Asked) -> QuerySet[ServiceItem]:
    items = catalogue.items.select_related("agency").order_by("domain", "pk")
    if asked.domain:
        items = items.filter(domain=asked.domain)
    if asked.way:
        versions = EntryVersion.objects.in_force(timezone.localdate())
        items = items.filter(
            Exists(versions.filter(entry__item=OuterRef("pk"), substitution=asked.way))
        )
    return search(items, asked.words).prefetch_related(
        Prefetch("entries", CatalogueEntry.objects.order_by("position")),
        Prefetch(
            "entries__versions",
            EntryVersion.objects.in_force(timezone.localdate()).only("entry_id", "substitution"),
            to_attr="current",
        ),
    )


def _rows(page: Page[ServiceItem]) -> Iterable[Row]:
    for item in page:
        yield Row(
            item,
            tuple(
                Substitution(version.substitution)
                for entry in item.entries.all()
                for version in _current(entry)
            ),
        )


def _current(entry: CatalogueEntry) -> list[EntryVersion]:
    """The versions in force, as the query prefetched them."""
    found: list[EntryVersion] = getattr(entry, "current")  # noqa: B009 - set by Prefetch
    return found
