"""Which companies a place's grading platform is asked about: those whose cases are open."""

from datetime import datetime

from nuozheng.applications.models import Application
from nuozheng.credit.grades.importing import import_grades
from nuozheng.gateways.credit.platforms import platforms
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.vocabulary import PartyKind
from nuozheng.parties.models import Party

_OPEN = (
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.AWAITING_COMPLETION,
    ApplicationStatus.AWAITING_PROOFS,
    ApplicationStatus.ACCEPTED,
)


def fetch_grades(at: datetime) -> int:
    """Ask for every place that has a platform; how many grades came."""
    places = {place for one in platforms().grading.values() for place in one.places}
    found = 0
    for place in sorted(places):
        cases = Application.objects.filter(
            catalogue__jurisdiction__place=place, status__in=_OPEN
        ).values("applicant")
        companies = Party.objects.filter(kind=PartyKind.COMPANY, pk__in=cases)
        found += import_grades(place, companies, at)
    return found
