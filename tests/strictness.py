"""What the test world refuses: a GET that writes, and a connection that leaves this machine."""

import re
import socket
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from config.reading import only_reads

# Sessions and the counters of sign-in limits belong to the visit, not to anybody's case; that
# somebody in office looked is the one thing that a page writes about a case.
_OF_THE_VISIT = re.compile(r'"?(django_session|cache_entry|call_count|evidence_stafflook)"?\b')
_WRITES = re.compile(r"^\s*(insert|update|delete|truncate|merge|create|alter|drop)\b", re.I)


class WroteOnGet(AssertionError):
    """A GET or HEAD request may only read."""


class LeftTheMachine(AssertionError):
    """Tests talk to this machine only."""


def safe_requests_only_read(
    respond: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware of the test settings: reading a page changes no row."""

    def watched(request: HttpRequest) -> HttpResponse:
        if not only_reads(request):
            return respond(request)
        with connection.execute_wrapper(_refuse_writing):
            return respond(request)

    return watched


def _refuse_writing(execute: Callable[..., Any], sql: Any, *rest: Any) -> Any:
    text = str(sql)
    if _WRITES.match(text) and not _OF_THE_VISIT.search(text):
        raise WroteOnGet(text[:200])
    return execute(sql, *rest)


def loopback_only(connect: Callable[..., Any]) -> Callable[..., Any]:
    """`socket.connect` for this machine and its socket files, and for nothing else."""

    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_here(address[0]):
            raise LeftTheMachine(f"connection to {address[0]}")
        return connect(self, address)

    return guarded


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in {"localhost", ""}
