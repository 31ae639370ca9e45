"""Publish guides: a new version where the text changed, together with the letter."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from nuozheng.catalogue import letters
from nuozheng.catalogue.guides.models import ServiceGuide
from nuozheng.catalogue.guides.writing import lacking, write_guide
from nuozheng.catalogue.models import Catalogue, EntryVersion, LetterTemplate, ServiceItem
from nuozheng.catalogue.revision.later import later_days
from nuozheng.catalogue.revision.models import Revision
from nuozheng.evidence.models import Move
from nuozheng.law.findings import Refused
from nuozheng.law.policy import Policy

_A_DAY = timedelta(days=1)


def in_force(on: date) -> Q:
    """What is in force on a day: guides, letters, versions."""
    return Q(effective_from__lte=on) & (Q(effective_until=None) | Q(effective_until__gte=on))


def guide_in_force(item: ServiceItem, on: date) -> ServiceGuide | None:
    """The guide of a service on a day."""
    return item.guides.filter(in_force(on)).order_by("-number").first()


def guides_to_publish(
    revision: Revision | None, catalogue: Catalogue, items: Iterable[ServiceItem | int], on: date
) -> list[ServiceGuide]:
    """The guides of these services from a day on, where they say anything new; not yet saved.

    Call it after the letters of that day are there. Errors: Refused where a guide lacks a section
    that the place demands (MJ21-2.2.6a to c), or goes without its letter where both must be
    announced together (MJ21-2.2.6d).
    """
    wanted = [one if isinstance(one, int) else one.pk for one in items]
    known: dict[int, list[ServiceGuide]] = defaultdict(list)
    rows = ServiceGuide.objects.filter(item__in=wanted).defer("content")
    for one in rows.order_by("item", "number"):
        known[one.item_id].append(one)
    new = []
    for versions, template in _material(catalogue, wanted, on):
        guide = _unsaved(catalogue.policy, versions, template, on)
        earlier = known[guide.item_id]
        before = next((one for one in reversed(earlier) if _is_in_force(one, on)), None)
        if before and before.digest == guide.digest and before.made_from == guide.made_from:
            continue
        later = [one.effective_from for one in earlier if _stands_from(one) > on]
        guide.number = earlier[-1].number + 1 if earlier else 1
        guide.effective_until = min(later) - _A_DAY if later else None
        guide.revision = revision
        new.append(guide)
    return new


def publish_guides(
    revision: Revision | None, catalogue: Catalogue, items: Iterable[ServiceItem | int], on: date
) -> int:
    """Save the guides of `guides_to_publish` and close the ones before; how many are new.

    A guide that was published already for a later day is written anew for that day, as far as what
    it says then has changed with this one: it keeps its number and its text, and is never in force.
    A service that has nothing left in the list loses its guide from that day on. Errors: Refused.
    """
    wanted = [one if isinstance(one, int) else one.pk for one in items]
    with transaction.atomic():
        days = [on, *later_days(wanted, on)]
        return sum(_publish_guides(revision, catalogue, wanted, day) for day in days)


def _publish_guides(
    revision: Revision | None, catalogue: Catalogue, items: list[int], on: date
) -> int:
    made = guides_to_publish(revision, catalogue, items, on)
    gone = set(items) - set(
        EntryVersion.objects.filter(in_force(on), entry__item__in=items)
        .order_by()
        .values_list("entry__item", flat=True)
    )
    replaced = gone | {one.item_id for one in made}
    ServiceGuide.objects.filter(in_force(on), item__in=replaced).update(effective_until=on - _A_DAY)
    ServiceGuide.objects.bulk_create(made)
    return len(made)


def _is_in_force(guide: ServiceGuide, on: date) -> bool:
    return guide.effective_from <= on and (
        guide.effective_until is None or guide.effective_until >= on
    )


def _stands_from(guide: ServiceGuide) -> date:
    """Its first day; none that is ever to come for a guide that was replaced before it began."""
    until = guide.effective_until
    never = until is not None and until < guide.effective_from
    return date.min if never else guide.effective_from


def follow_revision(revision: Revision, row: Move) -> None:
    """Follows `revision.publish`, after the letters: the guides of the services it touched."""
    if revision.effective_from is not None:
        publish_guides(
            revision, revision.catalogue, row.detail.get("items", ()), revision.effective_from
        )


def _material(
    catalogue: Catalogue, items: list[int], on: date
) -> Iterable[tuple[list[EntryVersion], LetterTemplate | None]]:
    versions: dict[int, list[EntryVersion]] = defaultdict(list)
    for one in (
        EntryVersion.objects.filter(in_force(on), entry__item__in=items)
        .filter(entry__item__catalogue=catalogue)
        .select_related("entry__proof", "entry__item__agency")
        .order_by("entry__item", "entry__position")
    ):
        versions[one.entry.item_id].append(one)
    templates = {
        one.item_id: one
        for one in LetterTemplate.objects.filter(in_force(on), item__in=list(versions)).order_by(
            "number"
        )
    }
    for item_id, listed in versions.items():
        yield listed, templates.get(item_id)


def _unsaved(
    policy: Policy, versions: list[EntryVersion], template: LetterTemplate | None, on: date
) -> ServiceGuide:
    item = versions[0].entry.item
    if not letters.committable(versions):
        template = None
    elif template is None and policy.listing.guide_with_template.value:
        raise Refused.because(
            "guide_without_letter",
            f"“{item.name}”的告知承诺书文本还没有公布，办事指南要和文本一并公告。",
            *policy.listing.guide_with_template.clause,
            cure="先公布文本，指南同时公布。",
        )
    content = write_guide(policy, item, versions, template)
    if missing := lacking(policy, content):
        raise Refused(*missing)
    return ServiceGuide(
        item=item,
        effective_from=on,
        content=content,
        digest=letters.digest(content),
        made_from=[one.pk for one in versions],
        template=template,
    )
