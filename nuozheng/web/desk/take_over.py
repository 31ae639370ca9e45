"""承接: choose entries of the list above and take them over into a revision of one's own."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.catalogue.inheritance.above import key_of
from nuozheng.catalogue.inheritance.take_over import (
    here_already,
    offered,
    origin_of,
    take_over,
    under_way,
)
from nuozheng.catalogue.models import Catalogue, CatalogueEntry, EntryVersion
from nuozheng.catalogue.revision.access import kept_lists
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Offer:
    """An entry of the list above; `here` where it is listed already, `waits_in` a revision."""

    version: EntryVersion
    here: bool
    waits_in: str
    ticked: bool

    @property
    def free(self) -> bool:
        return not self.here and not self.waits_in


@staffed(Role.CATALOGUE_KEEPER)
def take_over_entries(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The list above, page by page; a POST takes the ticked entries over."""
    kept = [
        one
        for one in kept_lists(desk.account, desk.today)
        if one[0].slug == request.GET.get("list", "") and one[0].parent_id is not None
    ]
    chosen = request.GET.get("agency", "")
    part = next((one for one in kept if str(one[1].pk) == chosen or not chosen), None)
    if part is None or part[0].parent is None:
        raise Http404
    catalogue, agency = part
    ticked = {
        int(one) for one in request.POST.getlist("entry") if one.isdecimal() and len(one) < 12
    }
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        try:
            entries = CatalogueEntry.objects.filter(pk__in=ticked).select_related("item")
            made = take_over(child=catalogue, agency=agency, entries=list(entries), by=desk.account)
            messages.success(request, _("承接到这份修订了。编码要写本单位的，可以再改得更省事。"))
            return redirect("web:revision", number=made.number)
        except Refused as refusal:
            refused = tuple(refusal.findings)
    query = request.GET.get("q", "").strip()[:60]
    listed = offered(part[0].parent, desk.today, query)
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    rows = _offers(desk, catalogue, agency, list(page), ticked)
    context = {
        "catalogue": catalogue,
        "agency": agency,
        "agencies": [one for _list, one in kept],
        "above": part[0].parent,
        "query": query,
        "page": page,
        "rows": rows,
        "any_free": any(one.free for one in rows),
    }
    return shown(request, desk, "web/desk/rollup/take_over.html", context, refused)


def _offers(
    desk: Desk,
    catalogue: Catalogue,
    agency: Agency,
    versions: list[EntryVersion],
    ticked: set[int],
) -> list[Offer]:
    assert catalogue.parent is not None
    services = {one.entry.item.name for one in versions}
    here = here_already(catalogue, agency, desk.today, services)
    waiting = under_way(catalogue, agency, catalogue.parent, versions)
    return [
        Offer(
            version=one,
            here=key_of(one.entry.item.name, one.entry.proof.name) in here,
            waits_in=waiting.get(origin_of(catalogue.parent, one), ""),
            ticked=one.entry_id in ticked,
        )
        for one in versions
    ]
