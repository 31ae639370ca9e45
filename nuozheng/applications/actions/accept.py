"""Accept a case that is complete: from here the service's own days run."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.clocks import ACCEPTANCE_BASIS, start_decision
from nuozheng.applications.completeness import refuse_if_unsettled
from nuozheng.applications.models import Application
from nuozheng.evidence import deadlines
from nuozheng.evidence.models import Deadline
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.law.procedure import APPLICATION, ApplicationStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account


def accept(*, application: Application, by: Account) -> Application:
    """Accept a complete case; what still waits for an agency does not hinder it."""
    with transaction.atomic():
        case = locked(Application, application.pk)
        roles = access.roles_in(by, case, timezone.localdate())
        role = must_be_allowed(APPLICATION, "accept", case.status, roles)
        refuse_if_unsettled(case, case.proofs.select_related("version__entry__proof"))
        accept_now(case, by, role)
    return case


def accept_overdue(today: date) -> int:
    """逾期不告知的，自收到申请材料之日起即为受理: silence is an act, in the applicant's favour."""
    over = Deadline.objects.overdue(today).filter(kind=APPLICATION.kind, what="accept")
    accepted = 0
    for clock in over:
        with transaction.atomic():
            case = locked(Application, clock.record_id)
            if case.status == ApplicationStatus.SUBMITTED:
                accept_now(case, None, Role.SYSTEM, "逾期没有告知补正，视为受理")
                accepted += 1
    return accepted


def accept_now(
    case: Application,
    by: Account | None,
    role: Role,
    reason: str = "",
    basis: tuple[str, ...] = (),
) -> None:
    """Accept a locked case: its clock of acceptance is met, that of the decision begins."""
    now = timezone.now()
    deadlines.meet_all(APPLICATION.kind, case.pk, now)
    case.accepted_at = now
    start_decision(case)
    move(
        case,
        APPLICATION,
        "accept",
        by=by,
        role=role,
        at=now,
        reason=reason,
        basis=(*ACCEPTANCE_BASIS, *basis),
        changed=("accepted_at", "due_on"),
    )
