"""The services and proofs that a published revision names: found again, or new; all at once."""

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Q

from nuozheng.catalogue.models import Proof, ServiceItem
from nuozheng.catalogue.revision.content import ItemContent, ProofContent
from nuozheng.catalogue.revision.models import Revision
from nuozheng.catalogue.search import index_text, initials

AT_ONCE = 1000
_FOUND_BY = """
UPDATE catalogue_serviceitem item SET search_text = one.words, initials = one.initials
FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS one(id, words, initials)
WHERE item.id = one.id
"""


def items_for(revision: Revision, wanted: Sequence[ItemContent]) -> list[ServiceItem]:
    """The agency's service with each code or, without one, each name; a new one otherwise."""
    own = ServiceItem.objects.filter(catalogue=revision.catalogue, agency=revision.agency)
    codes = {one.implementation_code for one in wanted} - {""}
    named = Q(implementation_code__in=codes) | Q(name__in={one.name for one in wanted})
    by_code: dict[str, ServiceItem] = {}
    by_name: dict[str, ServiceItem] = {}
    found: list[ServiceItem] = []
    made: list[ServiceItem] = []
    for item in own.filter(named).order_by("pk") if wanted else ():
        by_code.setdefault(item.implementation_code, item)
        by_name.setdefault(item.name, item)
    for content in wanted:
        code = content.implementation_code
        one = (by_code.get(code) if code else None) or by_name.get(content.name)
        if one is None:
            one = _new_item(revision, content)
            made.append(one)
            by_code.setdefault(code, one)
            by_name.setdefault(content.name, one)
        found.append(one)
    for item, key in zip(made, _next("item", len(made)), strict=True):
        item.key = key
    ServiceItem.objects.bulk_create(made, batch_size=AT_ONCE)
    return found


def proofs_for(wanted: Sequence[ProofContent]) -> list[Proof]:
    """The proof of each name, issuing body and kind; a new one otherwise.

    Where no kind is written, any will do.
    """
    known: dict[tuple[str, str, str | None], Proof] = {}
    for proof in Proof.objects.filter(name__in={one.name for one in wanted}).order_by("pk"):
        _remember(known, proof)
    found, made = [], []
    for content in wanted:
        kind = content.kind.value if content.kind else None
        one = known.get((content.name, content.issuing_body, kind))
        if one is None:
            one = Proof(name=content.name, issuing_body=content.issuing_body, kind=kind or "")
            made.append(one)
            _remember(known, one)
        found.append(one)
    for proof, code in zip(made, _next("P", len(made)), strict=True):
        proof.code = code
    Proof.objects.bulk_create(made, batch_size=AT_ONCE)
    return found


def refresh_search(items: Iterable[int]) -> None:
    """Write anew what services are found by, after names changed or entries came or went."""
    rows = ServiceItem.objects.filter(pk__in=list(items)).select_related("agency")
    found = [
        (
            item.pk,
            index_text(item, [one.proof.name for one in item.entries.all()]),
            initials(item.name)[:120],
        )
        for item in rows.prefetch_related("entries__proof")
    ]
    if found:
        with connection.cursor() as cursor:
            cursor.execute(_FOUND_BY, [list(column) for column in zip(*found, strict=True)])


def _new_item(revision: Revision, content: ItemContent) -> ServiceItem:
    return ServiceItem(
        catalogue=revision.catalogue,
        agency=revision.agency,
        name=content.name,
        kind=content.kind,
        domain=content.domain,
        applicant_kinds=[kind.value for kind in content.applicant_kinds],
        implementation_code=content.implementation_code,
        decision_days=content.decision_days,
        decision_days_basis=content.decision_days_basis,
        initials=initials(content.name)[:120],
    )


def _remember(known: dict[tuple[str, str, str | None], Proof], proof: Proof) -> None:
    for kind in (proof.kind, None):
        known.setdefault((proof.name, proof.issuing_body, kind), proof)


def _next(prefix: str, count: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('catalogue_key') FROM generate_series(1, %s)", [count])
        return [f"{prefix}-{number:06d}" for (number,) in cursor.fetchall()]
