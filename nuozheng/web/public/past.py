"""The list as it was on any past day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nuozheng.catalogue.days import ListVersion, list_versions
from nuozheng.catalogue.figures import Figures, figures_on
from nuozheng.catalogue.information_head import Published, information_head
from nuozheng.catalogue.models import Catalogue, CatalogueEntry, EntryVersion, ServiceItem
from nuozheng.catalogue.names.then import item_said, proof_said, proof_words
from nuozheng.catalogue.past import old_services
from nuozheng.catalogue.revision.models import Revision
from nuozheng.web.public.places import catalogue_or_404

PER_PAGE, LONGEST_WORDS = 20, 60
NOT_THERE_STATUS = 404


@dataclass(frozen=True, slots=True)
class OldRow:
    """One service with what was listed of it that day, under the names of that day."""

    item: ServiceItem
    name: str
    agency: str
    listed: tuple[tuple[str, EntryVersion], ...]


@require_safe
def choose_day(request: HttpRequest, slug: str) -> HttpResponse:
    """From the form with a date to the page of that day; without one to the history."""
    given = request.GET.get("on", "")
    if day := _day(given):
        return redirect("web:list_on", slug, day.isoformat())
    return redirect("web:list_history", slug)


@require_safe
def show_day(request: HttpRequest, slug: str, day: str) -> HttpResponse:
    """The whole list of a day: its version, its figures, every service with its proofs."""
    catalogue, on, today = catalogue_or_404(request, slug), day_or_404(day), timezone.localdate()
    versions = list_versions(catalogue, today)
    version = next((one for one in versions if one.on <= on), None)
    page = {
        "catalogue": catalogue,
        "policy": catalogue.policy,
        "on": on,
        "today": today,
        "version": version,
        "first": versions[-1].on if versions else None,
        "to_come": on > today,
    }
    if version is None or on > today:
        return render(request, "web/public/no_such_day.html", page, status=NOT_THERE_STATUS)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_WORDS]
    counted = figures_on([catalogue], on)[catalogue.pk]
    found = old_services(catalogue, on, words, counted)
    rows = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    page |= {
        "words": words,
        "figures": counted,
        "page": rows,
        "rows": list(_rows(rows, on)),
        "head": _head(catalogue, version, versions, counted),
    }
    return render(request, "web/public/day.html", page)


def day_or_404(written: str) -> date:
    """2026-03-01; anything else is no address of ours."""
    found = _day(written)
    if found is None:
        raise Http404(written[:20])
    return found


def _day(written: str) -> date | None:
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return None
    return found if found.isoformat() == written else None


def _rows(page: Page[ServiceItem], on: date) -> Iterable[OldRow]:
    """The services of a page with what was listed of them, in two queries."""
    keys = [item.pk for item in page]
    entries = CatalogueEntry.objects.filter(item__in=keys).select_related("proof")
    named = entries.annotate(proof_words=proof_words("pk", on)).order_by("item", "position")
    versions = EntryVersion.objects.in_force(on).filter(entry__item__in=keys)
    told = versions.only("entry_id", "number", "substitution", "legal_basis", "article")
    standing = {one.entry_id: one for one in told}
    listed: dict[int, list[tuple[str, EntryVersion]]] = {key: [] for key in keys}
    for entry in named:
        if entry.pk in standing:
            listed[entry.item_id].append((proof_said(entry), standing[entry.pk]))
    for item in page:
        yield OldRow(item, *item_said(item), tuple(listed[item.pk]))


def _head(
    catalogue: Catalogue, version: ListVersion, versions: list[ListVersion], counted: Figures
) -> list[tuple[str, str]]:
    if not catalogue.policy.listing.information_head.value:
        return []
    ordinal = sum(one.on.year == version.on.year and one.on <= version.on for one in versions)
    revisions = (
        Revision.objects.filter(catalogue=catalogue, effective_from=version.on)
        .exclude(published_on=None)
        .select_related("agency")
        .prefetch_related("opinions")
        .order_by("pk")
    )
    return information_head(Published(catalogue, version, ordinal, counted, list(revisions)))
