"""The load generator sends each request once and reports what came back."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from bench.load import Load, Request, send


class _Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen: ClassVar[list[tuple[str, str, str]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.seen.append((self.path, self.headers["Authorization"], body))
        self.send_response(201)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def test_each_request_once(port: int) -> None:
    _Echo.seen.clear()
    requests = [Request("POST", f"/{n}", f"token-{n}", f'{{"n": {n}}}') for n in range(20)]
    load = send(port, requests, concurrency=4)
    assert load.statuses == {"201": 20}
    assert sorted(_Echo.seen) == sorted(
        (f"/{n}", f"Bearer token-{n}", f'{{"n": {n}}}') for n in range(20)
    )
    assert load.latencies == sorted(load.latencies)
    assert load.quantile(0.5) <= load.quantile(0.99)


def test_an_unexpected_answer_is_an_error_not_a_figure() -> None:
    load = Load(1.0, [0.1, 0.2], {"200": 1, "422": 1}, 0.0)
    with pytest.raises(RuntimeError, match="422"):
        load.only(200)
    assert load.per_second == 2
