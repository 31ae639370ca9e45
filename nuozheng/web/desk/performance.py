"""履行情况: finished commitments with their result, and those of which nothing is recorded."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.applications.models import Commitment
from nuozheng.law.findings import Finding
from nuozheng.law.vocabulary import Role
from nuozheng.verification.performance import access
from nuozheng.verification.performance.settle import settle
from nuozheng.web.credit_file import performance_of, shape_of
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.posted import key_of

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One commitment: whose, what became of it."""

    commitment: Commitment
    shape: str
    state: str
    may_settle: bool = False


@staffed(Role.CREDIT_OFFICER)
def results(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The feed of finished commitments; only for the unit that leads credit management."""
    offices = access.credit_offices(desk.account, desk.today)
    if not offices:
        raise Http404
    page = Paginator(_whole(access.results_for(offices)), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {"page": page, "rows": _rows(page)}
    return shown(request, desk, "web/desk/credit/results.html", context)


@staffed(Role.CREDIT_OFFICER, Role.SUPERVISOR, *access.HANDLES)
def missing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Commitments that are over and nowhere recorded; a POST records one that was kept."""
    found = _whole(access.missing_for(desk.account, desk.today))
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        row = found.filter(pk=key_of(request.POST.get("commitment"))).first()
        done, refused = carried_out(_settle if row else None, row, desk)
        if not refused:
            messages.success(request, done)
            return redirect("web:missing_performance")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    mine = {one.pk for one in desk.agencies(*access.HANDLES)}
    context = {"page": page, "rows": _rows(page, mine), "cases": bool(mine)}
    return shown(request, desk, "web/desk/credit/missing.html", context, refused)


def _settle(commitment: Commitment | None, desk: Desk) -> str:
    assert commitment is not None
    settle(commitment=commitment, by=desk.account)
    return _("已经按核查结果记下兑现。")


def _whole(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    return rows.select_related("application__item", "application__agency", "application__applicant")


def _rows(rows: Iterable[Commitment], mine: Iterable[int] = ()) -> list[ResultRow]:
    own = set(mine)
    return [
        ResultRow(
            one,
            shape_of(one),
            performance_of(one).chinese,
            one.application.agency_id in own,
        )
        for one in rows
    ]
