"""Who may register what changed, and answer for the entries of an agency."""

from datetime import date

from django.db.models import Q, QuerySet

from nuozheng.catalogue.adjustment.models import Adjustment, LegalEvent
from nuozheng.catalogue.models import Catalogue
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership, in_force

OWN = (Role.CATALOGUE_KEEPER, Role.HEAD)


def visible_to(account: Account, today: date) -> QuerySet[LegalEvent]:
    """Events of the lists of the places where an account keeps, heads or reviews."""
    return LegalEvent.objects.filter(catalogue__in=lists_of(account, today))


def answers_visible_to(account: Account, today: date) -> QuerySet[Adjustment]:
    """The answers of an account's agencies; the justice bureau sees those of its whole place."""
    held = Membership.objects.filter(in_force(today), account=account)
    above = held.filter(role=Role.JUSTICE_REVIEWER).values("agency__jurisdiction")
    return Adjustment.objects.filter(
        Q(agency__in=held.filter(role__in=OWN).values("agency"))
        | Q(event__catalogue__jurisdiction__in=above)
    )


def lists_of(account: Account, today: date) -> QuerySet[Catalogue]:
    """The lists an account has to do with by its posts."""
    held = Membership.objects.filter(
        in_force(today), account=account, role__in=(*OWN, Role.JUSTICE_REVIEWER)
    )
    return Catalogue.objects.filter(jurisdiction__in=held.values("agency__jurisdiction"))


def registering_role(account: Account, catalogue: Catalogue, today: date) -> Role | None:
    """In which role an account may register an event of a list: justice bureau or any keeper."""
    held = set(
        Membership.objects.filter(
            in_force(today), account=account, agency__jurisdiction=catalogue.jurisdiction_id
        ).values_list("role", flat=True)
    )
    wanted = (Role.JUSTICE_REVIEWER, Role.CATALOGUE_KEEPER)
    return next((role for role in wanted if role.value in held), None)


def roles_in(account: Account, adjustment: Adjustment, today: date) -> tuple[Role, ...]:
    """In which roles an account may answer for an agency; empty for a stranger."""
    held = Membership.objects.filter(
        in_force(today), account=account, agency=adjustment.agency_id, role__in=OWN
    )
    return tuple(Role(role) for role in held.values_list("role", flat=True))
