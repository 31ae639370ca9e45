"""Messages to partners: written in the same transaction as the act that they tell of."""

import base64
import uuid
from datetime import datetime
from typing import Any

from nuozheng.verification.assistance.models import (
    AssistanceRequest,
    MessageStatus,
    OutgoingMessage,
)


def tell(request: AssistanceRequest, kind: str, at: datetime, reason: str = "") -> None:
    """Queue what the other side must know; nothing where both sides are here."""
    cell = request.provider_cell or request.requester_cell
    if not cell:
        return
    body: dict[str, Any] = {"kind": kind, "number": request.number, "reason": reason}
    if kind == "request":
        body["request"] = _form(request)
    if kind in ("answer", "decline"):
        body["reply"] = _reply(request)
    OutgoingMessage.objects.create(
        id=uuid.uuid4(),
        cell=cell,
        request=request,
        kind=kind,
        body=body,
        status=MessageStatus.WAITING,
        next_at=at,
        created_at=at,
    )


def _form(request: AssistanceRequest) -> dict[str, Any]:
    assert request.due_on is not None
    return {
        "kind": request.kind,
        "requester": request.requester_name,
        "provider": request.provider_name,
        "item": request.item,
        "proof": request.proof,
        "subject_kind": request.subject_kind,
        "subject_name": request.subject_name,
        "subject_identifier": request.subject_identifier,
        "question": request.question,
        "legal_basis": request.legal_basis,
        "urgent_reason": request.urgent_reason,
        "days": request.days,
        "due_on": request.due_on.isoformat(),
    }


def _reply(request: AssistanceRequest) -> dict[str, Any]:
    assert request.replied_at is not None and request.document is not None
    return {
        "outcome": request.outcome,
        "text": request.reply,
        "signer_name": request.signer_name,
        "signer_post": request.signer_post,
        "signed_at": request.replied_at.isoformat(),
        "digest": request.digest,
        "paper": base64.b64encode(request.document.content).decode(),
    }
