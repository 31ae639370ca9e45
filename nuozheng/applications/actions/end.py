"""End a case early: the applicant gives up, or a final finding leads to its end."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.models import Application
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import APPLICATION
from nuozheng.parties.models import Account

AFTER_A_FINDING = ("terminate", "invalidate", "revoke")


def abandon(*, application: Application, by: Account) -> Application:
    """The applicant no longer wants it; nothing is held against anybody."""
    now = timezone.now()
    with transaction.atomic():
        case = locked(Application, application.pk)
        roles = access.roles_in(by, case, timezone.localdate())
        role = must_be_allowed(APPLICATION, "abandon", case.status, roles)
        _stop(case)
        move(case, APPLICATION, "abandon", by=by, role=role, at=now, changed=("due_on",))
    return case


def end_after_finding(
    *,
    application: Application,
    act: str,
    by: Account,
    reason: str,
    document_number: str,
    basis: Sequence[str],
) -> Application:
    """Terminate, treat as invalid or revoke, on a final finding with its document number.

    Called by the consequence that carries the finding; an officer has no other way to it.
    """
    if act not in AFTER_A_FINDING:
        raise ValueError(f"{act} is not an end that follows from a finding")
    if not document_number.strip():
        raise Refused.because(
            "document_required",
            "要先有认定书的文号，才能作出处理。",
            cure="请先出具认定书，再填上它的文号。",
        )
    now = timezone.now()
    with transaction.atomic():
        case = locked(Application, application.pk)
        roles = access.roles_in(by, case, timezone.localdate())
        role = must_be_allowed(APPLICATION, act, case.status, roles)
        case.decided_at = case.decided_at or now
        _stop(case)
        move(
            case,
            APPLICATION,
            act,
            by=by,
            role=role,
            at=now,
            reason=reason,
            basis=basis,
            detail={"document": document_number},
            changed=("due_on", "decided_at"),
        )
    return case


def _stop(case: Application) -> None:
    deadlines.meet_all(APPLICATION.kind, case.pk, timezone.now())
    case.due_on = None
