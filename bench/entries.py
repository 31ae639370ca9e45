"""A list of a hundred thousand entries, synthesised from the words of the real material."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice

from django.db import connection
from django.utils import timezone

from nuozheng.catalogue import material
from nuozheng.catalogue.actions.build import build_catalogue
from nuozheng.catalogue.figures import count_figures
from nuozheng.catalogue.models import Catalogue, CatalogueEntry, EntryVersion, Proof, ServiceItem
from nuozheng.catalogue.search import index_text, initials
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Agency

SLUG = "lianyungang-2019"
INDEX = "item_grams"
_BATCH = 2000
_PER_AGENCY = 100
_DISTRICTS = tuple(f"示例{n}区" for n in range(1, 51))
_WAYS = (
    *("首次申请", "变更", "延续", "注销", "补办"),
    *("核定", "年审", "网上办理", "遗失重办", "跨区迁移"),
)
_SHARES = {
    Substitution.COMMITMENT: 35,
    Substitution.DATA_SHARING: 25,
    Substitution.CANCELLED: 20,
    Substitution.AGENCY_VERIFICATION: 12,
    Substitution.OTHER: 5,
    Substitution.RETAINED: 3,
}
_CHANGING = 0.01
"""The share of entries whose next version is published already and begins in a month."""

Made = tuple[ServiceItem, CatalogueEntry, list[EntryVersion]]


def make(count: int) -> Catalogue:
    """Add so many services, each with one proof, to a list; the same ones in every run.

    A list that has them already is left as it is.
    """
    standing = Catalogue.objects.filter(slug=SLUG, items__key=_key(count - 1)).first()
    if standing is not None:
        return standing
    catalogue = build_catalogue(SLUG, timezone.localdate()).catalogue
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [INDEX])
        (definition,) = cursor.fetchone()
        # Loaded first and indexed afterwards, as a restored backup is.
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(f"DROP INDEX {INDEX}")
        services = _services(catalogue, count)
        while batch := list(islice(services, _BATCH)):
            ServiceItem.objects.bulk_create(item for item, _entry, _versions in batch)
            CatalogueEntry.objects.bulk_create(entry for _item, entry, _versions in batch)
            EntryVersion.objects.bulk_create(
                version for _item, _entry, versions in batch for version in versions
            )
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(definition)
        count_figures(catalogue)
        cursor.execute("ANALYZE")
    return catalogue


def _services(catalogue: Catalogue, count: int) -> Iterator[Made]:
    """A department, a kind of service, a proof, a way: 多少部门、多少事项, as large lists read."""
    chance = random.Random(1)
    agencies = _agencies(catalogue, max(1, count // _PER_AGENCY))
    proofs = list(Proof.objects.order_by("code"))
    services = list(material.services().values())
    for number in range(count):
        service, proof = chance.choice(services), chance.choice(proofs)
        item = ServiceItem(
            catalogue=catalogue,
            agency=chance.choice(agencies),
            key=_key(number),
            name=f"{service.name}（{chance.choice(_WAYS)}）"[:120],
            kind=service.kind,
            domain=service.domain,
            applicant_kinds=[kind.value for kind in service.applicant_kinds],
            implementation_code=f"{number:06}{chance.randrange(10**12):012}",
            code_is_synthetic=True,
        )
        item.initials = initials(item.name)[:120]
        item.search_text = index_text(item, [proof.name])
        entry = CatalogueEntry(item=item, proof=proof, position=1)
        versions = _versions(chance, entry, catalogue.published_on)
        # As counting would write them, which would write every row a second time.
        item.ways = sorted({version.substitution for version in versions})
        yield item, entry, versions


def _key(number: int) -> str:
    return f"synthetic-{number}"


def _agencies(catalogue: Catalogue, count: int) -> Sequence[Agency]:
    """The departments of the place, once in each of its districts, until there are enough."""
    departments = list(catalogue.jurisdiction.agencies.order_by("pk"))
    names = (
        (f"{district}{one.name}", f"{district}{one.short_name}")
        for one in departments
        for district in _DISTRICTS
    )
    return Agency.objects.bulk_create(
        Agency(jurisdiction=catalogue.jurisdiction, name=name[:80], short_name=short[:40])
        for name, short in islice(names, count)
    )


def _versions(chance: random.Random, entry: CatalogueEntry, since: date) -> list[EntryVersion]:
    first, second = chance.choices(list(_SHARES), list(_SHARES.values()), k=2)
    version = EntryVersion(entry=entry, number=1, effective_from=since, substitution=first.value)
    if chance.random() >= _CHANGING:
        return [version]
    change = timezone.localdate() + timedelta(days=30)
    version.effective_until = change - timedelta(days=1)
    return [
        version,
        EntryVersion(entry=entry, number=2, effective_from=change, substitution=second.value),
    ]
