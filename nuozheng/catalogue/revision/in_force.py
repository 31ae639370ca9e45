"""Put the changes of a revision in force: a bounded number of statements for however many."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import connection
from django.db.models import Max

from nuozheng.catalogue.models import CatalogueEntry, EntryVersion, Proof, ServiceItem
from nuozheng.catalogue.revision.content import EntryContent, version_of
from nuozheng.catalogue.revision.examination import checklist_of, proposal_of
from nuozheng.catalogue.revision.items import AT_ONCE, items_for, proofs_for
from nuozheng.catalogue.revision.models import Change, Revision
from nuozheng.law import scope
from nuozheng.law.disposition import dispose
from nuozheng.law.findings import Finding, Outcome, Refused

_TOLD = """
UPDATE catalogue_change change SET entry_id = one.entry, item_id = one.item, made_id = one.made
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[]) AS one(id, entry, item, made)
WHERE change.id = one.id
"""
Contents = Mapping[int, EntryContent]
"""What each change proposes, by its key."""


def put_in_force(revision: Revision, changes: Sequence[Change], on: date) -> set[int]:
    """Close what stood, write what is to stand from a day on; the keys of the services touched.

    Errors: Refused with every change that something else has overtaken.
    """
    contents = {one.pk: EntryContent.model_validate(one.content) for one in changes}
    _name_entries(revision, [one for one in changes if one.entry is None], contents)
    entries = [_entry(one) for one in changes]
    latest = _latest(entries)
    if found := [*_twice(changes), *_overtaken(changes, latest, on)]:
        raise Refused(*found)
    standing = [one.pk for one in latest.values() if one.effective_until is None]
    EntryVersion.objects.filter(pk__in=standing).update(effective_until=on - timedelta(days=1))
    for change in changes:
        if change.kind != "remove":
            change.made = _version(revision, change, contents[change.pk], latest, on)
    made = [one.made for one in changes if one.made is not None]
    EntryVersion.objects.bulk_create(made, batch_size=AT_ONCE)
    for change, entry in zip(changes, entries, strict=True):
        change.item, change.made = entry.item, change.made
    _tell(changes)
    return {entry.item_id for entry in entries}


def _tell(changes: Sequence[Change]) -> None:
    """Write into the changes what became of them; Django's bulk_update is ten times as dear."""
    if not changes:
        return
    keys = [(one.pk, one.entry_id, one.item_id, one.made_id) for one in changes]
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, [list(column) for column in zip(*keys, strict=True)])


def _entry(change: Change) -> CatalogueEntry:
    assert change.entry is not None
    return change.entry


def _name_entries(revision: Revision, changes: Sequence[Change], contents: Contents) -> None:
    """The entry of each service and proof: found again, or new at the end of its service."""
    items = items_for(revision, [contents[one.pk].item for one in changes])
    proofs = proofs_for([contents[one.pk].proof for one in changes])
    rows = CatalogueEntry.objects.filter(item__in=items).select_related("proof", "item__agency")
    known = {_names(one.item, one.proof): one for one in rows.order_by("-pk")}
    last: Counter[int] = Counter()
    places = CatalogueEntry.objects.filter(item__in=items).order_by().values_list("item")
    last.update(dict(places.annotate(last=Max("position"))))
    made = []
    for change, item, proof in zip(changes, items, proofs, strict=True):
        found = known.get(_names(item, proof))
        if found is None:
            last[item.pk] += 1
            found = CatalogueEntry(item=item, proof=proof, position=last[item.pk])
            known[_names(item, proof)] = found
            made.append(found)
        change.entry = found
    CatalogueEntry.objects.bulk_create(made, batch_size=AT_ONCE)
    for change in changes:
        # The key that the entry has only now.
        change.entry = change.entry


def _names(item: ServiceItem, proof: Proof) -> tuple[int, str, str]:
    return item.pk, proof.name, proof.issuing_body


def _latest(entries: Sequence[CatalogueEntry]) -> dict[int, EntryVersion]:
    """The newest version of each entry, held until the transaction ends."""
    rows = EntryVersion.objects.select_for_update().filter(entry__in=entries)
    days = rows.only("entry_id", "number", "effective_from", "effective_until")
    return {one.entry_id: one for one in days.order_by("entry_id", "number")}


def _version(
    revision: Revision,
    change: Change,
    content: EntryContent,
    latest: Mapping[int, EntryVersion],
    on: date,
) -> EntryVersion:
    entry = _entry(change)
    before = latest.get(entry.pk)
    made = version_of(content, entry, before.number + 1 if before else 1)
    made.effective_from = on
    made.scope_findings = [one.as_json() for one in _reasons(revision, change, content)]
    return made


def _reasons(revision: Revision, change: Change, content: EntryContent) -> list[Finding]:
    """Why the proof is met this way, in a sentence for the applicant, and every test of scope."""
    facts = proposal_of(content, checklist_of(change)).facts
    disposed = dispose(revision.policy, facts)
    told = disposed.findings[:1] if disposed.substitution is content.substitution else ()
    return [*told, *scope.examine(revision.policy, facts)]


def _twice(changes: Sequence[Change]) -> list[Finding]:
    """One entry, one change: a second one would overtake the first on the same day."""
    seen = Counter(_entry(one).pk for one in changes)
    return [
        Finding(
            "entry_stands_already",
            Outcome.NOT_MET,
            f"“{_name(one)}”在这份修订里写了两次。",
            cure="退回起草单位，留下一次。",
        )
        for one in changes
        if seen.pop(_entry(one).pk, 1) > 1
    ]


def _overtaken(
    changes: Sequence[Change], latest: Mapping[int, EntryVersion], on: date
) -> list[Finding]:
    found = []
    for change in changes:
        name, standing = _name(change), latest.get(_entry(change).pk)
        if standing is not None and standing.effective_from >= on:
            found.append(
                Finding(
                    "version_starts_later",
                    Outcome.NOT_MET,
                    f"“{name}”的现行版本从{standing.effective_from:%Y年%m月%d日}起施行。",
                    cure="施行日期改到那一天以后。",
                )
            )
        elif change.base_id is not None and (standing is None or standing.pk != change.base_id):
            found.append(
                Finding(
                    "written_against_an_old_version",
                    Outcome.NOT_MET,
                    f"“{name}”在审核期间已经另有新版本。",
                    cure="退回起草单位，对照现行版本再改一次。",
                )
            )
    return found


def _name(change: Change) -> str:
    name: str = change.content["proof"]["name"]
    return name
