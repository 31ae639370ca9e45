"""The agency's part of the list in force, looked up by code and by names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from nuozheng.catalogue.export.listed import versions_on
from nuozheng.catalogue.inheritance.measures import Measures, measures_of
from nuozheng.catalogue.intake.cleaning import alike, comparable, tidy_code
from nuozheng.catalogue.models import Catalogue, EntryVersion, Proof, ServiceItem
from nuozheng.catalogue.revision.content import (
    EntryContent,
    ItemContent,
    ProofContent,
    content_of,
)
from nuozheng.law.policy import Policy
from nuozheng.law.vocabulary import ProofKind
from nuozheng.parties.models import Agency

Pair = tuple[str, str]


@dataclass(slots=True)
class Standing:
    """What the rows of a file are compared with. Keys are entries' ids.

    Names are compared without regard to widths, spaces and shapes of brackets; `near` leaves out
    bracketed parts and endings as well and only serves to ask. `measures` are the list above and
    the registers, by the same rules as for entries written by hand.
    """

    policy: Policy
    unit_names: frozenset[str]
    entries: dict[int, EntryContent] = field(default_factory=dict)
    by_code: dict[Pair, int] = field(default_factory=dict)
    by_name: dict[Pair, int] = field(default_factory=dict)
    near: dict[Pair, int] = field(default_factory=dict)
    item_by_code: dict[str, ItemContent] = field(default_factory=dict)
    item_by_name: dict[str, ItemContent] = field(default_factory=dict)
    proofs: dict[str, ProofContent] = field(default_factory=dict)
    measures: Measures | None = None

    def knows_proof(self, name: str) -> bool:
        return comparable(name) in self.proofs

    def match(self, item: str, code: str, proof: str) -> int | None:
        """The entry with this code and proof, else with these names."""
        name = comparable(proof)
        found = self.by_code.get((tidy_code(code), name)) if code else None
        return found or self.by_name.get((comparable(item), name))

    def near_to(self, item: str, code: str, proof: str) -> int | None:
        """An entry whose names differ only in brackets or endings."""
        known = self.item_by_code.get(tidy_code(code)) if code else None
        for name in (item, known.name if known else item):
            if (found := self.near.get((alike(name), alike(proof)))) is not None:
                return found
        return None

    def item(self, name: str, code: str) -> ItemContent | None:
        """The service as the list already has it."""
        found = self.item_by_code.get(tidy_code(code)) if code else None
        return found or self.item_by_name.get(comparable(name))


def standing_list(catalogue: Catalogue, agency: Agency, on: date) -> Standing:
    """The agency's entries in force on a day, and the proofs that any list names."""
    found = Standing(catalogue.policy, _names(agency), measures=measures_of(catalogue, agency, on))
    proofs = Proof.objects.in_bulk()
    for version in _versions(catalogue, agency, on, proofs):
        content = content_of(version)
        item, code = content.item, tidy_code(content.item.implementation_code)
        key, named = version.entry_id, comparable(content.proof.name)
        found.entries[key] = content
        if code:
            found.by_code.setdefault((code, named), key)
            found.item_by_code.setdefault(code, item)
        found.by_name.setdefault((comparable(item.name), named), key)
        found.near.setdefault((alike(item.name), alike(content.proof.name)), key)
        found.item_by_name.setdefault(comparable(item.name), item)
    for _key, proof in sorted(proofs.items()):
        known = ProofKind(proof.kind) if proof.kind in set(ProofKind) else None
        found.proofs.setdefault(
            comparable(proof.name),
            ProofContent(name=proof.name, kind=known, issuing_body=proof.issuing_body),
        )
    return found


def _versions(
    catalogue: Catalogue, agency: Agency, on: date, proofs: Mapping[int, Proof]
) -> Iterator[EntryVersion]:
    """The versions in force, each service and each proof built once for all that name it."""
    items = ServiceItem.objects.filter(catalogue=catalogue, agency=agency).in_bulk()
    versions = (
        versions_on(catalogue, agency, on)
        .select_related(None)
        .select_related("entry")
        .defer("scope_findings")
    )
    for version in versions.iterator(2000):
        entry = version.entry
        entry.item, entry.proof = items[entry.item_id], proofs[entry.proof_id]
        yield version


def _names(agency: Agency) -> frozenset[str]:
    """How people write the agency's name: whole, short, with or without its place."""
    place = agency.jurisdiction.name
    names = {agency.name, agency.short_name, agency.name.removeprefix(place)}
    names |= {f"{place}{agency.short_name}", f"市{agency.short_name}", f"区{agency.short_name}"}
    names |= {name.removeprefix("市") for name in names} | {f"本{end}" for end in "局单位部门"}
    return frozenset(map(comparable, names - {""}))
