"""The large-print version: a choice of the reader, kept in a cookie for a year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from nuozheng.web.context import LARGE, SIZE_COOKIE

YEAR_SECONDS = 365 * 24 * 3600


@require_safe
def large(request: HttpRequest) -> HttpResponse:
    """Set the size named in `size` and go back to `next`; changes nothing but the cookie."""
    target = request.GET.get("next", "/")
    hosts = {request.get_host()}
    if not url_has_allowed_host_and_scheme(target, hosts, require_https=request.is_secure()):
        target = "/"
    size = LARGE if request.GET.get("size") == LARGE else "normal"
    answer = redirect(target)
    answer.set_cookie(
        SIZE_COOKIE, size, max_age=YEAR_SECONDS, samesite="Lax", secure=request.is_secure()
    )
    return answer
