"""Before a decision: do the certificates that it would rest on still count?"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access, certificates
from nuozheng.applications.certificates import Linked, linked
from nuozheng.applications.models import Application, DisposedProof, ProofStatus
from nuozheng.evidence.moves import append, locked
from nuozheng.gateways.sources.protocol import Answer
from nuozheng.law.certificates import CertificateState
from nuozheng.law.conditions import AnswerStatus
from nuozheng.law.procedure import APPLICATION, ApplicationStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account

SILENT = "unavailable"
"""The library did not answer: what it said before stands, with its day, and harms nobody."""


def look_again(application: Application, by: Account) -> None:
    """Ask for each certificate of an accepted case once more; outside a transaction.

    One that was revoked, has ended or is not there any more leaves its proof to the officer, who
    asks the issuing body; nothing is asked of the applicant. Strangers are left to the act itself.
    """
    if application.state is not ApplicationStatus.ACCEPTED:
        return
    rows = [(row, held) for row in application.proofs.all() if (held := _unseen(row)) is not None]
    if not rows or Role.OFFICER not in access.roles_in(by, application, timezone.localdate()):
        return
    answer = certificates.look_up(
        application,
        kinds=sorted({held.kind for _, held in rows}),
        purpose="作决定以前，再看一次电子证照还有没有效",
        by=by,
        at=timezone.now(),
    )
    with transaction.atomic():
        case = locked(Application, application.pk)
        for row, held in rows:
            _write(case, row, held, answer, by)


def _unseen(row: DisposedProof) -> Linked | None:
    """A certificate that nobody has confirmed by hand."""
    return None if "note" in row.obtained or row.status != ProofStatus.SETTLED else linked(row)


def _write(
    case: Application, row: DisposedProof, held: Linked, answer: Answer | None, by: Account
) -> None:
    now, said = timezone.now(), _said(held, answer)
    row.obtained["certificate"]["looked_again"] = said
    if said == CertificateState.VALID.value and answer is not None and answer.as_of:
        row.obtained["as_of"] = answer.as_of.isoformat()
    elif said != SILENT:
        row.status = ProofStatus.AWAITING_AGENCY
    row.save(update_fields=["obtained", "status"])
    append(
        APPLICATION.kind,
        case.pk,
        "look_again",
        case.status,
        case.status,
        by=by,
        role=Role.OFFICER,
        at=now,
        basis=case.policy.verification.data_sources.clause,
        detail=_detail(row, held, said),
    )


def _detail(row: DisposedProof, held: Linked, said: str) -> dict[str, Any]:
    return {"proof": row.pk, "digest": held.digest, "result": said}


def _said(held: Linked, answer: Answer | None) -> str:
    """valid, expired, revoked, not_found, or unavailable."""
    if answer is None or answer.status is AnswerStatus.UNAVAILABLE:
        return SILENT
    same = [one for one in answer.certificates if one.digest == held.digest]
    return same[0].state_on(timezone.localdate()).value if same else AnswerStatus.NOT_FOUND.value
