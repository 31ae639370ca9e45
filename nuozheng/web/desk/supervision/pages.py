"""监管: what is owed after decisions, whose records to look up, and who supervises what."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.law.findings import Finding
from nuozheng.law.supervision import SUPERVISION_ENTRY, CreditCheckStatus, SupervisionStatus
from nuozheng.law.vocabulary import Role
from nuozheng.verification.supervision import access
from nuozheng.verification.supervision.actions import (
    look_up_credit,
    name_unit,
    plan_supervision,
    record_supervision,
)
from nuozheng.verification.supervision.models import CreditCheck, SupervisingUnit, SupervisionEntry
from nuozheng.web.clocks import due
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.history import happened
from nuozheng.web.desk.page import REFUSED_STATUS, carried_out, shown
from nuozheng.web.desk.queue_rows import Tab
from nuozheng.web.desk.supervision.forms import PlanForm, SeenForm, UnitForm
from nuozheng.web.files import fetched
from nuozheng.web.posted import key_of

PER_PAGE = 25
WHO = (*access.SUPERVISES, Role.CREDIT_OFFICER, Role.CATALOGUE_KEEPER)
_ENTRIES, _LOOKERS = frozenset(access.SUPERVISES), frozenset(access.LOOKS_UP)
_KEEPERS = frozenset({Role.CATALOGUE_KEEPER})
_OWED = (SupervisionStatus.OWED, SupervisionStatus.PLANNED)
TABS: tuple[tuple[str, Promise, frozenset[Role]], ...] = (
    ("owed", gettext_lazy("待监管"), _ENTRIES),
    ("done", gettext_lazy("监管过的"), _ENTRIES),
    ("credit", gettext_lazy("信用核查"), _LOOKERS),
    ("units", gettext_lazy("监管部门"), _KEEPERS),
)


@staffed(*WHO)
def supervision(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The lists by tabs; a POST names its act in `act`."""
    open_to = [tab for tab in TABS if tab[2] & desk.roles]
    chosen = request.GET.get("tab", open_to[0][0])
    if chosen not in {key for key, _label, _roles in open_to}:
        raise Http404
    names = request.POST.get("act") == "name_unit"
    units = UnitForm(desk.account, desk.today, request.POST if names else None)
    refused: tuple[Finding, ...] = ()
    wrong = names and not units.is_valid()
    if request.method == "POST" and not wrong:
        act = {"name_unit": _named, "look_up_credit": _looked_up}.get(request.POST.get("act", ""))
        said, refused = carried_out(act, request, desk, units)
        if not refused:
            messages.success(request, said)
            return redirect(request.get_full_path())
    counts = _counts(desk)
    answer = shown(
        request,
        desk,
        "web/desk/supervision/list.html",
        {
            "tabs": [Tab(key, text, counts[key], key == chosen) for key, text, _w in open_to],
            "chosen": chosen,
            "late": counts["late"],
            "unit_form": units,
            **_listed(request, desk, chosen),
        },
        refused,
    )
    if wrong:
        answer.status_code = REFUSED_STATUS
    return answer


