"""已读: a unit's staff confirm that they have read what a check came to."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.law.feedback import CHECK_FEEDBACK, FeedbackStatus
from nuozheng.law.findings import Refused
from nuozheng.parties.models import Account
from nuozheng.parties.roles import roles_at
from nuozheng.verification.feedback.access import inbox
from nuozheng.verification.feedback.models import CheckFeedback


def mark_read(*, told: CheckFeedback, by: Account) -> CheckFeedback:
    """Keep who read it and when. Errors: Refused for anybody but the unit's own staff."""
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        row = locked(CheckFeedback, told.pk)
        mine = inbox(by, today).filter(pk=row.pk).exists()
        roles = sorted(roles_at(by, row.agency_id, today)) if mine else []
        role = must_be_allowed(CHECK_FEEDBACK, "mark_read", row.status, roles)
        row.read_at, row.read_by = now, by
        move(
            row,
            CHECK_FEEDBACK,
            "mark_read",
            by=by,
            role=role,
            at=now,
            changed=("read_at", "read_by"),
        )
    return row


def mark_all_read(*, pks: Iterable[int], by: Account) -> int:
    """Everything that was ticked, read meanwhile or not; how many are new.

    Errors: Refused where nothing of it is the unit's own.
    """
    rows = list(inbox(by, timezone.localdate()).filter(pk__in=list(pks)).order_by("pk"))
    if not rows:
        raise Refused.because("nothing_ticked", "还没有勾选。", cure="请勾选读过的，再点“已读”。")
    unread = [row for row in rows if row.status == FeedbackStatus.SENT]
    for row in unread:
        mark_read(told=row, by=by)
    return len(unread)
