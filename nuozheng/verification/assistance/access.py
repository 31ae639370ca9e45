"""Who may see and touch requests for assistance and the catalogue of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from nuozheng.applications import access
from nuozheng.law.assistance.moves import AssistanceStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership, Party, in_force
from nuozheng.parties.roles import roles_at
from nuozheng.verification.assistance.models import AssistanceEntry, AssistanceRequest

PROVIDING = (Role.OFFICER, Role.VERIFIER)


def owed(account: Account, today: date) -> QuerySet[AssistanceRequest]:
    """The inbox: what the account's agencies were asked, but nothing that is not sent yet."""
    return _not_own(
        AssistanceRequest.objects.filter(provider__in=_agencies(account, today, *PROVIDING)),
        account,
        today,
    ).exclude(status=AssistanceStatus.PREPARED)


def asked(account: Account, today: date) -> QuerySet[AssistanceRequest]:
    """What the account's agencies asked of others; a head sees what waits for approval as well."""
    return _not_own(
        AssistanceRequest.objects.filter(
            Q(requester__in=_agencies(account, today, Role.VERIFIER, Role.OFFICER))
            | Q(
                requester__in=_agencies(account, today, Role.HEAD),
                kind="locate",
            )
        ),
        account,
        today,
    )


def visible(account: Account, today: date) -> QuerySet[AssistanceRequest]:
    """Either side's requests."""
    return AssistanceRequest.objects.filter(
        Q(pk__in=owed(account, today).values("pk")) | Q(pk__in=asked(account, today).values("pk"))
    )


def escalated(account: Account, today: date) -> QuerySet[AssistanceRequest]:
    """Overdue requests of a place, for its lead unit: agencies and days, nobody's name."""
    places = Membership.objects.filter(
        in_force(today), account=account, role=Role.SUPERVISOR
    ).values("agency__jurisdiction")
    late = AssistanceRequest.objects.filter(escalated_at__isnull=False)
    return late.filter(Q(requester__jurisdiction__in=places) | Q(provider__jurisdiction__in=places))


def entries(account: Account, today: date) -> QuerySet[AssistanceEntry]:
    """The assistance catalogue of the places where the account has a post."""
    places = Membership.objects.filter(in_force(today), account=account).values(
        "agency__jurisdiction"
    )
    return AssistanceEntry.objects.filter(jurisdiction__in=places)


def providing_roles(account: Account, request: AssistanceRequest, today: date) -> Sequence[Role]:
    """In which roles the account may answer; empty on its own case and for strangers."""
    if request.provider_id is None or not owed(account, today).filter(pk=request.pk).exists():
        return ()
    return [role for role in roles_at(account, request.provider_id, today) if role in PROVIDING]


def asking_roles(account: Account, request: AssistanceRequest, today: date) -> Sequence[Role]:
    """In which roles the account speaks for the requester."""
    if request.task is None:
        return ()
    return access.roles_in(account, request.task.application, today)


def entry_roles(account: Account, entry: AssistanceEntry, today: date) -> Sequence[Role]:
    """The provider's own staff, and the administrator of the place's catalogue."""
    own = [role for role in roles_at(account, entry.provider_id, today) if role in PROVIDING]
    administers = Membership.objects.filter(
        in_force(today),
        account=account,
        role=Role.JUSTICE_REVIEWER,
        agency__jurisdiction=entry.jurisdiction_id,
    ).exists()
    return [*own, Role.JUSTICE_REVIEWER] if administers else own


def _not_own(
    rows: QuerySet[AssistanceRequest], account: Account, today: date
) -> QuerySet[AssistanceRequest]:
    """Nobody handles their own case, at either end."""
    own = Q(task__application__in=access.own(account, today).values("pk"))
    if account.party is not None:
        own |= Q(subject_index__in=Party.indexes_of(account.party.identifier))
    return rows.exclude(own)


def _agencies(account: Account, today: date, *roles: Role) -> QuerySet[Membership, Any]:
    held = Membership.objects.filter(in_force(today), account=account, role__in=roles)
    return held.values("agency")
