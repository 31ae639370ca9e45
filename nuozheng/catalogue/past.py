"""Which services a list had on a past day, found by the names that they had on that day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from nuozheng.catalogue import candidates
from nuozheng.catalogue.candidates import MOST_FOUND, Wanted, words_of
from nuozheng.catalogue.figures import Figures
from nuozheng.catalogue.models import Catalogue, EntryVersion, ServiceItem
from nuozheng.catalogue.names.then import called_then, item_then, item_words, proof_then
from nuozheng.catalogue.search import Results


@dataclass(frozen=True)
class OldResults(Results):
    """Services with the words of a day beside them (`names.then.item_said`)."""

    on: date

    def fetched(self, keys: Sequence[int]) -> dict[int, ServiceItem]:
        items = ServiceItem.objects.select_related("agency").defer("search_text").order_by()
        told: QuerySet[Any] = items.annotate(item_words=item_words("pk", self.on))
        return told.in_bulk(keys)


def old_services(catalogue: Catalogue, on: date, query: str, counted: Figures) -> OldResults:
    """The services that were listed on a day, by domain; every word in one of their names.

    `counted` are the figures of that day. With words no more than `MOST_FOUND` are found, as in
    today's list.
    """
    words = words_of(query)
    if not words:
        items = catalogue.items.all()
        rows = items if counted.services == counted.items else _listed(items, on)
        keys = rows.order_by("domain", "pk").values_list("pk", flat=True)
        return OldResults(counted.services, False, lambda part: list(keys[part]), on)
    likely = candidates.keys(catalogue.pk, Wanted(words), on)
    others = called_then(catalogue, words[0], on)
    rows = _listed(ServiceItem.objects.filter(pk__in={*likely, *others}), on)
    for word in words:
        rows = _named(rows, word, on)
    ordered = rows.order_by("domain", "pk").values_list("pk", flat=True)
    found = list(ordered[:MOST_FOUND])
    return OldResults(len(found), len(likely) > MOST_FOUND, found.__getitem__, on)


def _listed(items: QuerySet[ServiceItem], on: date) -> QuerySet[ServiceItem]:
    standing = EntryVersion.objects.in_force(on).filter(entry__item=OuterRef("pk"))
    return items.filter(Exists(standing))


def _named(items: QuerySet[ServiceItem], word: str, on: date) -> QuerySet[ServiceItem]:
    """Those with a word in their name of that day, or in one of their proofs'."""
    proofs = EntryVersion.objects.in_force(on).filter(entry__item=OuterRef("pk"))
    named = proofs.alias(proof_then=proof_then("entry", on)).filter(proof_then__icontains=word)
    return items.alias(name_then=item_then("pk", on)).filter(
        Q(name_then__icontains=word) | Exists(named)
    )
