"""Who may see what follows a promise."""

from datetime import date

from django.db.models import Q, QuerySet

from nuozheng.applications import access
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership, in_force
from nuozheng.verification.afterwards.models import IntendedMeasure, Objection


def desk_intended(account: Account, today: date) -> QuerySet[IntendedMeasure]:
    """Those of the account's agency: as officer of the case, or as its legal reviewer."""
    # Not as its verifier: one who is an officer elsewhere would come in by that.
    held = Membership.objects.filter(
        in_force(today), account=account, role__in=(Role.OFFICER, Role.LEGAL_REVIEWER)
    ).values("agency")
    return IntendedMeasure.objects.filter(finding__application__agency__in=held).exclude(
        finding__application__in=access.own(account, today).values("pk")
    )


def own_intended(account: Account, today: date) -> QuerySet[IntendedMeasure]:
    """Those about the account's own cases; each was told to the person when it was made."""
    return IntendedMeasure.objects.filter(
        finding__application__in=access.own(account, today).values("pk")
    )


def own_objections(account: Account, today: date) -> QuerySet[Objection]:
    """The notices that an account got as a third party, or for a company that is one."""
    companies = account.representations.filter(in_force(today)).values("company")
    mine = Q(third_party__party__in=companies)
    if account.party_id is not None:
        mine |= Q(third_party__party=account.party_id)
    return Objection.objects.filter(mine)
