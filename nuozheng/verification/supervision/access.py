"""Whose supervision and credit checks a desk sees; nobody's own case is among them."""

from datetime import date

from django.db.models import QuerySet

from nuozheng.applications import access
from nuozheng.applications.models import Application
from nuozheng.catalogue.models import ServiceItem
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Membership, in_force
from nuozheng.parties.roles import roles_at
from nuozheng.verification.supervision.models import CreditCheck, SupervisingUnit, SupervisionEntry

SUPERVISES = (Role.VERIFIER, Role.INSPECTOR)
LOOKS_UP = (Role.VERIFIER, Role.CREDIT_OFFICER)


def entries_at_desk(account: Account, today: date) -> QuerySet[SupervisionEntry]:
    """What the account's units still owe or have done after decisions."""
    held = _units(account, today, SUPERVISES)
    entries = SupervisionEntry.objects.filter(agency__in=held.values("agency"))
    return entries.exclude(application__in=access.own(account, today).values("pk"))


def credit_checks_at_desk(account: Account, today: date) -> QuerySet[CreditCheck]:
    """The applicants whose record the account's units look up."""
    held = _units(account, today, LOOKS_UP)
    checks = CreditCheck.objects.filter(agency__in=held.values("agency"))
    return checks.exclude(application__in=access.own(account, today).values("pk"))


def roles_for(
    account: Account, agency: Agency, application: Application, today: date
) -> list[Role]:
    """The roles in which somebody acts for a supervising unit; none in one's own case."""
    if access.own(account, today).filter(pk=application.pk).exists():
        return []
    return sorted(roles_at(account, agency.pk, today))


def supervising(item: ServiceItem) -> Agency:
    """The unit that supervises a service: the one named, otherwise the one that decides."""
    named = SupervisingUnit.objects.filter(item=item).select_related("agency").first()
    return named.agency if named else item.agency


def items_to_name(account: Account, today: date) -> QuerySet[ServiceItem]:
    """The services for which a list's keeper may name the supervising unit."""
    held = _units(account, today, (Role.CATALOGUE_KEEPER,))
    return ServiceItem.objects.filter(agency__in=held.values("agency")).select_related("agency")


def _units(account: Account, today: date, roles: tuple[Role, ...]) -> QuerySet[Membership]:
    return Membership.objects.filter(in_force(today), account=account, role__in=roles)
