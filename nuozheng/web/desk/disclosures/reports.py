"""社会监督: what readers hold against a publication, and what was tried and refused."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from nuozheng.disclosure.actions.report import answer_report
from nuozheng.disclosure.models import PublicReport, RefusedPublication
from nuozheng.law.findings import Finding
from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.disclosures.forms import AnswerForm
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.posted import key_of

PER_PAGE = 20
MOST_REFUSED = 20


@staffed(Role.SUPERVISOR)
def public_reports(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Reports of the supervisor's places, the open ones first; a POST answers one."""
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        done, refused = carried_out(_answer, request, desk)
        if not refused:
            messages.success(request, done)
            return redirect("web:public_reports")
    reports = _reports(desk).order_by("answered_at", "-at", "-pk")
    page = Paginator(reports, PER_PAGE).get_page(request.GET.get("page"))
    attempts = RefusedPublication.objects.filter(publication__jurisdiction__in=_places(desk))
    context = {
        "page": page,
        "rows": [(one, AnswerForm(prefix=f"r{one.pk}")) for one in page],
        "attempts": attempts.select_related("publication__agency", "tried_by")[:MOST_REFUSED],
    }
    return shown(request, desk, "web/desk/disclosures/reports.html", context, refused)


def _answer(request: HttpRequest, desk: Desk) -> str:
    report = get_object_or_404(_reports(desk), pk=key_of(request.POST.get("report")))
    typed = AnswerForm(request.POST, prefix=f"r{report.pk}").text("answer")
    answer_report(report=report, answer=typed, by=desk.account)
    return _("已经记下处理的情况。")


def _reports(desk: Desk) -> QuerySet[PublicReport]:
    return PublicReport.objects.filter(publication__jurisdiction__in=_places(desk)).select_related(
        "publication__agency", "answered_by"
    )


def _places(desk: Desk) -> list[int]:
    return [one.jurisdiction_id for one in desk.agencies(Role.SUPERVISOR)]
