"""No request larger than one uploaded file and its form, and not too many of them."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nuozheng.api.errors import too_large
from nuozheng.parties.calls import counted
from nuozheng.parties.models import Account
from nuozheng.web.public.limits import TOO_MANY_STATUS, too_often

_FORM_BYTES = 2**20
PAGES_OF_A_STRANGER = 300
PAGES_OF_AN_ACCOUNT = 600
FILES_OF_AN_ACCOUNT = 60
"""In a minute: enough for a hall of people behind one address, too little to copy the register."""


_NOT_COUNTED = ("/api/", "/log/tile/")
"""The interface has limits of its own; whoever checks the log reads all its files."""


def body_limit(
    respond: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: refuse by the announced length, before anything is read.

    Programs get a problem in JSON, people a page.
    """
    most = settings.NUOZHENG_UPLOAD_BYTES + _FORM_BYTES

    def limited(request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdecimal() and int(said) <= most:
            return respond(request)
        if request.path.startswith("/api/"):
            return too_large(request, None)
        return render(request, "413.html", status=413)

    return limited


def page_limit(
    respond: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: how many pages, and files, one address or account is given in a minute.

    Counts are shared by all processes.
    """

    def limited(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(_NOT_COUNTED):
            return respond(request)
        if not isinstance(request.user, Account):
            if too_often(request, "pages", PAGES_OF_A_STRANGER):
                return _wait(request)
            return respond(request)
        if _made(f"pages:account:{request.user.pk}") > PAGES_OF_AN_ACCOUNT:
            return _wait(request)
        answer = respond(request)
        is_file = answer.headers.get("Content-Disposition", "").startswith("attachment")
        if is_file and _made(f"files:account:{request.user.pk}") > FILES_OF_AN_ACCOUNT:
            return _wait(request)
        return answer

    return limited


def _made(caller: str) -> int:
    return counted(caller, minute=int(time.time() // 60))


def _wait(request: HttpRequest) -> HttpResponse:
    answer = render(request, "429.html", status=TOO_MANY_STATUS)
    answer.headers["Retry-After"] = "60"
    return answer
