"""The figures of a list: kept beside it by the acts that change it, read for any day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from nuozheng.catalogue.models import Catalogue, CatalogueFigures
from nuozheng.law.vocabulary import Substitution

_WAYS = """
UPDATE catalogue_serviceitem item SET ways = named.ways
FROM (
  SELECT entry.item_id, array_agg(DISTINCT version.substitution ORDER BY version.substitution) ways
  FROM catalogue_entryversion version
  JOIN catalogue_catalogueentry entry ON entry.id = version.entry_id
  JOIN catalogue_serviceitem ON catalogue_serviceitem.id = entry.item_id
  WHERE catalogue_serviceitem.catalogue_id = %s
  GROUP BY entry.item_id
) named
WHERE item.id = named.item_id AND item.ways IS DISTINCT FROM named.ways
"""

_WAYS_OF = """
UPDATE catalogue_serviceitem item SET ways = named.ways
FROM (
  SELECT entry.item_id, array_agg(DISTINCT version.substitution ORDER BY version.substitution) ways
  FROM catalogue_entryversion version
  JOIN catalogue_catalogueentry entry ON entry.id = version.entry_id
  WHERE entry.item_id = ANY(%s)
  GROUP BY entry.item_id
) named
WHERE item.id = named.item_id AND item.ways IS DISTINCT FROM named.ways
"""

_COUNTED = """
WITH listed AS MATERIALIZED (
  SELECT item.catalogue_id AS list, item.id AS item, entry.id AS entry,
    version.substitution AS way, effective_from, effective_until
  FROM catalogue_serviceitem item
  JOIN catalogue_catalogueentry entry ON entry.item_id = item.id
  JOIN catalogue_entryversion version ON version.entry_id = entry.id
  WHERE item.catalogue_id = %s
), steps AS (
  SELECT list, effective_from AS day, way, count(*) AS came, 0 AS ended FROM listed GROUP BY 1, 2, 3
  UNION ALL
  SELECT list, effective_until + 1, way, 0, count(*) FROM listed
  WHERE effective_until IS NOT NULL GROUP BY 1, 2, 3
), went_on AS MATERIALIZED (
  SELECT one.list, next.effective_from AS day, count(*) AS entries
  FROM listed one JOIN catalogue_entryversion next
    ON next.entry_id = one.entry AND next.effective_from = one.effective_until + 1
  WHERE one.effective_until IS NOT NULL GROUP BY 1, 2
), ending AS (
  SELECT DISTINCT item FROM listed WHERE effective_until IS NOT NULL
), services AS (
  SELECT list, day, sum(step) AS change FROM (
    SELECT list, min(effective_from) AS day, 1 AS step FROM listed
    WHERE item NOT IN (SELECT item FROM ending) GROUP BY list, item
    UNION ALL
    SELECT list, day, step FROM (
      SELECT list, unnest(range_agg(daterange(effective_from, effective_until, '[]'))) AS stood
      FROM listed WHERE item IN (SELECT item FROM ending) GROUP BY list, item
    ) those, LATERAL (VALUES (lower(stood), 1), (upper(stood), -1)) AS at(day, step)
  ) each WHERE day IS NOT NULL GROUP BY list, day HAVING sum(step) <> 0
)
INSERT INTO catalogue_cataloguefigures (catalogue_id, items, domains, changes, days, services)
SELECT list.id,
  (SELECT count(*) FROM catalogue_serviceitem WHERE catalogue_id = list.id),
  (SELECT coalesce(jsonb_agg(jsonb_build_array(domain, items) ORDER BY domain), '[]') FROM (
    SELECT domain, count(*) AS items FROM catalogue_serviceitem
    WHERE catalogue_id = list.id GROUP BY domain
  ) counted),
  (SELECT coalesce(jsonb_agg(jsonb_build_array(day, way, change) ORDER BY day, way), '[]') FROM (
    SELECT day, way, sum(came - ended) AS change FROM steps WHERE steps.list = list.id
    GROUP BY day, way HAVING sum(came - ended) <> 0
  ) counted),
  (SELECT coalesce(jsonb_agg(jsonb_build_array(day, came - changed, changed, ended - changed)
    ORDER BY day), '[]') FROM (
    SELECT day, sum(came) AS came, sum(ended) AS ended, coalesce((
      SELECT entries FROM went_on WHERE went_on.list = list.id AND went_on.day = steps.day
    ), 0) AS changed
    FROM steps WHERE steps.list = list.id GROUP BY day
  ) counted),
  (SELECT coalesce(jsonb_agg(jsonb_build_array(day, change) ORDER BY day), '[]')
    FROM services WHERE services.list = list.id)
FROM catalogue_catalogue list
WHERE list.id = %s
"""
"""Everything that stands beside a list, in one pass through its versions."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How many proofs of a list are met in each way on a day, in the order of the ways.

    `items` are all services that the list ever had; of `services` something is listed that day.
    """

    items: int
    services: int
    domains: tuple[tuple[str, int], ...]
    by_way: tuple[tuple[Substitution, int], ...]

    @property
    def proofs(self) -> int:
        return sum(count for _way, count in self.by_way)

    @property
    def retained(self) -> int:
        return dict(self.by_way).get(Substitution.RETAINED, 0)

    @property
    def spared(self) -> int:
        """Proofs that nobody has to bring."""
        return self.proofs - self.retained


def count_figures(catalogue: Catalogue, items: Iterable[int] | None = None) -> None:
    """Count a list anew, in the transaction of the act that changed its items or versions.

    Called once at the end of every such act; without it pages show the figures of before, and
    the filter by ways misses what is new. `items` are the services that the act touched, where it
    knows them: the ways of no others are named anew.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        # One act at a time counts: the later one then sees what the earlier one changed.
        Catalogue.objects.select_for_update(no_key=True).get(pk=catalogue.pk)
        if items is None:
            cursor.execute(_WAYS, [catalogue.pk])
        else:
            cursor.execute(_WAYS_OF, [list(items)])
        CatalogueFigures.objects.filter(catalogue=catalogue).delete()
        cursor.execute(_COUNTED, [catalogue.pk] * 2)


def figures_on(catalogues: Iterable[Catalogue], on: date) -> dict[int, Figures]:
    """The figures of lists by their id, on a day past or to come; in one query."""
    ids = [catalogue.pk for catalogue in catalogues]
    kept = {one.catalogue_id: one for one in CatalogueFigures.objects.filter(catalogue__in=ids)}
    return {pk: _on(kept[pk], on) if pk in kept else Figures(0, 0, (), ()) for pk in ids}


def items_kept(catalogue: Catalogue, domain: str = "") -> int:
    """How many services a list has, or one domain of it."""
    kept = CatalogueFigures.objects.filter(catalogue=catalogue).first()
    if kept is None:
        return 0
    return dict(kept.domains).get(domain, 0) if domain else kept.items


def _on(kept: CatalogueFigures, on: date) -> Figures:
    ways: Counter[str] = Counter()
    for day, way, change in kept.changes:
        # Days are ISO dates, which stand in order as text.
        if day <= on.isoformat():
            ways[way] += change
    return Figures(
        kept.items,
        sum(change for day, change in kept.services if day <= on.isoformat()),
        tuple((domain, count) for domain, count in kept.domains),
        tuple((way, ways[way.value]) for way in Substitution if ways[way.value]),
    )
