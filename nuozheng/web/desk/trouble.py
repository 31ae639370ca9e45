"""问题证明: what a stock-take found, with its evidence, and what is decided about each."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.catalogue.trouble import access
from nuozheng.catalogue.trouble.acts import Outcome, close, decide
from nuozheng.catalogue.trouble.models import StockTake, TroubledProof, TroubleSearch
from nuozheng.catalogue.trouble.search import ask_for_search
from nuozheng.law.findings import Finding
from nuozheng.law.moves import MoveRule
from nuozheng.law.trouble import Trouble
from nuozheng.law.trouble.moves import TROUBLED_PROOF, TroubleStatus
from nuozheng.law.vocabulary import Role, Substitution
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.desk.queue_rows import Tab

PER_PAGE = 20
STATE_SHAPE = {
    TroubleStatus.OPEN: "wait",
    TroubleStatus.CONFIRMED: "no",
    TroubleStatus.DISMISSED: "",
    TroubleStatus.ELIMINATED: "ok",
}
Act = Callable[[HttpRequest, Desk, Catalogue], str]


@dataclass(frozen=True, slots=True)
class TroubleRow:
    """One trouble with what may be done with it now."""

    trouble: TroubledProof
    shape: str
    ways: list[tuple[str, str, Substitution | None]]
    rules: list[MoveRule]
    typed: str


@staffed(*access.ROLES)
def troubles(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The troubled proofs of one list; a POST names its act in `act`."""
    lists = list(access.lists_of(desk.account, desk.today))
    if not lists:
        raise Http404
    catalogue = chosen_list(request, lists)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""))
        done, refused = carried_out(act, request, desk, catalogue)
        if not refused:
            messages.success(request, done)
            return redirect(request.get_full_path())
    seen = access.visible_to(desk.account, desk.today).filter(catalogue=catalogue)
    kind, status = request.GET.get("kind", ""), request.GET.get("status", "open")
    wanted = seen.filter(kind=kind) if kind in set(Trouble) else seen
    counts = Counter(seen.values_list("kind", "status"))
    kinds = [kind] if kind in set(Trouble) else list(Trouble)
    counted = {one.value: sum(counts[of, one] for of in kinds) for one in TroubleStatus}
    status = status if status in counted else "open"
    listed = wanted.filter(status=status).select_related("decided_by", "catalogue__jurisdiction")
    listed = listed.prefetch_related("entries__item__agency", "entries__proof")
    page = Paginator(listed.order_by("kind", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    taken = StockTake.objects.filter(catalogue=catalogue).select_related("taken_by", "closed_by")
    search = TroubleSearch.objects.filter(catalogue=catalogue).first()
    context = {
        "search": search,
        "searching": search is not None and search.is_under_way(timezone.now()),
        "lists": [Tab(one.slug, one.title, 0, one == catalogue) for one in lists],
        "catalogue": catalogue,
        "taken": taken.first(),
        "classes": [
            (one, [(at.chinese, counts[one, at]) for at in TroubleStatus]) for one in Trouble
        ],
        "kind": kind,
        "tabs": [
            Tab(one.value, one.chinese, counted[one.value], one.value == status)
            for one in TroubleStatus
        ],
        "rows": _rows(request, desk, list(page)),
        "page": page,
        "may_close": Role.JUSTICE_REVIEWER in access.roles_at(desk.account, catalogue, desk.today),
        "clauses": catalogue.policy.scope.problem_proofs.clause,
        "eliminates": catalogue.policy.scope.problem_proofs.value == "eliminate",
    }
    return shown(request, desk, "web/desk/trouble/list.html", context, refused)


def chosen_list(request: HttpRequest, lists: list[Catalogue]) -> Catalogue:
    """The list named in the address, else the newest; 404 for one that is not the desk's."""
    slug = request.GET.get("list", "")
    if not slug:
        return lists[-1]
    found = next((one for one in lists if one.slug == slug), None)
    if found is None:
        raise Http404
    return found


def _rows(request: HttpRequest, desk: Desk, page: list[TroubledProof]) -> list[TroubleRow]:
    entries = {entry.pk for one in page for entry in one.entries.all()}
    standing = EntryVersion.objects.in_force(desk.today).filter(entry__in=entries)
    ways = dict(standing.values_list("entry_id", "substitution"))
    kept = {agency.pk for agency in desk.agencies(Role.CATALOGUE_KEEPER)}
    places = {one.jurisdiction_id for one in desk.agencies(Role.JUSTICE_REVIEWER)}
    posted = request.POST.get("trouble", "")
    rows = []
    for one in page:
        roles = []
        if one.catalogue.jurisdiction_id in places:
            roles.append(Role.JUSTICE_REVIEWER)
        if kept & {entry.item.agency_id for entry in one.entries.all()}:
            roles.append(Role.CATALOGUE_KEEPER)
        rules = {r.act: r for role in roles for r in TROUBLED_PROOF.allowed(one.status, role)}
        named = [
            (
                entry.item.name,
                f"{entry.proof.name}（{entry.item.agency.short_name}）",
                Substitution(ways[entry.pk]) if entry.pk in ways else None,
            )
            for entry in one.entries.all()
        ]
        typed = request.POST.get("reason", "") if posted == str(one.pk) else ""
        rows.append(TroubleRow(one, STATE_SHAPE[one.state], named, list(rules.values()), typed))
    return rows


def _take(request: HttpRequest, desk: Desk, catalogue: Catalogue) -> str:
    ask_for_search(catalogue=catalogue, by=desk.account)
    return _("已经开始查找，可以先做别的；查完，结果在这一页。")


def _close(request: HttpRequest, desk: Desk, catalogue: Catalogue) -> str:
    taken = StockTake.objects.filter(catalogue=catalogue).first()
    if taken is None:
        raise Http404
    close(taken=taken, by=desk.account)
    return _("这次梳理已经结束，结果已经留存。")


def _decide(outcome: Outcome) -> Act:
    def act(request: HttpRequest, desk: Desk, catalogue: Catalogue) -> str:
        seen = access.visible_to(desk.account, desk.today).filter(catalogue=catalogue)
        pk = request.POST.get("trouble", "")
        trouble = seen.filter(pk=pk).first() if pk.isdecimal() else None
        if trouble is None:
            raise Http404
        decide(
            trouble=trouble,
            outcome=outcome,
            reason=request.POST.get("reason", ""),
            by=desk.account,
        )
        return _("已经记下。")

    return act


ACTS: dict[str, Act] = {
    "take": _take,
    "close": _close,
    "confirm": _decide("confirm"),
    "dismiss": _decide("dismiss"),
    "eliminate": _decide("eliminate"),
}
