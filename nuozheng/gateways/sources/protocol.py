"""What is asked of a source and what may be believed of its reply."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Literal

from nuozheng.gateways.sources.registry import (
    Attribute,
    Source,
    is_library,
    registry,
    source_named,
)
from nuozheng.law.certificates import Certificate
from nuozheng.law.conditions import AnswerStatus

LARGEST_NUMBER = 10**15
AttributeValue = str | int | float | bool


@dataclass(frozen=True)
class Subject:
    """Whose data: identifier is an ID number or a credit code."""

    kind: Literal["person", "company"]
    identifier: str = field(repr=False)
    name: str = field(repr=False)


@dataclass(frozen=True)
class Query:
    """One look-up, with the purpose and the clause that allow it (personal-information law)."""

    source: str
    subject: Subject
    attributes: tuple[str, ...]
    purpose: str
    case_number: str = ""
    item_code: str = ""
    clause: str = ""

    def body(self) -> bytes:
        """The request as UTF-8 JSON."""
        return json.dumps(self._stated(), ensure_ascii=False).encode()

    def _stated(self) -> dict[str, object]:
        return {
            "source": self.source,
            "purpose": self.purpose,
            "case_number": self.case_number,
            "item_code": self.item_code,
            "clause": self.clause,
            "subject": {
                "kind": self.subject.kind,
                "identifier": self.subject.identifier,
                "name": self.subject.name,
            },
            "attributes": list(self.attributes),
        }


@dataclass(frozen=True)
class CertificateQuery(Query):
    """A look-up of the subject's own certificates: of some kinds, or the one with a code."""

    kinds: tuple[str, ...] = ()
    code: str = field(default="", repr=False)

    def _stated(self) -> dict[str, object]:
        return super()._stated() | {"kinds": list(self.kinds), "code": self.code}


@dataclass(frozen=True)
class Answer:
    """A source's answer; `attributes` is filled only when FOUND or PARTIAL.

    Days are ISO text. An attribute without a value (no spouse) is absent from `attributes`; one
    that the source left out of its reply is `unanswered`. `problem` says in words, and `trouble`
    for programs, why there is no answer, or none to all that was asked.
    """

    source: str
    status: AnswerStatus
    as_of: date | None = None
    attributes: dict[str, AttributeValue] = field(default_factory=dict, repr=False)
    elapsed_ms: int = 0
    problem: str = ""
    trouble: "Trouble | None" = None
    unanswered: frozenset[str] = frozenset()
    certificates: tuple[Certificate, ...] = ()


class Trouble(StrEnum):
    """Why there is no answer. It decides when asking again makes sense; it is never the person's.

    REFUSED: what was to be asked may not be asked; asking again does not help.
    """

    DOWN = "down"
    LATE = "late"
    GARBLED = "garbled"
    STALE = "stale"
    PARTIAL = "partial"
    RESTING = "resting"
    CLOSED = "closed"
    QUOTA = "quota"
    UNCONNECTED = "unconnected"
    REFUSED = "refused"

    @property
    def comes_later(self) -> bool:
        """Whether an answer may still come, so that the look-up is kept for later."""
        return self not in (Trouble.REFUSED, Trouble.UNCONNECTED)


class Unusable(Exception):
    """The reply can't be used, for this reason; `blames_source` when the source is failing."""

    def __init__(
        self, problem: str, *, blames_source: bool = True, trouble: Trouble = Trouble.GARBLED
    ) -> None:
        self.blames_source = blames_source
        self.trouble = trouble
        super().__init__(problem)


def query_problem(query: Query) -> str:
    """Why this query must not be sent; empty when it may."""
    source = source_named(query.source)
    if source is None:
        return f"没有登记名为“{query.source}”的数据源"
    if is_library(source) != isinstance(query, CertificateQuery):
        return f"{source.title}不是这样查的"
    if query.subject.kind not in source.subjects:
        return f"{source.title}不提供这类主体的数据"
    unknown = [name for name in query.attributes if name not in source.attributes]
    if unknown or not query.attributes:
        return f"{source.title}没有登记这些数据项：{'、'.join(unknown) or '（空）'}"
    if not query.purpose.strip():
        return "没有写明查询目的，不能查询"
    return ""


