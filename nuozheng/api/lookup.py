"""Find what a call names, if the caller may see it: otherwise it isn't there."""

from datetime import date

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from nuozheng.applications import access as case_access
from nuozheng.applications.models import Application, DisposedProof
from nuozheng.catalogue.models import Catalogue, ServiceItem
from nuozheng.evidence.prepared import Prepared
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification import access as desk_access
from nuozheng.verification.models import UntruthFinding, VerificationTask

_TO_ACT_ON = Prepared(
    lambda number: Application.objects.filter(number=number).only(
        "number", "applicant", "agent", "authorisation", "agency"
    )
)
_WITH = ("item", "catalogue__jurisdiction", "agency", "applicant", "agent")


def today() -> date:
    return timezone.localdate()


def cases(account: Account) -> QuerySet[Application]:
    """Every case that the account may see, latest first."""
    seen = case_access.visible_to(account, today())
    return seen.select_related(*_WITH).order_by("-opened_at", "-pk")


def case_of(account: Account, number: str) -> Application:
    """One of them by its number; Http404 for all others."""
    found = cases(account).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def case_to_act_on(account: Account, number: str) -> Application:
    """The same for an act that reads the case again under its lock: who may see it, no more."""
    found = _TO_ACT_ON.first(number=number)
    if found is None or not case_access.may_see(account, found, today()):
        raise Http404
    return found


def roles_in(account: Account, application: Application) -> tuple[Role, ...]:
    return case_access.roles_in(account, application, today())


def speaks_for_applicant(account: Account, application: Application) -> bool:
    return any(role.speaks_for_applicant for role in roles_in(account, application))


def proof_of(application: Application, id: int) -> DisposedProof:
    """One proof of the case; Http404 for a proof of another."""
    found = application.proofs.select_related("version__entry__proof").filter(pk=id).first()
    if found is None:
        raise Http404
    return found


def place_of(slug: str) -> Catalogue:
    found = Catalogue.objects.select_related("jurisdiction").filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def item_of(id: int) -> ServiceItem | None:
    return (
        ServiceItem.objects.select_related("catalogue__jurisdiction", "agency__jurisdiction")
        .filter(pk=id)
        .first()
    )


def tasks(account: Account) -> QuerySet[VerificationTask]:
    """The tasks of the agencies where the account is verifier, soonest due first."""
    found = desk_access.desk_tasks(account, today())
    return found.select_related(
        "application__item", "proof__version__entry__proof", "evidence"
    ).order_by("due_on", "pk")


def task_of(account: Account, id: int) -> VerificationTask:
    found = tasks(account).filter(pk=id).first()
    if found is None:
        raise Http404
    return found


def findings(account: Account) -> QuerySet[UntruthFinding]:
    """Findings at the account's desk, and those about its own cases that it was told of."""
    seen = desk_access.desk_findings(account, today()) | desk_access.own_findings(account, today())
    return seen.select_related("application__item", "application__catalogue").order_by("-pk")


def finding_of(account: Account, id: int) -> UntruthFinding:
    found = findings(account).filter(pk=id).first()
    if found is None:
        raise Http404
    return found
