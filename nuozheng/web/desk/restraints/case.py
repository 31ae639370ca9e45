"""联合惩戒 in one case: what restricts the applicant here, and the unit's own decision on it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.applications.models import Application
from nuozheng.credit.sanctions.checking import listed, restriction_of
from nuozheng.credit.sanctions.favours import in_case
from nuozheng.credit.sanctions.field import (
    decide_in_field,
    decision_on,
    hits_of,
    joint_matter,
)
from nuozheng.law.findings import Finding
from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.case import case_at
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.desk.restraints.forms import FieldForm


@staffed(Role.OFFICER)
def case_restraints(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The hits with their basis; a POST decides for this unit's own field."""
    case = case_at(desk, number)
    if case.agency_id not in {one.pk for one in desk.agencies(Role.OFFICER)}:
        raise Http404
    form = FieldForm(request.POST if request.method == "POST" else None)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        act = {"restrict": _restrict, "pass": _pass}.get(request.POST.get("act", ""))
        said, refused = carried_out(act, case, desk, form)
        if not refused:
            messages.success(request, said)
            return redirect("web:case_restraints", number=number)
    matter = joint_matter(case)
    context = {
        "case": case,
        "matter": matter,
        "hits": hits_of(case, matter),
        "listed": [
            restriction_of(one) for one in listed(case.applicant, case.policy.place, desk.today)
        ],
        "made": decision_on(case),
        "favours": in_case(case.number),
        "form": form,
    }
    return shown(request, desk, "web/desk/restraints/case.html", context, refused)


def _restrict(case: Application, desk: Desk, form: FieldForm) -> str:
    decide_in_field(case=case, restricted=True, reasons=form.text("reasons"), by=desk.account)
    return _("已经决定在这个事项上限制；请依法不予办理。")


def _pass(case: Application, desk: Desk, form: FieldForm) -> str:
    decide_in_field(case=case, restricted=False, reasons=form.text("reasons"), by=desk.account)
    return _("已经决定不限制，可以照常办理。")
