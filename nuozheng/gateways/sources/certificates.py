"""What may be believed of a library's reply: readable, the subject's own, and truly sealed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from nuozheng.gateways.sources.protocol import (
    Answer,
    CertificateQuery,
    Unusable,
    fresh_day,
    readable,
)
from nuozheng.gateways.sources.registry import Source
from nuozheng.gateways.sources.seals import seal_holds
from nuozheng.law.certificates import Certificate, CertificateState
from nuozheng.law.conditions import AnswerStatus

MOST = 50
_LONGEST = 200


def read_certificates(
    query: CertificateQuery, source: Source, http_status: int, body: bytes, today: date
) -> Answer:
    """The certificates that count; one whose seal doesn't hold is not found (ORD23-3.3.2b).

    Revoked and expired ones are among them, and say so. Errors: Unusable.
    """
    reply = readable(source, http_status, body)
    if reply.get("status") not in ("found", "not_found"):
        raise Unusable(f"{source.title}的回答没有可识别的状态")
    as_of = fresh_day(source, reply.get("as_of"), today)
    listed = reply.get("certificates", [])
    if not isinstance(listed, list) or len(listed) > MOST:
        raise Unusable(f"{source.title}的回答格式不对")
    read = [_read(source, one) for one in listed]
    asked = [one for one in read if _is_asked(query, one)]
    sealed = tuple(one for one in asked if seal_holds(one))
    problem = "查到的证照电子印章验不过，按没有查到处理" if len(sealed) < len(asked) else ""
    status = AnswerStatus.FOUND if sealed else AnswerStatus.NOT_FOUND
    return Answer(query.source, status, as_of, problem=problem, certificates=sealed)


def _is_asked(query: CertificateQuery, found: Certificate) -> bool:
    """The subject's own, of a kind that was asked for: anything else is left unread."""
    own = (found.holder, found.holder_name) == (query.subject.identifier, query.subject.name)
    return own and (not query.kinds or found.kind in query.kinds)


def _read(source: Source, written: object) -> Certificate:
    if not isinstance(written, Mapping):
        raise Unusable(f"{source.title}的回答格式不对")
    try:
        until = written.get("valid_until_on")
        return Certificate(
            kind=_text(written, "kind"),
            number=_text(written, "number"),
            holder=_text(written, "holder"),
            holder_name=_text(written, "holder_name"),
            issuer=_text(written, "issuer"),
            region=_text(written, "region"),
            issued_on=date.fromisoformat(_text(written, "issued_on")),
            valid_until_on=date.fromisoformat(until) if until else None,
            said=CertificateState(_text(written, "state")),
            seal=bytes.fromhex(_text(written, "seal")),
        )
    except (KeyError, TypeError, ValueError):
        raise Unusable(f"{source.title}回答的证照格式不对") from None


def _text(written: Mapping[str, Any], name: str) -> str:
    value = written[name]
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST:
        raise ValueError(name)
    return value