def read_reply(query: Query, http_status: int, body: bytes, today: date) -> Answer:
    """The answer of a reply that keeps to the protocol and is fresh; otherwise Unusable."""
    return judged(query, readable(registry()[query.source], http_status, body), today)


def readable(source: Source, http_status: int, body: bytes) -> dict[str, Any]:
    """A reply as a table. Errors: Unusable where it is none."""
    if http_status == 429:
        raise Unusable(
            f"{source.title}今天不再接受查询", blames_source=False, trouble=Trouble.QUOTA
        )
    if http_status != 200:
        down = Trouble.DOWN if http_status >= 500 else Trouble.GARBLED
        raise Unusable(f"{source.title}回答了错误状态{http_status}", trouble=down)
    return _parsed(source, body)


def judged(query: Query, reply: Mapping[str, Any], today: date) -> Answer:
    """The answer of a parsed reply, whatever brought it; Unusable where it can't be believed.

    What was asked and is left out is unanswered, and the answer PARTIAL; a reply that leaves out
    everything is no answer at all.
    """
    source = registry()[query.source]
    status = reply.get("status")
    if status not in ("found", "partial", "not_found", "ambiguous"):
        raise Unusable(f"{source.title}的回答没有可识别的状态")
    as_of = fresh_day(source, reply.get("as_of"), today)
    if status in ("not_found", "ambiguous"):
        return Answer(query.source, AnswerStatus(status), as_of)
    written = reply.get("attributes")
    values = _asked_values(source, query, written)
    left_out = frozenset(query.attributes) - frozenset(written or ())
    if left_out == frozenset(query.attributes):
        raise Unusable(f"{source.title}的回答是空的")
    if left_out:
        titles = "、".join(source.attributes[name].title for name in sorted(left_out))
        return Answer(
            query.source,
            AnswerStatus.PARTIAL,
            as_of,
            values,
            problem=f"{source.title}没有答复：{titles}",
            trouble=Trouble.PARTIAL,
            unanswered=left_out,
        )
    found = AnswerStatus.FOUND if values else AnswerStatus.NOT_FOUND
    return Answer(query.source, found, as_of, values)


def _parsed(source: Source, body: bytes) -> dict[str, Any]:
    try:
        reply = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Unusable(f"{source.title}的回答无法读懂") from None
    if not isinstance(reply, dict):
        raise Unusable(f"{source.title}的回答格式不对")
    return reply


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a value")


def fresh_day(source: Source, written: object, today: date) -> date:
    """The day of a reply's data. Errors: Unusable where it is missing, to come or too old."""
    as_of = _day(written)
    if as_of is None:
        raise Unusable(f"{source.title}的回答没有写明数据截至哪一天")
    if as_of > today + timedelta(days=1):
        raise Unusable(f"{source.title}的回答写明的数据日期在将来")
    if (today - as_of).days > source.freshness_days:
        raise Unusable(
            f"{source.title}的数据截至{as_of.isoformat()}，"
            f"已经超过{source.freshness_days}日的有效期",
            blames_source=False,
            trouble=Trouble.STALE,
        )
    return as_of


def _asked_values(source: Source, query: Query, written: object) -> dict[str, AttributeValue]:
    """What was asked, is answered and has a value; anything not asked for is left unread."""
    if not isinstance(written, Mapping):
        raise Unusable(f"{source.title}的回答没有数据项")
    values: dict[str, AttributeValue] = {}
    for name in query.attributes:
        attribute = source.attributes[name]
        value = written.get(name)
        if value is None:
            continue
        if not _fits(attribute, value):
            raise Unusable(f"{source.title}回答的“{attribute.title}”格式不对")
        values[name] = value
    return values


def _fits(attribute: Attribute, value: object) -> bool:
    match attribute.kind:
        case "yes_no":
            return isinstance(value, bool)
        case "number":
            if isinstance(value, bool) or not isinstance(value, int | float):
                return False
            return abs(value) < LARGEST_NUMBER
        case "date":
            return _day(value) is not None
        case "choice":
            return isinstance(value, str) and value in attribute.options
    return isinstance(value, str) and 0 < len(value) <= 500


def _day(written: object) -> date | None:
    if not isinstance(written, str) or len(written) != 10:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
