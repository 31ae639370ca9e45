"""What the owner of the sharing list does on its page: list, change, set a task, tell progress."""

from collections.abc import Callable
from typing import get_args

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from nuozheng.catalogue.models import Catalogue, Proof
from nuozheng.verification.sources.models import SharedProof, SharingTask
from nuozheng.verification.sources.sharing import SharingAct, change_sharing, list_shared
from nuozheng.verification.sources.tasks import TaskAct, report_task, set_task
from nuozheng.web.desk.guards import Desk
from nuozheng.web.posted import day_of, key_of


def _list(request: HttpRequest, desk: Desk, catalogue: Catalogue) -> str:
    proof = Proof.objects.filter(code=request.POST.get("proof", "")).first()
    if proof is None:
        raise Http404
    list_shared(
        catalogue=catalogue,
        proof=proof,
        source=request.POST.get("source", ""),
        blocker=request.POST.get("reason", ""),
        by=desk.account,
    )
    return _("已经列入数据共享清单：%(name)s。") % {"name": proof.name}


def _task(request: HttpRequest, desk: Desk, catalogue: Catalogue) -> str:
    proof = Proof.objects.filter(code=request.POST.get("proof", "")).first()
    if proof is None:
        raise Http404
    task = set_task(
        catalogue=catalogue,
        proof=proof,
        scope=request.POST.get("scope", ""),
        what=request.POST.get("what", ""),
        due_on=day_of(request.POST.get("due_on")),
        by=desk.account,
    )
    return _("已经交办：%(name)s，%(owner)s办。") % {"name": proof.name, "owner": task.owner.name}


def _report(request: HttpRequest, desk: Desk, catalogue: Catalogue) -> str:
    row = SharingTask.objects.filter(
        pk=key_of(request.POST.get("task")), jurisdiction=catalogue.jurisdiction_id
    ).first()
    if row is None:
        raise Http404
    report_task(
        catalogue=catalogue,
        task=row,
        act=_REPORTS[request.POST["act"]],
        reason=request.POST.get("reason", ""),
        by=desk.account,
    )
    return _("已经记下。")


def _change(request: HttpRequest, desk: Desk, catalogue: Catalogue) -> str:
    act = _CHANGES[request.POST["act"]]
    row = SharedProof.objects.filter(
        pk=key_of(request.POST.get("shared")), jurisdiction=catalogue.jurisdiction_id
    ).first()
    if row is None:
        raise Http404
    change_sharing(
        catalogue=catalogue,
        shared=row,
        act=act,
        reason=request.POST.get("reason", ""),
        by=desk.account,
    )
    return _("已经记下。")


_CHANGES: dict[str, SharingAct] = {act: act for act in get_args(SharingAct)}
_REPORTS: dict[str, TaskAct] = {act: act for act in get_args(TaskAct)}
ACTS: dict[str, Callable[[HttpRequest, Desk, Catalogue], str]] = {
    "list": _list,
    "set_task": _task,
    **dict.fromkeys(_CHANGES, _change),
    **dict.fromkeys(_REPORTS, _report),
}
