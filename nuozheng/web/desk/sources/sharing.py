"""数据共享清单 at the desk: supply and demand proof by proof, gaps first; its owner changes it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from nuozheng.catalogue.models import Catalogue
from nuozheng.gateways.sources.registry import title_of
from nuozheng.law.data_registers import SCOPES, SHARING_TASK
from nuozheng.law.data_sources import SHARED_PROOF, SharingStatus
from nuozheng.law.findings import Finding
from nuozheng.law.moves import MoveRule
from nuozheng.law.vocabulary import Role
from nuozheng.oversight.figures import watched
from nuozheng.verification.sources.access import may_change_register, register_owner
from nuozheng.verification.sources.models import SharedProof
from nuozheng.verification.sources.sharing import Supply, supply_and_demand
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.history import Happened, happened
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.desk.sources.register import READERS, waiting_corrections
from nuozheng.web.desk.sources.sharing_acts import ACTS

PER_PAGE = 20


@staffed(*READERS)
def sharing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One list of the desk's places; `gaps=1` only what nobody supplies."""
    lists = lists_of(desk)
    catalogue = chosen_list(request, lists)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        said, refused = carried_out(ACTS.get(request.POST.get("act", "")), request, desk, catalogue)
        if not refused:
            messages.success(request, said)
            return redirect(f"{reverse('web:desk_sharing')}?{request.GET.urlencode()}")
    rows = supply_and_demand(catalogue, desk.today)
    gaps = [row for row in rows if row.is_gap]
    only_gaps = request.GET.get("gaps") == "1"
    page = Paginator(gaps if only_gaps else rows, PER_PAGE).get_page(request.GET.get("page"))
    return shown(
        request,
        desk,
        "web/desk/sources/sharing.html",
        {
            "catalogue": catalogue,
            "lists": lists,
            "page": page,
            "rows": [SupplyRow(row) for row in page],
            "total": len(rows),
            "gaps": len(gaps),
            "only_gaps": only_gaps,
            "owner": register_owner(catalogue.jurisdiction, catalogue.policy),
            "owner_clause": catalogue.policy.verification.data_owner.clause,
            "may_change": may_change_register(
                desk.account, catalogue.jurisdiction, catalogue.policy, desk.today
            ),
            "corrections": waiting_corrections(desk),
            "scopes": SCOPES,
            "history": _history(page),
        },
        refused,
    )


def _history(page: Iterable[Supply]) -> list[Happened]:
    """What happened to the proofs and tasks of this page."""
    rows = list(page)
    shared = [one.pk for row in rows for one in row.shared]
    tasks = [row.task.pk for row in rows if row.task]
    return happened({SHARED_PROOF.kind: shared, SHARING_TASK.kind: tasks})


def chosen_list(request: HttpRequest, lists: list[Catalogue]) -> Catalogue:
    """The list that the address asks for, otherwise the newest; 404 for a desk without any."""
    if not lists:
        raise Http404
    asked = request.GET.get("list", "")
    return next((one for one in lists if one.slug == asked), lists[0])


def lists_of(desk: Desk) -> list[Catalogue]:
    """The lists of the places where the desk has its posts; a supervisor's whole region."""
    places = {agency.jurisdiction_id for agency in desk.agencies(*READERS)}
    if Role.SUPERVISOR in desk.roles:
        places |= {place.pk for place in watched(desk.account, desk.today)}
    return list(
        Catalogue.objects.filter(jurisdiction__in=places)
        .select_related("jurisdiction")
        .order_by("-published_on", "slug")
    )


@dataclass(frozen=True, slots=True)
class SharedRow:
    """One supplier of a proof, and what its owner may do with it."""

    row: SharedProof

    @property
    def source(self) -> str:
        return title_of(self.row.source)

    @property
    def state(self) -> SharingStatus:
        return SharingStatus(self.row.status)

    @property
    def acts(self) -> list[MoveRule]:
        return SHARED_PROOF.allowed(self.row.status, Role.DATA_OWNER)


@dataclass(frozen=True, slots=True)
class SupplyRow:
    """One proof with who wants it, who supplies it and who could."""

    supply: Supply

    @property
    def shared(self) -> list[SharedRow]:
        return [SharedRow(one) for one in self.supply.shared]

    @property
    def task_acts(self) -> list[MoveRule]:
        task = self.supply.task
        return SHARING_TASK.allowed(task.status, Role.DATA_OWNER) if task else []

    @property
    def possible(self) -> list[tuple[str, str]]:
        taken = {one.source for one in self.supply.shared}
        return [(name, title_of(name)) for name in self.supply.possible if name not in taken]
