"""The data sources of the sandbox as one HTTP server on the loopback interface.

The standard library's server: answers come from memory in well under a millisecond, so that a
web server with worker processes would only make the switchboard and the log harder to share.
"""

import json
import sys
import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from nuozheng.evidence.sm2 import public_key_file
from nuozheng.gateways.credit.grading import PATH as _GRADES
from nuozheng.gateways.credit.protocol import PATH as _RECORDS
from nuozheng.gateways.sources.registry import registry, source_named
from nuozheng.gateways.sources.signing import (
    SIGNATURE_HEADER,
    TIME_HEADER,
    signature_problem,
    sm2_problem,
)
from nuozheng.gateways.sources.transports.kinds import HttpTransport, LibraryTransport
from nuozheng.gateways.witnesses.client import PATH as _CHECKPOINTS
from nuozheng.sandbox.city import City
from nuozheng.sandbox.credit_platform import CreditPlatform, platform_key
from nuozheng.sandbox.dice import Dice
from nuozheng.sandbox.faults import CREDIT_PLATFORM, BadFault, Fault, Mode, Switchboard
from nuozheng.sandbox.journal import Journal
from nuozheng.sandbox.licences import certificates_reply, read_certificate_query
from nuozheng.sandbox.quality import distorted
from nuozheng.sandbox.sources import Asked, BadQuery, Reply, read_query, reply_to
from nuozheng.sandbox.witness import witness_of

LOOPBACK = "127.0.0.1"
MAXIMUM_BODY_BYTES = 65_536
_CHINA = ZoneInfo("Asia/Shanghai")
_QUERY, _CERTIFICATES = HttpTransport.path, LibraryTransport.path
_NO_HEADERS: Mapping[str, str] = {}


class SourceServer(ThreadingHTTPServer):
    """All sources of a city on one port, with their switchboard and log."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, city: City, key: bytes, port: int = 0) -> None:
        if not key:
            raise ValueError("key: requests can't be verified without one")
        self.city = city
        self.key = key
        self.credit = CreditPlatform(platform_key(key))
        self.witness = witness_of(key)
        self.faults = Switchboard()
        self.journal = Journal()
        self.closing = threading.Event()
        super().__init__((LOOPBACK, port), SourceHandler)

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.server_address[1]}"

    def server_close(self) -> None:
        self.closing.set()
        super().server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that gave up waiting is no news; anything else is a bug and is shown."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


def _half_of(asked: Asked, reply: Reply) -> Reply:
    """What a source says that can reach only some of its own records: the first half."""
    given: Reply = reply["attributes"]
    first = set(asked.attributes[: max(1, len(asked.attributes) // 2)])
    kept = {name: value for name, value in given.items() if name in first}
    return reply | {"status": "partial" if kept else reply["status"], "attributes": kept}


def _another_than(asked: Asked, reply: Reply) -> Reply:
    """What a source says after a bad load: somebody else's value in place of the first."""
    given: Reply = reply["attributes"]
    held = {name: value for name, value in given.items() if value is not None}
    if not held:
        return reply
    dice = Dice("wrong", asked.source, asked.case_number)
    return reply | {"attributes": distorted(dice, registry()[asked.source], held)}


