"""The services that a revision touches, each with what the list will say of it."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from nuozheng.catalogue.letters import committable
from nuozheng.catalogue.models import CatalogueEntry, EntryVersion, Proof, ServiceItem
from nuozheng.catalogue.revision.content import EntryContent, ItemContent, version_of
from nuozheng.catalogue.revision.models import Change, Revision
from nuozheng.law.conditions import ConditionProblem, read_conditions
from nuozheng.law.vocabulary import PartyKind

NEW = "new-"
_LAST = 100_000
"""New entries stand after all that the list has, as publication will put them."""


@dataclass(frozen=True, slots=True)
class Service:
    """One service with the versions that will stand, unsaved where they are only proposed.

    `key` is the published service's own number, or names a service that is new. Where `removed`,
    the revision leaves nothing to commit to. `stored` holds, proof by proof, the definition of
    conditions as it was written, faults included.
    """

    key: str
    item: ServiceItem
    versions: tuple[EntryVersion, ...]
    stored: tuple[tuple[str, dict[str, object]], ...]

    @property
    def needs_letter(self) -> bool:
        return bool(self.versions)


def services_of(revision: Revision, on: date) -> list[Service]:
    """Every service that the revision's changes are about, in their order. Four queries."""
    return _services(revision, revision.changes.all(), on)


def service_of(revision: Revision, key: str, on: date) -> Service | None:
    """One of them; None where the revision does not touch it."""
    changes = revision.changes.filter(entry=None)
    if key.isascii() and key.isdigit() and len(key) < 18:
        item = ServiceItem.objects.filter(pk=int(key)).first()
        if item is None:
            return None
        named = Q(content__item__name=item.name)
        if item.implementation_code:
            named |= Q(content__item__implementation_code=item.implementation_code)
        changes = revision.changes.filter(Q(entry__item=item) | Q(entry=None) & named)
    return next((one for one in _services(revision, changes, on) if one.key == key), None)


def _services(revision: Revision, rows: QuerySet[Change], on: date) -> list[Service]:
    related = rows.select_related("entry__item__agency", "entry__proof")
    changes = list(related.order_by("position"))
    known = _Known(revision, changes)
    by_key: dict[str, tuple[ServiceItem, list[Change]]] = {}
    for change in changes:
        item, key = known.item_of(change)
        by_key.setdefault(key, (item, []))[1].append(change)
    standing = _standing([item.pk for item, _ in by_key.values() if item.pk], on)
    return [
        _service(key, item, listed, standing.get(item.pk or 0, []))
        for key, (item, listed) in by_key.items()
    ]


def key_of_content(content: ItemContent) -> str:
    """The key of a service that is not published yet: by its name, which is all it has."""
    return NEW + hashlib.sha256(content.name.encode()).hexdigest()[:12]


class _Known:
    """The agency's published services, found again as publication will find them."""

    def __init__(self, revision: Revision, changes: Iterable[Change]) -> None:
        self._revision = revision
        self._said = {
            one.pk: ItemContent.model_validate(one.content["item"])
            for one in changes
            if one.entry is None
        }
        wanted = self._said.values()
        own = ServiceItem.objects.filter(
            catalogue=revision.catalogue_id, agency=revision.agency_id
        ).select_related("agency")
        codes = [one.implementation_code for one in wanted if one.implementation_code]
        self._by_code = {
            item.implementation_code: item
            for item in own.filter(implementation_code__in=codes).order_by("-pk")
        }
        self._by_name = {
            item.name: item
            for item in own.filter(name__in=[one.name for one in wanted]).order_by("-pk")
        }
        self._new: dict[str, ServiceItem] = {}

    def item_of(self, change: Change) -> tuple[ServiceItem, str]:
        if change.entry is not None:
            return change.entry.item, str(change.entry.item_id)
        content = self._said[change.pk]
        found = self._by_code.get(content.implementation_code) or self._by_name.get(content.name)
        if found is not None:
            return found, str(found.pk)
        key = key_of_content(content)
        return self._new.setdefault(key, self._unsaved(content)), key

    def _unsaved(self, content: ItemContent) -> ServiceItem:
        return ServiceItem(
            catalogue=self._revision.catalogue,
            agency=self._revision.agency,
            name=content.name,
            kind=content.kind,
            domain=content.domain,
            applicant_kinds=[PartyKind(kind).value for kind in content.applicant_kinds],
            implementation_code=content.implementation_code,
            decision_days=content.decision_days,
        )


def _standing(items: list[int], on: date) -> dict[int, list[EntryVersion]]:
    found: dict[int, list[EntryVersion]] = {}
    rows = EntryVersion.objects.in_force(on).filter(entry__item__in=items)
    for version in rows.select_related("entry__proof").order_by("entry__position"):
        found.setdefault(version.entry.item_id, []).append(version)
    return found


def _service(
    key: str, item: ServiceItem, changes: list[Change], standing: list[EntryVersion]
) -> Service:
    changed = {one.entry_id for one in changes if one.entry_id}
    kept = committable(one for one in standing if one.entry_id not in changed)
    listed = [*((one, one.conditions) for one in kept), *_proposed(item, changes)]
    listed.sort(key=lambda pair: pair[0].entry.position)
    return Service(
        key=key,
        item=item,
        versions=tuple(version for version, _ in listed),
        stored=tuple((version.entry.proof.name, stored) for version, stored in listed),
    )


def _proposed(
    item: ServiceItem, changes: list[Change]
) -> Iterator[tuple[EntryVersion, dict[str, object]]]:
    """Versions as they would be published, and their conditions as they were written.

    A definition that can't be read composes as no condition; `quantified` names its faults.
    """
    for change in changes:
        content = EntryContent.model_validate(change.content)
        if change.kind == "remove" or content.substitution is None:
            continue
        proof = Proof(name=content.proof.name, issuing_body=content.proof.issuing_body)
        position = change.entry.position if change.entry else _LAST + change.position
        version = version_of(content, CatalogueEntry(item=item, proof=proof, position=position), 1)
        try:
            read_conditions(version.conditions)
        except ConditionProblem:
            version.conditions = {"condition": []}
        if version.may_commit:
            yield version, content.conditions
