"""Who may see and fulfil the tasks of a unit. Every path to one starts here."""

from datetime import date

from django.db.models import Q, QuerySet

from nuozheng.catalogue.duties.models import UnitDuty
from nuozheng.catalogue.models import Catalogue
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Membership, in_force

WATCHING = (Role.JUSTICE_REVIEWER, Role.SUPERVISOR)
"""Posts that see the tasks of every unit of their place."""


def own(account: Account, today: date) -> QuerySet[UnitDuty]:
    """The tasks that an account fulfils: those of the units whose list it keeps."""
    return UnitDuty.objects.filter(agency__in=_kept(account, today))


def visible_to(account: Account, today: date) -> QuerySet[UnitDuty]:
    """The tasks that an account may see: its own, and all of a place that it watches."""
    return UnitDuty.objects.filter(
        Q(agency__in=_kept(account, today))
        | Q(catalogue__jurisdiction__in=_watched(account, today))
    )


def watched_lists(account: Account, today: date) -> QuerySet[Catalogue]:
    """The lists whose every unit an account may look at."""
    return Catalogue.objects.filter(jurisdiction__in=_watched(account, today))


def may_see_unit(account: Account, catalogue: Catalogue, agency: Agency, today: date) -> bool:
    """Whether the account may look at what the stock-take of a list says of a unit."""
    if agency.jurisdiction_id != catalogue.jurisdiction_id:
        return False
    held = Membership.objects.filter(in_force(today), account=account)
    return held.filter(
        Q(role=Role.CATALOGUE_KEEPER.value, agency=agency)
        | Q(role__in=WATCHING, agency__jurisdiction=catalogue.jurisdiction_id)
    ).exists()


def _kept(account: Account, today: date) -> QuerySet[Membership, dict[str, int]]:
    held = Membership.objects.filter(in_force(today), account=account)
    return held.filter(role=Role.CATALOGUE_KEEPER.value).values("agency")  # type: ignore[return-value]


def _watched(account: Account, today: date) -> QuerySet[Membership, dict[str, int]]:
    held = Membership.objects.filter(in_force(today), account=account)
    return held.filter(role__in=WATCHING).values("agency__jurisdiction")  # type: ignore[return-value]
