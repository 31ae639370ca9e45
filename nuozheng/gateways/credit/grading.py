"""企业信用分级分类监管平台: which grade it gives to companies, asked for and signed like records.

POST {url}/v1/grades, JSON `{"codes": [统一社会信用代码, …]}`, signed over the body; the answer is
signed over its own bytes with the id of the request. A company without a grade is left out.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from nuozheng.gateways.credit.client import signed_answer
from nuozheng.gateways.credit.platforms import platforms
from nuozheng.gateways.delivery import Undelivered, Unreachable

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
    said = signed_answer(platform, PATH, body, asked.id, timeout=TIMEOUT, most=_MOST_ANSWER)
    try:
        given = GradesGiven.model_validate_json(said)
    except ValidationError:
        raise Undelivered("答复读不懂") from None
    if given.id != asked.id:
        raise Undelivered("答复是别的请求的")
    return tuple(one for one in given.grades if one.code in asked.codes)
