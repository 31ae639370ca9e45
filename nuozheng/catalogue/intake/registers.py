"""What earlier work already settled: proofs cancelled in a campaign, proofs a department keeps."""

from dataclasses import dataclass

from nuozheng.catalogue.intake.cleaning import comparable
from nuozheng.catalogue.intake.models import Purpose, ReferenceEntry
from nuozheng.catalogue.models import Catalogue
from nuozheng.parties.models import Agency


@dataclass(frozen=True, slots=True)
class Registers:
    """Names as `comparable` makes them."""

    cancelled: frozenset[tuple[str, str]] = frozenset()
    retained: frozenset[str] = frozenset()

    def was_cancelled(self, item: str, proof: str) -> bool:
        """Whether 减证便民 cancelled this proof of this service (XBQ21-2.1g)."""
        return (comparable(item), comparable(proof)) in self.cancelled

    def is_retained(self, proof: str) -> bool:
        """Whether the department keeps the proof (MJ21-2.2.4b)."""
        return comparable(proof) in self.retained


def registers_of(catalogue: Catalogue, agency: Agency) -> Registers:
    """The registers that an agency imported for a list."""
    cancelled, retained = set(), set()
    for kind, item, proof in ReferenceEntry.objects.filter(
        catalogue=catalogue, agency=agency, kind__in=(Purpose.CAMPAIGN, Purpose.RETAINED)
    ).values_list("kind", "item_name", "proof_name"):
        if kind == Purpose.CAMPAIGN:
            cancelled.add((comparable(item), comparable(proof)))
        else:
            retained.add(comparable(proof))
    return Registers(frozenset(cancelled), frozenset(retained))
