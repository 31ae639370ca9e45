"""The services and proofs that a published revision names: found again, or new."""

from collections.abc import Iterable

from django.db import connection

from nuozheng.catalogue.models import Catalogue, Proof, ServiceItem
from nuozheng.catalogue.revision.content import ItemContent, ProofContent
from nuozheng.catalogue.revision.models import Revision
from nuozheng.catalogue.search import index_text, initials


def item_for(revision: Revision, content: ItemContent) -> ServiceItem:
    """The agency's service with this code or, without one, this name; a new one otherwise."""
    own = ServiceItem.objects.filter(catalogue=revision.catalogue, agency=revision.agency)
    known = None
    if content.implementation_code:
        known = own.filter(implementation_code=content.implementation_code).first()
    known = known or own.filter(name=content.name).first()
    return known or ServiceItem.objects.create(
        catalogue=revision.catalogue,
        agency=revision.agency,
        key=_next("item"),
        name=content.name,
        kind=content.kind,
        domain=content.domain,
        applicant_kinds=[kind.value for kind in content.applicant_kinds],
        implementation_code=content.implementation_code,
        decision_days=content.decision_days,
        decision_days_basis=content.decision_days_basis,
        initials=initials(content.name)[:120],
    )


def proof_for(catalogue: Catalogue, content: ProofContent) -> Proof:
    """The proof of this name and issuing body; a new one otherwise."""
    known = Proof.objects.filter(name=content.name, issuing_body=content.issuing_body).first()
    return known or Proof.objects.create(
        code=_next("P"),
        name=content.name,
        kind=content.kind.value if content.kind else "",
        issuing_body=content.issuing_body,
    )


def refresh_search(items: Iterable[int]) -> None:
    """Write anew what services are found by, after entries came or went."""
    rows = ServiceItem.objects.filter(pk__in=list(items)).select_related("agency")
    for item in rows.prefetch_related("entries__proof"):
        item.search_text = index_text(item, [one.proof.name for one in item.entries.all()])
        item.save(update_fields=["search_text"])


def _next(prefix: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('catalogue_key')")
        (number,) = cursor.fetchone()
    return f"{prefix}-{number:06d}"
