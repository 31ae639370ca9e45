"""Who may see and touch objections: their subject, the document's unit, the credit officers."""

from datetime import date

from django.db.models import QuerySet

from nuozheng.credit import access
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.objections.models import CreditObjection
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership, in_force


def to_answer(account: Account, today: date) -> QuerySet[CreditObjection]:
    """Objections to records of the agencies where an account is an officer; never one's own."""
    agencies = Membership.objects.filter(
        in_force(today), account=account, role=Role.OFFICER
    ).values("agency")
    own = access.own_parties(account, today).values("pk")
    return CreditObjection.objects.filter(record__agency__in=agencies).exclude(
        record__party__in=own
    )


def roles_on(account: Account, objection: CreditObjection, today: date) -> tuple[Role, ...]:
    """Applicant for one's own; else officer of its unit, credit officer of its place, or both."""
    record: CreditRecord = objection.record
    roles = access.roles_on(account, record, today)
    if Role.APPLICANT in roles:
        return roles
    answers = to_answer(account, today).filter(pk=objection.pk).exists()
    return (*roles, Role.OFFICER) if answers else roles
