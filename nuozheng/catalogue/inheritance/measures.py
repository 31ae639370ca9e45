"""All that proposed entries are measured by, fetched once for a whole revision or file."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from nuozheng.catalogue.inheritance.above import Key, above_of, key_of, said_in
from nuozheng.catalogue.inheritance.models import RegisteredProof
from nuozheng.catalogue.models import Catalogue
from nuozheng.catalogue.revision.content import EntryContent
from nuozheng.law.findings import Finding
from nuozheng.law.inheritance import RETAINED_REGISTER, Measure, Said, examine_entry
from nuozheng.law.policy import Policy
from nuozheng.law.trouble.names import meaning, said
from nuozheng.parties.models import Agency

EVERY_SERVICE = ""


@dataclass(frozen=True, slots=True)
class Measures:
    """The list above by key, and the registers by the meaning of a proof's name.

    `cancelled` maps (service, proof) to the source that cancelled it; EVERY_SERVICE stands for
    all of them.
    """

    policy: Policy
    above: Mapping[Key, Said] = field(default_factory=dict)
    retained: frozenset[str] = frozenset()
    cancelled: Mapping[Key, str] = field(default_factory=dict)

    @property
    def speak(self) -> bool:
        """Whether anything here can stand in the way of an entry."""
        based = RETAINED_REGISTER in self.policy.listing.compare_with.value
        return bool(self.above or self.cancelled or based)

    def examine(self, content: EntryContent, standing: EntryContent | None = None) -> list[Finding]:
        """Every rule of inheritance on one proposed entry; `standing` is what a change begins from.

        An entry without a way of being met is not examined: other rules ask for the way.
        """
        proposed = said_in(content)
        if proposed is None or not self.speak:
            return []
        measure = Measure(
            upper=self.above.get(key_of(proposed.service, proposed.proof)) if self.above else None,
            registered=meaning(proposed.proof) in self.retained,
            cancelled_by=self.cancelled_by(proposed.service, proposed.proof),
        )
        stood = said_in(standing) if standing is not None else None
        return examine_entry(self.policy, proposed, measure, stood)

    def cancelled_by(self, service: str, proof: str) -> str:
        """The source that cancelled this proof of this service before; empty where none did."""
        if not self.cancelled:
            return ""
        core = meaning(proof)
        found = self.cancelled.get((said(service), core))
        return found or self.cancelled.get((EVERY_SERVICE, core), "")


def measures_of(
    catalogue: Catalogue,
    agency: Agency,
    on: date,
    services: Collection[str] | None = None,
) -> Measures:
    """What an agency's part of a list is measured by on a day; at most three queries.

    `services` narrows the list above to these names; None takes it whole.
    """
    retained, cancelled = set(), {}
    lines = RegisteredProof.objects.filter(
        Q(agency=agency) | Q(agency=None), catalogue=catalogue, struck_at=None
    )
    for standing, service, name, source in lines.order_by("-pk").values_list(
        "standing", "service", "name", "source"
    ):
        if standing == "retained":
            retained.add(meaning(name))
        else:
            cancelled[said(service), meaning(name)] = source
    above = above_of(catalogue, on, agency, services)
    return Measures(
        policy=catalogue.policy,
        above={key: one.said for key, one in above.items()},
        retained=frozenset(retained),
        cancelled=cancelled,
    )
