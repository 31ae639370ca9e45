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
from nuozheng.catalogue.revision.models import Revision
from nuozheng.evidence.models import Move
from nuozheng.law.findings import Refused
from nuozheng.law.policy import Policy


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
    latest = {
        one.item_id: one for one in ServiceGuide.objects.filter(item__in=wanted).order_by("number")
    }
    found = [
        _unsaved(catalogue.policy, versions, template, on)
        for versions, template in _material(catalogue, wanted, on)
    ]
    new = []
    for one in found:
        before = latest.get(one.item_id)
        if before and before.digest == one.digest and before.made_from == one.made_from:
            continue
        one.number, one.revision = before.number + 1 if before else 1, revision
        new.append(one)
    return new


def publish_guides(
    revision: Revision | None, catalogue: Catalogue, items: Iterable[ServiceItem | int], on: date
) -> int:
    """Save the guides of `guides_to_publish` and close the ones before; how many are new.

    A service that has nothing left in the list loses its guide from that day on.
    """
    wanted = [one if isinstance(one, int) else one.pk for one in items]
    with transaction.atomic():
        made = guides_to_publish(revision, catalogue, wanted, on)
        gone = set(wanted) - set(
            EntryVersion.objects.filter(in_force(on), entry__item__in=wanted)
            .order_by()
            .values_list("entry__item", flat=True)
        )
        replaced = gone | {one.item_id for one in made}
        ServiceGuide.objects.filter(in_force(on), item__in=replaced).update(
            effective_until=on - timedelta(days=1)
        )
        ServiceGuide.objects.bulk_create(made)
    return len(made)


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
