"""No request larger than one uploaded file and its form."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_FORM_BYTES = 2**20


def body_limit(
    respond: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: refuse by the announced length, before anything is read."""
    most = settings.NUOZHENG_UPLOAD_BYTES + _FORM_BYTES

    def limited(request: HttpRequest) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdecimal() and int(said) <= most:
            return respond(request)
        return HttpResponse(
            "您发送的内容超过了上限：单个文件不超过 10 MB。请压缩后再试，您的办件没有改变。",
            status=413,
            content_type="text/plain; charset=utf-8",
        )

    return limited
