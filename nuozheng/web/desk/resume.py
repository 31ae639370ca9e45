"""A form of the desk that was sent after the session had run out: offered again, nothing lost."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _

from nuozheng.law.posts import STAFF
from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.case import case_at
from nuozheng.web.desk.counter_find import was_opened
from nuozheng.web.desk.credit import record_at
from nuozheng.web.desk.findings import finding_at
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown
from nuozheng.web.desk.tasks import task_at
from nuozheng.web.sessions import forget, kept

WITHOUT_RECORD = {"questions": Role.OFFICER, "counter": Role.OFFICER}
"""Pages with forms that are about no record, and whose they are."""
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
    if form is None:
        return redirect("web:desk_start")
    page = _page_at(form.path)
    if page is not None and page.url_name == "counter_case" and Role.OFFICER in desk.roles:
        if not was_opened(request, page.kwargs["number"]):
            messages.info(request, _("请再输一次两个号码，刚才填的都替您留着，找到就接着办。"))
            return redirect("web:counter")
    elif page is None or not _may_open(desk, page):
        return redirect("web:desk_start")
    return shown(request, desk, "web/desk/resume.html", {"form": form})


def _page_at(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None


def _may_open(desk: Desk, page: ResolverMatch) -> bool:
    name = page.url_name or ""
    opens = OPENS.get(name)
    if opens is None:
        return WITHOUT_RECORD.get(name) in desk.roles
    try:
        opens(desk, **page.kwargs)
    except Http404:
        return False
    return True
