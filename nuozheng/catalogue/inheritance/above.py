"""What the list above says of the same proof of the same service."""

from collections.abc import Iterable
from datetime import date

from nuozheng.catalogue.inheritance.models import RegisteredProof
from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.catalogue.revision.content import EntryContent
from nuozheng.law import inheritance
from nuozheng.law.findings import Finding
from nuozheng.law.inheritance import Said
from nuozheng.law.trouble.names import meaning, said
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Agency

Key = tuple[str, str]


def key_of(service: str, proof: str) -> Key:
    """The same proof of the same service has the same key in both lists."""
    return said(service), meaning(proof)


def by_key(catalogue: Catalogue, on: date) -> dict[Key, EntryVersion]:
    """What a list says on a day, by key; one query."""
    return {
        key_of(version.entry.item.name, version.entry.proof.name): version
        for version in in_force(catalogue, on)
    }


def in_force(catalogue: Catalogue, on: date) -> Iterable[EntryVersion]:
    """The versions of a list on a day with item, agency and proof."""
    return (
        EntryVersion.objects.in_force(on)
        .filter(entry__item__catalogue=catalogue)
        .select_related("entry__item__agency", "entry__proof")
        .order_by("entry__item_id", "entry__position")
    )


def said_by(version: EntryVersion) -> Said:
    """A version as far as burdens go."""
    item = version.entry.item
    return Said(
        service=item.name,
        proof=version.entry.proof.name,
        substitution=Substitution(version.substitution),
        alternatives=frozenset(map(Substitution, version.alternatives)),
        agent_allowed=version.agent_allowed,
        decision_days=item.decision_days,
    )


def examine_content(
    catalogue: Catalogue, agency: Agency, content: EntryContent, on: date
) -> list[Finding]:
    """Every rule of inheritance on one proposed entry: the list above and the registers.

    For whoever hands in a revision; an entry without a way of being met is not examined.
    """
    if content.substitution is None:
        return []
    policy, proof = catalogue.policy, content.proof.name
    proposed = Said(
        service=content.item.name,
        proof=proof,
        substitution=content.substitution,
        alternatives=frozenset(content.alternatives),
        agent_allowed=content.agent_allowed,
        decision_days=content.item.decision_days,
    )
    found: list[Finding] = []
    if catalogue.parent is not None:
        above = by_key(catalogue.parent, on).get(key_of(content.item.name, proof))
        found += inheritance.examine(policy, proposed, said_by(above) if above else None)
    if content.substitution is Substitution.CANCELLED:
        return found
    registered = RegisteredProof.objects.filter(catalogue=catalogue)
    retained = registered.filter(standing="retained", agency=agency)
    cancelled = registered.filter(standing="cancelled").order_by("pk")
    wanted = meaning(proof)
    names = retained.values_list("name", flat=True)
    found.append(
        inheritance.stands_on_the_register(
            policy, proof, registered=any(meaning(name) == wanted for name in names)
        )
    )
    source = next((one.source for one in cancelled if meaning(one.name) == wanted), "")
    found.append(inheritance.was_not_cancelled_before(policy, proof, source))
    return found
