"""An agency's answer to an event: confirm entry by entry, or change the list."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.adjustment import access
from nuozheng.catalogue.adjustment.clocks import ADJUSTMENT, meet_filing, start_filing_clock
from nuozheng.catalogue.adjustment.models import Adjustment, TouchedEntry
from nuozheng.catalogue.models import CatalogueEntry
from nuozheng.catalogue.revision.actions.draft import open_revision, propose
from nuozheng.catalogue.revision.content import content_of
from nuozheng.catalogue.revision.models import Revision
from nuozheng.evidence import deadlines
from nuozheng.evidence.models import Move
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.adjustment import TOUCHED_ENTRY, TouchedStatus
from nuozheng.law.findings import Refused
from nuozheng.law.review import ABANDONED
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account


def confirm(*, touched: TouchedEntry, reason: str, by: Account) -> TouchedEntry:
    """Confirm that an entry stays as it is, with the reason; the last one answers the event.

    Errors: Refused for others than the agency's keeper or head, and without a reason.
    """
    now = timezone.now()
    with transaction.atomic():
        held = locked(TouchedEntry, touched.pk)
        roles = access.roles_in(by, held.adjustment, timezone.localdate())
        role = must_be_allowed(TOUCHED_ENTRY, "confirm", held.status, roles)
        held.reason, held.at, held.by = written(reason, "理由"), now, by
        move(
            held, TOUCHED_ENTRY, "confirm", by=by, role=role, at=now, reason=held.reason,
            changed=("reason", "at", "by"),
        )  # fmt: skip
        _answered(held.adjustment, now)
    return held


def adjust(*, adjustment: Adjustment, by: Account) -> Revision:
    """Open the revision for an event, with every open touched entry in it as it now stands.

    Errors: Refused where one is under way already, where nothing is open, and by open_revision.
    """
    with transaction.atomic():
        held = locked(Adjustment, adjustment.pk)
        event = held.event
        if held.revision is not None and held.revision.status != ABANDONED:
            raise Refused.because(
                "adjusted_already",
                "这件事由已经有一份修订。",
                cure="接着改那一份。",
            )
        touched = list(held.touched.filter(status=TouchedStatus.OPEN).order_by("pk"))
        if not touched:
            raise Refused.because(
                "nothing_touched_left", "受影响的都已经处理完了。", cure="不用再起草修订。"
            )
        kind = event.event_kind
        revision = open_revision(
            catalogue=event.catalogue,
            agency=held.agency,
            kind="adjustment",
            title=f"{event.subject}：{kind.chinese}"[:120],
            grounds=f"{event.document_number}。{event.words}",
            event_on=event.happened_on,
            by=by,
        )
        for one in touched:
            _propose(revision, one, by)
        held.revision = revision
        held.save(update_fields=["revision"])
    return revision


def published(revision: Revision, row: Move) -> None:
    """Follower of publication: the flags fall, and the clock of filing starts (MJ21-2.1.3d)."""
    clear_by(revision, row.at)
    start_filing_clock(revision, timezone.localdate(row.at))


def filed(revision: Revision, row: Move) -> None:
    """Follower of filing: its clock stops."""
    meet_filing(revision, row.at)


def clear_by(revision: Revision, at: datetime | None = None) -> int:
    """Clear the flags of every entry that this published revision changed or removed.

    Only events registered before the revision was opened, or answered by it: what was written
    before an event does not answer it. The number of flags.
    """
    now, cleared = at or timezone.now(), 0
    with transaction.atomic():
        kinds = dict(revision.changes.exclude(entry=None).values_list("entry_id", "kind"))
        standing = (
            TouchedEntry.objects.select_for_update(of=("self",))
            .filter(entry__in=kinds, status=TouchedStatus.OPEN)
            .select_related("adjustment__event")
            .order_by("pk")
        )
        for one in standing:
            answer = one.adjustment
            if (
                answer.revision_id != revision.pk
                and revision.opened_at < answer.event.registered_at
            ):
                continue
            act = "remove" if kinds[one.entry_id] == "remove" else "change"
            one.at, one.revision = now, revision
            move(
                one, TOUCHED_ENTRY, act, by=None, role=Role.SYSTEM, at=now,
                detail={"revision": revision.number}, changed=("at", "revision"),
            )  # fmt: skip
            _answered(answer, now)
            cleared += 1
    return cleared


def _answered(adjustment: Adjustment, at: datetime) -> None:
    if not adjustment.touched.filter(status=TouchedStatus.OPEN).exists():
        deadlines.meet_all(ADJUSTMENT, adjustment.pk, at)


def _propose(revision: Revision, touched: TouchedEntry, by: Account) -> None:
    entry = CatalogueEntry.objects.select_related("item__agency", "proof").get(pk=touched.entry_id)
    latest = entry.versions.order_by("-number").first()
    assert latest is not None
    latest.entry = entry
    detail: dict[str, Any] = {"reason": touched.why, "origin": revision.title}
    propose(
        revision=revision, kind="change", entry=entry, content=content_of(latest), by=by, **detail
    )
