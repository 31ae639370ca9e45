"""How far the domains that come first have got (ORD21-3h, XBQ21-2.1c, MJ21-2.1.1c)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.law.vocabulary import Substitution


@dataclass(frozen=True, slots=True)
class Rollout:
    """One domain: the proofs of its services, and those that may be met by commitment."""

    domain: str
    proofs: int
    adopted: int

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where the list has no service of the domain."""
        return self.adopted / self.proofs if self.proofs else None


def roll_out(catalogue: Catalogue, on: date) -> list[Rollout]:
    """Every priority domain of the list's text on a day, in the order of the text; one query."""
    committed = Q(substitution=Substitution.COMMITMENT) | Q(
        alternatives__contains=[Substitution.COMMITMENT.value]
    )
    rows = (
        EntryVersion.objects.in_force(on)
        .filter(entry__item__catalogue=catalogue)
        .order_by()
        .values_list("entry__item__domain")
        .annotate(proofs=Count("pk"), adopted=Count("pk", filter=committed))
    )
    found = {domain: (proofs, adopted) for domain, proofs, adopted in rows}
    return [
        Rollout(domain, *found.get(domain, (0, 0)))
        for domain in catalogue.policy.scope.priority_domains.value
    ]
