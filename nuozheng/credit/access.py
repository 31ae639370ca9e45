"""Who may see and touch credit records."""

from datetime import date

from django.db.models import Q, QuerySet

from nuozheng.credit.models import CreditRecord
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership, Party, in_force


def desk_records(account: Account, today: date) -> QuerySet[CreditRecord]:
    """The records of the places where an account is credit officer."""
    places = Membership.objects.filter(
        in_force(today), account=account, role=Role.CREDIT_OFFICER
    ).values("agency__jurisdiction")
    return CreditRecord.objects.filter(jurisdiction__in=places)


def own_parties(account: Account, today: date) -> QuerySet[Party]:
    """The parties whose credit file is an account's own: its person and its companies."""
    companies = account.representations.filter(in_force(today)).values("company")
    return Party.objects.filter(Q(pk=account.party_id) | Q(pk__in=companies))


def roles_on(account: Account, record: CreditRecord, today: date) -> tuple[Role, ...]:
    """Applicant for one's own record, else credit officer of its place; empty for a stranger."""
    if own_parties(account, today).filter(pk=record.party_id).exists():
        return (Role.APPLICANT,)
    if desk_records(account, today).filter(pk=record.pk).exists():
        return (Role.CREDIT_OFFICER,)
    return ()
