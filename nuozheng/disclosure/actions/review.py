"""The second pair of eyes: release what somebody else proposed, or send it back."""

from django.db import transaction
from django.utils import timezone

from nuozheng.disclosure.access import roles_on
from nuozheng.disclosure.actions.propose import may_be_public, refuse
from nuozheng.disclosure.models import Posting, Publication
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.disclosure.moves import POSTING, PUBLICATION, PostingStatus
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account


def release(*, publication: Publication, by: Account) -> Publication:
    """Make it public from today to the promised day, and call for its postings.

    Errors: Refused for whoever proposed it, for secrets and private data, and after its term.
    """
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        row = locked(Publication, publication.pk)
        role = must_be_allowed(PUBLICATION, "release", row.status, roles_on(by, row, today))
        _another_than(row, by)
        pieces = row.read_pieces
        found = obstacles(may_be_public(row, pieces))
        if not found:
            row.shown = [{"label": one.label, "text": one.public} for one in pieces if one.public]
            row.start_on, row.reviewed_by = max(today, row.start_on or today), by
            move(
                row,
                PUBLICATION,
                "release",
                by=by,
                role=role,
                at=now,
                basis=row.basis,
                detail={"from": row.start_on.isoformat(), "until": str(row.end_on)},
                changed=("shown", "start_on", "reviewed_by"),
            )
            for posting in Posting.objects.select_for_update().filter(
                publication=row, status=PostingStatus.PLANNED
            ):
                move(posting, POSTING, "call_for_posting", by=None, role=Role.SYSTEM, at=now)
    if found:
        refuse(row, found, by)
    return row


def send_back(*, publication: Publication, by: Account, reason: str) -> Publication:
    """Hand it back to be put right. Errors: Refused without a reason, and for the proposer."""
    reason = written(reason, "理由")
    with transaction.atomic():
        row = locked(Publication, publication.pk)
        roles = roles_on(by, row, timezone.localdate())
        role = must_be_allowed(PUBLICATION, "send_back_publication", row.status, roles)
        _another_than(row, by)
        at = timezone.now()
        move(row, PUBLICATION, "send_back_publication", by=by, role=role, at=at, reason=reason)
    return row


def _another_than(row: Publication, by: Account) -> None:
    if row.proposed_by_id == by.pk:
        raise Refused.because(
            "same_person_proposes_and_releases",
            "拟公示的人不能自己复核，要由另一个人看过才公示。",
            *row.basis,
            cure="请转给同单位的另一位经办人员、合法性审核人员或者负责人。",
        )
