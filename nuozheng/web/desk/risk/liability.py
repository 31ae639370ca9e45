"""责任追究: entered by the place's supervisors from decided findings, read by them alone."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from nuozheng.law.findings import Finding
from nuozheng.law.procedure import UntruthStatus
from nuozheng.law.vocabulary import Role
from nuozheng.verification.models import UntruthFinding
from nuozheng.verification.risk import access
from nuozheng.verification.risk.liability import enter_liability, withdraw_liability
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import carried_out
from nuozheng.web.desk.risk.forms import LiabilityForm
from nuozheng.web.desk.risk.tabs import with_tabs
from nuozheng.web.posted import key_of

PER_PAGE = 25
MOST = 200
"""Findings that the form offers, the newest first."""


@staffed(Role.SUPERVISOR)
def liability_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The entries, and a new one; a wrong one is withdrawn with a reason."""
    found = access.decided_findings(desk.account, desk.today).select_related("application__agency")
    offered = [(str(one.pk), _words(one)) for one in found.order_by("-decided_at", "-pk")[:MOST]]
    enters = request.POST.get("act") == "enter_liability"
    form = LiabilityForm(offered, request.POST if enters else None)
    refused: tuple[Finding, ...] = ()
    wrong = enters and not form.is_valid()
    if request.method == "POST" and not wrong:
        said, refused = carried_out(_enter if enters else _withdraw, request, desk, form)
        if not refused:
            messages.success(request, said)
            return redirect("web:liability")
    rows = access.liability(desk.account, desk.today).select_related(
        "finding__application__agency", "entered_by"
    )
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "form": form,
        "offered": bool(offered),
    }
    return with_tabs(request, desk, "liability", context, refused, wrong=wrong)


def _words(finding: UntruthFinding) -> str:
    """The case and what was found; nobody's name."""
    case = finding.application
    known = set(UntruthStatus)
    outcome = UntruthStatus(finding.outcome).chinese if finding.outcome in known else ""
    return f"{case.number}，{case.agency.short_name}，{outcome}"


def _enter(request: HttpRequest, desk: Desk, form: LiabilityForm) -> str:
    found = get_object_or_404(
        access.decided_findings(desk.account, desk.today),
        pk=key_of(form.cleaned_data["finding"]),
    )
    enter_liability(finding=found, fault=form.entered(), by=desk.account)
    return _("已经登记。")


def _withdraw(request: HttpRequest, desk: Desk, form: LiabilityForm) -> str:
    row = get_object_or_404(
        access.liability(desk.account, desk.today), pk=key_of(request.POST.get("entry"))
    )
    withdraw_liability(entry=row, reason=request.POST.get("reason", ""), by=desk.account)
    return _("已经撤回。")
