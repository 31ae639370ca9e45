"""底数: what the stock-take of a list says, unit by unit and of one unit."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from nuozheng.catalogue.duties import access
from nuozheng.catalogue.duties.rollout import roll_out
from nuozheng.catalogue.duties.stocktake import by_unit, take_stock
from nuozheng.catalogue.models import Catalogue
from nuozheng.law.vocabulary import Substitution
from nuozheng.oversight.reductions import reductions
from nuozheng.parties.models import Agency
from nuozheng.web.desk.duties.overview import STAFF
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown

BASIS = {
    "ordos-2021": ("ORD21-4.2b",),
    "ordos-2023": ("ORD23-2.3a", "ORD23-3.1.1b"),
    "xian-baqiao-2021": ("XBQ21-2.1f",),
    "lianyungang-2019": ("LYG19-1.1.1a", "LYG19-1.1.1b"),
}


@staffed(*access.WATCHING)
def stocktake(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """Every unit of a list, adding up to its base number."""
    watched = access.watched_lists(desk.account, desk.today)
    catalogue = get_object_or_404(watched, slug=slug)
    lines = by_unit(catalogue, desk.today)
    context = {
        "catalogue": catalogue,
        "lines": lines,
        "ways": [(way, sum(one.taken.by_way[way] for one in lines)) for way in Substitution],
        "services": sum(one.taken.services for one in lines),
        "examined": sum(one.taken.examined for one in lines),
        "removed": sum(one.taken.removed for one in lines),
        "base": sum(one.taken.base for one in lines),
        "domains": roll_out(catalogue, desk.today),
        "domains_basis": catalogue.policy.scope.priority_domains.clause,
        "basis": _basis_of(catalogue),
        "today": desk.today,
    }
    return shown(request, desk, "web/desk/duties/stocktake.html", context)


@staffed(*STAFF)
def stocktake_unit(request: HttpRequest, desk: Desk, slug: str, agency_pk: int) -> HttpResponse:
    """One unit's part of a list: services, proofs by way, what is kept and what was cleared."""
    catalogue = get_object_or_404(Catalogue.objects.select_related("jurisdiction"), slug=slug)
    agency = get_object_or_404(Agency, pk=agency_pk)
    if not access.may_see_unit(desk.account, catalogue, agency, desk.today):
        raise Http404
    taken = take_stock(catalogue, agency, desk.today)
    context = {
        "catalogue": catalogue,
        "agency": agency,
        "taken": taken,
        "ways": [(way, taken.by_way[way]) for way in Substitution],
        "services": sorted(taken.by_service.items(), key=lambda one: (-one[1], one[0])),
        "reduced": reductions(catalogue, agency, desk.today),
        "basis": _basis_of(catalogue),
        "today": desk.today,
    }
    return shown(request, desk, "web/desk/duties/stocktake_unit.html", context)


def _basis_of(catalogue: Catalogue) -> tuple[str, ...]:
    """The clauses of the list's own text that ask for a stock-take."""
    return BASIS.get(catalogue.policy_key, ())
