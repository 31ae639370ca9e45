"""Call services and proofs what published changes call them, from the day that these name."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from nuozheng.catalogue.models import CatalogueEntry, ServiceItem
from nuozheng.catalogue.names.models import EarlierWords
from nuozheng.catalogue.revision.content import EntryContent, ProofContent, item_content
from nuozheng.catalogue.revision.items import AT_ONCE, proofs_for, refresh_search
from nuozheng.catalogue.revision.models import Change, Revision
from nuozheng.evidence.models import Move
from nuozheng.evidence.moves import append, history, locked
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role

_ITEM_FIELDS = (
    *("name", "implementation_code", "kind", "domain", "applicant_kinds"),
    *("decision_days", "decision_days_basis"),
)
_REVISION, _ACT = "revision", "take_effect"
_LATE = timedelta(days=31)
"""A day that the computer slept through is made up for within a month."""


def take_words(changes: Iterable[Change]) -> set[int]:
    """Let services and proofs be called as these changes say; the services that were renamed.

    Only what a change itself changed counts: what was renamed by others since it was drafted stays
    so. Needs revision, entry, item and proof loaded. Errors: Refused where a proof would stand
    twice in a service.
    """
    changed = [one for one in changes if one.kind == "change" and one.entry is not None]
    items, entries = _then(changed)
    renamed = _services(changed, items)
    return renamed | _proofs(changed, entries)


def take_effect(today: date) -> int:
    """Nightly: the words of revisions that were published for today; how many revisions.

    Each once, as its history says.
    """
    due = Revision.objects.filter(
        effective_from__range=(today - _LATE, today), published_on__lt=F("effective_from")
    )
    done = Move.objects.filter(kind=_REVISION, act=_ACT, record_id__in=due.values("pk"))
    waiting = due.exclude(pk__in=done.values("record_id"))
    return sum(_take_effect(one.pk) for one in waiting.order_by("effective_from", "pk"))


def _take_effect(pk: int) -> bool:
    with transaction.atomic():
        revision = locked(Revision, pk)
        if history(_REVISION, pk).filter(act=_ACT).exists():
            return False
        rows = revision.changes.select_related("revision", "entry__item__agency", "entry__proof")
        renamed = take_words(rows)
        refresh_search(renamed)
        append(
            _REVISION, pk, _ACT, revision.status, revision.status, by=None, role=Role.SYSTEM,
            at=timezone.now(), detail={"renamed": sorted(renamed)},
        )  # fmt: skip
    return True


Words = dict[int, dict[str, Any]]


def _then(changes: Sequence[Change]) -> tuple[Words, Words]:
    """What services and proofs were called when these were drafted, where it changed since."""
    items: Words = {}
    entries: Words = {}
    if not changes:
        return items, entries
    # The eve: what somebody renamed on the day of the draft was perhaps renamed after it.
    eve = timezone.localdate(changes[0].revision.opened_at) - timedelta(days=1)
    earlier = EarlierWords.objects.filter(until__gte=eve).order_by("-until")
    for row in earlier.filter(item__in={_entry(one).item_id for one in changes}):
        items[row.item_id or 0] = row.words
    for row in earlier.filter(entry__in={_entry(one).pk for one in changes}):
        entries[row.entry_id or 0] = row.words
    return items, entries


def _entry(change: Change) -> CatalogueEntry:
    assert change.entry is not None
    return change.entry


def _services(changes: Sequence[Change], then: Words) -> set[int]:
    renamed: dict[int, ServiceItem] = {}
    for change in changes:
        item = _entry(change).item
        said = EntryContent.model_validate(change.content).item.model_dump(mode="json")
        present = item_content(item).model_dump(mode="json")
        before = then.get(item.pk, present)
        for field in _ITEM_FIELDS:
            if said[field] not in (before[field], present[field]):
                setattr(renamed.setdefault(item.pk, item), field, said[field])
    ServiceItem.objects.bulk_update(renamed.values(), _ITEM_FIELDS, batch_size=AT_ONCE)
    return set(renamed)


def _proofs(changes: Sequence[Change], then: Words) -> set[int]:
    wanted: list[tuple[CatalogueEntry, ProofContent]] = []
    for change in changes:
        entry, said = _entry(change), EntryContent.model_validate(change.content).proof
        now = entry.proof
        present = {"name": now.name, "issuing_body": now.issuing_body, "kind": now.kind or None}
        told = said.model_dump(mode="json")
        if told not in (then.get(entry.pk, present), present):
            wanted.append((entry, said))
    proofs = proofs_for([said for _entry, said in wanted])
    for (entry, _said), proof in zip(wanted, proofs, strict=True):
        entry.proof = proof
    entries = [entry for entry, _said in wanted]
    _must_stand_once(entries)
    CatalogueEntry.objects.bulk_update(entries, ["proof"], batch_size=AT_ONCE)
    return {entry.item_id for entry in entries}


def _must_stand_once(entries: Sequence[CatalogueEntry]) -> None:
    keys = {entry.pk for entry in entries}
    others = CatalogueEntry.objects.filter(item__in={one.item_id for one in entries})
    taken = set(others.exclude(pk__in=keys).values_list("item", "proof"))
    for entry in entries:
        if (entry.item_id, entry.proof_id) in taken:
            raise Refused.because(
                "entry_stands_already",
                f"“{entry.item.name}”的“{entry.proof.name}”已经在清单里。",
                cure="一项取消，另一项照改；请退回起草单位。",
            )
        taken.add((entry.item_id, entry.proof_id))
