"""What every page needs besides its own contents."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nuozheng.web.parts import NavLink

SIZE_COOKIE = "size"
LARGE = "large"

PUBLIC_NAV: tuple[tuple[str, Promise], ...] = (
    ("web:catalogue", _("查清单")),
    ("web:my_cases", _("我的办件")),
    ("web:check_letter", _("验承诺书")),
    ("web:complain", _("投诉建议")),
    ("sandbox:sign_ins", _("演示账号")),
)


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor; a view that gives `nav`, `place_name` or `desk` itself prevails."""
    return {
        "large_print": request.COOKIES.get(SIZE_COOKIE) == LARGE,
        "nav": list(links(request, PUBLIC_NAV)),
        "below": [],
        "place_name": getattr(request, "place_name", ""),
        "desk": False,
        "user_label": _user_label(request),
    }


def links(request: HttpRequest, names: tuple[tuple[str, Promise], ...]) -> Iterator[NavLink]:
    """Only pages that exist are offered."""
    for name, label in names:
        try:
            href = reverse(name)
        except NoReverseMatch:
            continue
        yield NavLink(label, href, current=request.path.startswith(href))


def _user_label(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ""
    label: str = str(user)
    return label
