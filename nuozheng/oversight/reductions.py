"""减材料、减环节、减时限、减费用: before and after for each matter, where data exist.

ORD23-2.1.4a. The list keeps every version of its proofs, and revisions keep the days that were
proposed to decide in; steps and fees are not in its data, and the table says so.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from nuozheng.catalogue.models import Catalogue, EntryVersion, ServiceItem
from nuozheng.catalogue.revision.models import Change
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Agency

NO_DATA = "没有数据"


@dataclass(frozen=True, slots=True)
class Measured:
    """A metric on two days; both None where no data exist."""

    before: int | None = None
    before_on: date | None = None
    after: int | None = None
    after_on: date | None = None
    unit: str = ""

    @property
    def told(self) -> str:
        if self.before is None or self.after is None:
            return NO_DATA
        return (
            f"{self.before}{self.unit}（{_day(self.before_on)}）→"
            f"{self.after}{self.unit}（{_day(self.after_on)}）"
        )


@dataclass(frozen=True, slots=True)
class Reduction:
    """One matter with its four metrics."""

    service: str
    materials: Measured
    days: Measured
    steps: Measured = Measured()
    fees: Measured = Measured()

    @property
    def told(self) -> str:
        return (
            f"{self.service}：材料{self.materials.told}；环节{self.steps.told}；"
            f"时限{self.days.told}；费用{self.fees.told}。"
        )


def reductions(catalogue: Catalogue, agency: Agency, on: date) -> list[Reduction]:
    """The four metrics of every matter of a unit, from the first day of the list to `on`.

    材料: proofs that the matter asks for, whoever brings them, before; those that the applicant
    must still hand in, after. 时限: working days to decide as the first published revision said
    them, and now.
    """
    items = list(catalogue.items.filter(agency=agency).order_by("pk"))
    versions: dict[int, list[EntryVersion]] = defaultdict(list)
    for version in (
        EntryVersion.objects.filter(entry__item__in=items, effective_from__lte=on)
        .select_related("entry")
        .only("entry__item_id", "substitution", "effective_from", "effective_until")
    ):
        versions[version.entry.item_id].append(version)
    days = _days(items, on)
    return [
        Reduction(item.name, _materials(versions[item.pk], on), days[item.pk]) for item in items
    ]


def _materials(versions: list[EntryVersion], on: date) -> Measured:
    if not versions:
        return Measured()
    standing = [one for one in versions if one.effective_until is None or one.effective_until >= on]
    return Measured(
        before=len({one.entry_id for one in versions}),
        before_on=min(one.effective_from for one in versions),
        after=sum(one.substitution == Substitution.RETAINED for one in standing),
        after_on=on,
        unit="份",
    )


def _days(items: list[ServiceItem], on: date) -> dict[int, Measured]:
    """时限 by service; without a published revision that said otherwise there is no before."""
    found = {item.pk: Measured() for item in items}
    now = {item.pk: item.decision_days for item in items}
    first: dict[int, tuple[int, date | None]] = {}
    for change in (
        Change.objects.filter(item__in=items, revision__published_on__lte=on)
        .select_related("revision")
        .order_by("revision__published_on", "pk")
    ):
        said = change.content.get("item", {}).get("decision_days")
        if change.item_id is not None and said is not None:
            first.setdefault(change.item_id, (said, change.revision.published_on))
    for item, (said, day) in first.items():
        if said != now[item]:
            found[item] = Measured(said, day, now[item], on, "个工作日")
    return found


def _day(on: date | None) -> str:
    return f"{on.year}年{on.month}月{on.day}日" if on else ""
