"""The entries of a list on a day, in the order in which they are written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.catalogue.revision.content import EntryContent, content_of
from nuozheng.parties.models import Agency


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry in force: whose it is, which version, since when, and what it says."""

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
        "entry__item__agency__name", "entry__item_id", "entry__position", "entry_id"
    )


def listed_on(catalogue: Catalogue, agency: Agency | None, on: date) -> Iterator[Listed]:
    """The entries in force on a day; read in portions, so that a long list fits in memory."""
    for version in versions_on(catalogue, agency, on).iterator(2000):
        yield Listed(
            version.entry.item.agency.name,
            version.number,
            version.effective_from,
            content_of(version),
        )
