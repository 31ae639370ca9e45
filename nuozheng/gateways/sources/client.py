"""Ask data sources over HTTP: signed, bounded in time, and never raising to the caller."""

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

from nuozheng.gateways.sources.breaker import Breaker
from nuozheng.gateways.sources.protocol import (
    Answer,
    Query,
    Unusable,
    query_problem,
    read_reply,
)
from nuozheng.gateways.sources.registry import registry
from nuozheng.gateways.sources.settings import SourceSettings, from_settings
from nuozheng.gateways.sources.signing import signed_headers
from nuozheng.law.conditions import AnswerStatus

MAXIMUM_REPLY_BYTES = 65_536
_CHINA = ZoneInfo("Asia/Shanghai")
_LOST_CONNECTION = (httpx.NetworkError, httpx.RemoteProtocolError)
_log = logging.getLogger(__name__)


class SourceClient:
    """One per process and settings; safe to share between threads. Close it, or use `with`."""

    def __init__(self, settings: SourceSettings, workers: int = 16) -> None:
        self._settings = settings
        self._http = httpx.Client(
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
        """Answers in the order of the queries, all within the budget together; never raises."""
        asked = list(queries)
        started = time.monotonic()
        deadline = started + self._settings.budget
        futures = [self._pool.submit(self._answered, query, deadline) for query in asked]
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

    def _answered(self, query: Query, deadline: float) -> Answer:
        started = time.monotonic()
        try:
            answer = self._answered_or_unusable(query, deadline)
        except Unusable as reason:
            answer = unavailable(query, str(reason))
        except Exception:
            # Whatever a foreign system provokes, the person's signing goes on.
            _log.exception("asking source %s failed", query.source)
            answer = unavailable(query, f"{_title(query)}暂不可用")
        return replace(answer, elapsed_ms=_milliseconds_since(started))

    def _answered_or_unusable(self, query: Query, deadline: float) -> Answer:
        if problem := query_problem(query):
            raise Unusable(problem)
        if not self._settings.base_url:
            raise Unusable("还没有接入数据源")
        breaker = self._breaker(query.source)
        if not breaker.allows():
            raise Unusable(f"{_title(query)}连续多次没有回答，暂停查询片刻")
        try:
            status, body = self._exchange(query, deadline)
            answer = read_reply(query, status, body, today_in_china())
        except Unusable as reason:
            if reason.blames_source:
                breaker.failed()
            raise
        except httpx.TimeoutException:
            breaker.failed()
            raise Unusable(f"{_title(query)}没有在规定时间内回答") from None
        except httpx.HTTPError:
            breaker.failed()
            raise Unusable(f"{_title(query)}连接不上") from None
        breaker.worked()
        return answer

    def _exchange(self, query: Query, deadline: float) -> tuple[int, bytes]:
        """HTTP status and body; a lost connection is tried once more at once."""
        for attempt in stamina.retry_context(
            on=_LOST_CONNECTION, attempts=2, wait_initial=0.05, wait_max=0.1, wait_jitter=0.05
        ):
            with attempt:
                status, body = self._send(query, deadline)
        return status, body

    def _send(self, query: Query, deadline: float) -> tuple[int, bytes]:
        limit = min(deadline, time.monotonic() + self._settings.timeout)
        left = limit - time.monotonic()
        if left <= 0:
            raise Unusable(f"{_title(query)}没有来得及查询", blames_source=False)
        content = query.body()
        headers = signed_headers(self._settings.key, content)
        headers["Content-Type"] = "application/json"
        url = f"{self._settings.base_url}/v1/query"
        with self._http.stream(
            "POST", url, content=content, headers=headers, timeout=left
        ) as reply:
            return reply.status_code, _read_within(query, reply, limit)

    def _breaker(self, source: str) -> Breaker:
        with self._lock:
            return self._breakers.setdefault(source, Breaker())


def unavailable(query: Query, problem: str) -> Answer:
    """The answer that stands for no answer."""
    return Answer(query.source, AnswerStatus.UNAVAILABLE, problem=problem)


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
            raise Unusable(f"{_title(query)}没有在规定时间内回答")
    return bytes(body)


def _collected(query: Query, future: Future[Answer], started: float) -> Answer:
    if future.done() and not future.cancelled():
        return future.result()
    future.cancel()
    late = unavailable(query, f"{_title(query)}没有在规定时间内回答")
    return replace(late, elapsed_ms=_milliseconds_since(started))


def _title(query: Query) -> str:
    source = registry().get(query.source)
    return source.title if source else "数据源"


def today_in_china() -> date:
    """The day by which an answer's age is counted."""
    return datetime.now(_CHINA).date()


def _milliseconds_since(started: float) -> int:
    return round((time.monotonic() - started) * 1000)
