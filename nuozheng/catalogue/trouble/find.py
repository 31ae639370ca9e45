"""Read a list as the rules on troubled proofs see it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.catalogue.trouble.models import TroubledProof
from nuozheng.gateways.sources.registry import registry
from nuozheng.law.trouble import Demand, Trouble
from nuozheng.law.vocabulary import Substitution

_READ = (
    "entry_id",
    "entry__item_id",
    "entry__item__name",
    "entry__item__agency__name",
    "entry__proof__name",
    "entry__proof__issuing_body",
    "substitution",
    "conditions",
)


def demands(catalogue: Catalogue, on: date) -> list[Demand]:
    """What the list asks for on a day, in its own order."""
    return _read(EntryVersion.objects.in_force(on).filter(entry__item__catalogue=catalogue))


def demands_around(trouble: TroubledProof, on: date) -> list[Demand]:
    """What can still bear out one trouble on a day: a small part of a long list.

    A circle is one of the same services; whatever else is found is found within the same agencies.
    """
    listed = EntryVersion.objects.in_force(on).filter(entry__item__catalogue=trouble.catalogue_id)
    of = trouble.entries.values
    if trouble.trouble is Trouble.CIRCULAR:
        return _read(listed.filter(entry__item__in=of("item")))
    return _read(listed.filter(entry__item__agency__name__in=of("item__agency__name")))


def _read(versions: QuerySet[EntryVersion]) -> list[Demand]:
    rows = versions.order_by("entry__item_id", "entry__position").values_list(*_READ)
    return [_demand(*row) for row in rows.iterator(chunk_size=5000)]


def _demand(
    entry: int,
    item: int,
    service: str,
    agency: str,
    proof: str,
    issuer: str,
    way: str,
    conditions: dict[str, Any],
) -> Demand:
    return Demand(
        entry=entry,
        service_id=item,
        service=service,
        agency=agency,
        proof=proof,
        issuer=issuer,
        way=Substitution(way),
        attributes=frozenset(attributes_of(conditions)),
    )


def attributes_of(conditions: dict[str, Any]) -> Iterator[str]:
    """The shared data that stored conditions compare with, in the words of their register."""
    for comparison in _comparisons(conditions.get("condition", ())):
        for side in (comparison.get("left", {}), comparison.get("right", {})):
            if "source" in side and "attribute" in side:
                yield _titled(side["source"], side["attribute"])


def _titled(source: str, attribute: str) -> str:
    known = registry().get(source)
    if known is None or attribute not in known.attributes:
        return f"{source}.{attribute}"
    return f"{known.title}的{known.attributes[attribute].title}"


def _comparisons(stored: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for condition in stored:
        yield from condition.get("comparison", ())
