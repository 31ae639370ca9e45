"""The letters of a list: the first of every service, and a new version where the text changed."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from nuozheng.catalogue import letters
from nuozheng.catalogue.models import Catalogue, EntryVersion, LetterTemplate, ServiceItem
from nuozheng.law.policy import Policy


class UnlawfulEntry(ValueError):
    """Material that the place's own rules do not let stand in its list."""


def publish_letters(
    policy: Policy,
    versions: Iterable[EntryVersion],
    on: date,
    rewritten: Mapping[int, letters.Rewritten] = MappingProxyType({}),
) -> int:
    """A letter for every service with something to commit to, if it says anything new.

    `rewritten` holds by service the paragraphs that stand instead of the composed ones; what it
    does not name keeps what its last letter has. Earlier versions stay, closed the day before.
    UnlawfulEntry where a text lacks something that the place demands. The number of letters
    published.
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
        before = latest.get(item.pk)
        kept = letters.rewritten_in(before.content) if before else {}
        letter = _letter(policy, item, promised, on, rewritten.get(item.pk, kept))
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


def close_letters(items: Iterable[int], on: date) -> None:
    """From a day on these services have no letter: nothing is left to commit to."""
    standing = LetterTemplate.objects.filter(item__in=list(items), effective_until=None)
    for letter in standing:
        letter.effective_until = max(letter.effective_from, on - timedelta(days=1))
    LetterTemplate.objects.bulk_update(standing, ["effective_until"])


def versions_of(catalogue: Catalogue, on: date) -> list[EntryVersion]:
    """What a list says on a day, with all that a letter quotes."""
    found = EntryVersion.objects.in_force(on).filter(entry__item__catalogue=catalogue)
    return list(
        found.select_related(
            "entry__proof", "entry__item__agency", "entry__item__catalogue"
        ).order_by("entry__item_id", "entry__position")
    )


def _letter(
    policy: Policy,
    item: ServiceItem,
    promised: list[EntryVersion],
    on: date,
    rewritten: letters.Rewritten,
) -> LetterTemplate:
    content = letters.compose(policy, item, promised, rewritten)
    if lacking := letters.lacking(policy, content):
        raise UnlawfulEntry(f"{policy.key} {item.key}: {lacking[0].detail}")
    return LetterTemplate(
        item=item, number=1, effective_from=on, content=content, digest=letters.digest(content)
    )
