"""Who may compare lists, decide about differences and merge them."""

from datetime import date

from django.db.models import Q, QuerySet

from nuozheng.catalogue.inheritance.models import ListDifference
from nuozheng.catalogue.models import Catalogue
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Membership, in_force

ROLES = (Role.CATALOGUE_KEEPER, Role.JUSTICE_REVIEWER)


def differences_visible_to(account: Account, today: date) -> QuerySet[ListDifference]:
    """A keeper sees those of their agency and of nobody; the justice bureau its whole place."""
    held = Membership.objects.filter(in_force(today), account=account)
    above = held.filter(role=Role.JUSTICE_REVIEWER).values("agency__jurisdiction")
    kept = held.filter(role=Role.CATALOGUE_KEEPER)
    return ListDifference.objects.filter(
        Q(catalogue__jurisdiction__in=above)
        | Q(agency__in=kept.values("agency"))
        | Q(agency=None, catalogue__jurisdiction__in=kept.values("agency__jurisdiction"))
    )


def roles_in(
    account: Account, catalogue: Catalogue, agency: Agency | None, today: date
) -> tuple[Role, ...]:
    """In which roles an account may act on a list, or on one agency's part of it."""
    kept = Q(role=Role.CATALOGUE_KEEPER)
    if agency is not None:
        kept &= Q(agency=agency)
    held = Membership.objects.filter(
        in_force(today), account=account, agency__jurisdiction=catalogue.jurisdiction_id
    ).filter(kept | Q(role=Role.JUSTICE_REVIEWER))
    return tuple(Role(role) for role in held.values_list("role", flat=True).distinct())


def must_review(account: Account, catalogue: Catalogue, today: date) -> Role:
    """The justice bureau of the list's place; Refused otherwise."""
    if Role.JUSTICE_REVIEWER not in roles_in(account, catalogue, None, today):
        raise Refused.because(
            "not_your_move",
            "这一步由本地区的司法行政审核人员来做。",
            cure="请用有这个职责的账号登录。",
        )
    return Role.JUSTICE_REVIEWER


def reviewed_lists(account: Account, today: date) -> QuerySet[Catalogue]:
    """The lists of the places where an account reviews for the justice bureau."""
    held = Membership.objects.filter(in_force(today), account=account, role=Role.JUSTICE_REVIEWER)
    return Catalogue.objects.filter(jurisdiction__in=held.values("agency__jurisdiction"))
