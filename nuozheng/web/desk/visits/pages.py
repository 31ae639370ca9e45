"""The list of visits, a new one, and one visit with what this desk may do now."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.law.findings import Finding
from nuozheng.law.inspections.moves import VISIT, VisitStatus
from nuozheng.law.inspections.planning import Earlier
from nuozheng.law.policy import load_policy
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency, Party
from nuozheng.verification import access as task_access
from nuozheng.verification.follow import PENDING
from nuozheng.verification.inspections import access
from nuozheng.verification.inspections.actions.close import close_visit, review_legality
from nuozheng.verification.inspections.actions.plan import call_off, plan_new, plan_visit
from nuozheng.verification.inspections.facts import others_of
from nuozheng.verification.inspections.models import Visit, VisitPaper
from nuozheng.verification.models import VerificationTask
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.history import happened
from nuozheng.web.desk.page import REFUSED_STATUS, carried_out, shown
from nuozheng.web.desk.queue_rows import Tab
from nuozheng.web.desk.tasks import task_at, with_case
from nuozheng.web.desk.visits.forms import PlanForm
from nuozheng.web.desk.visits.rows import shown_checks, signatures
from nuozheng.web.files import fetched

PER_PAGE = 25
_V = VisitStatus
TABS: tuple[tuple[str, Promise, tuple[VisitStatus, ...]], ...] = (
    ("proposed", gettext_lazy("等着安排"), (_V.PROPOSED,)),
    ("planned", gettext_lazy("已安排"), (_V.PLANNED,)),
    ("recorded", gettext_lazy("现场已记录"), (_V.RECORDED,)),
    ("ended", gettext_lazy("已办结"), (_V.CLOSED, _V.CALLED_OFF)),
)


@staffed(*access.DESK)
def visits(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The visits of the desk's agencies by day; `status` is a tab."""
    rows = access.at_desk(desk.account, desk.today)
    counts = rows.aggregate(
        **{key: Count("pk", filter=Q(status__in=wanted), distinct=True) for key, _l, wanted in TABS}
    )
    first = next((key for key in ("recorded", "proposed") if counts[key]), "planned")
    chosen = request.GET.get("status", first)
    states = {key: wanted for key, _label, wanted in TABS}
    chosen = chosen if chosen in states else first
    listed = rows.filter(status__in=states[chosen]).select_related("party", "agency", "draw")
    page = Paginator(listed.order_by("planned_on", "pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "tabs": [Tab(key, label, counts[key], key == chosen) for key, label, _w in TABS],
        "page": page,
        "items_of": desk.agencies(Role.VERIFIER),
    }
    return shown(request, desk, "web/desk/visits/list.html", context)


@staffed(Role.VERIFIER)
def new_visit(request: HttpRequest, desk: Desk, task_pk: int) -> HttpResponse:
    """Plan a visit from one check: all that is still due of the same subject can come along."""
    task = task_at(desk, task_pk)
    agency, party = task.agency, task.application.applicant
    policy = task.application.policy
    form = PlanForm(
        desk, agency, _due(desk, agency, party), policy, _joint(agency, party), request.POST or None
    )
    refused: tuple[Finding, ...] = ()
    if form.is_bound and form.is_valid():
        key, refused = carried_out(_plan_new, desk, agency, form)
        if not refused:
            messages.success(request, _("检查已经安排，材料已经推送给检查人员。"))
            return redirect("web:visit", pk=int(key))
    context = {"form": form, "agency": agency, "party": party, "task": task}
    answer = shown(request, desk, "web/desk/visits/new.html", context, refused)
    if form.is_bound and not form.is_valid():
        answer.status_code = REFUSED_STATUS
    return answer


@staffed(*access.DESK)
def visit(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One visit: why, who, what came of it, and what to do next."""
    row = _visit_at(desk, pk)
    form = _form(desk, row, request)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        said, refused = carried_out(
            _ACTS.get(request.POST.get("act", "")), request, desk, row, form
        )
        if not refused and (form is None or not form.is_bound or form.is_valid()):
            messages.success(request, said)
            return redirect("web:visit", pk=row.pk)
        row = _visit_at(desk, pk)
    roles = {role for role in access.DESK if row.agency in desk.agencies(role)}
    context = {
        "visit": row,
        "form": form,
        "checks_open": Role.VERIFIER in roles,
        "acts": {rule.act for role in roles for rule in VISIT.allowed(row.status, role)},
        "checks": shown_checks(row),
        "signed": signatures(row),
        "team": row.team.select_related("account"),
        "record": getattr(row, "record", None),
        "opinion": request.POST.get("opinion", ""),
        "history": happened({VISIT.kind: [row.pk]}),
    }
    answer = shown(request, desk, "web/desk/visits/visit.html", context, refused)
    if request.method == "POST":
        answer.status_code = REFUSED_STATUS
    return answer


@staffed(*access.DESK)
def visit_paper(request: HttpRequest, desk: Desk, pk: int, paper_pk: int) -> HttpResponse:
    """A photo or a drawn signature."""
    papers = VisitPaper.objects.select_related("document").filter(
        record__visit=_visit_at(desk, pk), document__isnull=False
    )
    paper = get_object_or_404(papers, pk=paper_pk)
    assert paper.document is not None
    return fetched(paper.document, ours=False)


def _visit_at(desk: Desk, pk: int) -> Visit:
    rows = access.at_desk(desk.account, desk.today)
    found = rows.select_related(
        "agency", "party", "draw", "joined_to__agency", "reviewed_by", "record__sent_by"
    )
    return get_object_or_404(found, pk=pk)


def _due(desk: Desk, agency: Agency, party: Party) -> list[VerificationTask]:
    rows = task_access.desk_tasks(desk.account, desk.today).filter(
        agency=agency, application__applicant=party, status__in=PENDING
    )
    return list(with_case(rows).order_by("pk"))


def _joint(agency: Agency, party: Party, row: Visit | None = None) -> list[Earlier]:
    return [one for one in others_of(party, agency, row) if one.is_planned and not one.mine]


def _form(desk: Desk, row: Visit, request: HttpRequest) -> PlanForm | None:
    if row.state not in (_V.PROPOSED, _V.PLANNED):
        return None
    if row.agency not in desk.agencies(Role.VERIFIER):
        return None
    data = request.POST if request.POST.get("act") == "plan_visit" else None
    due, joint = _due(desk, row.agency, row.party), _joint(row.agency, row.party, row)
    return PlanForm(desk, row.agency, due, load_policy(row.policy_key), joint, data, row)


def _plan_new(desk: Desk, agency: Agency, form: PlanForm) -> str:
    return str(plan_new(agency=agency, plan=form.plan(), by=desk.account).pk)


def _plan(request: HttpRequest, desk: Desk, row: Visit, form: PlanForm | None) -> str:
    if form is None:
        raise Http404
    if form.is_valid():
        reason = form.cleaned_data.get("reason", "")
        plan_visit(visit=row, plan=form.plan(), by=desk.account, reason=reason)
    return _("已经安排，材料已经推送给检查人员。")


def _call_off(request: HttpRequest, desk: Desk, row: Visit, form: PlanForm | None) -> str:
    call_off(visit=row, reason=request.POST.get("reason", ""), by=desk.account)
    return _("这次不去了；要查的还在核查里，换办法查。")


def _review(request: HttpRequest, desk: Desk, row: Visit, form: PlanForm | None) -> str:
    review_legality(visit=row, opinion=request.POST.get("opinion", ""), by=desk.account)
    return _("审核意见已经写下。")


def _close(request: HttpRequest, desk: Desk, row: Visit, form: PlanForm | None) -> str:
    said = {"yes": True, "no": False}.get(request.POST.get("major", ""))
    close_visit(visit=row, major=said, by=desk.account)
    return _("这次检查已经办结。")


_ACTS: dict[str, Callable[[HttpRequest, Desk, Visit, PlanForm | None], str]] = {
    "plan_visit": _plan,
    "call_off": _call_off,
    "review_legality": _review,
    "close_visit": _close,
}
