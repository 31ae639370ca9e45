"""缺少处罚规则的领域: the register of a place, searched, exported, with what is proposed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.catalogue.models import Catalogue, ServiceItem
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.vocabulary import Role
from nuozheng.verification.afterwards.gaps import as_csv, gaps_of, propose_rule
from nuozheng.web.desk.afterwards.forms import ProposalForm
from nuozheng.web.desk.afterwards.on_finding import must_be_whole
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown
from nuozheng.web.files import file
from nuozheng.web.posted import key_of

PER_PAGE = 25
CSV = "text/csv; charset=utf-8"


@staffed(Role.SUPERVISOR)
def penalty_gaps(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The register of the desk's place; `q` searches, `form=csv` exports, a POST proposes."""
    places = [one.jurisdiction_id for one in desk.agencies(Role.SUPERVISOR)]
    lists = list(
        Catalogue.objects.filter(jurisdiction__in=places)
        .select_related("jurisdiction")
        .order_by("slug")
    )
    kept = [one for one in lists if one.policy.consequences.penalty_gap_register.value]
    catalogue = kept[0] if kept else None
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        refused = _propose(request, desk, catalogue)
        if not refused:
            messages.success(request, _("立法修改建议已经附上。"))
            return redirect(request.get_full_path())
    search = request.GET.get("q", "")[:60]
    gaps = gaps_of(catalogue, search) if catalogue else []
    if request.GET.get("form") == "csv" and catalogue:
        name = _("缺少处罚规则的领域，%(list)s.csv") % {"list": catalogue.title}
        return file(as_csv(gaps), CSV, name)
    context = {
        "catalogue": catalogue,
        "q": search,
        "page": Paginator(gaps, PER_PAGE).get_page(request.GET.get("page")),
        "count": len(gaps),
        "basis": catalogue.policy.consequences.penalty_gap_register.clause if catalogue else (),
        "chosen": _chosen(request, catalogue),
        "form": ProposalForm(request.POST if request.method == "POST" else None, prefix="proposal"),
    }
    return shown(request, desk, "web/desk/afterwards/gaps.html", context, refused)


def _chosen(request: HttpRequest, catalogue: Catalogue | None) -> ServiceItem | None:
    """The matter for which somebody proposes."""
    if catalogue is None:
        return None
    items = ServiceItem.objects.select_related("catalogue").filter(catalogue=catalogue)
    return items.filter(pk=key_of(request.POST.get("item") or request.GET.get("item"))).first()


def _propose(request: HttpRequest, desk: Desk, catalogue: Catalogue | None) -> tuple[Finding, ...]:
    item = _chosen(request, catalogue)
    if item is None:
        raise Http404
    form = ProposalForm(request.POST, prefix="proposal")
    try:
        must_be_whole(form)
        typed = form.cleaned_data
        propose_rule(
            item=item, by=desk.account, text=typed["words"], addressed_to=typed["addressed_to"]
        )
    except Refused as problem:
        return tuple(problem.findings)
    return ()
