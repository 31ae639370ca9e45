"""What a page may load and use: one policy for every answer, put into words once."""

from collections.abc import Callable

from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse

_USED_HERE = ("geolocation", "publickey-credentials-create", "publickey-credentials-get")
_NEVER_USED = (
    "accelerometer",
    "autoplay",
    "bluetooth",
    "browsing-topics",
    "camera",
    "display-capture",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "screen-wake-lock",
    "serial",
    "usb",
)
PERMISSIONS = ", ".join(
    [f"{name}=(self)" for name in _USED_HERE] + [f"{name}=()" for name in _NEVER_USED]
)
"""The field pages ask where they are; photos come through a file field, which needs no right."""


def content_security(
    respond: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: `CONTENT_SECURITY_POLICY` of the settings, as the package would say it anew."""
    policy = build_policy()

    def guarded(request: HttpRequest) -> HttpResponse:
        answer = respond(request)
        answer.headers.setdefault("Content-Security-Policy", policy)
        answer.headers.setdefault("Permissions-Policy", PERMISSIONS)
        answer.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return answer

    return guarded
