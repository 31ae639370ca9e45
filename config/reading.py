"""Requests by GET, HEAD and OPTIONS only read: the database refuses whatever else they try."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from nuozheng.evidence.reading import reading

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def only_reads(request: HttpRequest) -> bool:
    """Whether the request may change nothing."""
    return request.method in _SAFE


def safe_requests_only_read(
    respond: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: READ ONLY transactions for safe requests."""

    def guarded(request: HttpRequest) -> HttpResponse:
        if not only_reads(request):
            return respond(request)
        with reading():
            return respond(request)

    return guarded
