"""No request larger than one uploaded file and its form."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from nuozheng.api.errors import too_large

_FORM_BYTES = 2**20


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
