"""隐患: logged from the page of a check, listed with the overdue on top, closed with evidence."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from nuozheng.law.findings import Finding
from nuozheng.law.risk.moves import HAZARD, HazardStatus
from nuozheng.law.vocabulary import Role
from nuozheng.verification.risk import access
from nuozheng.verification.risk.hazards import close_hazard, log_hazard
from nuozheng.verification.risk.models import Hazard
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.history import happened
from nuozheng.web.desk.page import carried_out
from nuozheng.web.desk.queue_rows import Tab
from nuozheng.web.desk.risk.forms import HazardForm, RemovedForm
from nuozheng.web.desk.risk.tabs import OFFICE, READERS, staff_of, with_tabs
from nuozheng.web.desk.tasks import task_at
from nuozheng.web.files import fetched

PER_PAGE = 25


@staffed(*READERS)
def hazard_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The hazards of the desk's agencies by day; a supervisor sees which are overdue, not what."""
    rows = access.hazards(desk.account, desk.today).select_related("task__application", "owner")
    counts = {one: rows.filter(status=one).count() for one in HazardStatus}
    chosen = request.GET.get("status", "")
    state = HazardStatus(chosen) if chosen in set(HazardStatus) else HazardStatus.OPEN
    page = Paginator(rows.filter(status=state), PER_PAGE).get_page(request.GET.get("page"))
    late = access.late_hazards(desk.account, desk.today).select_related("agency", "owner")
    context = {
        "states": [Tab(one, one.chinese, counts[one], one is state) for one in HazardStatus],
        "page": page,
        "today": desk.today,
        "own": bool(desk.roles & set(OFFICE)),
        "late": list(late) if Role.SUPERVISOR in desk.roles else [],
    }
    return with_tabs(request, desk, "hazards", context)


@staffed(Role.VERIFIER)
def new_hazard(request: HttpRequest, desk: Desk, task_pk: int) -> HttpResponse:
    """Log one that this check brought to light."""
    task = task_at(desk, task_pk)
    form = HazardForm(staff_of(task.application.agency, desk), request.POST or None)
    refused: tuple[Finding, ...] = ()
    if form.is_bound and form.is_valid():
        key, refused = carried_out(_log, desk, task_pk, form)
        if not refused:
            messages.success(request, _("隐患已经记下。"))
            return redirect("web:hazard", pk=int(key))
    context = {"here": "hazards", "task": task, "form": form}
    wrong = form.is_bound and not form.is_valid()
    return with_tabs(request, desk, "new_hazard", context, refused, wrong=wrong)


@staffed(*OFFICE)
def hazard(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One hazard; closed here with words and a file."""
    row = _hazard_at(desk, pk)
    bound = request.method == "POST"
    form = RemovedForm(request.POST, request.FILES) if bound else RemovedForm()
    refused: tuple[Finding, ...] = ()
    if bound and form.is_valid():
        said, refused = carried_out(_close, desk, row, form)
        if not refused:
            messages.success(request, said)
            return redirect("web:hazard", pk=row.pk)
        row = _hazard_at(desk, pk)
    context = {
        "here": "hazards",
        "hazard": row,
        "state": HazardStatus(row.status),
        "late": row.status == HazardStatus.OPEN and row.due_on < desk.today,
        "form": form,
        "verifies": Role.VERIFIER in desk.roles,
        "history": happened({HAZARD.kind: [row.pk]}),
    }
    wrong = form.is_bound and not form.is_valid()
    return with_tabs(request, desk, "hazard", context, refused, wrong=wrong)


@staffed(*OFFICE)
def hazard_paper(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """What proves that it is gone."""
    row = get_object_or_404(access.hazards(desk.account, desk.today), pk=pk, status="closed")
    assert row.evidence is not None
    return fetched(row.evidence, ours=False)


def _hazard_at(desk: Desk, pk: int) -> Hazard:
    rows = access.hazards(desk.account, desk.today)
    found = rows.select_related("task__application", "agency", "owner", "logged_by", "closed_by")
    return get_object_or_404(found, pk=pk)


def _log(desk: Desk, task_pk: int, form: HazardForm) -> str:
    typed = form.cleaned_data
    row = log_hazard(
        task=task_at(desk, task_pk),
        what=typed["what"],
        owner=form.answerable,
        due_on=typed["due_on"],
        by=desk.account,
    )
    return str(row.pk)


def _close(desk: Desk, row: Hazard, form: RemovedForm) -> str:
    upload = form.cleaned_data["evidence"]
    close_hazard(
        hazard=row,
        note=form.cleaned_data["note"],
        evidence=upload.read() if upload is not None else None,
        by=desk.account,
    )
    return _("隐患已经销号。")
