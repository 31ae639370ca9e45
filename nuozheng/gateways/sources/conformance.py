"""Does a source keep to the protocol? Tried with a made-up subject, told line by line."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import httpx

from nuozheng.gateways.sources.client import OverHttp, SourceClient, today_in_china
from nuozheng.gateways.sources.protocol import Answer, CertificateQuery, Query, Subject, Trouble
from nuozheng.gateways.sources.registry import Source, is_library
from nuozheng.gateways.sources.settings import SourceSettings
from nuozheng.gateways.sources.signing import SIGNATURE_HEADER, headers_for
from nuozheng.gateways.sources.transports.kinds import HttpTransport, LibraryTransport
from nuozheng.gateways.tls import trusted
from nuozheng.law.certificates import kinds
from nuozheng.law.conditions import AnswerStatus

PURPOSE = "检查数据源的接入"
CASE = "接入检查"
NOBODY = {"person": "110101190001010000", "company": "91000000000000000X"}
"""Numbers that nobody has: their check characters are wrong."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was tried; `kept` None where it could not be told."""

    what: str
    kept: bool | None
    detail: str = ""


def conformance(source: Source, subject: Subject, settings: SourceSettings) -> list[Line]:
    """Every rule of the protocol that can be tried from outside, in the order of a reader."""
    with SourceClient(settings) as client:
        return list(_tried(source, subject, settings, client))


def _tried(
    source: Source, subject: Subject, settings: SourceSettings, client: SourceClient
) -> Iterator[Line]:
    whole = _whole(source, subject)
    yield _written_down(source)
    answer = client.ask(whole)
    yield _reached(answer)
    if answer.trouble in (Trouble.DOWN, Trouble.UNCONNECTED, Trouble.CLOSED, Trouble.QUOTA):
        return
    if isinstance(whole, CertificateQuery):
        yield from _certificates(answer)
    else:
        yield from _answers(source, whole, answer, settings)
    yield _nobody(client.ask(replace(whole, subject=_nobody_of(subject))))
    if isinstance(source.transport, HttpTransport | LibraryTransport):
        yield from _over_http(source.transport, whole, settings)


def _whole(source: Source, subject: Subject) -> Query:
    """Everything that the source can tell of a subject."""
    asked = CertificateQuery if is_library(source) else Query
    whole = asked(
        source=source.name,
        subject=subject,
        attributes=tuple(source.attributes),
        purpose=PURPOSE,
        case_number=CASE,
    )
    return replace(whole, kinds=kinds()) if isinstance(whole, CertificateQuery) else whole


def _certificates(answer: Answer) -> Iterator[Line]:
    found = len(answer.certificates)
    yield Line("查得到试用主体的证照", found > 0, f"{found}份")
    yield Line("证照的电子印章都验得过", not answer.problem, answer.problem)


def _written_down(source: Source) -> Line:
    missing = [
        title
        for title, value in (("查询依据", source.legal_basis), ("联系方式", source.contact))
        if not value
    ]
    said = f"缺{'、'.join(missing)}" if missing else ""
    return Line("登记写全了依据和联系方式", not missing, said)


def _reached(answer: Answer) -> Line:
    return Line(
        "连得上，按规定签名的查询有答复",
        answer.trouble in (None, Trouble.PARTIAL),
        answer.problem or f"{answer.elapsed_ms}毫秒",
    )


def _answers(
    source: Source, query: Query, answer: Answer, settings: SourceSettings
) -> Iterator[Line]:
    if answer.status is AnswerStatus.UNAVAILABLE:
        yield Line("回答读得懂，日期、数据项合规", False, answer.problem)
        return
    found = answer.status in (AnswerStatus.FOUND, AnswerStatus.PARTIAL)
    yield Line("查得到试用的主体", found, "" if found else f"回答是{answer.status.value}")
    age = (today_in_china() - answer.as_of).days if answer.as_of else None
    yield Line(
        "写明数据截至哪一天，没有过期",
        age is not None,
        f"截至{answer.as_of}，{source.freshness_days}日内有效",
    )
    for name in query.attributes if found else ():
        title = source.attributes[name].title
        kept = name not in answer.unanswered
        said = "有值" if name in answer.attributes else "没有值"
        yield Line(f"答复“{title}”（{name}）", kept, said if kept else "没有答复")
    limit = round(settings.timeout * 1000)
    yield Line(f"在{limit}毫秒内回答", answer.elapsed_ms <= limit, f"用了{answer.elapsed_ms}毫秒")


def _nobody_of(subject: Subject) -> Subject:
    return Subject(subject.kind, NOBODY[subject.kind], "查无此人")


def _nobody(answer: Answer) -> Line:
    kept = answer.status is AnswerStatus.NOT_FOUND
    return Line("查不到的主体，回答“没有”而不是别的", kept, answer.problem or answer.status.value)


def _over_http(over: OverHttp, query: Query, settings: SourceSettings) -> Iterator[Line]:
    url = f"{over.base_url or settings.base_url}{over.path}"
    body = query.body()

    def signed(content: bytes) -> dict[str, str]:
        return headers_for(over, settings.key, content)

    forged = signed(body) | {SIGNATURE_HEADER: "0" * 64}
    aimless = replace(query, purpose="").body()
    with httpx.Client(verify=trusted(), trust_env=False, timeout=settings.timeout) as http:

        def post(content: bytes, headers: dict[str, str]) -> httpx.Response:
            return http.post(url, content=content, headers=headers)

        yield _refused(post, "没有签名的查询被拒绝", body, {})
        yield _refused(post, "签名不对的查询被拒绝", body, forged)
        yield _refused(post, "没有写目的的查询被拒绝", aimless, signed(aimless))
        if not isinstance(query, CertificateQuery):
            one = replace(query, attributes=query.attributes[:1])
            yield _least(post, one, signed(one.body()))


def _refused(
    post: Callable[[bytes, dict[str, str]], httpx.Response],
    what: str,
    body: bytes,
    headers: dict[str, str],
) -> Line:
    try:
        status = post(body, headers).status_code
    except httpx.HTTPError as fault:
        return Line(what, None, f"没有试成（{type(fault).__name__}）")
    return Line(what, 400 <= status < 500, f"回答状态{status}")


def _least(
    post: Callable[[bytes, dict[str, str]], httpx.Response],
    query: Query,
    headers: dict[str, str],
) -> Line:
    """A source that sends more than was asked gives away data that nobody needs."""
    what = "只问一项，只答一项"
    started = time.monotonic()
    try:
        reply = post(query.body(), headers).json()
    except (httpx.HTTPError, ValueError) as fault:
        return Line(what, None, f"没有试成（{type(fault).__name__}）")
    more = set(reply.get("attributes") or ()) - set(query.attributes)
    took = round((time.monotonic() - started) * 1000)
    return Line(what, not more, f"多答了{'、'.join(sorted(more))}" if more else f"{took}毫秒")
