"""Who may see and touch registers of risk, hazards, analysed errors and liability."""

from datetime import date

from django.db.models import Q, QuerySet

from nuozheng.applications.access import own
from nuozheng.catalogue.models import CatalogueEntry
from nuozheng.law.procedure import UntruthStatus
from nuozheng.law.risk.moves import ANALYSTS, OFFICE
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Membership, in_force
from nuozheng.parties.roles import roles_at
from nuozheng.verification.models import UntruthFinding
from nuozheng.verification.places import watched
from nuozheng.verification.risk.models import ErrorCase, Hazard, LiabilityEntry


def agencies_of_office(account: Account, today: date) -> QuerySet[Agency]:
    """Where the account handles or checks cases."""
    held = Membership.objects.filter(in_force(today), account=account, role__in=OFFICE)
    return Agency.objects.filter(pk__in=held.values("agency"))


def supervised(account: Account, today: date) -> QuerySet[Agency]:
    """The agencies of the places that the account supervises, and of those directly below."""
    return Agency.objects.filter(jurisdiction__in=watched(account, today).values("pk"))


def read_agencies(account: Account, today: date) -> QuerySet[Agency]:
    """Whose registers the account may read."""
    return Agency.objects.filter(
        Q(pk__in=agencies_of_office(account, today).values("pk"))
        | Q(pk__in=supervised(account, today).values("pk"))
    )


def entries(account: Account, today: date) -> QuerySet[CatalogueEntry]:
    """The entries of the lists whose register the account may read."""
    return CatalogueEntry.objects.filter(item__agency__in=read_agencies(account, today))


def roles_for(account: Account, agency_id: int, today: date) -> list[Role]:
    """In which roles the account may act on a risk of an agency."""
    held = roles_at(account, agency_id, today) - {Role.SUPERVISOR}
    if supervised(account, today).filter(pk=agency_id).exists():
        held.add(Role.SUPERVISOR)
    return sorted(held & set(ANALYSTS))


def hazards(account: Account, today: date) -> QuerySet[Hazard]:
    """The hazards of the account's agencies, but none of its own cases."""
    rows = Hazard.objects.filter(agency__in=agencies_of_office(account, today))
    return rows.exclude(task__application__in=own(account, today).values("pk"))


def late_hazards(account: Account, today: date) -> QuerySet[Hazard]:
    """Overdue ones of the supervised agencies: figures and days; what is wrong stays there."""
    rows = Hazard.objects.filter(agency__in=supervised(account, today), status="open")
    return rows.filter(due_on__lt=today)


def errors(account: Account, today: date) -> QuerySet[ErrorCase]:
    """The error cases of the account's agencies and of those it supervises, none of its own."""
    rows = ErrorCase.objects.filter(application__agency__in=read_agencies(account, today))
    return rows.exclude(application__in=own(account, today).values("pk"))


def liability(account: Account, today: date) -> QuerySet[LiabilityEntry]:
    """Only for the supervisors of the place."""
    agencies = supervised(account, today)
    return LiabilityEntry.objects.filter(finding__application__agency__in=agencies).exclude(
        finding__application__in=own(account, today).values("pk")
    )


def decided_findings(account: Account, today: date) -> QuerySet[UntruthFinding]:
    """What a supervisor may enter liability from: every finding that has its outcome."""
    open_ = (
        UntruthStatus.OPENED,
        UntruthStatus.NOTIFIED,
        UntruthStatus.HEARD,
        UntruthStatus.LAPSED,
    )
    rows = UntruthFinding.objects.filter(application__agency__in=supervised(account, today))
    return rows.exclude(status__in=open_).exclude(application__in=own(account, today).values("pk"))