@staffed(*access.SUPERVISES)
def supervision_entry(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One entry: plan a day, write down what was seen."""
    row = _entry_at(desk, pk)
    act = request.POST.get("act", "")
    plan = PlanForm(row, request.POST if act == "plan_supervision" else None)
    seen = SeenForm(initial={"seen_on": desk.today})
    if act == "record_supervision":
        seen = SeenForm(request.POST, request.FILES)
    refused: tuple[Finding, ...] = ()
    wrong = any(form.is_bound and not form.is_valid() for form in (plan, seen))
    if request.method == "POST" and not wrong:
        acts = {"plan_supervision": _planned, "record_supervision": _recorded}
        said, refused = carried_out(acts.get(act), row, desk, plan, seen)
        if not refused:
            messages.success(request, said)
            return redirect("web:supervision_entry", pk=pk)
        row = _entry_at(desk, pk)
    allowed = {
        rule.act for role in desk.roles for rule in SUPERVISION_ENTRY.allowed(row.status, role)
    }
    answer = shown(
        request,
        desk,
        "web/desk/supervision/entry.html",
        {
            "entry": row,
            "due": due(row.due_on, desk.today) if row.state in _OWED else None,
            "shape": _shape(row),
            "basis": tuple(row.basis),
            "plan_form": plan if "plan_supervision" in allowed else None,
            "seen_form": seen if "record_supervision" in allowed else None,
            "sees_case": {Role.OFFICER, Role.VERIFIER} & desk.roles
            and row.application.agency in desk.agencies(Role.OFFICER, Role.VERIFIER),
            "history": happened({SUPERVISION_ENTRY.kind: [row.pk]}),
        },
        refused,
    )
    if wrong:
        answer.status_code = REFUSED_STATUS
    return answer


@staffed(*access.SUPERVISES)
def supervision_paper(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The photo or paper of a supervision."""
    row = _entry_at(desk, pk)
    if row.document is None:
        raise Http404
    return fetched(row.document, ours=row.document.is_ours)


def _entry_at(desk: Desk, pk: int) -> SupervisionEntry:
    rows = access.entries_at_desk(desk.account, desk.today).select_related(
        "agency", "application__item", "application__applicant", "application__agency",
        "planned_by", "done_by", "document",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


def _planned(row: SupervisionEntry, desk: Desk, plan: PlanForm, seen: SeenForm) -> str:
    said = plan.cleaned_data
    plan_supervision(entry=row, on=said["on"], mode=said["mode"], by=desk.account)
    return _("已经安排。")


def _recorded(row: SupervisionEntry, desk: Desk, plan: PlanForm, seen: SeenForm) -> str:
    record_supervision(entry=row, seen=seen.seen(), by=desk.account)
    return _("监管情况已经记下。")


def _named(request: HttpRequest, desk: Desk, units: UnitForm) -> str:
    said = units.cleaned_data
    name_unit(item=said["item"], agency=said["agency"], by=desk.account)
    return _("监管部门已经写明，以后的信用核查和日常监管都交给它。")


def _looked_up(request: HttpRequest, desk: Desk, units: UnitForm) -> str:
    rows = access.credit_checks_at_desk(desk.account, desk.today)
    check = get_object_or_404(rows, pk=key_of(request.POST.get("check")))
    done = look_up_credit(check=check, by=desk.account)
    return _("已经记下：%(found)s。办理单位可以看到。") % {"found": done.found}


def _counts(desk: Desk) -> dict[str, int]:
    entries = access.entries_at_desk(desk.account, desk.today).aggregate(
        owed=Count("pk", filter=Q(status__in=_OWED)),
        done=Count("pk", filter=Q(status=SupervisionStatus.DONE)),
        late=Count("pk", filter=Q(status__in=_OWED, due_on__lt=desk.today)),
    )
    checks = access.credit_checks_at_desk(desk.account, desk.today)
    units = access.items_to_name(desk.account, desk.today)
    return {
        **entries,
        "credit": checks.filter(status=CreditCheckStatus.OPEN).count(),
        "units": SupervisingUnit.objects.filter(item__in=units).count(),
    }


def _listed(request: HttpRequest, desk: Desk, chosen: str) -> dict[str, object]:
    if chosen == "units":
        items = access.items_to_name(desk.account, desk.today)
        named = SupervisingUnit.objects.filter(item__in=items).order_by("item__name")
        return {"units": named.select_related("item", "agency", "named_by")}
    number = request.GET.get("page")
    if chosen == "credit":
        checks = Paginator(_checks(desk), PER_PAGE).get_page(number)
        return {"page": checks, "rows": [_row(one, desk) for one in checks]}
    page = Paginator(_entries(desk, chosen), PER_PAGE).get_page(number)
    return {"page": page, "rows": [_row(one, desk) for one in page]}


def _row(one: SupervisionEntry | CreditCheck, desk: Desk) -> dict[str, object]:
    return {
        "one": one,
        "due": due(one.due_on, desk.today) if one.status not in _ENDED else None,
        "shape": _shape(one),
    }


_ENDED = {
    SupervisionStatus.DONE.value,
    SupervisionStatus.ENDED.value,
    CreditCheckStatus.DONE.value,
    CreditCheckStatus.DROPPED.value,
}


def _shape(one: SupervisionEntry | CreditCheck) -> str:
    return "ok" if one.status in _ENDED else "wait"


def _entries(desk: Desk, chosen: str) -> QuerySet[SupervisionEntry]:
    states = _OWED if chosen == "owed" else (SupervisionStatus.DONE, SupervisionStatus.ENDED)
    rows = access.entries_at_desk(desk.account, desk.today).filter(status__in=states)
    order = ("due_on", "pk") if chosen == "owed" else ("-done_on", "-pk")
    return rows.select_related("application__item", "application__applicant").order_by(*order)


def _checks(desk: Desk) -> QuerySet[CreditCheck]:
    rows = access.credit_checks_at_desk(desk.account, desk.today)
    rows = rows.select_related("application__item", "application__applicant", "checked_by")
    return rows.order_by("-status", "due_on", "pk")
