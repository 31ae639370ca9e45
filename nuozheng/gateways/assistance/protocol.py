"""What two installations say to each other about one request, and how it is signed.

POST {url}/api/cells/v1/messages, JSON. The signature is HMAC-SM3 over time, sender, receiver,
nonce and body, so that none of them can be changed; a nonce is used once, a message id names the
same message however often it is sent.
"""

import secrets
import time
from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field

from nuozheng.gateways.sources.signing import (
    SIGNATURE_HEADER,
    TIME_HEADER,
    signature,
    signature_problem,
)

PATH = "/api/cells/v1/messages"
CELL_HEADER = "X-Nuozheng-Cell"
NONCE_HEADER = "X-Nuozheng-Nonce"
MOST_BYTES = 1_500_000
NONCE_BYTES = 16

Words = Annotated[str, Field(max_length=2000)]
Line = Annotated[str, Field(max_length=200)]
Name = Annotated[str, Field(min_length=1, max_length=80)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Request(_Part):
    """The standard form, with no more about the person than is needed to find the record."""

    kind: Literal["query", "publish", "locate"]
    requester: Name
    provider: Name
    item: Annotated[str, Field(max_length=120)]
    proof: Annotated[str, Field(max_length=120)]
    subject_kind: Literal["person", "company"]
    subject_name: Name = Field(repr=False)
    subject_identifier: Annotated[str, Field(min_length=1, max_length=40, repr=False)]
    question: Words = Field(min_length=1, repr=False)
    legal_basis: Line
    urgent_reason: Line = ""
    days: int = Field(ge=1, le=366)
    due_on: date


class Reply(_Part):
    """An answer or a refusal in writing, with whoever signed it and the paper itself."""

    outcome: Literal["agrees", "differs", "unclear", "done", ""] = ""
    text: Words = Field(min_length=1, repr=False)
    signer_name: Name
    signer_post: Annotated[str, Field(min_length=1, max_length=120)]
    signed_at: datetime
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    paper: Annotated[Base64Bytes, Field(max_length=1_000_000)] | None = Field(None, repr=False)


class Message(_Part):
    """One step of one request; `number` is the requester's in both installations."""

    id: UUID
    kind: Literal["request", "take_on", "answer", "decline", "remind", "take_back"]
    number: Annotated[str, Field(pattern=r"^[A-Z0-9-]{6,24}$")]
    request: Request | None = None
    reply: Reply | None = None
    reason: Words = ""


def signed_headers(key: bytes, sender: str, receiver: str, body: bytes) -> dict[str, str]:
    """The headers of a message sent now, with a nonce of its own."""
    at, nonce = str(int(time.time())), secrets.token_hex(NONCE_BYTES)
    return {
        CELL_HEADER: sender,
        TIME_HEADER: at,
        NONCE_HEADER: nonce,
        SIGNATURE_HEADER: signature(key, at, _signed(sender, receiver, nonce, body)),
    }


def message_problem(key: bytes, headers: dict[str, str], receiver: str, body: bytes) -> str:
    """Why a message is not believed; empty where signature and time are right."""
    nonce = headers.get(NONCE_HEADER, "")
    if len(nonce) != 2 * NONCE_BYTES or not nonce.isascii() or not nonce.isalnum():
        return "bad nonce"
    signed = _signed(headers.get(CELL_HEADER, ""), receiver, nonce, body)
    return signature_problem(
        key, headers.get(TIME_HEADER, ""), headers.get(SIGNATURE_HEADER, ""), signed
    )


def receipt(key: bytes, nonce: str, body: bytes) -> str:
    """The signature of the receiver's answer to the message with this nonce."""
    return signature(key, nonce, b"receipt\n" + body)


def _signed(sender: str, receiver: str, nonce: str, body: bytes) -> bytes:
    return "\n".join((sender, receiver, nonce, "")).encode() + body
