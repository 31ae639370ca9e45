"""The letters of a list: the first of every service, and a new version where the text changed."""

from collections.abc import Iterable
from datetime import date, timedelta

from nuozheng.catalogue import letters
from nuozheng.catalogue.models import Catalogue, EntryVersion, LetterTemplate, ServiceItem
from nuozheng.law.policy import Policy


class UnlawfulEntry(ValueError):
    """Material that the place's own rules do not let stand in its list."""


def publish_letters(policy: Policy, versions: Iterable[EntryVersion], on: date) -> int:
    """A letter for every service with something to commit to, if it says anything new.

    Earlier versions stay, closed the day before. UnlawfulEntry where a text lacks something that
    the place demands. The number of letters published.
    """
    by_item: dict[ServiceItem, list[EntryVersion]] = {}
    for version in letters.committable(versions):
        by_item.setdefault(version.entry.item, []).append(version)
    latest = {
        one.item_id: one
        for one in LetterTemplate.objects.filter(item__in=list(by_item)).order_by("number")
    }
    made, replaced = [], []
    for item, promised in by_item.items():
        letter, before = _letter(policy, item, promised, on), latest.get(item.pk)
        if before is not None:
            if before.digest == letter.digest:
                continue
            letter.number = before.number + 1
            before.effective_until = max(before.effective_from, on - timedelta(days=1))
            replaced.append(before)
        made.append(letter)
    LetterTemplate.objects.bulk_update(replaced, ["effective_until"])
    LetterTemplate.objects.bulk_create(made)
    return len(made)


def versions_of(catalogue: Catalogue, on: date) -> list[EntryVersion]:
    """What a list says on a day, with all that a letter quotes."""
    found = EntryVersion.objects.in_force(on).filter(entry__item__catalogue=catalogue)
    return list(
        found.select_related(
            "entry__proof", "entry__item__agency", "entry__item__catalogue"
        ).order_by("entry__item_id", "entry__position")
    )


def _letter(
    policy: Policy, item: ServiceItem, promised: list[EntryVersion], on: date
) -> LetterTemplate:
    content = letters.compose(policy, item, promised)
    if lacking := letters.lacking(policy, content):
        raise UnlawfulEntry(f"{policy.key} {item.key}: {lacking[0].detail}")
    return LetterTemplate(
        item=item, number=1, effective_from=on, content=content, digest=letters.digest(content)
    )
