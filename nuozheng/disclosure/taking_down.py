"""Take everything down that is public of a record, at once and everywhere."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from nuozheng.disclosure.exits import tell_exit
from nuozheng.disclosure.models import Posting, Publication
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import locked, move
from nuozheng.law.disclosure.moves import (
    POSTING,
    PUBLICATION,
    UNSEEN,
    PostingStatus,
    PublicationStatus,
)
from nuozheng.law.vocabulary import Role

TAKE_OFF = "take_off"
_HANGS = (PostingStatus.PLANNED, PostingStatus.TO_POST)


def take_down(*, of: str, record_id: int, reason: str, at: datetime) -> int:
    """Whatever is public or waiting of this record comes down now; how many were.

    What had been public about credit appears in the place's exit section, without the breach.
    Call it inside the transaction of the act on which it rests; twice does nothing more.
    """
    found = (
        Publication.objects.filter(of=of, record_id=record_id)
        .filter(status__in=[*UNSEEN, PublicationStatus.PUBLISHED])
        .exclude(section="exit")
        .values_list("pk", flat=True)
    )
    ended = 0
    for pk in list(found):
        with transaction.atomic():
            row = locked(Publication, pk)
            was_public = row.status == PublicationStatus.PUBLISHED
            if was_public and row.section:
                tell_exit(row, reason, at)
            over(
                row,
                "take_down" if was_public else "lapse_unseen",
                by=None,
                role=Role.SYSTEM,
                at=at,
                reason=reason,
            )
            ended += 1
    return ended


def over(
    row: Publication, act: str, *, by: Any, role: Role, at: datetime, reason: str = ""
) -> Publication:
    """It ends by this act: the content is deleted, what hangs is called back."""
    row.pieces, row.shown, row.ended_at = None, [], at
    changed = ("pieces", "shown", "ended_at")
    move(row, PUBLICATION, act, by=by, role=role, at=at, reason=reason, changed=changed)
    call_back(row, at)
    return row


def call_back(row: Publication, at: datetime) -> None:
    """Every place takes it off today; where it never hung, nothing is owed any more."""
    today = timezone.localtime(at).date()
    open_ones = Posting.objects.select_for_update().filter(
        publication=row, status__in=[*_HANGS, PostingStatus.POSTED]
    )
    for posting in open_ones.order_by("pk"):
        if posting.status in _HANGS:
            move(posting, POSTING, "cancel_posting", by=None, role=Role.SYSTEM, at=at)
            continue
        move(posting, POSTING, "call_back", by=None, role=Role.SYSTEM, at=at)
        deadlines.start_until(
            POSTING.kind,
            posting.pk,
            TAKE_OFF,
            title=f"取下公示：{posting.place}"[:80],
            due_on=today,
            from_day=today,
            basis=row.basis,
        )


def end_on_their_day(today: date) -> int:
    """End what was public until yesterday, and what never became public in its time.

    Pages have not shown it since midnight; this deletes the content and calls the paper back.
    """
    late = Publication.objects.filter(end_on__lt=today).filter(
        status__in=[*UNSEEN, PublicationStatus.PUBLISHED]
    )
    ended = 0
    for pk in list(late.values_list("pk", flat=True)):
        with transaction.atomic():
            row = locked(Publication, pk)
            if row.status in PUBLICATION.ends:
                continue
            public = row.status == PublicationStatus.PUBLISHED
            act = "end_publication" if public else "lapse_unseen"
            over(row, act, by=None, role=Role.SYSTEM, at=timezone.now())
            ended += 1
    return ended