class SourceHandler(BaseHTTPRequestHandler):
    """POST /v1/query, /v1/certificates, /v1/records, /_faults, GET /_log; all of them signed."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 60
    wbufsize = -1
    server: SourceServer

    def do_POST(self) -> None:
        body = self._body()
        if body is None:
            return
        path = urlsplit(self.path).path
        if path.endswith(_RECORDS):
            self._take_record(body)
            return
        if path.endswith(_GRADES):
            self._send_bytes(*self.server.credit.grade(dict(self.headers.items()), body))
            return
        if path.endswith(_CHECKPOINTS):
            self._send_bytes(*self.server.witness.take(body))
            return
        problem = self._query_problem(body)
        if problem:
            self.server.journal.note(signature=problem, outcome="refused")
            self._send(401, {"error": problem})
        elif path == "/_faults":
            self._set_fault(body)
        elif path.endswith(_QUERY):
            self._query(path.removesuffix(_QUERY).strip("/"), body)
        elif path.endswith(_CERTIFICATES):
            self._certificates(body)
        else:
            self._send(404, {"error": "no such path"})

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if asked.path == "/_health":
            self._send(200, {"status": "ok"})
        elif problem := self._signature_problem(b""):
            self._send(401, {"error": problem})
        elif asked.path == "/_log":
            case = parse_qs(asked.query).get("case", [""])[0]
            self._send(200, self.server.journal.as_json(case))
        else:
            self._send(404, {"error": "no such path"})

    def _query(self, named: str, body: bytes) -> None:
        try:
            asked = read_query(body)
            if named and named != asked.source:
                raise BadQuery("source: not the one of this path")
        except BadQuery as reason:
            self.server.journal.note(signature="ok", outcome="bad query")
            self._send(400, {"error": str(reason)})
            return
        self._answer(asked, reply_to(self.server.city, asked, datetime.now(_CHINA).date()))

    def _certificates(self, body: bytes) -> None:
        try:
            query = read_certificate_query(body)
        except BadQuery as reason:
            self.server.journal.note(signature="ok", outcome="bad query")
            self._send(400, {"error": str(reason)})
            return
        today = datetime.now(_CHINA).date()
        self._answer(query.asked, certificates_reply(self.server.city, query, today))

    def _take_record(self, body: bytes) -> None:
        """What the credit platform is told; it may fail before, or after it took the record."""
        fault = self.server.faults.next_for(CREDIT_PLATFORM)
        match fault.mode if fault else None:
            case Mode.DOWN:
                self.close_connection = True
                return
            case Mode.ERROR:
                self._send(500, {"detail": "internal error"})
                return
            case Mode.BUSY:
                self._send(429, {"detail": "too many"})
                return
        status, said, more = self.server.credit.take(dict(self.headers.items()), body)
        match fault.mode if fault else None:
            case Mode.SLOW:
                assert fault is not None
                self.server.closing.wait(fault.seconds)
            case Mode.EMPTY:
                self.close_connection = True
                return
            case Mode.GARBLED:
                said = said[:-7]
        self._send_bytes(status, said, more)

    def _answer(self, asked: Asked, reply: Reply) -> None:
        """Written down and sent, unless the source was ordered to fail."""
        fault = self.server.faults.next_for(asked.source)
        outcome = fault.mode.value if fault else str(reply["status"])
        self.server.journal.note(
            source=asked.source,
            purpose=asked.purpose,
            case_number=asked.case_number,
            attributes=asked.attributes,
            signature="ok",
            outcome=outcome,
        )
        if fault is None:
            self._send(200, reply)
        else:
            self._fail(fault, asked, reply)

    def _fail(self, fault: Fault, asked: Asked, reply: Reply) -> None:
        match fault.mode:
            case Mode.DOWN:
                self.close_connection = True
            case Mode.SLOW:
                self.server.closing.wait(fault.seconds)
                self._send(200, reply)
            case Mode.GARBLED:
                self._send_bytes(200, json.dumps(reply).encode()[:-7] + b"\xff<html>")
            case Mode.ERROR:
                self._send(500, {"error": "internal error"})
            case Mode.STALE:
                old = datetime.now(_CHINA).date() - timedelta(5 * 365)
                self._send(200, reply | {"as_of": old.isoformat()})
            case Mode.FUTURE:
                ahead = datetime.now(_CHINA).date() + timedelta(30)
                self._send(200, reply | {"as_of": ahead.isoformat()})
            case Mode.BUSY:
                self._send(429, {"error": "the quota of today is used up"})
            case Mode.PARTIAL:
                self._send(200, _half_of(asked, reply))
            case Mode.WRONG:
                self._send(200, _another_than(asked, reply))
            case Mode.EMPTY:
                self._send(200, reply | {"status": "found", "attributes": {}})

    def _set_fault(self, body: bytes) -> None:
        try:
            self.server.faults.order(json.loads(body))
        except ValueError:
            self._send(400, {"error": "the body is not JSON"})
        except BadFault as reason:
            self._send(400, {"error": str(reason)})
        else:
            self._send(200, {"standing": self.server.faults.standing()})

    def _query_problem(self, body: bytes) -> str:
        """A query is signed as the source's own register entry says; anything else by the key."""
        try:
            name = str(json.loads(body).get("source", ""))
        except (ValueError, AttributeError, RecursionError):
            name = ""
        asked = source_named(name)
        if asked is None or not isinstance(asked.transport, HttpTransport | LibraryTransport):
            return self._signature_problem(body)
        if asked.transport.signature != "sm2":
            return self._signature_problem(body)
        at = self.headers.get(TIME_HEADER, "")
        given = self.headers.get(SIGNATURE_HEADER, "")
        return sm2_problem(public_key_file(Path(asked.transport.key_file)), at, given, body)

    def _signature_problem(self, body: bytes) -> str:
        at = self.headers.get(TIME_HEADER, "")
        given = self.headers.get(SIGNATURE_HEADER, "")
        return signature_problem(self.server.key, at, given, body)

    def _body(self) -> bytes | None:
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit():
            self.close_connection = True
            self._send(411, {"error": "a length is needed"})
            return None
        if len(length) > 9 or int(length) > MAXIMUM_BODY_BYTES:
            self.close_connection = True
            self._send(413, {"error": "too long"})
            return None
        return self.rfile.read(int(length))

    def _send(self, status: int, reply: Reply) -> None:
        self._send_bytes(status, json.dumps(reply, ensure_ascii=False).encode())

    def _send_bytes(self, status: int, body: bytes, more: Mapping[str, str] = _NO_HEADERS) -> None:
        self.send_response(status)
        for name, value in more.items():
            self.send_header(name, value)
        if "Content-Type" not in more:
            self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """The journal is the log."""
