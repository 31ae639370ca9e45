"""Who reads what checks came to, and who sees what nobody has read."""

from datetime import date

from django.db.models import QuerySet

from nuozheng.applications import access
from nuozheng.law.feedback import READERS, FeedbackStatus
from nuozheng.parties.models import Account, Membership, in_force
from nuozheng.verification.feedback.models import CheckFeedback
from nuozheng.verification.places import watched


def inbox(account: Account, today: date) -> QuerySet[CheckFeedback]:
    """What the account's units were told; nothing of one's own case."""
    held = Membership.objects.filter(in_force(today), account=account, role__in=READERS)
    told = CheckFeedback.objects.filter(agency__in=held.values("agency"))
    return told.exclude(task__application__in=access.own(account, today).values("pk"))


def unread_too_long(account: Account, today: date) -> QuerySet[CheckFeedback]:
    """What units of a supervisor's places have not read within the limit."""
    return CheckFeedback.objects.filter(
        agency__jurisdiction__in=watched(account, today).values("pk"),
        status=FeedbackStatus.SENT,
        due_on__lt=today,
    )
