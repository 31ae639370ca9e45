"""Who may have the evidence bundle of a case, and as which reader."""

from datetime import date

from nuozheng.applications import access
from nuozheng.applications.models import Application
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from nuozheng.oversight.figures import watched
from nuozheng.parties.models import Account, Agency, Membership, in_force
from nuozheng.verification.bundle.reader import PURPOSES, Reader

_WITH = ("item", "catalogue__jurisdiction", "agency", "applicant", "agent", "commitment", "notice")
LOOK_BASIS = ("CN-PIPL-34",)
MAY_TAKE = (Role.OFFICER, Role.VERIFIER, Role.SUPERVISOR)


def case_to_bundle(account: Account, number: str, today: date) -> tuple[Application, Reader] | None:
    """The case and as whom its bundle is read; None for everybody who has no business with it.

    One's own case is always read as the person, whatever posts one holds.
    """
    case = Application.objects.select_related(*_WITH).filter(number=number).first()
    if case is None:
        return None
    if access.own(account, today).filter(pk=case.pk).exists():
        return case, Reader.PERSON
    if case.submitted_at is None:
        return None
    if any(role in access.STAFF for role in access.roles_in(account, case, today)):
        return case, Reader.HANDLER
    supervises = Membership.objects.filter(in_force(today), account=account, role=Role.SUPERVISOR)
    if supervises.exists():
        places = {place.pk for place in watched(account, today)}
        if Agency.objects.filter(pk=case.agency_id, jurisdiction__in=places).exists():
            return case, Reader.SUPERVISOR
    return None


def purpose_named(key: str) -> str:
    """A purpose of the list in words. Errors: Refused for none or another."""
    if key in PURPOSES:
        return PURPOSES[key]
    raise Refused.because(
        "bundle_has_a_purpose",
        "还没有选为什么要取证据包。",
        "CN-PIPL-34",
        cure="请从列出的用途里选一个；每次取用都有记录，本人看得到。",
    )
