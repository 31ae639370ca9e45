"""Who may see troubled proofs and decide about them."""

from datetime import date

from django.db.models import Q, QuerySet

from nuozheng.catalogue.models import Catalogue
from nuozheng.catalogue.trouble.models import TroubledProof
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership, in_force

ROLES = (Role.CATALOGUE_KEEPER, Role.JUSTICE_REVIEWER)


def visible_to(account: Account, today: date) -> QuerySet[TroubledProof]:
    """A keeper sees what touches services of their agency; the justice bureau sees every one."""
    held = Membership.objects.filter(in_force(today), account=account)
    kept = held.filter(role=Role.CATALOGUE_KEEPER).values("agency")
    above = held.filter(role=Role.JUSTICE_REVIEWER).values("agency__jurisdiction")
    own = TroubledProof.objects.filter(entries__item__agency__in=kept).values("pk")
    return TroubledProof.objects.filter(Q(pk__in=own) | Q(catalogue__jurisdiction__in=above))


def roles_in(account: Account, trouble: TroubledProof, today: date) -> tuple[Role, ...]:
    """In which roles an account may decide; empty for a stranger."""
    agencies = trouble.entries.values("item__agency")
    return _held(
        account,
        Q(role=Role.CATALOGUE_KEEPER, agency__in=agencies)
        | Q(
            role=Role.JUSTICE_REVIEWER,
            agency__jurisdiction=trouble.catalogue.jurisdiction_id,
        ),
        today,
    )


def roles_at(account: Account, catalogue: Catalogue, today: date) -> tuple[Role, ...]:
    """In which roles an account may take stock of a list."""
    return _held(account, Q(role__in=ROLES, agency__jurisdiction=catalogue.jurisdiction_id), today)


def lists_of(account: Account, today: date) -> QuerySet[Catalogue]:
    """The lists of the places where an account keeps or reviews."""
    places = Membership.objects.filter(in_force(today), account=account, role__in=ROLES)
    return Catalogue.objects.filter(jurisdiction__in=places.values("agency__jurisdiction"))


def _held(account: Account, posts: Q, today: date) -> tuple[Role, ...]:
    held = Membership.objects.filter(in_force(today), account=account).filter(posts)
    return tuple(Role(role) for role in held.values_list("role", flat=True).distinct())
