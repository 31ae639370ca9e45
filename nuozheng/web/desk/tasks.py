"""核查: what a verifier still has to check, and the record of what was seen."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.applications import access as case_access
from nuozheng.law.check_forms import FORMS, told
from nuozheng.law.conditions import Result
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.procedure import VERIFICATION_TASK, TaskStatus
from nuozheng.law.vocabulary import Role
from nuozheng.verification import access
from nuozheng.verification.actions.check import Observation, ask_again, record_result
from nuozheng.verification.models import UntruthFinding, VerificationTask
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.history import happened
from nuozheng.web.desk.page import shown
from nuozheng.web.desk.queue_rows import Tab
from nuozheng.web.desk.task_forms import RecordForm
from nuozheng.web.desk.task_rows import promise_of_task, task_row

PER_PAGE = 25
_T = TaskStatus
TABS: tuple[tuple[str, Promise, tuple[TaskStatus, ...]], ...] = (
    ("open", gettext_lazy("待核查"), (_T.OPEN,)),
    ("unable", gettext_lazy("查不清"), (_T.UNABLE,)),
    ("done", gettext_lazy("有结论"), (_T.CONFIRMED, _T.CONTRADICTED)),
    ("cancelled", gettext_lazy("不用再查"), (_T.CANCELLED,)),
)


@staffed(Role.VERIFIER)
def tasks(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The tasks of the verifier's agencies by due day; `status` is a tab."""
    own = case_access.own(desk.account, desk.today).values("pk")
    all_tasks = access.desk_tasks(desk.account, desk.today).exclude(application__in=own)
    states = {key: wanted for key, _label, wanted in TABS}
    chosen = request.GET.get("status", "open")
    if chosen not in states:
        chosen = "open"
    late = Count("pk", filter=Q(status=_T.OPEN, due_on__lt=desk.today))
    counts = all_tasks.aggregate(
        late=late,
        **{key: Count("pk", filter=Q(status__in=wanted)) for key, wanted in states.items()},
    )
    order = ("due_on", "pk") if chosen in ("open", "unable") else ("-checked_at", "-pk")
    listed = with_case(all_tasks.filter(status__in=states[chosen])).order_by(*order)
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    return shown(
        request,
        desk,
        "web/desk/tasks.html",
        {
            "tabs": [Tab(key, label, counts[key], key == chosen) for key, label, _w in TABS],
            "late": counts["late"],
            "rows": [task_row(one, desk.today) for one in page],
            "page": page,
            "chosen": chosen,
        },
    )


@staffed(Role.VERIFIER)
def task(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One task: what was promised, what the sources say, and the record of the check."""
    row = task_at(desk, pk)
    form = RecordForm(row.manner)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        act = request.POST.get("act")
        form = RecordForm(row.manner, request.POST, request.FILES) if act == "record" else form
        try:
            if act == "ask":
                return _asked(request, desk, row)
            if act == "record" and form.is_valid():
                return _recorded(request, desk, row, form)
            if act != "record":
                raise Http404
        except Refused as refusal:
            refused = tuple(refusal.findings)
            row = task_at(desk, pk)
    answer = shown(
        request,
        desk,
        "web/desk/task.html",
        {
            "row": task_row(row, desk.today),
            "task": row,
            "basis": tuple(row.basis),
            "promise": promise_of_task(row),
            "form": form,
            "particulars": told(row.seen.get("particulars", {})),
            "measure": row.proof.version.plan.get("measure", ""),
            "acts": VERIFICATION_TASK.allowed(row.status, Role.VERIFIER),
            "finding": UntruthFinding.objects.filter(task=row).first(),
            "assistance": list(row.assistance_requests.order_by("pk")),
            "confirmations": list(row.confirmations.select_related("provider").order_by("pk")),
            "history": happened({VERIFICATION_TASK.kind: [row.pk]}),
        },
        refused,
    )
    if form.is_bound and not form.is_valid():
        answer.status_code = 422
    return answer


def _asked(request: HttpRequest, desk: Desk, row: VerificationTask) -> HttpResponse:
    result = ask_again(task=row, by=desk.account)
    said = {
        Result.CONFIRMED: _("数据与承诺一致，这项核查已经办完。"),
        Result.CONTRADICTED: _("数据与承诺不一致。请看清两边的数字，再记录结果；这里不认定。"),
        Result.UNKNOWN: _("数据源暂不可用，任务照旧；请过一会儿再问，或者换办法查。"),
    }
    messages.info(request, said.get(result, _("数据说不清，请换办法查。")))
    return redirect("web:task", pk=row.pk)


def _recorded(
    request: HttpRequest, desk: Desk, row: VerificationTask, form: RecordForm
) -> HttpResponse:
    result = TaskStatus(form.cleaned_data["result"])
    upload = form.cleaned_data["evidence"]
    record_result(
        task=row,
        by=desk.account,
        result=result,
        observation=Observation(
            form.cleaned_data["note"],
            upload.read() if upload is not None else None,
            {one.key: form.cleaned_data[one.key] for one in FORMS[row.manner]},
        ),
    )
    messages.success(request, _("核查结果已经记下：%(result)s。") % {"result": result.chinese})
    found = UntruthFinding.objects.filter(task=row).first()
    if found is not None:
        return redirect("web:finding", pk=found.pk)
    return redirect("web:tasks")


def task_at(desk: Desk, pk: int) -> VerificationTask:
    """A task of the desk's agencies that isn't about one's own case; otherwise 404."""
    own = case_access.own(desk.account, desk.today).values("pk")
    found = (
        with_case(access.desk_tasks(desk.account, desk.today))
        .exclude(application__in=own)
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    return found


def with_case(rows: QuerySet[VerificationTask]) -> QuerySet[VerificationTask]:
    """Tasks with their case, promise and proof."""
    return rows.select_related(
        "application__item",
        "application__applicant",
        "application__agency",
        "application__commitment",
        "proof__version__entry__proof",
        "checked_by",
    )
