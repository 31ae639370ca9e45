"""核查反馈: what checks came to, read by the units concerned; unread ones for the supervisor."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.law.feedback import READERS, FeedbackStatus
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.procedure import TaskStatus
from nuozheng.law.vocabulary import Role
from nuozheng.verification.feedback import access
from nuozheng.verification.feedback.actions import mark_all_read
from nuozheng.verification.feedback.models import CheckFeedback, Concerned
from nuozheng.web.clocks import due
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown
from nuozheng.web.posted import key_of

PER_PAGE = 50
_SHAPE = {
    TaskStatus.CONFIRMED: "ok",
    TaskStatus.CONTRADICTED: "no",
    TaskStatus.UNABLE: "none",
}


@staffed(*READERS, Role.SUPERVISOR)
def check_feedback(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The unit's inbox, unread first; for a supervisor also what nobody read in time."""
    reads = bool(frozenset(READERS) & desk.roles)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        if not reads or request.POST.get("act") != "mark_read":
            raise Http404
        ticked = [key_of(pk) for pk in request.POST.getlist("one")]
        try:
            done = mark_all_read(pks=ticked, by=desk.account)
        except Refused as refusal:
            refused = tuple(refusal.findings)
        else:
            messages.success(request, _("记下了：%(count)s条已读。") % {"count": done})
            return redirect("web:check_feedback")
    told = access.inbox(desk.account, desk.today)
    rows = told.select_related(
        "agency", "task__application__item", "task__proof__version__entry__proof", "read_by"
    ).order_by("-status", "due_on", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    supervises = Role.SUPERVISOR in desk.roles
    late = access.unread_too_long(desk.account, desk.today).select_related(
        "agency", "task__proof__version__entry__proof"
    )
    return shown(
        request,
        desk,
        "web/desk/feedback.html",
        {
            "reads": reads,
            "supervises": supervises,
            "unread": told.filter(status=FeedbackStatus.SENT).count(),
            "rows": [_row(one, desk) for one in page],
            "page": page,
            "late": [_row(one, desk) for one in late.order_by("due_on", "pk")[:200]],
        },
        refused,
    )


def _row(one: CheckFeedback, desk: Desk) -> dict[str, object]:
    return {
        "one": one,
        "shape": _SHAPE[TaskStatus(one.result)],
        "due": due(one.due_on, desk.today) if one.status == FeedbackStatus.SENT else None,
        "opens_case": one.part == Concerned.DECIDING
        and bool({Role.OFFICER, Role.VERIFIER} & desk.roles),
    }
