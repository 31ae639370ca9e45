"""The requested agency takes on, answers, or says in writing why it can't help."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import transaction
from django.utils import timezone

from nuozheng.documents.models import Document
from nuozheng.documents.sealing import issued
from nuozheng.documents.typesetting.report import Report, render_report
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.assistance.moves import ASSISTANCE_REQUEST, AssistanceKind, AssistanceStatus
from nuozheng.law.assistance.rules import declining_has_a_cause, next_method
from nuozheng.law.confirmation import digest_of
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.policy import load_policy
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification.assistance.access import providing_roles
from nuozheng.verification.assistance.actions.ask import CLOCK
from nuozheng.verification.assistance.messages import tell
from nuozheng.verification.assistance.models import AssistanceRequest
from nuozheng.verification.follow import PENDING
from nuozheng.verification.methods import switch, to_person
from nuozheng.verification.models import VerificationTask

OUTCOME_WORD = {
    "agrees": "与承诺一致",
    "differs": "与承诺不同",
    "unclear": "查不清",
    "done": "已经照办",
}
Outcome = Literal["agrees", "differs", "unclear", "done"]


@dataclass(frozen=True, slots=True)
class Signed:
    """A reply as it reached the requester: the words, who signed when, and the paper."""

    outcome: str
    text: str
    name: str
    post: str
    at: datetime
    digest: str
    document: Document | None


def take_on(*, request: AssistanceRequest, by: Account) -> AssistanceRequest:
    """Received; the requester learns that somebody is at work."""
    now = timezone.now()
    with transaction.atomic():
        row = locked(AssistanceRequest, request.pk)
        roles = providing_roles(by, row, timezone.localdate())
        role = must_be_allowed(ASSISTANCE_REQUEST, "take_on", row.status, roles)
        move(row, ASSISTANCE_REQUEST, "take_on", by=by, role=role, at=now)
        tell(row, "take_on", now)
    return row


def answer(
    *, request: AssistanceRequest, by: Account, outcome: Outcome, text: str
) -> AssistanceRequest:
    """What the records say, signed; the requester's verifier reads it and records the result."""
    if outcome not in OUTCOME_WORD:
        raise Refused.because(
            "answer_has_an_outcome",
            "没有写明结论。",
            cure="请选一项：一致、不同、查不清；公示和查找选“已经照办”。",
        )
    return _replied(request, by, "answer", outcome, text)


def decline(*, request: AssistanceRequest, by: Account, reason: str) -> AssistanceRequest:
    """Cannot help, in writing and with reasons; Refused without any (XBQ21-2.4f, MJ21-2.3.7q)."""
    policy = load_policy(request.policy_key)
    if wrong := obstacles([declining_has_a_cause(policy, reason)]):
        raise Refused(*wrong)
    return _replied(request, by, "decline", "", reason)


def _replied(
    request: AssistanceRequest, by: Account, act: str, outcome: str, text: str
) -> AssistanceRequest:
    now, today = timezone.now(), timezone.localdate()
    text = written(text, "答复")
    with transaction.atomic():
        row = locked(AssistanceRequest, request.pk)
        role = must_be_allowed(ASSISTANCE_REQUEST, act, row.status, providing_roles(by, row, today))
        assert row.provider is not None
        name, post = str(by), f"{row.provider.name}{role.chinese}"
        said = {
            "number": row.number,
            "act": act,
            "outcome": outcome,
            "text": text,
            "signer": name,
            "post": post,
            "at": now.isoformat(),
        }
        digest = digest_of(said)
        paper = _paper(row, act, outcome, text, f"{post}{name}", digest)
        paper.created_at, paper.created_by = now, by
        paper.save()
        row.replied_by = by
        signed = Signed(outcome, text, name, post, now, digest, paper)
        file_reply(row, act, signed, by=by, role=role)
        tell(row, act, now)
    return row


def file_reply(
    row: AssistanceRequest, act: str, signed: Signed, *, by: Account | None, role: Role
) -> None:
    """Keep the reply with its paper, end the clock, and tell the task; in a transaction."""
    row.outcome, row.reply, row.replied_at = signed.outcome, signed.text, signed.at
    row.signer_name, row.signer_post = signed.name, signed.post
    row.digest, row.document = signed.digest, signed.document
    now = timezone.now()
    move(
        row,
        ASSISTANCE_REQUEST,
        act,
        by=by,
        role=role,
        at=now,
        # The words are about a person and stay with the record, encrypted.
        reason="答复见协助请求" if signed.text else "",
        basis=row.basis,
        detail={"digest": signed.digest, "signer": signed.name, "post": signed.post},
        changed=(
            "outcome",
            "reply",
            "replied_at",
            "replied_by",
            "signer_name",
            "signer_post",
            "digest",
            "document",
        ),
    )
    deadlines.meet(ASSISTANCE_REQUEST.kind, row.pk, CLOCK, now)
    if row.task_id is not None:
        _tell_task(row, now)


def _tell_task(row: AssistanceRequest, at: datetime) -> None:
    """An answer goes to the verifier; after a refusal the task is checked another way."""
    task = locked(VerificationTask, row.task_id)
    if task.status not in PENDING:
        return
    if row.status == AssistanceStatus.ANSWERED:
        to_person(task, f"{row.provider_name}已经答复，请看过以后记录结果", at=at, basis=row.basis)
        return
    policy = load_policy(row.policy_key)
    refusal = policy.verification.assistance_refusal
    switch(
        task,
        next_method(policy, (*row.tried, "assistance")),
        by=None,
        role=Role.SYSTEM,
        at=at,
        reason=f"{row.provider_name}书面答复不能协助，换办法核查",
        basis=refusal.clause or row.basis,
    )


def _paper(
    row: AssistanceRequest, act: str, outcome: str, text: str, signer: str, digest: str
) -> Document:
    """The written reply to the requester."""
    word = OUTCOME_WORD.get(outcome, "不能协助")
    content = render_report(
        Report(
            title="协助请求的复函",
            addressee=row.requester_name,
            agency=row.provider_name,
            sections=(
                (
                    "来函",
                    f"编号：{row.number}\n种类：{AssistanceKind(row.kind).chinese}\n"
                    f"事项：{row.item}\n证明：{row.proof}\n依据：{row.legal_basis}",
                ),
                ("答复" if act == "answer" else "不能协助的理由", f"结论：{word}\n{text}"),
                ("签名", f"{signer}\n摘要（SM3）：{digest}"),
            ),
            issued_on=timezone.localdate(),
        )
    )
    return issued(content, kind="official", title=f"协助复函 {row.number}", unit=row.provider_name)
