"""待办: an office's cases by the day on which we must act."""

from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nuozheng.applications import access
from nuozheng.applications.models import Application, DisposedProof, ProofStatus
from nuozheng.evidence.models import Deadline
from nuozheng.law.procedure import APPLICATION, OPEN_APPLICATION, ApplicationStatus
from nuozheng.law.vocabulary import Role
from nuozheng.verification.models import UntruthFinding, VerificationTask
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown
from nuozheng.web.desk.queue_rows import Tab, row_of

PER_PAGE = 25
_S = ApplicationStatus
OURS = (_S.SUBMITTED, _S.ACCEPTED)
"""States in which the office must act, so that the due day is ours."""
_UNFINISHED = (_S.DRAFT, _S.NOTICED)
TABS: tuple[tuple[str, Promise], ...] = (
    ("open", _("在办")),
    ("ours", _("等我们办")),
    ("today", _("今天到期")),
    ("overdue", _("超期")),
    ("applicant", _("等申请人")),
    ("agency", _("等部门答复")),
    ("done", _("已办")),
)


@staffed(Role.OFFICER)
def queue(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The cases of the officer's agencies; `status` is a tab, `q` part of a case's number."""
    filters = _filters(desk)
    chosen = request.GET.get("status", "open")
    if chosen not in filters:
        chosen = "open"
    wanted = request.GET.get("q", "").strip()[:40]
    item = request.GET.get("item", "")
    cases = handled_by(desk)
    counts = cases.aggregate(**{key: Count("pk", filter=rule) for key, rule in filters.items()})
    items = cases.order_by("item__name").values_list("item__name", flat=True).distinct()
    listed = cases.filter(filters[chosen])
    if wanted:
        listed = listed.filter(number__icontains=wanted)
    if item:
        listed = listed.filter(item__name=item)
    order = ("-decided_at", "-pk") if chosen == "done" else (F("due_on").asc(nulls_last=True), "pk")
    page = Paginator(with_all(listed).order_by(*order), PER_PAGE).get_page(request.GET.get("page"))
    running = Deadline.objects.running().filter(
        kind=APPLICATION.kind, record_id__in=[one.pk for one in page]
    )
    clocks: dict[tuple[int, date | None], Deadline] = {
        (one.record_id, one.due_on): one for one in running
    }
    return shown(
        request,
        desk,
        "web/desk/queue.html",
        {
            "tabs": [
                Tab(key, label, counts[key], key == chosen, key == "overdue" and counts[key] > 0)
                for key, label in TABS
            ],
            "chosen": chosen,
            "wanted": wanted,
            "item": item,
            "items": list(items),
            "rows": [row_of(one, desk.today, clocks.get((one.pk, one.due_on))) for one in page],
            "page": page,
        },
    )


def handled_by(desk: Desk) -> QuerySet[Application]:
    """Cases handed in at the officer's agencies; nobody handles their own, which is left out."""
    agencies = [agency.pk for agency in desk.agencies(Role.OFFICER)]
    waiting = DisposedProof.objects.filter(
        application=OuterRef("pk"), status=ProofStatus.AWAITING_AGENCY
    )
    return (
        Application.objects.filter(agency__in=agencies, submitted_at__isnull=False)
        .exclude(pk__in=access.own(desk.account, desk.today).values("pk"))
        .annotate(awaits_agency=Exists(waiting))
    )


def with_all(cases: QuerySet[Application]) -> QuerySet[Application]:
    """The cases with what a row shows of them."""
    proofs = DisposedProof.objects.select_related("version__entry__proof").order_by("position")
    return cases.select_related("applicant", "item", "commitment").prefetch_related(
        Prefetch("proofs", proofs),
        Prefetch("tasks", VerificationTask.objects.order_by("due_on")),
        Prefetch("untruth_findings", UntruthFinding.objects.order_by("pk")),
    )


def _filters(desk: Desk) -> dict[str, Q]:
    running = Q(status__in=OPEN_APPLICATION)
    ours = Q(status__in=OURS)
    return {
        "open": running,
        "ours": ours & Q(awaits_agency=False),
        "today": ours & Q(due_on=desk.today),
        "overdue": ours & Q(due_on__lt=desk.today),
        "applicant": Q(status__in=(_S.AWAITING_COMPLETION, _S.AWAITING_PROOFS)),
        "agency": ours & Q(awaits_agency=True),
        "done": ~running & ~Q(status__in=_UNFINISHED),
    }
