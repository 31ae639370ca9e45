"""Guides that no longer say what the list and the letter say: since when, and why."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from nuozheng.catalogue.guides.models import ServiceGuide
from nuozheng.catalogue.guides.publishing import in_force
from nuozheng.catalogue.guides.writing import period_of
from nuozheng.catalogue.models import Catalogue, EntryVersion, LetterTemplate, ServiceItem
from nuozheng.catalogue.names.models import EarlierWords
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Agency


@dataclass(frozen=True, slots=True)
class StaleGuide:
    """One service whose guide must be written anew; `guide` is None where there is none."""

    item: ServiceItem
    guide: ServiceGuide | None
    since: date
    reasons: tuple[str, ...]


def stale_guides(of: Catalogue | Agency, on: date) -> list[StaleGuide]:
    """The services of a list or of an agency whose guide is stale or missing, oldest first.

    Source: ORD23-3.4.2d, XBQ21-2.3c. In four queries, and two for each that is stale.
    """
    items = of.items.select_related("agency", "catalogue").order_by("pk")
    return sorted(_stale(items, on), key=lambda one: (one.since, one.item.pk))


def stale_guide(item: ServiceItem, on: date) -> StaleGuide | None:
    """What is stale of one service's guide; None where it is up to date or nothing is listed."""
    found = _stale(ServiceItem.objects.filter(pk=item.pk).select_related("agency"), on)
    return next(iter(found), None)


def _stale(items: "QuerySet[ServiceItem]", on: date) -> Iterable[StaleGuide]:
    listed: dict[int, list[EntryVersion]] = defaultdict(list)
    versions = EntryVersion.objects.filter(in_force(on), entry__item__in=items)
    for one in versions.select_related("entry__proof").only(
        "number", "effective_from", "substitution", "alternatives", "entry__item",
        "entry__proof__name",
    ):  # fmt: skip
        listed[one.entry.item_id].append(one)
    guides = _latest(ServiceGuide.objects.filter(in_force(on), item__in=items))
    letters = _latest(LetterTemplate.objects.filter(in_force(on), item__in=items).defer("content"))
    for item in items:
        if item.pk in listed:
            stale = _compared(item, guides.get(item.pk), listed[item.pk], letters.get(item.pk))
            if stale is not None:
                yield stale


def _latest(rows: "QuerySet[ServiceGuide] | QuerySet[LetterTemplate]") -> dict[int, Any]:
    return {one.item_id: one for one in rows.order_by("number")}


def _compared(
    item: ServiceItem,
    guide: ServiceGuide | None,
    listed: list[EntryVersion],
    letter: LetterTemplate | None,
) -> StaleGuide | None:
    if guide is None:
        since = min(one.effective_from for one in listed)
        return StaleGuide(item, None, since, ("还没有公布办事指南。",))
    known = set(guide.made_from)
    days, reasons = [], []
    for one in listed:
        if one.pk not in known:
            days.append(one.effective_from)
            way = Substitution(one.substitution).chinese
            reasons.append(f"“{one.entry.proof.name}”有了第{one.number}版：{way}。")
    gone = known - {one.pk for one in listed}
    ended = EntryVersion.objects.filter(pk__in=gone).select_related("entry__proof")
    replaced = {one.entry_id for one in listed}
    for one in ended.order_by("pk") if gone else ():
        if one.entry_id not in replaced and one.effective_until is not None:
            days.append(one.effective_until + timedelta(days=1))
            reasons.append(f"“{one.entry.proof.name}”不再列入清单。")
    promised = any(one.may_commit for one in listed)
    if promised and letter is not None and letter.pk != guide.template_id:
        days.append(letter.effective_from)
        reasons.append(f"告知承诺书文本有了第{letter.number}版。")
    if renamed := _renamed(item, guide, listed if not days else ()):
        reasons += renamed
        days.append(_renamed_on(item, guide))
    return StaleGuide(item, guide, min(days), tuple(reasons)) if days else None


def _renamed(item: ServiceItem, guide: ServiceGuide, listed: Iterable[EntryVersion]) -> list[str]:
    """What the guide calls otherwise than today: the agency, how long it takes, the proofs."""
    told, found = guide.content, []
    if told.get("agency", item.agency.name) != item.agency.name:
        found.append(f"现在由{item.agency.name}办理。")
    if told.get("period", period_of(item)) != period_of(item):
        found.append(f"办理期限改为{period_of(item)}。")
    named = {one["name"] for one in told.get("proofs", ())}
    found += [
        f"“{one.entry.proof.name}”是新的名称。"
        for one in listed
        if one.entry.proof.name not in named
    ]
    return found


def _renamed_on(item: ServiceItem, guide: ServiceGuide) -> date:
    """The first day from which something of a service was called otherwise than in its guide."""
    eve = guide.effective_from - timedelta(days=1)
    earlier = EarlierWords.objects.filter(Q(item=item) | Q(entry__item=item), until__gte=eve)
    first = earlier.order_by("until").values_list("until", flat=True).first()
    return max(guide.effective_from, first + timedelta(days=1)) if first else guide.effective_from
