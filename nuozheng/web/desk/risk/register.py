"""The register of one entry: its seven work steps with their points, figures beside them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from nuozheng.catalogue.models import CatalogueEntry
from nuozheng.law.findings import Finding
from nuozheng.law.insurance.cover import insurance_is_offered_here
from nuozheng.law.risk.moves import RISK_POINT, RiskStatus
from nuozheng.law.risk.register import WorkStep, register_is_whole
from nuozheng.law.vocabulary import Role
from nuozheng.verification.risk import access
from nuozheng.verification.risk.figures import figures_of
from nuozheng.verification.risk.models import RiskPoint
from nuozheng.verification.risk.register import list_risk, retire_risk, review_risk
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.history import happened
from nuozheng.web.desk.page import carried_out
from nuozheng.web.desk.risk.forms import RiskForm
from nuozheng.web.desk.risk.tabs import OFFICE, READERS, staff_of, with_tabs
from nuozheng.web.posted import day_of, key_of


@dataclass(frozen=True, slots=True)
class StepRow:
    """One work step, whether anything is written about it, and what."""

    step: WorkStep
    finding: Finding
    points: list[RiskPoint]


@staffed(*READERS)
def risk_register(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Read it; the agency's own staff list, review and retire points."""
    entry = entry_at(desk, pk)
    agency, policy = entry.item.agency, entry.item.catalogue.policy
    lists = request.POST.get("act") == "list_risk"
    data = request.POST if lists else None
    form = RiskForm(staff_of(agency, desk), data, initial={"step": request.GET.get("step")})
    refused: tuple[Finding, ...] = ()
    wrong = lists and not form.is_valid()
    if request.method == "POST" and not wrong:
        act = _ACTS.get(request.POST.get("act", ""))
        said, refused = carried_out(act, request, desk, entry, form)
        if not refused:
            messages.success(request, said)
            return redirect("web:risk_register", pk=entry.pk)
    points = list(entry.risk_points.select_related("owner"))
    standing = [one for one in points if one.status == RiskStatus.IN_FORCE]
    answers = register_is_whole(policy, {one.step for one in standing})
    context = {
        "here": "overview",
        "entry": entry,
        "form": form,
        "steps": [
            StepRow(step, answer, [one for one in standing if one.step == step])
            for step, answer in zip(WorkStep, answers, strict=True)
        ],
        "empty": sum(one.is_obstacle for one in answers),
        "duties": policy.risk,
        "figures": figures_of(entry, desk.today),
        "may_write": agency in desk.agencies(*OFFICE),
        "may_insure": not insurance_is_offered_here(policy).is_obstacle
        and agency in desk.agencies(Role.OFFICER),
        "covers": list(entry.covers.all()),
        "today": desk.today,
        "history": happened({RISK_POINT.kind: [one.pk for one in points]}) if points else [],
    }
    return with_tabs(request, desk, "register", context, refused, wrong=wrong)


def entry_at(desk: Desk, pk: int) -> CatalogueEntry:
    """An entry of the desk's own lists, or of the places it supervises; otherwise 404."""
    rows = access.entries(desk.account, desk.today)
    return get_object_or_404(rows.select_related("item__agency", "item__catalogue", "proof"), pk=pk)


def _list(request: HttpRequest, desk: Desk, entry: CatalogueEntry, form: RiskForm) -> str:
    list_risk(entry=entry, words=form.words(), by=desk.account)
    return _("已经登记。")


def _review(request: HttpRequest, desk: Desk, entry: CatalogueEntry, form: RiskForm) -> str:
    review_risk(
        risk=_risk_at(request, entry),
        note=request.POST.get("note", ""),
        next_on=day_of(request.POST.get("next_on")),
        by=desk.account,
    )
    return _("复查已经记下。")


def _retire(request: HttpRequest, desk: Desk, entry: CatalogueEntry, form: RiskForm) -> str:
    retire_risk(
        risk=_risk_at(request, entry), reason=request.POST.get("reason", ""), by=desk.account
    )
    return _("已经撤下。")


def _risk_at(request: HttpRequest, entry: CatalogueEntry) -> RiskPoint:
    found = entry.risk_points.filter(pk=key_of(request.POST.get("risk"))).first()
    if found is None:
        raise Http404
    return found


_ACTS: dict[str, Callable[[HttpRequest, Desk, CatalogueEntry, RiskForm], str]] = {
    "list_risk": _list,
    "review_risk": _review,
    "retire_risk": _retire,
}
