"""What a credit platform is told of one record, and how request and receipt are signed.

POST {url}/v1/records, JSON. The subject, the document and its dates have the names of the national
form for publishing administrative decisions (双公示), written out; a platform that wants
abbreviations maps them. A message id names the same message however often it is sent.
"""

import hmac
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from nuozheng.evidence import sm2
from nuozheng.gateways.credit.platforms import Platform
from nuozheng.gateways.sources.signing import signature, signed_headers, sm2_headers

PATH = "/v1/records"
MOST_BYTES = 65_536
Action = Literal["add", "update", "remove"]
Line = Annotated[str, Field(max_length=200)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Subject(_Part):
    """Whom the record is about, by full name and number: a platform can't file a masked one."""

    name: Annotated[str, Field(alias="行政相对人名称", min_length=1, max_length=200, repr=False)]
    kind: Annotated[Literal["自然人", "法人"], Field(alias="行政相对人类别")]
    credit_code: Annotated[str, Field(alias="统一社会信用代码", max_length=40, repr=False)] = ""
    id_number: Annotated[str, Field(alias="证件号码", max_length=40, repr=False)] = ""


class Content(_Part):
    """The record as it stands: what, how grave, by which document, until when."""

    subject: Annotated[Subject, Field(alias="主体")]
    kind: Annotated[Line, Field(alias="信息类别")]
    grade: Annotated[Line, Field(alias="失信程度")] = ""
    behaviour: Annotated[Line, Field(alias="行为")] = ""
    promise: Annotated[Line, Field(alias="承诺内容")]
    document_number: Annotated[Line, Field(alias="决定文书号")] = ""
    document_on: Annotated[date | None, Field(alias="决定日期")] = None
    agency: Annotated[Line, Field(alias="决定机关")]
    recorded_on: Annotated[date | None, Field(alias="登记日期")] = None
    ends_on: Annotated[date | None, Field(alias="有效期至")] = None
    state: Annotated[Line, Field(alias="状态")]
    repaired_on: Annotated[date | None, Field(alias="修复日期")] = None
    lists: Annotated[tuple[Line, ...], Field(alias="列入名单", max_length=10)] = ()


class Message(_Part):
    """One step of one record; `record` is our number of it, `content` is left out of a removal."""

    id: UUID
    action: Action
    record: Annotated[str, Field(pattern=r"^[a-z0-9-]{3,60}$")]
    reason: Line = ""
    content: Content | None = None


class Receipt(_Part):
    """That the platform has the message; the second delivery of it brings the same one.

    `removed` says of a removal that the record is gone; without it that is no deletion receipt.
    """

    id: UUID
    receipt: Annotated[str, Field(min_length=1, max_length=80)]
    removed: bool = False


def request_headers(platform: Platform, body: bytes) -> dict[str, str]:
    """The signature of a request made now. Errors: sm2.WrongKey."""
    if platform.key_file:
        return sm2_headers(platform.signer, body)
    return signed_headers(platform.secret, body)


def receipt_is_true(platform: Platform, message: UUID, body: bytes, given: str) -> bool:
    """Whether the platform itself says this of this message."""
    if platform.public_key:
        try:
            signed = bytes.fromhex(given)
        except ValueError:
            return False
        known = sm2.public_key(platform.public_key)
        return sm2.verify(known, receipt_bytes(message, body), signed)
    wanted = receipt_signature(platform.secret, message, body)
    return hmac.compare_digest(wanted.encode(), given.lower().encode())


def receipt_signature(key: bytes, message: UUID, body: bytes) -> str:
    """What a platform with a shared key puts into its answer's signature header."""
    return signature(key, str(message), b"receipt\n" + body)


def receipt_bytes(message: UUID, body: bytes) -> bytes:
    """What a platform with an SM2 key signs, DER in hex."""
    return f"{message}\nreceipt\n".encode() + body
