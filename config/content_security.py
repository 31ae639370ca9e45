"""What a page may load: one policy for every answer, put into words once."""

from collections.abc import Callable

from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse


def content_security(
    respond: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: `CONTENT_SECURITY_POLICY` of the settings, as the package would say it anew."""
    policy = build_policy()

    def guarded(request: HttpRequest) -> HttpResponse:
        answer = respond(request)
        answer.headers.setdefault("Content-Security-Policy", policy)
        return answer

    return guarded
