"""Put the standard form to the unit that issues a proof."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.models import DisposedProof, ProofStatus
from nuozheng.evidence import deadlines
from nuozheng.evidence.models import AccessReceipt
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.conditions import sentence
from nuozheng.law.confirmation import (
    CONFIRMATION_REQUEST,
    ConfirmationStatus,
    form_of,
)
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency
from nuozheng.verification.comparison import declared
from nuozheng.verification.confirmation.models import ConfirmationRequest
from nuozheng.verification.follow import PENDING
from nuozheng.verification.methods import switch
from nuozheng.verification.models import VerificationTask

CLOCK = "confirmation"


def ask_issuer(
    *, proof: DisposedProof, provider: Agency, by: Account, task: VerificationTask | None = None
) -> ConfirmationRequest:
    """Put the standard form to the issuing unit, about a proof or about one promised condition.

    Errors: Refused for strangers, for what is settled, for one's own unit, or asked twice.
    """
    now, today = timezone.now(), timezone.localdate()
    case, wanted = proof.application, Role.OFFICER if task is None else Role.VERIFIER
    with transaction.atomic():
        if wanted not in access.roles_in(by, case, today):
            raise Refused.because(
                "not_your_move",
                f"只有本机关的{wanted.chinese}能请出具单位核验。",
                cure=f"请用{wanted.chinese}的账号登录，或者转给有这个职责的同事。",
            )
        row = DisposedProof.objects.select_for_update(of=("self",)).get(pk=proof.pk)
        held = locked(VerificationTask, task.pk) if task else None
        _must_be_open(row, held)
        if provider.pk == case.agency_id:
            raise Refused.because(
                "provider_is_another",
                "不能请自己核验。",
                cure="请选出具这份证明的单位；本单位能查的，直接核对。",
            )
        if ConfirmationRequest.objects.filter(proof=row, task=held, status="sent").exists():
            raise Refused.because(
                "confirmation_is_running",
                "已经请出具单位核验，还没有答复。",
                cure="请等答复；要改请别的单位，先撤回原来的。",
            )
        return _sent(row, held, provider, by, wanted, now)


def take_back(*, request: ConfirmationRequest, by: Account, reason: str) -> ConfirmationRequest:
    """Not needed any more, or another unit is asked."""
    now = timezone.now()
    with transaction.atomic():
        row = locked(ConfirmationRequest, request.pk)
        roles = access.roles_in(by, row.application, timezone.localdate())
        role = must_be_allowed(CONFIRMATION_REQUEST, "take_back", row.status, roles)
        reason = written(reason, "理由", 200)
        move(row, CONFIRMATION_REQUEST, "take_back", by=by, role=role, at=now, reason=reason)
        deadlines.meet(CONFIRMATION_REQUEST.kind, row.pk, CLOCK, now)
    return row


def _must_be_open(proof: DisposedProof, task: VerificationTask | None) -> None:
    if task is not None:
        if task.status not in PENDING:
            raise Refused.because(
                "task_closed", "这项核查已经有结论，不用再核验。", cure="请直接看结论。"
            )
    elif proof.status != ProofStatus.AWAITING_AGENCY:
        raise Refused.because(
            "proof_is_settled", "这份证明不在等部门答复。", cure="请刷新页面，看看它现在怎样解决。"
        )


def _sent(
    proof: DisposedProof,
    task: VerificationTask | None,
    provider: Agency,
    by: Account,
    role: Role,
    at: datetime,
) -> ConfirmationRequest:
    case = proof.application
    rule = case.policy.verification.assistance_days
    basis = (*case.policy.verification.assistance_form.clause, *rule.clause)
    row = ConfirmationRequest.objects.create(
        number=f"HY-{timezone.localtime(at):%Y%m%d}-{secrets.token_hex(4).upper()}",
        application=case,
        proof=proof,
        task=task,
        requester_id=case.agency_id,
        provider=provider,
        asked=_form(proof, task),
        status=ConfirmationStatus.SENT,
        asked_at=at,
        asked_by=by,
        due_on=timezone.localtime(at).date(),
    )
    clock = deadlines.start(
        CONFIRMATION_REQUEST.kind,
        row.pk,
        CLOCK,
        title="答复证明核验",
        from_day=row.due_on,
        days=rule.value,
        basis=basis,
    )
    row.due_on = clock.due_on
    row.save(update_fields=["due_on"])
    append(
        CONFIRMATION_REQUEST.kind,
        row.pk,
        "ask",
        "",
        ConfirmationStatus.SENT,
        by=by,
        role=role,
        at=at,
        basis=basis,
        detail={"to": provider.name, "proof": proof.pk, "task": task.pk if task else None},
    )
    if task is not None:
        switch(task, "agency_verification", by=by, role=role, at=at)
    AccessReceipt.objects.create(
        party=case.applicant,
        source=provider.name[:40],
        purpose=f"部门核验：办理{case.item.name}"[:120],
        case_number=case.number,
        attributes=[proof.version.entry.proof.name[:60]],
        basis=list(basis),
        result="asked",
        asked_at=at,
        asked_by=by,
    )
    return row


def _form(proof: DisposedProof, task: VerificationTask | None) -> dict[str, str]:
    """The lines of the form that the asker fills in; the last is the issuer's."""
    case, of = proof.application, proof.version.entry.proof
    if task is None:
        fact = proof.version.content or f"{of.name}所证明的内容"
    else:
        condition, item = declared(task)
        fact = sentence(condition, item.declared.values)
    said = {
        "proof_code": of.code,
        "proof_name": of.name,
        "subject_name": case.applicant.name,
        "subject_identifier": case.applicant.identifier,
        "item": case.item.name,
        "fact": fact,
    }
    return {line.key: said.get(line.key, "") for line in form_of(of.kind)}
