"""Ask data sources, however they are reached: bounded in time, and never raising to the caller."""

import logging
import threading
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

import httpx
import stamina

from nuozheng.evidence.sm2 import WrongKey
from nuozheng.gateways.sources.admission import admit
from nuozheng.gateways.sources.breaker import Breaker
from nuozheng.gateways.sources.certificates import read_certificates
from nuozheng.gateways.sources.protocol import (
    Answer,
    CertificateQuery,
    Query,
    Trouble,
    Unusable,
    judged,
    query_problem,
    read_reply,
)
from nuozheng.gateways.sources.registry import Source, source_named
from nuozheng.gateways.sources.settings import SourceSettings, from_settings
from nuozheng.gateways.sources.signing import headers_for
from nuozheng.gateways.sources.transports import file, table
from nuozheng.gateways.sources.transports.kinds import (
    HttpTransport,
    LibraryTransport,
    TableTransport,
)
from nuozheng.gateways.sources.transports.rows import reply_of
from nuozheng.gateways.tls import trusted
from nuozheng.law.conditions import AnswerStatus

MAXIMUM_REPLY_BYTES = 65_536
_CHINA = ZoneInfo("Asia/Shanghai")
_LOST_CONNECTION = (httpx.NetworkError, httpx.RemoteProtocolError)
_log = logging.getLogger(__name__)
OverHttp = HttpTransport | LibraryTransport
_OVER_HTTP = (HttpTransport, LibraryTransport)


class SourceClient:
    """One per process and settings; safe to share between threads. Close it, or use `with`."""

    def __init__(self, settings: SourceSettings, workers: int = 16) -> None:
        self._settings = settings
        self._http = httpx.Client(
            verify=trusted(),
            trust_env=False,
            follow_redirects=False,
            timeout=settings.timeout,
            limits=httpx.Limits(max_connections=workers, max_keepalive_connections=workers),
        )
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="source")
        self._breakers: dict[str, Breaker] = {}
        self._lock = threading.Lock()

    def ask(self, query: Query) -> Answer:
        """One source's answer, within the budget; never raises."""
        return self.ask_all([query])[0]

    def ask_all(self, queries: Iterable[Query]) -> list[Answer]:
        """Answers in the order of the queries, all within the budget together; never raises.

        Quotas are counted here, in the caller's thread, which has the database.
        """
        asked = list(queries)
        started = time.monotonic()
        deadline = started + self._settings.budget
        kept_back = [self._kept_back(query) for query in asked]
        futures = [
            self._pool.submit(self._answered, query, deadline, reason)
            for query, reason in zip(asked, kept_back, strict=True)
        ]
        wait(futures, timeout=self._settings.budget)
        return [
            _collected(query, future, started) for query, future in zip(asked, futures, strict=True)
        ]

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _kept_back(self, query: Query) -> Unusable | None:
        """Why this is not asked at all; a look-up that is asked has been counted."""
        try:
            self._refuse(query)
        except Unusable as reason:
            return reason
        return None

    def _refuse(self, query: Query) -> None:
        if problem := query_problem(query):
            raise Unusable(problem, blames_source=False, trouble=Trouble.REFUSED)
        source = _source(query)
        if isinstance(source.transport, _OVER_HTTP) and not self._address(source):
            raise Unusable("还没有接入数据源", trouble=Trouble.UNCONNECTED)
        if not self._breaker(query.source).allows():
            raise Unusable(f"{source.title}连续多次没有回答，暂停查询片刻", trouble=Trouble.RESTING)
        admit(source, datetime.now(_CHINA))

    def _answered(self, query: Query, deadline: float, kept_back: Unusable | None) -> Answer:
        started = time.monotonic()
        try:
            if kept_back is not None:
                raise kept_back
            answer = self._answered_or_unusable(query, deadline)
        except Unusable as reason:
            answer = unavailable(query, str(reason), reason.trouble)
        except Exception:
            # Whatever a foreign system provokes, the person's signing goes on.
            _log.exception("asking source %s failed", query.source)
            answer = unavailable(query, f"{_title(query)}暂不可用", Trouble.DOWN)
        return replace(answer, elapsed_ms=_milliseconds_since(started))

    def _answered_or_unusable(self, query: Query, deadline: float) -> Answer:
        breaker = self._breaker(query.source)
        try:
            answer = self._brought(query, deadline)
        except Unusable as reason:
            if reason.blames_source:
                breaker.failed()
            raise
        except httpx.TimeoutException:
            breaker.failed()
            raise Unusable(f"{_title(query)}没有在规定时间内回答", trouble=Trouble.LATE) from None
        except httpx.HTTPError:
            breaker.failed()
            raise Unusable(f"{_title(query)}连接不上", trouble=Trouble.DOWN) from None
        breaker.worked()
        return answer

    def _brought(self, query: Query, deadline: float) -> Answer:
        """What the source's own transport brings, held to the one protocol."""
        source, today = _source(query), today_in_china()
        if isinstance(source.transport, _OVER_HTTP):
            status, body = self._exchange(query, source.transport, deadline)
            if isinstance(query, CertificateQuery):
                return read_certificates(query, source, status, body, today)
            return read_reply(query, status, body, today)
        left = min(deadline - time.monotonic(), self._settings.timeout)
        if left <= 0:
            raise _too_late(query)
        by_rows = table if isinstance(source.transport, TableTransport) else file
        rows = by_rows.rows_about(source, query, left)
        return judged(query, reply_of(source, query.attributes, rows, today), today)

    def _exchange(self, query: Query, over: OverHttp, deadline: float) -> tuple[int, bytes]:
        """HTTP status and body; a lost connection is tried once more at once."""
        for attempt in stamina.retry_context(
            on=_LOST_CONNECTION, attempts=2, wait_initial=0.05, wait_max=0.1, wait_jitter=0.05
        ):
            with attempt:
                status, body = self._send(query, over, deadline)
        return status, body

    def _send(self, query: Query, over: OverHttp, deadline: float) -> tuple[int, bytes]:
        limit = min(deadline, time.monotonic() + self._settings.timeout)
        left = limit - time.monotonic()
        if left <= 0:
            raise _too_late(query)
        content = query.body()
        headers = _signed(query, over, self._settings.key, content)
        headers["Content-Type"] = "application/json"
        url = f"{self._address(_source(query))}{over.path}"
        with self._http.stream(
            "POST", url, content=content, headers=headers, timeout=left
        ) as reply:
            return reply.status_code, _read_within(query, reply, limit)

    def _address(self, source: Source) -> str:
        own = source.transport.base_url if isinstance(source.transport, _OVER_HTTP) else ""
        return own or self._settings.base_url

    def is_resting(self, source: str) -> bool:
        """Whether this process leaves the source alone for now."""
        return self._breaker(source).is_open

    def _breaker(self, source: str) -> Breaker:
        with self._lock:
            return self._breakers.setdefault(source, Breaker())


