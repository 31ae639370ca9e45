"""Which entries an event touches: by the instrument they cite, their agency or their service."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Replace

from nuozheng.catalogue.adjustment.models import LegalEvent, TouchedEntry
from nuozheng.catalogue.models import EntryVersion, LetterTemplate, ServiceItem
from nuozheng.law.adjustment import cites, instrument


class Touch(NamedTuple):
    """A version that an event touches, and by what."""

    version: EntryVersion
    why: str


def touched_by(event: LegalEvent, today: date) -> list[Touch]:
    """One touch for each entry: by its version in force, or by one that is to come.

    An instrument is looked for as text first and compared exactly afterwards; a list of a hundred
    thousand entries is one query.
    """
    found: dict[int, Touch] = {}
    for touch in _touches(event, _standing(event, today)):
        found.setdefault(touch.version.entry_id, touch)
    return list(found.values())


def letters_touched(event: LegalEvent, today: date) -> QuerySet[LetterTemplate]:
    """The letters in force of the services whose entries it touches."""
    return LetterTemplate.objects.filter(
        Q(effective_until=None) | Q(effective_until__gte=today),
        item__in=items_touched(event).values("pk"),
    )


def items_touched(event: LegalEvent) -> QuerySet[ServiceItem]:
    """The services of the touched entries, each once."""
    touched = TouchedEntry.objects.filter(adjustment__event=event, entry__item=OuterRef("pk"))
    return ServiceItem.objects.filter(Exists(touched)).select_related("agency")


def _standing(event: LegalEvent, today: date) -> QuerySet[EntryVersion]:
    return (
        EntryVersion.objects.filter(
            Q(effective_until=None) | Q(effective_until__gte=today),
            entry__item__catalogue=event.catalogue_id,
        )
        .select_related("entry__item__agency", "entry__proof")
        .order_by("entry_id", "number")
    )


def _touches(event: LegalEvent, standing: QuerySet[EntryVersion]) -> Iterator[Touch]:
    match event.event_kind.about:
        case "instrument":
            yield from _citing(event.instrument, standing)
        case "agency":
            for version in standing.filter(entry__item__agency__in=event.agencies.all()):
                yield Touch(version, f"由{version.entry.item.agency.name}办理")
        case "item":
            assert event.item is not None
            for version in standing.filter(entry__item=event.item_id):
                yield Touch(version, f"属于“{event.item.name}”")


def _citing(name: str, standing: QuerySet[EntryVersion]) -> Iterator[Touch]:
    core = instrument(name)
    plain = {
        f"plain_{field}": Replace(Replace(F(field), Value(" "), Value("")), Value("　"), Value(""))
        for field in ("legal_basis", "liability_basis")
    }
    rows = standing.alias(**plain).filter(
        Q(plain_legal_basis__contains=core) | Q(plain_liability_basis__contains=core)
    )
    for version in rows:
        if cites(version.legal_basis, name):
            yield Touch(version, f"设定依据：{version.legal_basis}{version.article}"[:120])
        elif cites(version.liability_basis, name):
            yield Touch(version, f"责任依据：{version.liability_basis}"[:120])
