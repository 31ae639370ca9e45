"""Who may read whose credit file, and who hears what became of commitments."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from nuozheng.applications.models import Application, Commitment
from nuozheng.credit.access import own_parties
from nuozheng.credit.models import CreditRecord
from nuozheng.law.performance import Performance
from nuozheng.law.policy import UnknownPolicy, policy_for
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Membership, Party, in_force
from nuozheng.verification.performance.status import performed

HANDLES = (Role.OFFICER, Role.VERIFIER)


def agencies_with(account: Account, today: date, *roles: Role) -> list[Agency]:
    """Where an account holds one of these posts, each agency once."""
    held = Membership.objects.filter(in_force(today), account=account, role__in=roles)
    found = Agency.objects.filter(pk__in=held.values("agency")).select_related("jurisdiction")
    return list(found.order_by("pk"))


def files_open_to(account: Account, today: date) -> QuerySet[Party]:
    """Whose file a member of staff may open: never their own.

    Credit officers: who has a case or a record in their place. Officers and verifiers: who has
    a case with their agency.
    """
    places = [one.jurisdiction_id for one in agencies_with(account, today, Role.CREDIT_OFFICER)]
    mine = agencies_with(account, today, *HANDLES)
    cases = Application.objects.filter(Q(agency__in=mine) | Q(agency__jurisdiction__in=places))
    records = CreditRecord.objects.filter(jurisdiction__in=places)
    found = Party.objects.filter(
        Q(pk__in=cases.values("applicant")) | Q(pk__in=records.values("party"))
    )
    return found.exclude(pk__in=own_parties(account, today).values("pk"))


def may_open(account: Account, party_id: int, today: date) -> bool:
    """`files_open_to` for one party."""
    return files_open_to(account, today).filter(pk=party_id).exists()


def places_of(account: Account, today: date) -> list[int]:
    """The jurisdictions whose part of a file somebody in office sees."""
    found = agencies_with(account, today, Role.CREDIT_OFFICER, *HANDLES)
    return list(dict.fromkeys(one.jurisdiction_id for one in found))


def credit_offices(account: Account, today: date) -> list[Agency]:
    """Where an account is credit officer of the unit that leads credit management in its place.

    与市信用办…共享共用 (LYG19-1.5c): other units see no feed; a text that names nobody leaves
    it to every credit officer of the place.
    """
    found = agencies_with(account, today, Role.CREDIT_OFFICER)
    return [one for one in found if _leads(one, today)]


def results_for(offices: Iterable[Agency]) -> QuerySet[Commitment]:
    """Every finished commitment of the offices' places with its `performance`, latest first."""
    places = {one.jurisdiction_id for one in offices}
    over = performed(*(word for word in Performance if word.is_over))
    found = over.filter(application__agency__jurisdiction__in=places)
    return found.order_by("-signed_at", "-pk")


def missing_for(account: Account, today: date) -> QuerySet[Commitment]:
    """Commitments that are over and of which nothing is recorded.

    Credit officers and supervisors see those of their place, officers and verifiers their agency's.
    """
    leading = agencies_with(account, today, Role.CREDIT_OFFICER, Role.SUPERVISOR)
    places = [one.jurisdiction_id for one in leading]
    mine = agencies_with(account, today, *HANDLES)
    seen = Q(application__agency__in=mine) | Q(application__agency__jurisdiction__in=places)
    return performed(Performance.MISSING).filter(seen).order_by("-signed_at", "-pk")


def _leads(agency: Agency, today: date) -> bool:
    try:
        owner = policy_for(agency.jurisdiction.place, today).credit.owner.value
    except UnknownPolicy:
        return False
    return not owner or owner in (agency.name, agency.short_name)
