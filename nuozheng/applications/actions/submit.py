"""Hand a case in without a commitment, or again after an interruption."""

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.clocks import start_acceptance
from nuozheng.applications.completeness import refuse_if_unsettled
from nuozheng.applications.models import Application, CompletionRequest
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.procedure import APPLICATION
from nuozheng.parties.models import Account


def submit(*, application: Application, by: Account) -> Application:
    """Hand in a case without a commitment. Refused with every gap at once."""
    return _hand_in(application, by, "submit")


def resubmit(*, application: Application, by: Account) -> Application:
    """The proofs asked for after a withdrawal are complete: the case goes on."""
    return _hand_in(application, by, "resubmit")


def complete(*, application: Application, by: Account, answer: str = "") -> Application:
    """What the office asked for, once, is there: the case is back with the office."""
    return _hand_in(application, by, "complete", answer)


def _hand_in(application: Application, by: Account, act: str, answer: str = "") -> Application:
    answer = written(answer, "说明")
    now = timezone.now()
    with transaction.atomic():
        case = locked(Application, application.pk)
        roles = access.roles_in(by, case, timezone.localdate())
        role = must_be_allowed(APPLICATION, act, case.status, roles)
        if act == "complete":
            request = CompletionRequest.objects.get(application=case)
            request.answered_at, request.answer = now, answer or None
            request.save(update_fields=["answered_at", "answer"])
        refuse_if_unsettled(case, case.proofs.select_related("version__entry__proof"))
        case.submitted_at = case.submitted_at or now
        deadlines.meet_all(APPLICATION.kind, case.pk, now)
        start_acceptance(case)
        move(
            case,
            APPLICATION,
            act,
            by=by,
            role=role,
            at=now,
            changed=("submitted_at", "due_on"),
        )
    return case
