"""Every version of a service's entries, and any two of them beside each other."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nuozheng.catalogue.models import CatalogueEntry, EntryVersion
from nuozheng.catalogue.names.then import content_then, worded
from nuozheng.catalogue.revision.comparison import Difference, differences
from nuozheng.catalogue.revision.models import Change, Revision
from nuozheng.web.public.item import item_or_404
from nuozheng.web.public.places import catalogue_or_404


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of an entry: what changed in it, and by which revision."""

    version: EntryVersion
    differences: Sequence[Difference]
    revision: Revision | None
    documents: Sequence[str]


@require_safe
def show_item_history(request: HttpRequest, slug: str, item_id: int) -> HttpResponse:
    """Every version of every proof of a service, newest first, and what each changed."""
    catalogue = catalogue_or_404(request, slug)
    item = item_or_404(catalogue, item_id)
    entries = list(item.entries.select_related("proof").order_by("position"))
    rows = _versions(entries)
    context = {
        "catalogue": catalogue,
        "item": item,
        "today": timezone.localdate(),
        "entries": [(entry, rows[entry.pk]) for entry in entries],
    }
    return render(request, "web/public/item_history.html", context)


@require_safe
def compare(request: HttpRequest, slug: str, entry_id: int) -> HttpResponse:
    """Any two versions of an entry, field by field."""
    catalogue = catalogue_or_404(request, slug)
    entry = (
        CatalogueEntry.objects.filter(pk=entry_id, item__catalogue=catalogue)
        .select_related("item__agency", "proof")
        .first()
    )
    if entry is None:
        raise Http404(str(entry_id))
    versions = list(_told(EntryVersion.objects.filter(entry=entry)))
    old = _chosen(versions, request.GET.get("old", ""), -2)
    new = _chosen(versions, request.GET.get("new", ""), -1)
    context = {
        "catalogue": catalogue,
        "entry": entry,
        "versions": versions,
        "old": old,
        "new": new,
        "differences": differences(content_then(old), content_then(new)) if old and new else [],
    }
    return render(request, "web/public/compare.html", context)


def _chosen(versions: list[EntryVersion], number: str, otherwise: int) -> EntryVersion | None:
    """The version with this number; else the one so far from the end, or the first there is."""
    for one in versions:
        if str(one.number) == number:
            return one
    return versions[max(otherwise, -len(versions))] if versions else None


def _told(versions: QuerySet[EntryVersion]) -> QuerySet[EntryVersion]:
    """Each version with the names that it had when it began."""
    told = worded(versions, OuterRef("effective_from"))
    return told.select_related("entry__item__agency", "entry__proof").order_by("number")


def _versions(entries: Sequence[CatalogueEntry]) -> dict[int, list[VersionRow]]:
    by_entry = {entry.pk: entry for entry in entries}
    versions: dict[int, list[EntryVersion]] = defaultdict(list)
    for version in _told(EntryVersion.objects.filter(entry__in=list(by_entry))):
        versions[version.entry_id].append(version)
    made_by = _made_by([one.pk for found in versions.values() for one in found])
    return {pk: _rows(versions[pk], made_by) for pk in by_entry}


def _made_by(version_ids: Sequence[int]) -> dict[int, Revision]:
    changes = (
        Change.objects.filter(made__in=version_ids)
        .select_related("revision__catalogue", "revision__agency")
        .prefetch_related("revision__opinions")
        .defer("content", "checklist", "findings")
        .order_by("pk")
    )
    return {one.made_id: one.revision for one in changes if one.made_id is not None}


def _rows(versions: Sequence[EntryVersion], made_by: dict[int, Revision]) -> list[VersionRow]:
    rows, before = [], None
    for version in versions:
        content = content_then(version)
        revision = made_by.get(version.pk)
        rows.append(
            VersionRow(
                version=version,
                differences=differences(before, content) if before else (),
                revision=revision,
                documents=_documents(revision),
            )
        )
        before = content
    return rows[::-1]


def _documents(revision: Revision | None) -> list[str]:
    if revision is None:
        return []
    return [
        one.document_number
        for one in revision.opinions.all()
        if one.document_number and one.round == revision.round
    ]
