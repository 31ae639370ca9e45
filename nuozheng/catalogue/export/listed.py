"""The entries of a list on a day, in the order in which they are written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.catalogue.names.then import AGENCY, content_then, worded
from nuozheng.catalogue.revision.content import EntryContent
from nuozheng.parties.models import Agency


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry in force on a day: whose it was, which version, since when, what it said."""

    agency: str
    version: int
    effective_from: date
    content: EntryContent


def versions_on(catalogue: Catalogue, agency: Agency | None, on: date) -> QuerySet[EntryVersion]:
    """The versions in force on a day, of one agency or of all."""
    versions = EntryVersion.objects.in_force(on).filter(entry__item__catalogue=catalogue)
    if agency is not None:
        versions = versions.filter(entry__item__agency=agency)
    return versions.select_related("entry__item__agency", "entry__proof").order_by(
        "entry__item_id", "entry__position", "entry_id"
    )


def listed_on(catalogue: Catalogue, agency: Agency | None, on: date) -> Iterator[Listed]:
    """The entries in force on a day, with the names of that day, in one query.

    Read in portions, so that a long list fits in memory. Whatever is renamed later, the same
    entries come in the same order with the same words again.
    """
    versions = worded(versions_on(catalogue, agency, on), on)
    rows = versions.order_by(AGENCY, "entry__item_id", "entry__position", "entry_id")
    for version in rows.iterator(2000):
        yield Listed(
            getattr(version, AGENCY),
            version.number,
            version.effective_from,
            content_then(version),
        )
