"""The list above: in the system, or as an agency's file; what it says of the same proof."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from nuozheng.catalogue.inheritance.models import EntryAbove
from nuozheng.catalogue.models import Catalogue, EntryVersion, ServiceItem
from nuozheng.catalogue.revision.comparison import in_words
from nuozheng.catalogue.revision.content import EntryContent
from nuozheng.law.inheritance import BURDEN, Said
from nuozheng.law.trouble.names import meaning, said
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Agency

Key = tuple[str, str]
COMPARED = {
    "substitution": "免提交方式",
    "alternatives": "备选方式",
    "agent_allowed": "可由代理人承诺",
    "legal_basis": "设定依据",
    "article": "条款",
}

NO_WORDS = ("没有", "没有写")
"""What is told of a column that says nothing, of ways and of texts."""


@dataclass(frozen=True, slots=True)
class Upper:
    """One entry of the list above: its burdens, its columns in words, its version if it has one.

    A file is silent on the columns that it lacks.
    """

    said: Said
    columns: dict[str, str]
    version: EntryVersion | None = None
    agency: Agency | None = None


def key_of(service: str, proof: str) -> Key:
    """The same proof of the same service has the same key in both lists."""
    return said(service), meaning(proof)


def comes_as_a_file(catalogue: Catalogue) -> bool:
    """Whether the list above is known from files only; one query."""
    return catalogue.parent_id is None and catalogue.entries_above.exists()


def above_of(
    catalogue: Catalogue,
    on: date,
    agency: Agency | None = None,
    services: Collection[str] | None = None,
) -> dict[Key, Upper]:
    """What the list above says, by key; at most two queries, none without a list above.

    A list in the system goes before files. `services` narrows it to these names. Where two
    bureaus above name the same proof of the same service, the heavier entry measures.
    """
    if catalogue.parent_id is not None:
        uppers: Iterable[Upper] = _of_list(catalogue.parent_id, on, services)
    else:
        uppers = _of_files(catalogue, agency, services)
    found: dict[Key, Upper] = {}
    for one in uppers:
        key = key_of(one.said.service, one.said.proof)
        known = found.get(key)
        if known is None or _burden(one) > _burden(known):
            found[key] = one
    return found


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


def said_in(content: EntryContent) -> Said | None:
    """A proposed entry as far as burdens go; None before a way is chosen."""
    if content.substitution is None:
        return None
    return Said(
        service=content.item.name,
        proof=content.proof.name,
        substitution=content.substitution,
        alternatives=frozenset(content.alternatives),
        agent_allowed=content.agent_allowed,
        decision_days=content.item.decision_days,
    )


def columns_of(version: EntryVersion) -> dict[str, str]:
    """The compared columns of a version in words."""
    return {name: told(name, getattr(version, name)) for name in COMPARED}


def told(name: str, value: object) -> str:
    """A compared column as an office would read it out; nothing said is said so."""
    if name == "substitution":
        return Substitution(str(value)).chinese
    if name == "alternatives" and isinstance(value, Iterable):
        return "、".join(sorted(Substitution(one).chinese for one in value)) or NO_WORDS[0]
    return in_words(value) or NO_WORDS[1]


def _of_list(parent: int, on: date, services: Collection[str] | None) -> Iterator[Upper]:
    versions = EntryVersion.objects.in_force(on).select_related(
        "entry__item__agency", "entry__proof"
    )
    if services is None:
        wanted = versions.filter(entry__item__catalogue=parent)
    else:
        names = {said(name) for name in services}
        items = ServiceItem.objects.filter(catalogue=parent).order_by()
        same = [pk for pk, name in items.values_list("pk", "name") if said(name) in names]
        wanted = versions.filter(entry__item__in=same)
    for version in wanted.order_by("entry__item_id", "entry__position"):
        yield Upper(
            said_by(version), columns_of(version), version, agency=version.entry.item.agency
        )


def _of_files(
    catalogue: Catalogue, agency: Agency | None, services: Collection[str] | None
) -> Iterator[Upper]:
    rows = EntryAbove.objects.filter(catalogue=catalogue).select_related("agency")
    if agency is not None:
        rows = rows.filter(agency=agency)
    if services is not None:
        rows = rows.filter(core__in={said(name) for name in services})
    for row in rows.order_by("pk"):
        yield Upper(_said_in_row(row), _columns_of_row(row), agency=row.agency)


def _said_in_row(row: EntryAbove) -> Said:
    """What the file says; where it is silent, nothing is measured by it."""
    return Said(
        service=row.service,
        proof=row.proof,
        substitution=Substitution(row.columns["substitution"]),
        alternatives=frozenset(map(Substitution, row.columns.get("alternatives", ()))),
        agent_allowed=bool(row.columns.get("agent_allowed", False)),
        decision_days=int(row.columns.get("decision_days", 0)),
    )


def _columns_of_row(row: EntryAbove) -> dict[str, str]:
    return {name: told(name, row.columns[name]) for name in COMPARED if name in row.columns}


def _burden(one: Upper) -> int:
    return BURDEN[one.said.substitution]
