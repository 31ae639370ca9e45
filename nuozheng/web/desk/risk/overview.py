"""风险登记: every entry of the desk's lists, with how many of its work steps are written."""

from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nuozheng.catalogue.models import CatalogueEntry, EntryVersion
from nuozheng.law.risk.moves import RiskStatus
from nuozheng.law.risk.register import WorkStep
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Agency
from nuozheng.verification.risk import access
from nuozheng.verification.risk.models import RiskPoint
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.risk.export import as_csv
from nuozheng.web.desk.risk.tabs import READERS, with_tabs
from nuozheng.web.files import attached
from nuozheng.web.posted import key_of

PER_PAGE = 25
STEPS = len(WorkStep)


@staffed(*READERS)
def risks(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The entries in force; `q` in the names, `agency`, `gaps=1` only where a step is empty."""
    agencies = list(access.read_agencies(desk.account, desk.today).order_by("name"))
    listed, chosen = _asked(request, desk, agencies)
    gaps = request.GET.get("gaps") == "1"
    page = Paginator(_counted(listed, desk, gaps), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "agencies": agencies,
        "chosen": chosen,
        "query": request.GET.get("q", "").strip()[:60],
        "gaps": gaps,
        "asked": request.GET.urlencode(),
        "all_steps": STEPS,
    }
    return with_tabs(request, desk, "overview", context)


@staffed(*READERS)
def risks_file(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The register of the same entries as a table."""
    agencies = list(access.read_agencies(desk.account, desk.today))
    listed, _chosen = _asked(request, desk, agencies)
    points = RiskPoint.objects.filter(
        entry__in=listed.values("pk"), status=RiskStatus.IN_FORCE
    ).select_related("entry__item__agency", "entry__proof", "owner")
    rows = points.order_by("entry__item__agency__name", "entry__item", "entry", "pk")
    return attached(as_csv(rows), "text/csv; charset=utf-8", _("风险登记.csv"))


def _asked(
    request: HttpRequest, desk: Desk, agencies: list[Agency]
) -> tuple[QuerySet[CatalogueEntry], int]:
    """What the address asks for, of what this desk may read; and the chosen agency, 0 for all."""
    in_force = EntryVersion.objects.in_force(desk.today).exclude(
        substitution=Substitution.CANCELLED.value
    )
    rows = CatalogueEntry.objects.filter(
        Exists(in_force.filter(entry=OuterRef("pk"))), item__agency__in=agencies
    )
    agency = key_of(request.GET.get("agency"))
    if agency:
        rows = rows.filter(item__agency=agency)
    for word in request.GET.get("q", "").strip()[:60].split():
        rows = rows.filter(Q(item__name__icontains=word) | Q(proof__name__icontains=word))
    return rows, agency


def _counted(rows: QuerySet[CatalogueEntry], desk: Desk, gaps: bool) -> QuerySet[CatalogueEntry]:
    """With `steps` that are written and `late` reviews; what was begun stands first."""
    standing = Q(risk_points__status=RiskStatus.IN_FORCE)
    late = standing & Q(risk_points__review_on__lt=desk.today)
    counted = rows.annotate(
        steps=Count("risk_points__step", filter=standing, distinct=True),
        late=Count("risk_points", filter=late, distinct=True),
    )
    if gaps:
        counted = counted.filter(steps__lt=STEPS)
    return counted.select_related("item__agency", "proof").order_by(
        F("late").desc(), F("steps").desc(), "item", "position"
    )
