"""A list of a hundred thousand entries, synthesised from the words of the real material."""

import random
from collections.abc import Iterator
from itertools import islice

from django.db import connection
from django.utils import timezone

from nuozheng.catalogue import material
from nuozheng.catalogue.actions.build import build_catalogue
from nuozheng.catalogue.models import Catalogue, CatalogueEntry, Proof, ServiceItem
from nuozheng.catalogue.search import index_text, initials

SLUG = "lianyungang-2019"
INDEX = "item_grams"
_BATCH = 2000


def make(count: int) -> Catalogue:
    """Add so many services, each with one proof, to a list; the same ones in every run."""
    catalogue = build_catalogue(SLUG, timezone.localdate()).catalogue
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [INDEX])
        (definition,) = cursor.fetchone()
        # Loaded first and indexed afterwards, as a restored backup is.
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(f"DROP INDEX {INDEX}")
        services = _services(catalogue, count)
        while batch := list(islice(services, _BATCH)):
            _write([service for service, _proof in batch], [proof for _service, proof in batch])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(definition)
        cursor.execute("ANALYZE")
    return catalogue


def _services(catalogue: Catalogue, count: int) -> Iterator[tuple[ServiceItem, Proof]]:
    """A department, a kind of service, a proof, a way: 多少部门、多少事项, as large lists read."""
    chance = random.Random(1)
    agencies = list(catalogue.jurisdiction.agencies.all())
    proofs = list(Proof.objects.order_by("code"))
    services = list(material.services().values())
    ways = (
        "首次申请",
        "变更",
        "延续",
        "注销",
        "补办",
        "核定",
        "年审",
        "网上办理",
        "遗失重办",
        "跨区迁移",
    )
    for number in range(count):
        service, proof = chance.choice(services), chance.choice(proofs)
        agency, way = chance.choice(agencies), chance.choice(ways)
        item = ServiceItem(
            catalogue=catalogue,
            agency=agency,
            key=f"synthetic-{number}",
            name=f"{service.name}（{way}）"[:120],
            kind=service.kind,
            domain=service.domain,
            applicant_kinds=[kind.value for kind in service.applicant_kinds],
            implementation_code=f"{number:06}{chance.randrange(10**12):012}",
            code_is_synthetic=True,
        )
        item.initials = initials(item.name)[:120]
        item.search_text = index_text(item, [proof.name])
        yield item, proof


def _write(items: list[ServiceItem], proofs: list[Proof]) -> None:
    ServiceItem.objects.bulk_create(items)
    CatalogueEntry.objects.bulk_create(
        CatalogueEntry(item=item, proof=proof, position=1)
        for item, proof in zip(items, proofs, strict=True)
    )
