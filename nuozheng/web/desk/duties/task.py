"""One task: its paper, its report, its evaluation, what is to be improved, and sending it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from nuozheng.catalogue.duties import access, actions, improvements
from nuozheng.catalogue.duties.models import Improvement, UnitDuty
from nuozheng.catalogue.duties.report import package, papers_of
from nuozheng.law.findings import Finding, Refused
from nuozheng.oversight.unit_report import draft
from nuozheng.web.desk.duties.forms import (
    EvaluationForm,
    ImprovementForm,
    OutcomeForm,
    PaperForm,
    SectionsForm,
    SendForm,
)
from nuozheng.web.desk.duties.history import history_of
from nuozheng.web.desk.duties.overview import STAFF
from nuozheng.web.desk.duties.rows import row_of
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown
from nuozheng.web.files import attached, fetched

Forms = dict[str, Any]


@staffed(*STAFF)
def unit_duty(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The page of a task; whoever keeps the unit's list acts on it, others only read."""
    task = _task_at(desk, pk)
    may_act = access.own(desk.account, desk.today).filter(pk=pk).exists()
    refused: tuple[Finding, ...] = ()
    forms = _forms(task, desk, request) if may_act else {}
    if request.method == "POST":
        if not may_act:
            raise Http404
        act = request.POST.get("act", "")
        if act not in _ACTS:
            raise Http404
        form = forms[act] = _bound(act, task, request)
        if form.is_valid():
            try:
                messages.success(request, _ACTS[act](task, desk, form))
                return redirect("web:unit_duty", pk=pk)
            except Refused as refusal:
                refused = tuple(refusal.findings)
    context = _context(task, desk, forms, may_act=may_act)
    answer = shown(request, desk, "web/desk/duties/task.html", context, refused)
    if any(form.errors for form in forms.values() if form.is_bound):
        answer.status_code = 422
    return answer


@staffed(*STAFF)
def duty_paper(request: HttpRequest, desk: Desk, pk: int, document_pk: int) -> HttpResponse:
    """A paper of a task."""
    task = _task_at(desk, pk)
    for _name, document in papers_of(task):
        if document.pk == document_pk:
            return fetched(document, ours=document.is_ours)
    raise Http404


@staffed(*STAFF)
def duty_package(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """电子版: the message to the text's mailbox, for a mail program; only for who sends it."""
    task = get_object_or_404(
        access.own(desk.account, desk.today).select_related("agency", "printed", "revision"), pk=pk
    )
    try:
        return attached(package(task), "message/rfc822", f"{task.duty.what}.eml")
    except LookupError:
        raise Http404 from None


def _task_at(desk: Desk, pk: int) -> UnitDuty:
    visible = access.visible_to(desk.account, desk.today)
    return get_object_or_404(
        visible.select_related("catalogue", "agency", "printed", "revision", "by"), pk=pk
    )


def _forms(task: UnitDuty, desk: Desk, request: HttpRequest) -> Forms:
    """The forms that the task offers now, by act."""
    duty, forms = task.duty, Forms()
    if duty.through:
        if task.done_on is None:
            forms["fulfil"] = PaperForm(task)
    elif task.sent_on is None:
        if duty.kind == "report":
            again = "draft" in request.GET or not any(task.content.values())
            said = draft(task, desk.today) if again else task.content
            forms["write"] = SectionsForm(duty, said)
        elif duty.kind == "evaluation":
            forms["evaluate"] = EvaluationForm(duty, task.content)
        else:
            forms["fulfil"] = PaperForm(task)
        if duty.to or duty.kind == "report":
            forms["send"] = SendForm(None, None, initial={"to": duty.to})
    if duty.kind == "report":
        forms["suggest"] = ImprovementForm()
        if running := _running(task):
            forms["settle"] = OutcomeForm(running)
    return forms


def _running(task: UnitDuty) -> list[Improvement]:
    return list(improvements.followed_in(task).filter(done_on=None))


def _bound(act: str, task: UnitDuty, request: HttpRequest) -> Any:
    said = request.POST
    makers: dict[str, Callable[[], BaseForm]] = {
        "fulfil": lambda: PaperForm(task, said, request.FILES),
        "write": lambda: SectionsForm(task.duty, {}, said),
        "evaluate": lambda: EvaluationForm(task.duty, {}, said),
        "send": lambda: SendForm(said),
        "suggest": lambda: ImprovementForm(said),
        "settle": lambda: OutcomeForm(_running(task), said),
    }
    return makers[act]()


def _fulfil(task: UnitDuty, desk: Desk, form: Any) -> str:
    said = form.cleaned_data
    document = said["document"].read() if said["document"] else None
    held = actions.fulfil(
        task=task,
        document=document,
        note=said["note"],
        on=said["on"],
        by=desk.account,
        part=said.get("part", ""),
        attested=said.get("attested", ()),
    )
    return _("已经记下。接着报送。") if held.duty.to else _("已经记下。")


def _write(task: UnitDuty, desk: Desk, form: Any) -> str:
    actions.write(task=task, sections=form.sections(), by=desk.account)
    return _("已经保存，还没有报送。")


def _evaluate(task: UnitDuty, desk: Desk, form: Any) -> str:
    actions.evaluate(task=task, answers=form.answers(), by=desk.account)
    return _("评估已经记下。")


def _send(task: UnitDuty, desk: Desk, form: Any) -> str:
    said = form.cleaned_data
    actions.send(task=task, on=said["on"], to=said["to"], by=desk.account)
    return _("已经登记报送。")


def _suggest(task: UnitDuty, desk: Desk, form: Any) -> str:
    improvements.suggest(task=task, by=desk.account, **form.cleaned_data)
    return _("已经列入改进措施，下一次报告会写到。")


def _settle(task: UnitDuty, desk: Desk, form: Any) -> str:
    said = form.cleaned_data
    one = next(one for one in _running(task) if str(one.pk) == said["improvement"])
    improvements.settle(improvement=one, outcome=said["outcome"], on=said["on"], by=desk.account)
    return _("已经记下结果。")


_ACTS: dict[str, Callable[[UnitDuty, Desk, Any], str]] = {
    "fulfil": _fulfil,
    "write": _write,
    "evaluate": _evaluate,
    "send": _send,
    "suggest": _suggest,
    "settle": _settle,
}


def _context(task: UnitDuty, desk: Desk, forms: Forms, *, may_act: bool) -> dict[str, Any]:
    duty = task.duty
    return {
        "task": task,
        "duty": duty,
        "row": row_of(task, desk.today),
        "forms": forms,
        "form": next((one for one in forms.values() if one.is_bound), None),
        "may_act": may_act,
        "keeps_list": task.agency.jurisdiction_id == task.catalogue.jurisdiction_id,
        "sections": [(title, task.content.get(title, "")) for title in duty.sections],
        "scores": [(one, task.content[one]) for one in duty.dimensions if one in task.content],
        "papers": list(papers_of(task)),
        "parts_left": [] if task.done_on else actions.parts_left(task),
        "improvements": [
            (one, improvements.told(one, desk.today)) for one in improvements.followed_in(task)
        ]
        if duty.kind == "report"
        else [],
        "history": history_of(task),
        "today": desk.today,
    }
