"""Who may see a visit: its agency's verifiers and legal reviewers, and the inspectors who go."""

from datetime import date, timedelta

from django.db.models import QuerySet

from nuozheng.applications.access import own
from nuozheng.law.inspections.moves import VisitStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership, in_force
from nuozheng.verification.inspections.models import Visit

DESK = (Role.VERIFIER, Role.LEGAL_REVIEWER)
AHEAD = timedelta(days=7)
"""So far ahead an inspector's telephone shows what is planned."""


def at_desk(account: Account, today: date) -> QuerySet[Visit]:
    """The visits of the agencies where the account plans or reviews, but for its own cases."""
    held = Membership.objects.filter(in_force(today), account=account, role__in=DESK)
    mine = own(account, today).values("pk")
    visits = Visit.objects.filter(agency__in=held.values("agency"))
    return visits.exclude(checks__task__application__in=mine)


def in_the_field(account: Account, today: date) -> QuerySet[Visit]:
    """The visits on which the account goes, wherever they stand."""
    held = Membership.objects.filter(in_force(today), account=account, role=Role.INSPECTOR)
    going = Visit.objects.filter(team__account=account, agency__in=held.values("agency"))
    return going.exclude(checks__task__application__in=own(account, today).values("pk"))


def to_be_made(account: Account, today: date) -> QuerySet[Visit]:
    """The planned visits of the next days, and those whose day has passed."""
    return in_the_field(account, today).filter(
        status=VisitStatus.PLANNED, planned_on__lte=today + AHEAD
    )
