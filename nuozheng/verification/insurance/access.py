"""Who may see covers and claims: those who handle the item, and the place's supervisors."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from nuozheng.applications.access import own
from nuozheng.law.insurance.moves import CoverStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership, in_force
from nuozheng.verification.insurance.models import Claim, Cover
from nuozheng.verification.risk.access import read_agencies

READERS = (Role.OFFICER, Role.VERIFIER, Role.SUPERVISOR)
ALERTED = timedelta(days=90)
"""So long after its end an expired cover stands among the alerts, unless there is a new one."""


def covers(account: Account, today: date) -> QuerySet[Cover]:
    """The covers of the items of the account's agencies, or of those it supervises."""
    return Cover.objects.filter(entry__item__agency__in=read_agencies(account, today))


def alerts(account: Account, today: date) -> QuerySet[Cover]:
    """Covers that the nightly job warned of: ending soon, or expired and not replaced."""
    newer = Cover.objects.filter(status=CoverStatus.IN_FORCE, ends_on__gte=today, warned_at=None)
    rows = covers(account, today).exclude(entry__in=newer.values("entry"))
    soon = Q(status=CoverStatus.IN_FORCE, warned_at__isnull=False)
    over = Q(status=CoverStatus.EXPIRED, ends_on__gte=today - ALERTED)
    return rows.filter(soon | over)


def claims(account: Account, today: date) -> QuerySet[Claim]:
    """The claims that an account's own agencies handle; a supervisor sees no case files."""
    held = Membership.objects.filter(in_force(today), account=account, role=Role.OFFICER)
    rows = Claim.objects.filter(application__agency__in=held.values("agency"))
    return rows.exclude(application__in=own(account, today).values("pk"))
