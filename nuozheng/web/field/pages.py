"""The day's visits in the order of the way, and one visit with its checklist and record."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from nuozheng.applications.letter import letter_document
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.inspections.moves import VisitStatus
from nuozheng.law.vocabulary import Role
from nuozheng.verification.inspections import access
from nuozheng.verification.inspections.actions.package import open_package
from nuozheng.verification.inspections.actions.record import VisitChanged, record_visit
from nuozheng.verification.inspections.models import Visit, VisitInspector
from nuozheng.verification.inspections.route import Stop, in_order
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown
from nuozheng.web.desk.visits.rows import ShownCheck, shown_checks
from nuozheng.web.field.reading import spot_of
from nuozheng.web.files import fetched
from nuozheng.web.promises import commitment_of

_CONFLICT, _REFUSED = 409, 422


@dataclass(frozen=True, slots=True)
class Asked:
    """One check with what was typed for it before."""

    shown: ShownCheck
    result: str
    note: str


@dataclass(frozen=True, slots=True)
class Going:
    """One inspector with the certificate number typed now, or last time."""

    inspector: VisitInspector
    certificate: str
    typed: str


@staffed(Role.INSPECTOR)
def field(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The visits of today and of the next days; all packages can be opened at once."""
    rows = list(
        access.to_be_made(desk.account, desk.today)
        .select_related("party", "agency")
        .order_by("planned_on", "pk")
    )
    if request.method == "POST":
        for row in rows:
            open_package(visit=row, by=desk.account)
        messages.success(request, _("材料已经签收。等一下，手机存好了再出发。"))
        return redirect("web:field")
    mine = VisitInspector.objects.filter(visit__in=rows, account=desk.account)
    opened = {one.visit_id for one in mine if one.opened_at}
    by_day = groupby(rows, key=lambda one: max(one.planned_on or desk.today, desk.today))
    days = [(day, [one.what for one in in_order(map(_stop, group))]) for day, group in by_day]
    context = {"days": days, "opened": opened, "unopened": len(rows) - len(opened)}
    return shown(request, desk, "web/field/list.html", context)


@staffed(Role.INSPECTOR)
def field_visit(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One visit: the package, once it is signed for, and the record to fill in."""
    row = _visit_at(desk, pk)
    refused: Sequence[Finding] = ()
    status = 200
    if request.method == "POST":
        try:
            return _done(request, desk, row)
        except VisitChanged as changed:
            refused, status = changed.findings, _CONFLICT
        except Refused as refusal:
            refused, status = refusal.findings, _REFUSED
        if _wants_json(request):
            return _told("conflict" if status == _CONFLICT else "refused", refused, status)
        row = _visit_at(desk, pk)
    answer = shown(request, desk, "web/field/visit.html", _context(request, desk, row), refused)
    answer.status_code = status
    return answer


@staffed(Role.INSPECTOR)
def field_letter(request: HttpRequest, desk: Desk, pk: int, number: str) -> HttpResponse:
    """The signed letter of one of the cases, once the package is signed for."""
    row = _visit_at(desk, pk)
    if request.method != "POST" or not _has_opened(row, desk):
        raise Http404
    check = row.checks.filter(task__application__number=number).first()
    commitment = commitment_of(check.task.application) if check else None
    if commitment is None:
        raise Http404
    return fetched(letter_document(commitment.pk), ours=True)


def _done(request: HttpRequest, desk: Desk, row: Visit) -> HttpResponse:
    if request.POST.get("act") == "open_package":
        open_package(visit=row, by=desk.account)
        return redirect("web:field_visit", pk=row.pk)
    _record, again = record_visit(visit=row, spot=spot_of(request, row), by=desk.account)
    if _wants_json(request):
        return JsonResponse({"state": "recorded", "again": again})
    messages.success(request, _("现场记录已经交上。"))
    return redirect("web:field_visit", pk=row.pk)


def _told(state: str, findings: Sequence[Finding], status: int) -> HttpResponse:
    told = [{"detail": one.detail, "cure": one.cure} for one in findings]
    return JsonResponse({"state": state, "findings": told}, status=status)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _visit_at(desk: Desk, pk: int) -> Visit:
    rows = access.in_the_field(desk.account, desk.today).exclude(status=VisitStatus.CALLED_OFF)
    return get_object_or_404(
        rows.select_related("party", "agency", "draw", "joined_to__agency"), pk=pk
    )


def _has_opened(row: Visit, desk: Desk) -> bool:
    return row.team.filter(account=desk.account, opened_at__isnull=False).exists()


def _context(request: HttpRequest, desk: Desk, row: Visit) -> dict[str, Any]:
    context: dict[str, Any] = {
        "visit": row,
        "is_open": _has_opened(row, desk),
        "is_planned": row.state is VisitStatus.PLANNED,
        "number": row.checks.count(),
    }
    if not context["is_open"]:
        return context
    typed = request.POST
    checks = shown_checks(row)
    return context | {
        "asked": [_asked(one, typed) for one in checks],
        "letters": sorted({one.check.task.application.number for one in checks}),
        "team": [_going(one, typed) for one in row.team.select_related("account")],
        "typed": {
            name: typed.get(name, "")
            for name in ("arrived_at", "left_at", "said", "signer", "refusal", "witness")
        }
        | {"party": typed.get("typed-party", "")},
        "key": uuid4(),
    }


def _asked(one: ShownCheck, typed: Any) -> Asked:
    pk = one.check.task_id
    return Asked(one, typed.get(f"result-{pk}", ""), typed.get(f"note-{pk}", ""))


def _going(one: VisitInspector, typed: Any) -> Going:
    last = (
        VisitInspector.objects.filter(account=one.account_id)
        .exclude(certificate="")
        .order_by("-pk")
        .first()
    )
    known = last.certificate if last else ""
    return Going(
        one,
        typed.get(f"certificate-{one.account_id}", known),
        typed.get(f"typed-{one.account_id}", ""),
    )


def _stop(row: Visit) -> Stop:
    where = row.where
    return Stop(row, where.get("latitude"), where.get("longitude"), where.get("division") or "")
