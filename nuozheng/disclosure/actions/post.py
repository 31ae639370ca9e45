"""Hang it up, with a proof; take it off, with a word."""

from django.db import transaction
from django.utils import timezone

from nuozheng.disclosure.access import roles_on
from nuozheng.disclosure.models import Posting
from nuozheng.disclosure.taking_down import TAKE_OFF
from nuozheng.documents.uploads import received
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.disclosure.moves import POSTING
from nuozheng.law.disclosure.places import posting_is_proved
from nuozheng.law.findings import Refused
from nuozheng.parties.models import Account


def post(
    *, posting: Posting, by: Account, receipt: str = "", photo: bytes | None = None
) -> Posting:
    """Record that it hangs there: a photograph of a wall, an address or receipt of a screen.

    Errors: Refused without that proof, and for whoever may not publish it.
    """
    receipt, now, today = (
        written(receipt, "网址或者回执号", 300),
        timezone.now(),
        timezone.localdate(),
    )
    with transaction.atomic():
        row = locked(Posting, posting.pk)
        role = must_be_allowed(POSTING, "post", row.status, roles_on(by, row.publication, today))
        found = posting_is_proved(row.place, has_photo=photo is not None, receipt=receipt)
        if found.is_obstacle:
            raise Refused(found)
        if photo is not None:
            proof = received(photo, kind="posting_proof", title=f"公示照片：{row.place}")
            proof.created_at, proof.created_by = now, by
            proof.save()
            row.proof = proof
        row.receipt, row.posted_on, row.posted_by = receipt, today, by
        changed = ("proof", "receipt", "posted_on", "posted_by")
        move(row, POSTING, "post", by=by, role=role, at=now, changed=changed)
    return row


def take_off(*, posting: Posting, by: Account, note: str) -> Posting:
    """Record that it is gone from there. Errors: Refused before it was called back."""
    note, now, today = written(note, "取下的情况", 300), timezone.now(), timezone.localdate()
    with transaction.atomic():
        row = locked(Posting, posting.pk)
        roles = roles_on(by, row.publication, today)
        role = must_be_allowed(POSTING, "take_off", row.status, roles)
        if not note:
            raise Refused.because(
                "taking_off_is_told",
                "还没有写取下的情况。",
                *row.publication.basis,
                cure="写谁取下的；网上的写对方的回执。",
            )
        row.off_note, row.off_on, row.off_by = note, today, by
        deadlines.meet(POSTING.kind, row.pk, TAKE_OFF, now)
        changed = ("off_note", "off_on", "off_by")
        move(row, POSTING, "take_off", by=by, role=role, at=now, changed=changed)
    return row
