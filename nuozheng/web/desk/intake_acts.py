"""The acts that the page of an upload offers."""

from collections.abc import Callable

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from nuozheng.catalogue.intake.actions.receive import (
    choose_missing,
    compare_again,
    confirm_columns,
    leave_out,
    take_back,
)
from nuozheng.catalogue.intake.actions.take import begin_taking
from nuozheng.catalogue.intake.models import Intake, IntakeRow
from nuozheng.catalogue.revision.models import Revision
from nuozheng.web.desk.guards import Desk


def row_at(found: Intake, pk: int) -> IntakeRow:
    """A row of the upload's file; otherwise 404."""
    rows = found.rows.select_related("intake__agency", "intake__catalogue").exclude(line=0)
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _confirm(found: Intake, desk: Desk, request: HttpRequest) -> str:
    meanings = [request.POST.get(f"column-{at}", "") for at in range(len(found.labels))]
    confirm_columns(intake=found, meanings=meanings, by=desk.account)
    return _("列已经记下，下次同样的表头不用再对。")


def _take(found: Intake, desk: Desk, request: HttpRequest) -> str:
    number = request.POST.get("into", "")
    into = None
    if number:
        into = Revision.objects.filter(
            number=number, agency=found.agency_id, catalogue=found.catalogue_id
        ).first()
        if into is None:
            raise Http404
    begin_taking(intake=found, by=desk.account, into=into)
    return ""


def _leave_out(found: Intake, desk: Desk, request: HttpRequest) -> str:
    row = row_at(found, _number(request, "row"))
    leave_out(row=row, by=desk.account)
    return _("第%(line)s行不要了。") % {"line": row.line}


def _take_back(found: Intake, desk: Desk, request: HttpRequest) -> str:
    row = row_at(found, _number(request, "row"))
    take_back(row=row, by=desk.account)
    return _("第%(line)s行又收回来了。") % {"line": row.line}


def _missing(found: Intake, desk: Desk, request: HttpRequest) -> str:
    rows = [int(one) for one in request.POST.getlist("rows") if one.isdigit()]
    remove = request.POST.get("remove") == "yes"
    count = choose_missing(intake=found, remove=remove, rows=rows, by=desk.account)
    if remove:
        return _("%(count)s项会作为取消提出。") % {"count": count}
    return _("%(count)s项留在清单里。") % {"count": count}


def _again(found: Intake, desk: Desk, request: HttpRequest) -> str:
    compare_again(intake=found, by=desk.account)
    return ""


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdigit() else 0


ACTS: dict[str, Callable[[Intake, Desk, HttpRequest], str]] = {
    "columns": _confirm,
    "take": _take,
    "leave_out": _leave_out,
    "take_back": _take_back,
    "missing": _missing,
    "again": _again,
}