def unavailable(query: Query, problem: str, trouble: Trouble) -> Answer:
    """The answer that stands for no answer."""
    return Answer(query.source, AnswerStatus.UNAVAILABLE, problem=problem, trouble=trouble)


def ask(query: Query) -> Answer:
    """One source's answer by the configured client; never raises."""
    return client_for(from_settings()).ask(query)


def ask_all(queries: Sequence[Query]) -> list[Answer]:
    """All answers in order by the configured client, within its total budget; never raises."""
    return client_for(from_settings()).ask_all(queries)


@lru_cache(maxsize=8)
def client_for(settings: SourceSettings) -> SourceClient:
    """The process's client for these settings."""
    return SourceClient(settings)


def _read_within(query: Query, reply: httpx.Response, limit: float) -> bytes:
    """The body, unless it comes in drops past the limit or is larger than any answer."""
    body = bytearray()
    for chunk in reply.iter_bytes():
        body += chunk
        if len(body) > MAXIMUM_REPLY_BYTES:
            raise Unusable(f"{_title(query)}的回答过长")
        if time.monotonic() > limit:
            raise Unusable(f"{_title(query)}没有在规定时间内回答", trouble=Trouble.LATE)
    return bytes(body)


def _collected(query: Query, future: Future[Answer], started: float) -> Answer:
    if future.done() and not future.cancelled():
        return future.result()
    future.cancel()
    late = unavailable(query, f"{_title(query)}没有在规定时间内回答", Trouble.LATE)
    return replace(late, elapsed_ms=_milliseconds_since(started))


def _too_late(query: Query) -> Unusable:
    return Unusable(f"{_title(query)}没有来得及查询", blames_source=False, trouble=Trouble.LATE)


def _title(query: Query) -> str:
    source = source_named(query.source)
    return source.title if source else "数据源"


def _source(query: Query) -> Source:
    """The source of a query that may be asked."""
    found = source_named(query.source)
    assert found is not None, "asked after query_problem"
    return found


def _signed(query: Query, over: OverHttp, shared_key: bytes, content: bytes) -> dict[str, str]:
    try:
        return headers_for(over, shared_key, content)
    except WrongKey as fault:
        _log.error("source %s: %s", query.source, fault)
        raise Unusable(
            f"{_title(query)}的签名密钥不能用", blames_source=False, trouble=Trouble.UNCONNECTED
        ) from None


def today_in_china() -> date:
    """The day by which an answer's age is counted."""
    return datetime.now(_CHINA).date()


def _milliseconds_since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
