"""The city's view of its own list and all lists below it, counted in the database."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Agency

BELOW = """
WITH RECURSIVE below AS (
  SELECT id FROM catalogue_catalogue WHERE id = %(root)s
  UNION SELECT lower.id FROM catalogue_catalogue lower JOIN below ON lower.parent_id = below.id
)
"""
_COUNTED = (
    BELOW
    + """
SELECT item.catalogue_id, item.agency_id, version.substitution, count(*),
  count(DISTINCT item.id), min(version.effective_from)
FROM catalogue_entryversion version
JOIN catalogue_catalogueentry entry ON entry.id = version.entry_id
JOIN catalogue_serviceitem item ON item.id = entry.item_id
WHERE item.catalogue_id IN (SELECT id FROM below) AND version.effective_from <= %(day)s
  AND (version.effective_until IS NULL OR version.effective_until >= %(day)s)
GROUP BY item.catalogue_id, item.agency_id, version.substitution
"""
)
_GROWTH = (
    BELOW
    + """
SELECT count(*) FILTER (WHERE before.id IS NULL), count(*) FILTER (WHERE after.id IS NULL),
  count(*) FILTER (WHERE before.id <> after.id)
FROM catalogue_catalogueentry entry
JOIN catalogue_serviceitem item ON item.id = entry.item_id
LEFT JOIN catalogue_entryversion before ON before.entry_id = entry.id
  AND before.effective_from <= %(earlier)s
  AND (before.effective_until IS NULL OR before.effective_until >= %(earlier)s)
LEFT JOIN catalogue_entryversion after ON after.entry_id = entry.id
  AND after.effective_from <= %(day)s
  AND (after.effective_until IS NULL OR after.effective_until >= %(day)s)
WHERE item.catalogue_id IN (SELECT id FROM below)
  AND (before.id IS NOT NULL OR after.id IS NOT NULL)
"""
)


@dataclass
class Line:
    """One agency's part of one list: how many proofs are met in each way, since when published.

    `late` marks a part that was first published after the day its place had set.
    """

    catalogue: Catalogue
    agency: Agency
    ways: dict[Substitution, int] = field(default_factory=lambda: defaultdict(int))
    since: date | None = None
    late: bool = False

    @property
    def proofs(self) -> int:
        return sum(self.ways.values())

    @property
    def retained(self) -> int:
        return self.ways.get(Substitution.RETAINED, 0)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Every way by name with its count, in the order of the vocabulary."""
        return [(way.chinese, self.ways.get(way, 0)) for way in Substitution]


@dataclass(frozen=True, slots=True)
class Growth:
    """What came, went and changed between two days; `net` is the growth (MJ21-2.1.1a)."""

    added: int
    removed: int
    changed: int

    @property
    def net(self) -> int:
        return self.added - self.removed


def roll_up(root: Catalogue, day: date) -> list[Line]:
    """Every agency's part of a list and of all lists below it on a day; three queries.

    In the order of lists and agencies, whatever the number of entries.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {"root": root.pk, "day": day})
        rows = cursor.fetchall()
    lists = Catalogue.objects.in_bulk({row[0] for row in rows})
    agencies = Agency.objects.in_bulk({row[1] for row in rows})
    lines: dict[tuple[int, int], Line] = {}
    for listed, agency, way, count, _items, since in rows:
        line = lines.setdefault((listed, agency), Line(lists[listed], agencies[agency]))
        line.ways[Substitution(way)] = count
        line.since = min(line.since or since, since)
    deadlines = {listed: publication_deadline(one) for listed, one in lists.items()}
    for (listed, _agency), line in lines.items():
        until = deadlines[listed]
        line.late = until is not None and line.since is not None and line.since > until
    return sorted(
        lines.values(),
        key=lambda one: (one.catalogue.pk != root.pk, one.catalogue.title, one.agency.name),
    )


def publication_deadline(catalogue: Catalogue) -> date | None:
    """By when the place's agencies were to publish their lists; None where its text is silent."""
    milestones = catalogue.policy.dates.milestones.value
    return next((one.on for one in milestones if "公布" in one.what and "目录" in one.what), None)


def growth(root: Catalogue, earlier: date, later: date) -> Growth:
    """What changed in a list and those below it between two days; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_GROWTH, {"root": root.pk, "earlier": earlier, "day": later})
        return Growth(*cursor.fetchone())


def below(root: Catalogue) -> list[int]:
    """Keys of a list and all lists below it."""
    with connection.cursor() as cursor:
        cursor.execute(f"{BELOW} SELECT id FROM below ORDER BY id", {"root": root.pk})
        return [key for (key,) in cursor.fetchall()]


def merged(root: Catalogue, day: date) -> QuerySet[EntryVersion]:
    """汇总目录: what a list and all lists below it say on a day."""
    return (
        EntryVersion.objects.in_force(day)
        .filter(entry__item__catalogue__in=below(root))
        .select_related("entry__item__agency", "entry__item__catalogue", "entry__proof")
        .order_by(
            "entry__item__catalogue", "entry__item__agency", "entry__item", "entry__position", "pk"
        )
    )
