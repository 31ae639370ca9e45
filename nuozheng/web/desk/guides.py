"""办事指南: the keeper's stale ones, each brought up to date with one press."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.catalogue.guides.renewal import renew_guide
from nuozheng.catalogue.guides.staleness import stale_guides
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown


@staffed(Role.CATALOGUE_KEEPER)
def guides(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every guide of the keeper's agencies that no longer says what the list says."""
    refused: tuple[Finding, ...] = ()
    stale = [
        one
        for agency in desk.agencies(Role.CATALOGUE_KEEPER)
        for one in stale_guides(agency, desk.today)
    ]
    if request.method == "POST":
        wanted = request.POST.get("item", "")
        item = next((one.item for one in stale if str(one.item.pk) == wanted), None)
        if item is None:
            raise Http404(wanted[:18])
        try:
            guide = renew_guide(item=item, by=desk.account)
            said = _("“%(item)s”的办事指南更新到第%(number)s版，已经公布。")
            messages.success(request, said % {"item": item.name, "number": guide.number})
            return redirect("web:desk_guides")
        except Refused as refusal:
            refused = tuple(refusal.findings)
    return shown(request, desk, "web/desk/guides.html", {"stale": stale}, refused)
