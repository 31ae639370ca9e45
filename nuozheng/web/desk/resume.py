"""A form of the desk that was sent after the session had run out: offered again, nothing lost."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from nuozheng.web.desk.case import case_at
from nuozheng.web.desk.credit import record_at
from nuozheng.web.desk.findings import finding_at
from nuozheng.web.desk.guards import STAFF, Desk, staffed
from nuozheng.web.desk.page import shown
from nuozheng.web.desk.tasks import task_at
from nuozheng.web.sessions import forget, kept

OPENS: dict[str, Callable[..., object]] = {
    "case": case_at,
    "task": task_at,
    "finding": finding_at,
    "credit_record": record_at,
}
"""Pages with forms, and what finds their record for this desk or answers 404."""


@staffed(*STAFF)
def resume(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Offer the kept form to somebody who may open its page; they send it again or drop it."""
    if request.method == "POST":
        forget(request)
        messages.info(request, _("已经丢掉刚才留着的内容，没有办任何事。"))
        return redirect("web:desk_start")
    form = kept(request)
    if form is None or not _may_open(desk, form.path):
        return redirect("web:desk_start")
    return shown(request, desk, "web/desk/resume.html", {"form": form})


def _may_open(desk: Desk, path: str) -> bool:
    try:
        found = resolve(path)
        opens = OPENS.get(found.url_name or "")
        if opens is not None:
            opens(desk, **found.kwargs)
    except (Resolver404, Http404):
        return False
    return opens is not None or found.url_name == "questions"
