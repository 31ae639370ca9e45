"""What every staff page has: the masthead of the office, and the clocks."""

from collections.abc import Callable, Sequence
from typing import Any, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from nuozheng.law.findings import Finding, Refused
from nuozheng.web.desk.guards import Desk
from nuozheng.web.desk.nav import columns

REFUSED_STATUS = 422

P = ParamSpec("P")
Carried = tuple[str, tuple[Finding, ...]]


def shown(
    request: HttpRequest,
    desk: Desk,
    template: str,
    context: dict[str, Any],
    refused: Sequence[Finding] = (),
) -> HttpResponse:
    """The page in the look of the desk; with the findings of a refused act on top, status 422."""
    nav, below = columns(request, desk.roles)
    page = {
        "desk": True,
        "nav": nav,
        "below": below,
        "place_name": _office(desk),
        "refused": refused,
        **context,
    }
    return render(request, template, page, status=REFUSED_STATUS if refused else 200)


def carried_out(act: Callable[P, str] | None, *args: P.args, **kwargs: P.kwargs) -> Carried:
    """Do what a form names: what it says when done, or the findings for which it was refused.

    Http404 where the form names no act of the page.
    """
    if act is None:
        raise Http404
    try:
        return act(*args, **kwargs), ()
    except Refused as refusal:
        return "", tuple(refusal.findings)


def _office(desk: Desk) -> str:
    """The agency's name; somebody who serves several sees the first and their number."""
    names = list(dict.fromkeys(post.agency.name for post in desk.posts))
    if len(names) == 1:
        return names[0]
    return _("%(name)s等%(count)s个单位") % {"name": names[0], "count": len(names)}
