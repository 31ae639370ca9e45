"""The issuing unit answers many at once, each signed, and the result joins its case."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from django.db import transaction
from django.utils import timezone

from nuozheng.applications.actions.obtain import obtain_from_issuer
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.confirmation import (
    CONFIRMATION_REQUEST,
    ConfirmationStatus,
    digest_of,
)
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import OPEN_APPLICATION, VERIFICATION_TASK
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.parties.roles import roles_at
from nuozheng.verification.comparison import mark_started
from nuozheng.verification.confirmation.access import owed
from nuozheng.verification.confirmation.actions.ask import CLOCK
from nuozheng.verification.confirmation.models import ConfirmationRequest
from nuozheng.verification.follow import PENDING
from nuozheng.verification.methods import to_person
from nuozheng.verification.models import VerificationTask

Answer = Literal["vouch", "deny", "send_back"]
ANSWERS: tuple[Answer, ...] = ("vouch", "deny", "send_back")


def answer_many(
    *,
    requests: Sequence[ConfirmationRequest],
    by: Account,
    act: Answer,
    note: str = "",
    of_kind: str = "",
) -> list[ConfirmationRequest]:
    """One answer for all that are ticked, each signed by itself; all of them or none.

    `of_kind` is what the form asks beside the answer: a certificate's number and validity, say.
    """
    if not requests:
        raise Refused.because("nothing_ticked", "还没有勾选要答复的。", cure="请先勾选，再选答复。")
    note, of_kind = written(note, "说明", 500), written(of_kind, "记载的内容", 200)
    with transaction.atomic():
        order = sorted(requests, key=lambda one: one.pk)
        return [_answered(one, by, act, note, of_kind, timezone.now()) for one in order]


def is_intact(request: ConfirmationRequest) -> bool:
    """Whether form, answer and signer are what was signed."""
    return request.digest == digest_of(_signed(request))


def _answered(
    request: ConfirmationRequest, by: Account, act: Answer, note: str, of_kind: str, at: datetime
) -> ConfirmationRequest:
    row = locked(ConfirmationRequest, request.pk)
    today = timezone.localdate()
    mine = owed(by, today).filter(pk=row.pk).exists()
    roles = sorted(roles_at(by, row.provider_id, today)) if mine else ()
    role = must_be_allowed(CONFIRMATION_REQUEST, act, row.status, roles)
    row.asked = {**row.asked, "of_kind": of_kind}
    row.answer, row.answered_at, row.answered_by = note, at, by
    row.signer_name, row.signer_post = str(by), f"{row.provider.name}{role.chinese}"
    to = CONFIRMATION_REQUEST.rule(act, row.status).to_state
    row.digest = digest_of(_signed(row, to))
    move(
        row,
        CONFIRMATION_REQUEST,
        act,
        by=by,
        role=role,
        at=at,
        # The words are about a person and stay with the record, encrypted.
        reason="说明见核验答复" if note else "",
        basis=row.application.policy.verification.assistance_form.clause,
        detail={"digest": row.digest, "signer": row.signer_name, "post": row.signer_post},
        changed=(
            "asked",
            "answer",
            "answered_at",
            "answered_by",
            "signer_name",
            "signer_post",
            "digest",
        ),
    )
    deadlines.meet(CONFIRMATION_REQUEST.kind, row.pk, CLOCK, at)
    _joins_the_case(row, by, at)
    return row


def _signed(row: ConfirmationRequest, status: str = "") -> dict[str, str]:
    assert row.answered_at is not None
    return {
        **row.asked,
        "number": row.number,
        "status": status or row.status,
        "note": row.answer or "",
        "signer": row.signer_name,
        "post": row.signer_post,
        "at": row.answered_at.isoformat(),
    }


def _joins_the_case(row: ConfirmationRequest, by: Account, at: datetime) -> None:
    """Confirmed: the proof is there, or the promise is kept. Anything else goes to a person."""
    confirmed = row.status == ConfirmationStatus.CONFIRMED
    said = f"{row.provider.name}{timezone.localtime(at):%Y年%m月%d日}核验属实，编号{row.number}"
    if row.task_id is None:
        if confirmed and row.application.status in OPEN_APPLICATION:
            obtain_from_issuer(proof=row.proof, by=by, note=said, number=row.number, at=at)
        return
    task = locked(VerificationTask, row.task_id)
    if task.status not in PENDING:
        return
    if not confirmed:
        word = ConfirmationStatus(row.status).chinese
        to_person(task, f"{row.provider.name}答复“{word}”，请看过以后记录结果", at=at)
        return
    task.result = {**task.seen, "note": said, "confirmation": row.number}
    task.checked_at = at
    mark_started(task.application)
    move(
        task,
        VERIFICATION_TASK,
        "confirm",
        by=None,
        role=Role.SYSTEM,
        at=at,
        reason="出具单位签名确认，见核验答复",
        basis=task.basis,
        detail={"confirmation": row.number, "signer": row.signer_name},
        changed=("checked_at", "result"),
    )
