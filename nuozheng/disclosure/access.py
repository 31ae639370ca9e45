"""Who may see and touch a publication before it is public, and whose it is."""

from datetime import date

from django.db.models import Q, QuerySet

from nuozheng.disclosure.models import LETTER, Publication
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership, in_force
from nuozheng.parties.roles import roles_at

LETTER_ROLES = (Role.OFFICER, Role.LEGAL_REVIEWER, Role.HEAD)
CREDIT_ROLES = (Role.CREDIT_OFFICER, Role.LEGAL_REVIEWER, Role.HEAD)
DESK_ROLES = (Role.OFFICER, Role.CREDIT_OFFICER, Role.LEGAL_REVIEWER, Role.HEAD)


def at_desk(account: Account, today: date) -> QuerySet[Publication]:
    """Letters of one's agency, credit of one's place; never what is about oneself."""
    held = Membership.objects.filter(in_force(today), account=account)
    letters = held.filter(role__in=LETTER_ROLES).values("agency")
    places = held.filter(role=Role.CREDIT_OFFICER).values("agency__jurisdiction")
    credit = held.filter(role__in=CREDIT_ROLES).values("agency")
    return Publication.objects.filter(
        Q(of=LETTER, agency__in=letters)
        | (~Q(of=LETTER) & (Q(jurisdiction__in=places) | Q(agency__in=credit)))
    ).exclude(_mine(account, today))


def own(account: Account, today: date) -> QuerySet[Publication]:
    """What is or was public of an account's person and companies."""
    return Publication.objects.filter(_mine(account, today))


def roles_on(account: Account, publication: Publication, today: date) -> tuple[Role, ...]:
    """Applicant for one's own, else the posts that publish it; empty for a stranger."""
    if own(account, today).filter(pk=publication.pk).exists():
        return (Role.APPLICANT,)
    wanted = LETTER_ROLES if publication.is_letter else CREDIT_ROLES
    held = roles_at(account, publication.agency_id, today) & set(wanted)
    if not publication.is_letter and _credit_officer_here(account, publication, today):
        held.add(Role.CREDIT_OFFICER)
    return tuple(sorted(held))


def _credit_officer_here(account: Account, publication: Publication, today: date) -> bool:
    return Membership.objects.filter(
        in_force(today),
        account=account,
        role=Role.CREDIT_OFFICER,
        agency__jurisdiction=publication.jurisdiction_id,
    ).exists()


def _mine(account: Account, today: date) -> Q:
    companies = account.representations.filter(in_force(today)).values("company")
    return Q(party=account.party_id or 0) | Q(party__in=companies)
