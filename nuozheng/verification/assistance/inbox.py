"""Take in a partner's message: once, whichever way it comes, and only about its own requests."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from nuozheng.catalogue.models import Catalogue
from nuozheng.documents.models import Document
from nuozheng.documents.uploads import received
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import append, locked, move
from nuozheng.gateways.assistance.protocol import Message, Request
from nuozheng.gateways.sources.signing import WINDOW_SECONDS
from nuozheng.law.assistance.moves import ASSISTANCE_REQUEST, RUNNING, AssistanceStatus
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency, Party
from nuozheng.verification.assistance.actions.ask import CLOCK
from nuozheng.verification.assistance.actions.reply import Signed, file_reply
from nuozheng.verification.assistance.models import (
    AssistanceRequest,
    IncomingMessage,
    UsedNonce,
)

_REPLIES = ("answer", "decline")


def take_nonce(cell: str, nonce: str) -> bool:
    """Whether this nonce is new; afterwards it isn't."""
    try:
        with transaction.atomic():
            UsedNonce.objects.create(cell=cell, nonce=nonce, used_at=timezone.now())
    except IntegrityError:
        return False
    return True


def forget_nonces(now: datetime) -> int:
    """Nonces of messages whose time would not be believed any more; how many."""
    old = now - timedelta(seconds=2 * WINDOW_SECONDS)
    return UsedNonce.objects.filter(used_at__lt=old).delete()[0]


def take_in(cell: str, message: Message) -> None:
    """Do what a believed message says; a second delivery of it does nothing more.

    Errors: Refused for an agency or a request that is not there, or a step that is not possible.
    """
    now = timezone.now()
    known = IncomingMessage.objects.filter(cell=cell, message_id=message.id)
    try:
        with transaction.atomic():
            if known.exists():
                return
            IncomingMessage.objects.create(
                cell=cell,
                message_id=message.id,
                kind=message.kind,
                request=_done(cell, message, now),
                received_at=now,
            )
    except IntegrityError:
        # The same message, or the same request, was taken in meanwhile.
        if not known.exists():
            raise


def _done(cell: str, message: Message, now: datetime) -> AssistanceRequest:
    if message.kind == "request":
        return _new(cell, message, now)
    if message.kind in (*_REPLIES, "take_on"):
        row = _known(
            AssistanceRequest.objects.filter(requester_cell="", provider_cell=cell), message
        )
        return _replied(row, message, now)
    row = _known(AssistanceRequest.objects.filter(requester_cell=cell), message)
    if message.kind == "remind":
        append(
            ASSISTANCE_REQUEST.kind,
            row.pk,
            "remind",
            row.status,
            row.status,
            by=None,
            role=Role.SYSTEM,
            at=now,
            basis=row.basis,
        )
    elif row.status in RUNNING:
        move(
            row,
            ASSISTANCE_REQUEST,
            "take_back",
            by=None,
            role=Role.SYSTEM,
            at=now,
            reason=message.reason or "对方撤回",
        )
        deadlines.meet(ASSISTANCE_REQUEST.kind, row.pk, CLOCK, now)
    return row


def _known(rows: QuerySet[AssistanceRequest], message: Message) -> AssistanceRequest:
    """The request, held until the transaction ends, if it is one between us and this partner."""
    found = rows.filter(number=message.number).first()
    if found is None:
        raise Refused.because("request_unknown", "没有这个编号的协助请求。", cure="请核对编号。")
    return locked(AssistanceRequest, found.pk)


def _new(cell: str, message: Message, now: datetime) -> AssistanceRequest:
    said = message.request
    if said is None:
        raise Refused.because("request_is_complete", "没有请求的内容。", cure="请补上再发。")
    provider = Agency.objects.filter(name=said.provider).order_by("pk").first()
    if provider is None:
        raise Refused.because(
            "provider_unknown",
            f"这里没有“{said.provider}”这个单位。",
            cure="请写单位的全称，或者改请别的单位。",
        )
    held = Catalogue.objects.filter(jurisdiction=provider.jurisdiction_id)
    last = held.order_by("-published_on", "slug").first()
    return _entered(cell, message.number, said, provider, last.policy_key if last else "cn", now)


def _entered(
    cell: str, number: str, said: Request, provider: Agency, policy_key: str, now: datetime
) -> AssistanceRequest:
    request = AssistanceRequest.objects.create(
        number=number,
        requester_cell=cell,
        requester_name=said.requester,
        provider=provider,
        provider_name=provider.name,
        policy_key=policy_key,
        kind=said.kind,
        urgent_reason=said.urgent_reason,
        item=said.item,
        proof=said.proof,
        subject_kind=said.subject_kind,
        subject_name=said.subject_name,
        subject_identifier=said.subject_identifier,
        subject_index=Party.index_of(said.subject_identifier),
        question=said.question,
        legal_basis=said.legal_basis,
        days=said.days,
        basis=["CN-GBF42-assist"],
        status=AssistanceStatus.SENT,
        created_at=now,
        sent_at=now,
        due_on=said.due_on,
    )
    append(
        ASSISTANCE_REQUEST.kind,
        request.pk,
        "receive",
        "",
        AssistanceStatus.SENT,
        by=None,
        role=Role.SYSTEM,
        at=now,
        basis=request.basis,
        detail={"from": cell},
    )
    clock = deadlines.start(
        ASSISTANCE_REQUEST.kind,
        request.pk,
        CLOCK,
        title="答复协助请求",
        from_day=timezone.localtime(now).date(),
        days=said.days,
        basis=request.basis,
    )
    # The asker's own day counts where it comes first.
    request.due_on = clock.due_on = min(clock.due_on, max(said.due_on, timezone.localdate()))
    clock.save(update_fields=["due_on"])
    request.save(update_fields=["due_on"])
    return request


def _replied(row: AssistanceRequest, message: Message, now: datetime) -> AssistanceRequest:
    """A step of the other side; one that comes after the end, or twice over, changes nothing."""
    if row.status not in RUNNING:
        return row
    if message.kind == "take_on":
        if row.status == AssistanceStatus.SENT:
            move(row, ASSISTANCE_REQUEST, "take_on", by=None, role=Role.SYSTEM, at=now)
        return row
    said = message.reply
    if said is None:
        raise Refused.because("answer_has_an_outcome", "没有答复的内容。", cure="请补上再发。")
    paper: Document | None = None
    if said.paper:
        paper = received(said.paper, kind="reply", title=f"协助复函 {row.number}")
        paper.created_at = now
        paper.save()
    signed = Signed(
        said.outcome,
        said.text,
        said.signer_name,
        said.signer_post,
        said.signed_at,
        said.digest,
        paper,
    )
    file_reply(row, message.kind, signed, by=None, role=Role.SYSTEM)
    return row
