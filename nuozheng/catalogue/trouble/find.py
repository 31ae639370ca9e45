"""Read a list as the rules on troubled proofs see it."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.law.trouble import Demand, Found, find_trouble
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


def find(catalogue: Catalogue, on: date) -> list[Found]:
    """Every troubled proof of a list as it stands on a day; one query."""
    return find_trouble(demands(catalogue, on))


def demands(catalogue: Catalogue, on: date) -> list[Demand]:
    """What the list asks for on a day, in its own order."""
    rows = (
        EntryVersion.objects.in_force(on)
        .filter(entry__item__catalogue=catalogue)
        .order_by("entry__item_id", "entry__position")
        .values_list(*_READ)
    )
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
    """The attributes of shared data that stored conditions compare with: source.attribute."""
    for comparison in _comparisons(conditions.get("condition", ())):
        for side in (comparison.get("left", {}), comparison.get("right", {})):
            if "source" in side and "attribute" in side:
                yield f"{side['source']}.{side['attribute']}"


def _comparisons(stored: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for condition in stored:
        yield from condition.get("comparison", ())
