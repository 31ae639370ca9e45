"""Who may see and touch a case. Every path to an application starts here."""

from datetime import date

from django.db.models import Q, QuerySet

from nuozheng.applications.models import Application
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Authorisation, Membership, in_force

STAFF = (Role.OFFICER, Role.VERIFIER)


def visible_to(account: Account, today: date) -> QuerySet[Application]:
    """The cases an account may see: its own, its companies', those it is agent of, its agency's.

    A supervisor sees no case files, only figures; a credit officer sees credit records.
    """
    agencies = Membership.objects.filter(in_force(today), account=account, role__in=STAFF).values(
        "agency"
    )
    return Application.objects.filter(_mine(account, today) | Q(agency__in=agencies))


def own(account: Account, today: date) -> QuerySet[Application]:
    """The cases that an account has as applicant, representative or agent."""
    return Application.objects.filter(_mine(account, today))


def _mine(account: Account, today: date) -> Q:
    companies = account.representations.filter(in_force(today)).values("company")
    mine = Q(applicant__in=companies)
    if account.party_id is not None:
        held = Authorisation.objects.filter(
            in_force(today), agent=account.party_id, revoked_at=None
        )
        mine |= Q(applicant=account.party_id) | Q(authorisation__in=held.values("pk"))
    return mine


def may_see(account: Account, application: Application, today: date) -> bool:
    """`visible_to` for one case that is at hand, without a query where it is one's own."""
    roles = roles_in(account, application, today)
    return any(role.speaks_for_applicant or role in STAFF for role in roles)


def roles_in(account: Account, application: Application, today: date) -> tuple[Role, ...]:
    """In which roles an account may act on a case, at most three queries; empty for a stranger.

    Nobody handles their own case: an applicant who is also an officer there is only applicant,
    and an agent whose authority has ended is nobody.
    """
    if account.party_id is not None:
        if account.party_id == application.applicant_id:
            return (Role.APPLICANT,)
        if account.party_id == application.agent_id:
            return (Role.AGENT,) if _authority_runs(application, today) else ()
    if account.representations.filter(in_force(today), company=application.applicant_id).exists():
        return (Role.APPLICANT,)
    held = Membership.objects.filter(
        in_force(today), account=account, agency=application.agency_id
    ).values_list("role", flat=True)
    return tuple(Role(role) for role in held)


def _authority_runs(application: Application, today: date) -> bool:
    return Authorisation.objects.filter(
        in_force(today), pk=application.authorisation_id or 0, revoked_at=None
    ).exists()
