"""The letters of a list: the first of every service, and a new version where the text changed."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

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
    does not name keeps what its last letter has. Earlier versions stay, closed the day before; one
    that was published already for a later day begins on that day, and this one ends before it.
    UnlawfulEntry where a text lacks something that the place demands. The number of letters
    published.
    """
    by_item: dict[ServiceItem, list[EntryVersion]] = {}
    for version in letters.committable(versions):
        by_item.setdefault(version.entry.item, []).append(version)
    known: dict[int, list[LetterTemplate]] = {item.pk: [] for item in by_item}
    for one in LetterTemplate.objects.filter(item__in=list(by_item)).order_by("number"):
        known[one.item_id].append(one)
    made, replaced = [], []
    for item, promised in by_item.items():
        standing = [one for one in known[item.pk] if _in_force(one, on)]
        newest = known[item.pk][-1:]
        kept: dict[str, Any] = {}
        for one in (*standing[-1:], *newest):
            kept |= letters.rewritten_in(one.content)
        letter = _letter(policy, item, promised, on, rewritten.get(item.pk, kept))
        if standing and standing[-1].digest == letter.digest:
            continue
        letter.number = newest[0].number + 1 if newest else 1
        later = [one.effective_from for one in known[item.pk] if one.effective_from > on]
        letter.effective_until = min(later) - timedelta(days=1) if later else None
        replaced += [_ended(one, on) for one in standing]
        made.append(letter)
    LetterTemplate.objects.bulk_update(replaced, ["effective_until"])
    LetterTemplate.objects.bulk_create(made)
    return len(made)


def close_letters(items: Iterable[int], on: date) -> None:
    """From a day on these services have no letter: nothing is left to commit to."""
    known = LetterTemplate.objects.filter(item__in=list(items), effective_from__lte=on)
    ended = [_ended(one, on) for one in known.defer("content") if _in_force(one, on)]
    LetterTemplate.objects.bulk_update(ended, ["effective_until"])


def _in_force(letter: LetterTemplate, on: date) -> bool:
    until = letter.effective_until
    return letter.effective_from <= on and (until is None or until >= on)


def _ended(letter: LetterTemplate, on: date) -> LetterTemplate:
    """Until the day before; one that began the same day keeps it, and the newer one counts."""
    letter.effective_until = max(letter.effective_from, on - timedelta(days=1))
    return letter


def versions_of(
    catalogue: Catalogue, on: date, items: Iterable[int] | None = None
) -> list[EntryVersion]:
    """What a list says on a day, of some services or of all, with all that a letter quotes."""
    found = EntryVersion.objects.in_force(on).filter(entry__item__catalogue=catalogue)
    if items is not None:
        found = found.filter(entry__item__in=list(items))
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
