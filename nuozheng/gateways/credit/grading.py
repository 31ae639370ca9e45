"""企业信用分级分类监管平台: which grade it gives to companies, asked for and signed like records.

POST {url}/v1/grades, JSON `{"codes": [统一社会信用代码, …]}`, signed over the body; the answer is
signed over its own bytes with the id of the request. A company without a grade is left out.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated
from uuid import UUID, uuid4

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nuozheng.evidence import sm2
from nuozheng.gateways.credit.platforms import platforms
from nuozheng.gateways.credit.protocol import receipt_is_true, request_headers
from nuozheng.gateways.delivery import Undelivered, Unreachable, reason_given
from nuozheng.gateways.sources.signing import SIGNATURE_HEADER
from nuozheng.gateways.tls import trusted

PATH = "/v1/grades"
AT_ONCE = 200
"""Companies of one request."""
TIMEOUT = 10.0
_MOST_ANSWER = 65_536


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GradesAsked(_Part):
    """About whom one asks; `id` makes the answer to this request recognisable."""

    id: UUID
    codes: Annotated[tuple[str, ...], Field(min_length=1, max_length=AT_ONCE)]


class Grade(_Part):
    """What the platform says of one company, as its own fact of its own day."""

    code: Annotated[str, Field(min_length=1, max_length=40)]
    grade: Annotated[str, Field(min_length=1, max_length=20)]
    graded_on: date


class GradesGiven(_Part):
    """The answer."""

    id: UUID
    grades: tuple[Grade, ...]


def ask_grades(key: str, codes: Sequence[str]) -> tuple[Grade, ...]:
    """The grades of at most AT_ONCE companies. Errors: Undelivered, Unreachable."""
    platform = platforms().grading.get(key)
    if platform is None:
        raise Unreachable("设置里没有这个平台")
    asked = GradesAsked(id=uuid4(), codes=tuple(codes))
    body = asked.model_dump_json().encode()
    try:
        headers = {"Content-Type": "application/json", **request_headers(platform, body)}
    except sm2.WrongKey:
        raise Unreachable("签名的密钥不能用") from None
    try:
        with httpx.Client(
            verify=trusted(), trust_env=False, follow_redirects=False, timeout=TIMEOUT
        ) as http:
            answer = http.post(platform.url.rstrip("/") + PATH, content=body, headers=headers)
    except httpx.HTTPError:
        raise Unreachable("连接不上") from None
    if answer.status_code != httpx.codes.OK:
        raise Undelivered(f"没有答复：{reason_given(answer)}")
    said = answer.content[:_MOST_ANSWER]
    if not receipt_is_true(platform, asked.id, said, answer.headers.get(SIGNATURE_HEADER, "")):
        raise Undelivered("答复的签名不对")
    try:
        given = GradesGiven.model_validate_json(said)
    except ValidationError:
        raise Undelivered("答复读不懂") from None
    if given.id != asked.id:
        raise Undelivered("答复是别的请求的")
    return tuple(one for one in given.grades if one.code in asked.codes)
