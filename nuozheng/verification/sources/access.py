"""Who sees receipts and corrections, and who may change the sharing list."""

from datetime import date

from django.db.models import QuerySet

from nuozheng.applications import access
from nuozheng.evidence.models import AccessReceipt
from nuozheng.law.policy import Policy
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Jurisdiction, Membership, in_force
from nuozheng.verification.sources.models import SourceCorrection


def own_receipts(account: Account, today: date) -> QuerySet[AccessReceipt]:
    """Every look at data in the account's own cases."""
    mine = access.own(account, today)
    return AccessReceipt.objects.filter(
        case_number__in=mine.values("number"), party__in=mine.values("applicant")
    )


def own_corrections(account: Account, today: date) -> QuerySet[SourceCorrection]:
    """What was asked in the account's own cases."""
    return SourceCorrection.objects.filter(application__in=access.own(account, today).values("pk"))


def corrections_at_desk(account: Account, today: date) -> QuerySet[SourceCorrection]:
    """The inbox of a data owner: its place's corrections, but none of one's own."""
    places = Membership.objects.filter(
        in_force(today), account=account, role=Role.DATA_OWNER
    ).values("agency__jurisdiction")
    return SourceCorrection.objects.filter(application__agency__jurisdiction__in=places).exclude(
        application__in=access.own(account, today).values("pk")
    )


def register_owner(jurisdiction: Jurisdiction, policy: Policy) -> Agency | None:
    """数据共享清单的责任单位: by the place's text, a data centre before anybody else named."""
    names = policy.verification.data_owner.value
    order = sorted(names, key=lambda name: "大数据" not in name)
    found = {
        agency.short_name: agency
        for agency in Agency.objects.filter(jurisdiction=jurisdiction, short_name__in=order)
    }
    return next((found[name] for name in order if name in found), None)


def may_change_register(
    account: Account, jurisdiction: Jurisdiction, policy: Policy, today: date
) -> bool:
    """Only the owner's own staff (LYG19-1.5d); where no owner is named, any data owner there."""
    held = Membership.objects.filter(in_force(today), account=account, role=Role.DATA_OWNER)
    owner = register_owner(jurisdiction, policy)
    if owner is not None:
        return held.filter(agency=owner).exists()
    return held.filter(agency__jurisdiction=jurisdiction).exists()
