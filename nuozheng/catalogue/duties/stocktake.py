"""底数: a unit's services and proofs as the stock-take finds them; the parts add up."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet

from nuozheng.catalogue.models import Catalogue, EntryVersion, ServiceItem
from nuozheng.catalogue.revision.models import Change
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Agency

WITHOUT_REASON = "没有记录理由"


@dataclass(frozen=True, slots=True)
class Kept:
    """A proof that applicants still hand in; `reason` says why it cannot be reduced."""

    service: str
    proof: str
    reason: str


@dataclass(frozen=True, slots=True)
class Cleared:
    """A proof that nobody asks for any more: since when, why, and which service used it."""

    agency: str
    service: str
    proof: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Condition:
    """What a service asks to be shown, with the provision that asks for it."""

    service: str
    proof: str
    basis: str


@dataclass(slots=True)
class StockTake:
    """One unit's part, or a whole list. `base` = proofs of every way + those off the list.

    A service is examined once the scope of one of its proofs was checked; the others are listed.
    """

    services: int = 0
    unexamined: list[str] = field(default_factory=list)
    by_way: Counter[Substitution] = field(default_factory=Counter)
    by_service: Counter[str] = field(default_factory=Counter)
    kept: list[Kept] = field(default_factory=list)
    cleared: list[Cleared] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    removed: int = 0

    @property
    def examined(self) -> int:
        return self.services - len(self.unexamined)

    @property
    def in_force(self) -> int:
        return sum(self.by_way.values())

    @property
    def base(self) -> int:
        """底数: every proof that was ever found."""
        return self.in_force + self.removed

    @property
    def kept_without_reason(self) -> list[Kept]:
        return [one for one in self.kept if not one.reason]

    @property
    def without_basis(self) -> list[Condition]:
        return [one for one in self.conditions if not one.basis]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of the table over a whole list."""

    agency: Agency
    taken: StockTake


def take_stock(catalogue: Catalogue, agency: Agency, on: date) -> StockTake:
    """The stock-take of one unit on a day."""
    return _take(catalogue.items.filter(agency=agency), on)


def by_unit(catalogue: Catalogue, on: date) -> list[UnitLine]:
    """Every unit of a list that has services in it; their bases add up to the list's."""
    agencies = Agency.objects.filter(items__catalogue=catalogue).distinct().order_by("name")
    services: dict[int, list[ServiceItem]] = {}
    for item in catalogue.items.order_by("pk"):
        services.setdefault(item.agency_id, []).append(item)
    taken = _take_each(services, on)
    return [UnitLine(agency, taken[agency.pk]) for agency in agencies]


def _take(items: QuerySet[ServiceItem], on: date) -> StockTake:
    return _take_each({0: list(items.order_by("pk"))}, on)[0]


def _take_each(services: dict[int, list[ServiceItem]], on: date) -> dict[int, StockTake]:
    """The stock-takes of several units in two queries."""
    unit_of = {item.pk: unit for unit, items in services.items() for item in items}
    latest = _latest_versions(unit_of, on)
    changes = _changes_of(unit_of)
    taken = {unit: StockTake(services=len(items)) for unit, items in services.items()}
    examined: set[int] = {
        change.item_id for change in changes if change.checked_by_id and change.item_id
    }
    made_by = {change.made_id: change for change in changes if change.made_id}
    removals = {
        change.entry_id: change for change in changes if change.kind == "remove" and change.entry_id
    }
    for version in latest:
        item = version.entry.item
        _count(taken[unit_of[item.pk]], version, made_by, removals, on)
        if version.scope_findings:
            examined.add(item.pk)
    for unit, items in services.items():
        taken[unit].unexamined = [item.name for item in items if item.pk not in examined]
    return taken


def _latest_versions(items: Iterable[int], on: date) -> list[EntryVersion]:
    """Of every entry of these services the version in force on a day, or the last one before."""
    return list(
        EntryVersion.objects.filter(entry__item__in=list(items), effective_from__lte=on)
        .select_related("entry__item__agency", "entry__proof")
        .defer("conditions", "plan", "facts", "disclosure", "honesty")
        .order_by("entry_id", "-number")
        .distinct("entry_id")
    )


def _changes_of(items: Iterable[int]) -> list[Change]:
    """The published changes of these services, and those whose scope was checked."""
    return list(
        Change.objects.filter(item__in=list(items))
        .select_related("revision")
        .defer("content", "findings")
        .order_by("pk")
    )


def _count(
    taken: StockTake,
    version: EntryVersion,
    made_by: dict[int, Change],
    removals: dict[int, Change],
    on: date,
) -> None:
    service, proof = version.entry.item.name, version.entry.proof.name
    taken.by_service[service] += 1
    ended = version.effective_until
    if ended is not None and ended < on:
        taken.removed += 1
        removal = removals.get(version.entry_id)
        reason = removal.reason if removal else ""
        taken.cleared.append(_cleared(version, ended + timedelta(days=1), reason))
        return
    way = Substitution(version.substitution)
    taken.by_way[way] += 1
    basis = f"{version.legal_basis}{version.article}"
    taken.conditions.append(Condition(service, proof, basis))
    change = made_by.get(version.pk)
    if way is Substitution.RETAINED:
        taken.kept.append(Kept(service, proof, _why_kept(change)))
    if way is Substitution.CANCELLED:
        reason = change.reason if change else ""
        taken.cleared.append(_cleared(version, version.effective_from, reason))


def _cleared(version: EntryVersion, on: date, reason: str) -> Cleared:
    item = version.entry.item
    return Cleared(
        item.agency.name, item.name, version.entry.proof.name, on, reason or WITHOUT_REASON
    )


def _why_kept(change: Change | None) -> str:
    """Why a proof is kept: as the scope check says, or the change itself."""
    if change is None:
        return ""
    said = change.checklist
    return str(said.get("kept_for") or said.get("risk_assessment") or change.reason)
