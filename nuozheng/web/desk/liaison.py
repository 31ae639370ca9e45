"""联络员: who answers for the agency's list, and where to reach them (ORD23-A1)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.catalogue.intake.actions.officers import add_officer, end_officer
from nuozheng.catalogue.intake.models import LiaisonOfficer
from nuozheng.catalogue.intake.officers import officers_of
from nuozheng.catalogue.revision.access import kept_lists
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.intake_forms import OfficerForm
from nuozheng.web.desk.page import shown


@staffed(Role.CATALOGUE_KEEPER)
def liaison(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The officers of the keeper's agencies; a POST adds one or ends one's term."""
    agencies = {agency.pk: agency for agency in desk.agencies(Role.CATALOGUE_KEEPER)}
    posted = request.method == "POST"
    adding = posted and request.POST.get("act") == "add"
    form = OfficerForm(request.POST if adding else None, prefix="officer")
    refused: tuple[Finding, ...] = ()
    if posted and (not adding or form.is_valid()):
        try:
            messages.success(request, _act(request, desk, agencies, form if adding else None))
            return redirect("web:liaison")
        except Refused as refusal:
            refused = tuple(refusal.findings)
    lists = {agency.pk: one.slug for one, agency in kept_lists(desk.account, desk.today)}
    context = {
        "groups": [
            (agency, list(officers_of(agency, desk.today)), lists.get(agency.pk, ""))
            for agency in agencies.values()
        ],
        "form": form,
    }
    answer = shown(request, desk, "web/desk/intake/liaison.html", context, refused)
    if adding and not form.is_valid():
        answer.status_code = 422
    return answer


def _act(
    request: HttpRequest, desk: Desk, agencies: dict[int, Agency], form: OfficerForm | None
) -> str:
    if form is not None:
        agency = agencies.get(_number(request.POST.get("agency", "")))
        if agency is None:
            raise Http404
        add_officer(agency=agency, said=form.cleaned_data, by=desk.account)
        return _("已经加上。")
    officer = LiaisonOfficer.objects.filter(
        agency__in=agencies, pk=_number(request.POST.get("officer", ""))
    ).first()
    if officer is None or request.POST.get("act") != "end":
        raise Http404
    end_officer(officer=officer, by=desk.account)
    return _("已经撤下。")


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0
