"""批量核查: start a batch, watch it, pause it, and read what it asked and found."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.gateways.sources.registry import registry
from nuozheng.law.bulk import VERIFICATION_BATCH, BatchStatus
from nuozheng.law.conditions import Result
from nuozheng.law.findings import Finding
from nuozheng.law.vocabulary import Role
from nuozheng.verification.bulk import access
from nuozheng.verification.bulk.actions import open_batch, pause, resume
from nuozheng.verification.bulk.models import VerificationBatch
from nuozheng.verification.jobs import run_batch
from nuozheng.verification.rounds.assigning import progress
from nuozheng.web.desk.case_forms import DeskForm
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.history import happened
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.desk.task_rows import task_row
from nuozheng.web.desk.tasks import with_case

PER_PAGE = 20
_REFRESH_SECONDS = 3
_SHAPE = {
    BatchStatus.QUEUED: "wait",
    BatchStatus.RUNNING: "wait",
    BatchStatus.PAUSED: "none",
    BatchStatus.FAILED: "no",
    BatchStatus.DONE: "ok",
}
_SAID: tuple[tuple[Result, Promise, str], ...] = (
    (Result.CONFIRMED, gettext_lazy("数据与承诺一致，这项核查已经办结"), "ok"),
    (Result.CONTRADICTED, gettext_lazy("数据与承诺不一致，留给核查人员看，这里不认定"), "no"),
    (Result.NOT_MET, gettext_lazy("承诺的数字不在标准以内，留给核查人员看"), "wait"),
    (Result.AMBIGUOUS, gettext_lazy("数据对不准，不算本人不实，换办法查"), "wait"),
    (Result.NOT_FOUND, gettext_lazy("查不到，不算本人不实，换办法查"), "none"),
    (Result.UNKNOWN, gettext_lazy("没有可用的数据，不影响本人，换办法查"), "none"),
    (Result.MET, gettext_lazy("没有数据可比，由人核查"), "none"),
)


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch as it is listed."""

    batch: VerificationBatch
    shape: str
    confirmed: int
    contradicted: int


@dataclass(frozen=True, slots=True)
class Told:
    """What was read of one source, for which days."""

    title: str
    looks: int
    rows: int
    first: date | None
    last: date | None


class OpenForm(DeskForm):
    source = forms.ChoiceField(
        label=gettext_lazy("比对哪个数据源"),
        required=False,
    )
    due_by = forms.DateField(
        label=gettext_lazy("只查期限在这一天以前的"),
        help_text=gettext_lazy("不填就全查，一项不漏。"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        every = [("", _("全部数据源"))]
        named = [(name, source.title) for name, source in registry().items()]
        self.fields["source"].choices = every + named  # type: ignore[attr-defined]


@staffed(*access.ROLES)
def batches(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The batches of the desk's agencies; a verifier starts one for all of their own."""
    own = desk.agencies(Role.VERIFIER)
    form = OpenForm(request.POST if request.method == "POST" else None)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        if not own:
            raise Http404
        if form.is_valid():
            done, refused = carried_out(_open, desk, form)
            if not refused:
                messages.success(request, _("这一批已经开始，可以离开这一页。"))
                return redirect("web:batch", pk=int(done))
    listed = access.visible_to(desk.account, desk.today).select_related("started_by")
    page = Paginator(listed.order_by("-pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "rows": [_row(one) for one in page],
        "page": page,
        "form": form if own else None,
        "rounds": progress(desk.agencies(*access.ROLES)),
        "today": desk.today,
    }
    answer = shown(request, desk, "web/desk/batches/list.html", context, refused)
    if form.is_bound and not form.is_valid():
        answer.status_code = 422
    return answer


@staffed(*access.ROLES)
def batch(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One batch: how far it is, what it found, what it read; a POST names its act in `act`."""
    found = access.visible_to(desk.account, desk.today).filter(pk=pk).first()
    if found is None:
        raise Http404
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        act = {"pause": _pause, "resume": _resume}.get(request.POST.get("act", ""))
        done, refused = carried_out(act, desk, found)
        if not refused:
            messages.success(request, done)
            return redirect("web:batch", pk=pk)
    contradicted = with_case(access.to_look_at(found, desk.account, desk.today))
    page = Paginator(contradicted.order_by("due_on", "pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    acts = VERIFICATION_BATCH.allowed(found.status, Role.VERIFIER)
    context = {
        "row": _row(found),
        "batch": found,
        "results": [(text, found.counts.get(one.value, 0), shape) for one, text, shape in _SAID],
        "sources": [_told(one) for one in found.sources],
        "rate": round(found.done / found.seconds) if found.seconds else 0,
        "tasks": [task_row(one, desk.today) for one in page],
        "page": page,
        "acts": acts if Role.VERIFIER in desk.roles else [],
        "basis": tuple(found.basis),
        "history": happened({VERIFICATION_BATCH.kind: [found.pk]}),
        "agencies": found.agencies.order_by("name"),
        "source_title": registry()[found.source].title if found.source in registry() else "",
    }
    answer = shown(request, desk, "web/desk/batches/batch.html", context, refused)
    if found.state in (BatchStatus.QUEUED, BatchStatus.RUNNING):
        answer["Refresh"] = str(_REFRESH_SECONDS)
    return answer


def _open(desk: Desk, form: OpenForm) -> str:
    with transaction.atomic():
        opened = open_batch(
            agencies=desk.agencies(Role.VERIFIER),
            by=desk.account,
            source=form.cleaned_data["source"],
            due_by=form.cleaned_data["due_by"],
        )
        run_batch.defer(batch_id=opened.pk)
    return str(opened.pk)


def _pause(desk: Desk, found: VerificationBatch) -> str:
    pause(batch=found, by=desk.account)
    return _("已经暂停。写下的结果都保留，没有查的留在原处。")


def _resume(desk: Desk, found: VerificationBatch) -> str:
    with transaction.atomic():
        resume(batch=found, by=desk.account)
        run_batch.defer(batch_id=found.pk)
    return _("接着查，查过的不再查。")


def _row(one: VerificationBatch) -> BatchRow:
    counts = one.counts
    return BatchRow(
        one,
        _SHAPE[one.state],
        counts.get(Result.CONFIRMED.value, 0),
        counts.get(Result.CONTRADICTED.value, 0),
    )


def _told(one: dict[str, object]) -> Told:
    days = [date.fromordinal(int(str(one[key]))) if one[key] else None for key in ("from", "until")]
    return Told(str(one["title"]), int(str(one["looks"])), int(str(one["rows"])), *days)
