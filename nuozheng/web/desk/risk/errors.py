"""差错分析: what came to nothing or was revoked, its cause, and the register's answer to it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from nuozheng.law.findings import Finding
from nuozheng.law.risk.moves import ERROR_CASE, ErrorStatus
from nuozheng.verification.risk import access
from nuozheng.verification.risk.errors import (
    close_error,
    open_error,
    overturned,
    points_for,
    revoked,
)
from nuozheng.verification.risk.models import ErrorCase
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.history import happened
from nuozheng.web.desk.page import carried_out
from nuozheng.web.desk.risk.forms import CauseForm
from nuozheng.web.desk.risk.tabs import READERS, with_tabs
from nuozheng.web.posted import key_of

PER_PAGE = 25
MOST = 50
"""Candidates that the page lists at once."""


@staffed(*READERS)
def error_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What still wants an analysis, and the analyses; a POST begins one."""
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        key, refused = carried_out(_open, request, desk)
        if not refused:
            return redirect("web:error_case", pk=int(key))
    found = overturned(desk.account, desk.today).select_related("application__item")
    ended = revoked(desk.account, desk.today).select_related("item")
    rows = access.errors(desk.account, desk.today).select_related("application__item", "finding")
    context = {
        "overturned": list(found.order_by("-decided_at")[:MOST]),
        "revoked": list(ended.order_by("-decided_at")[:MOST]),
        "page": Paginator(rows.order_by("-status", "-pk"), PER_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return with_tabs(request, desk, "errors", context, refused)


@staffed(*READERS)
def error_case(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One analysis; closed with its cause, its lesson and an entry of the register."""
    row = _error_at(desk, pk)
    points = list(points_for(row).select_related("entry__proof"))
    choices = [
        (str(one.pk), f"{one.get_step_display()}：{one.point[:40]}（{one.entry.proof.name}）")
        for one in points
    ]
    form = CauseForm(choices, request.POST or None)
    refused: tuple[Finding, ...] = ()
    if form.is_bound and form.is_valid():
        said, refused = carried_out(_close, desk, row, form)
        if not refused:
            messages.success(request, said)
            return redirect("web:error_case", pk=row.pk)
        row = _error_at(desk, pk)
    context = {
        "here": "errors",
        "error": row,
        "state": ErrorStatus(row.status),
        "entries": list(row.application.item.entries.select_related("proof").order_by("position")),
        "points": points,
        "form": form,
        "history": happened({ERROR_CASE.kind: [row.pk]}),
    }
    wrong = form.is_bound and not form.is_valid()
    return with_tabs(request, desk, "error", context, refused, wrong=wrong)


def _error_at(desk: Desk, pk: int) -> ErrorCase:
    rows = access.errors(desk.account, desk.today).select_related(
        "application__item__agency", "finding", "risk_point__entry__proof", "closed_by"
    )
    return get_object_or_404(rows, pk=pk)


def _open(request: HttpRequest, desk: Desk) -> str:
    if "finding" in request.POST:
        found = get_object_or_404(
            overturned(desk.account, desk.today), pk=key_of(request.POST["finding"])
        )
        return str(open_error(finding=found, by=desk.account).pk)
    case = get_object_or_404(
        revoked(desk.account, desk.today), pk=key_of(request.POST.get("application"))
    )
    return str(open_error(application=case, by=desk.account).pk)


def _close(desk: Desk, row: ErrorCase, form: CauseForm) -> str:
    typed = form.cleaned_data
    close_error(
        error=row,
        cause=typed["cause"],
        lesson=typed["lesson"],
        risk_point=points_for(row).filter(pk=key_of(typed["risk"])).first(),
        by=desk.account,
    )
    return _("分析已经办结。")
