"""A list through time, for everybody: any day of it, what differed, each entry's versions."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest
from ninja import Field, Query, Router

from nuozheng.api.authentication import PUBLIC_CALLS_PER_MINUTE, PerMinute
from nuozheng.api.entry_schemas import (
    DifferenceOut,
    VersionOut,
    difference_out,
    version_out,
    version_then_out,
)
from nuozheng.api.lookup import item_of, place_of, today
from nuozheng.api.responses import answers
from nuozheng.api.schemas import Basis, Id, Out, Page, Paging, Slug, basis_of, page_of
from nuozheng.catalogue.days import list_versions, version_on
from nuozheng.catalogue.export.listed import versions_on
from nuozheng.catalogue.guides.publishing import guide_in_force, in_force
from nuozheng.catalogue.guides.staleness import stale_guide
from nuozheng.catalogue.models import Catalogue, CatalogueEntry, EntryVersion
from nuozheng.catalogue.names.then import content_then, worded
from nuozheng.catalogue.revision.comparison import differences
from nuozheng.catalogue.revision.content import EntryContent

router = Router(tags=["清单的历史"], auth=None, throttle=[PerMinute(PUBLIC_CALLS_PER_MINUTE)])
Kind = Literal["add", "change", "remove"]


class ListVersionOut(Out):
    """The list from a day on, until the last day on which it stood (null: it still does)."""

    on: date
    until: date | None
    added: int
    changed: int
    removed: int


class HistoryOut(VersionOut):
    """A version and what differs in it from the one before."""

    differences: list[DifferenceOut]


class ChangedOut(Out):
    """An entry that is not the same on two days."""

    entry: int
    item_id: int
    item: str
    proof: str
    kind: Kind
    differences: list[DifferenceOut]


class SectionOut(Out):
    """One part of a guide with its clauses."""

    key: str
    title: str
    paragraphs: list[str]
    basis: list[Basis]


class GuideOut(Out):
    """办事指南 of a service; where the list has gone on since, `stale_since` and why."""

    item_id: int
    number: int
    effective_from: date
    effective_until: date | None
    stale_since: date | None
    stale_because: list[str]
    who: str
    agency: str
    window: str
    period: str
    letter_number: int | None
    sections: list[SectionOut]
    flow: dict[str, Any]


class Between(Paging):
    """The two days that are compared."""

    since: date = Field(description="从哪一天")
    until: date | None = Field(None, description="到哪一天；不写就是今天")


@router.get(
    "/places/{slug}/versions",
    response=answers(list[ListVersionOut]),
    summary="清单在哪些天变过（不用密钥）",
)
def show_versions(request: HttpRequest, slug: Slug) -> list[ListVersionOut]:
    """最近的在前，每一版新增、变更、取消了几项。"""
    return [
        ListVersionOut(
            on=one.on, until=one.until, added=one.added, changed=one.changed, removed=one.removed
        )
        for one in list_versions(place_of(slug), today())
    ]


@router.get(
    "/places/{slug}/entries",
    response=answers(Page[VersionOut]),
    summary="某一天的清单，逐项（不用密钥）",
)
def show_list(
    request: HttpRequest, slug: Slug, paging: Query[Paging], on: date | None = None
) -> Page[VersionOut]:
    """`on`不写就是今天；第一版以前和今天以后的日子没有清单。名称是那一天的名称。"""
    catalogue, day = place_of(slug), on or today()
    _must_have_stood(catalogue, day)
    return page_of(worded(versions_on(catalogue, None, day), day), paging, version_then_out)


@router.get(
    "/places/{slug}/differences",
    response=answers(Page[ChangedOut]),
    summary="两天的清单有什么不同（不用密钥）",
)
def compare_days(request: HttpRequest, slug: Slug, between: Query[Between]) -> Page[ChangedOut]:
    """新增、变更、取消的每一项，逐点写明以前怎样、以后怎样。"""
    catalogue, since, until = place_of(slug), between.since, between.until or today()
    _must_have_stood(catalogue, since)
    _must_have_stood(catalogue, until)
    rows, start = _changed(catalogue, since, until), (between.page - 1) * between.limit
    entries = list(rows[start : start + between.limit])
    old, new = _standing(entries, since), _standing(entries, until)
    return Page(
        items=[_changed_out(one, old.get(one.pk), new.get(one.pk)) for one in entries],
        count=rows.count(),
        page=between.page,
        limit=between.limit,
    )


@router.get(
    "/entries/{id}/versions",
    response=answers(Page[HistoryOut]),
    summary="一项证明的每一版和改了什么（不用密钥）",
)
def show_history(request: HttpRequest, id: Id, paging: Query[Paging]) -> Page[HistoryOut]:
    """最近的在前；最近一版的`content`可以照着改，作为变更提出，以前的用当时的名称。"""
    rows = worded(EntryVersion.objects.filter(entry=id), OuterRef("effective_from"))
    told = rows.select_related("entry__item__agency", "entry__proof")
    found = list(told.order_by("-number"))
    if not found:
        raise Http404
    start = (paging.page - 1) * paging.limit
    pairs = list(zip(found, [*found[1:], None], strict=True))[start : start + paging.limit]
    return Page(
        items=[
            _history_out(version, before, is_newest=version is found[0])
            for version, before in pairs
        ],
        count=len(found),
        page=paging.page,
        limit=paging.limit,
    )


@router.get(
    "/items/{id}/guide", response=answers(GuideOut), summary="一个事项的办事指南（不用密钥）"
)
def show_guide(request: HttpRequest, id: Id, on: date | None = None) -> GuideOut:
    """`on`不写就是今天。指南过时了也照样给出，`stale_because`写明为什么。"""
    item = item_of(id)
    guide = guide_in_force(item, on or today()) if item else None
    if item is None or guide is None:
        raise Http404
    said, stale = guide.content, stale_guide(item, on or today())
    letter = said.get("letter")
    return GuideOut(
        item_id=item.pk,
        number=guide.number,
        effective_from=guide.effective_from,
        effective_until=guide.effective_until,
        stale_since=stale.since if stale else None,
        stale_because=list(stale.reasons) if stale else [],
        who=said["who"],
        agency=said["agency"],
        window=said["window"],
        period=said["period"],
        letter_number=letter["number"] if letter else None,
        sections=[
            SectionOut(
                key=one["key"],
                title=one["title"],
                paragraphs=one["paragraphs"],
                basis=basis_of(one["basis"]),
            )
            for one in said["sections"]
        ],
        flow=said["flow"],
    )


def _must_have_stood(catalogue: Catalogue, on: date) -> None:
    if on > today() or version_on(catalogue, on) is None:
        raise Http404


def _changed(catalogue: Catalogue, since: date, until: date) -> QuerySet[CatalogueEntry]:
    """The entries of which another version stood, or none, on one of the days."""
    of_entry = EntryVersion.objects.filter(entry=OuterRef("pk"))
    came = of_entry.filter(in_force(until)).exclude(in_force(since))
    went = of_entry.filter(in_force(since)).exclude(in_force(until))
    return (
        CatalogueEntry.objects.filter(Exists(came) | Exists(went), item__catalogue=catalogue)
        .select_related("item__agency", "proof")
        .order_by("item", "position", "pk")
    )


def _standing(entries: Sequence[CatalogueEntry], day: date) -> dict[int, EntryContent]:
    by_entry = {one.pk: one for one in entries}
    found = {}
    standing = EntryVersion.objects.in_force(day).filter(entry__in=list(by_entry))
    for version in worded(standing, day):
        version.entry = by_entry[version.entry_id]
        found[version.entry_id] = content_then(version)
    return found


def _changed_out(
    entry: CatalogueEntry, old: EntryContent | None, new: EntryContent | None
) -> ChangedOut:
    kind: Kind = "change" if old and new else "add" if new else "remove"
    said = new or old
    assert said is not None
    return ChangedOut(
        entry=entry.pk,
        item_id=entry.item_id,
        item=said.item.name,
        proof=said.proof.name,
        kind=kind,
        differences=[difference_out(one) for one in differences(old, new)],
    )


def _history_out(
    version: EntryVersion, before: EntryVersion | None, *, is_newest: bool
) -> HistoryOut:
    found = differences(content_then(before), content_then(version)) if before else []
    shown = version_out if is_newest else version_then_out
    return HistoryOut(
        **shown(version).model_dump(),
        differences=[difference_out(one) for one in found],
    )
