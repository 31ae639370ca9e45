"""Who may see and answer what an issuing unit was asked to confirm."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from nuozheng.applications import access
from nuozheng.law.confirmation import ConfirmationStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership, in_force
from nuozheng.verification.confirmation.models import ConfirmationRequest

_STAFF = (Role.OFFICER, Role.VERIFIER)


def owed(account: Account, today: date) -> QuerySet[ConfirmationRequest]:
    """The inbox of the issuing unit: nobody answers about their own case."""
    return ConfirmationRequest.objects.filter(provider__in=_agencies(account, today)).exclude(
        Q(application__in=access.own(account, today).values("pk"))
        | Q(status=ConfirmationStatus.TAKEN_BACK)
    )


def asked(account: Account, today: date) -> QuerySet[ConfirmationRequest]:
    """What the account's agencies asked of issuing units."""
    return ConfirmationRequest.objects.filter(requester__in=_agencies(account, today)).exclude(
        application__in=access.own(account, today).values("pk")
    )


def _agencies(account: Account, today: date) -> QuerySet[Membership, Any]:
    held = Membership.objects.filter(in_force(today), account=account, role__in=_STAFF)
    return held.values("agency")
