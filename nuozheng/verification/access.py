"""Who may see and touch verification tasks and findings."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from nuozheng.applications import access
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership, in_force
from nuozheng.verification.models import UntruthFinding, VerificationTask


def desk_tasks(account: Account, today: date) -> QuerySet[VerificationTask]:
    """The tasks of the agencies where an account is verifier."""
    return VerificationTask.objects.filter(agency__in=_agencies(account, today, Role.VERIFIER))


def desk_findings(account: Account, today: date) -> QuerySet[UntruthFinding]:
    """The findings of the agencies where an account is officer or verifier."""
    return UntruthFinding.objects.filter(
        application__agency__in=_agencies(account, today, Role.OFFICER, Role.VERIFIER)
    )


def own_findings(account: Account, today: date) -> QuerySet[UntruthFinding]:
    """Findings about an account's own cases, once the person was told of them."""
    return UntruthFinding.objects.filter(
        application__in=access.own(account, today).values("pk"), notified_at__isnull=False
    )


def _agencies(account: Account, today: date, *roles: Role) -> QuerySet[Membership, Any]:
    held = Membership.objects.filter(in_force(today), account=account, role__in=roles)
    return held.values("agency")
