"""变更事由: what changed, every entry it touches, and the answer of each agency."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.applications.models import Application
from nuozheng.catalogue.adjustment import access
from nuozheng.catalogue.adjustment.answer import adjust, confirm
from nuozheng.catalogue.adjustment.models import Adjustment, LegalEvent, TouchedEntry
from nuozheng.catalogue.adjustment.register import register_event
from nuozheng.catalogue.adjustment.reorganise import reorganise
from nuozheng.catalogue.adjustment.touch import items_touched, letters_touched
from nuozheng.evidence.models import Deadline
from nuozheng.law.adjustment import TouchedStatus, trigger_clauses
from nuozheng.law.findings import Finding
from nuozheng.law.procedure import OPEN_APPLICATION
from nuozheng.law.vocabulary import Role
from nuozheng.web.clocks import clock_of
from nuozheng.web.desk.adjustment_forms import EventForm, ReorganiseForm
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.desk.queue_rows import Tab
from nuozheng.web.desk.trouble import chosen_list
from nuozheng.web.parts import Clock

WHO = (Role.CATALOGUE_KEEPER, Role.HEAD, Role.JUSTICE_REVIEWER)
PER_PAGE = 20
MOST_SHOWN = 200
TOUCHED_SHAPE = {
    TouchedStatus.OPEN: "wait",
    TouchedStatus.CONFIRMED: "ok",
    TouchedStatus.CHANGED: "ok",
    TouchedStatus.REMOVED: "ok",
}
Act = Callable[[HttpRequest, Desk, LegalEvent, ReorganiseForm], str]


@dataclass(frozen=True, slots=True)
class Answer:
    """One agency's answer: its clocks, its touched entries, what the desk may do."""

    adjustment: Adjustment
    clocks: list[Clock]
    touched: list[tuple[TouchedEntry, str, str]]
    open: int
    may_confirm: bool
    may_adjust: bool


@staffed(*WHO)
def events(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What changed, newest first, and a form to register more."""
    lists = list(access.lists_of(desk.account, desk.today))
    if not lists:
        raise Http404
    catalogue = chosen_list(request, lists)
    form = EventForm(catalogue, request.POST if request.method == "POST" else None)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        made: list[LegalEvent] = []

        def act() -> str:
            made.append(
                register_event(catalogue=catalogue, happening=form.happening(), by=desk.account)
            )
            return _("已经登记，受影响的都列在下面。")

        done, refused = carried_out(act)
        if not refused:
            messages.success(request, done)
            return redirect("web:event", pk=made[0].pk)
    seen = access.visible_to(desk.account, desk.today).filter(catalogue=catalogue)
    open_ones = Count(
        "adjustments__touched", filter=Q(adjustments__touched__status=TouchedStatus.OPEN)
    )
    listed = seen.annotate(left=open_ones, all=Count("adjustments__touched"))
    listed = listed.select_related("item").prefetch_related("agencies")
    page = Paginator(listed.order_by("-happened_on", "-pk"), PER_PAGE)
    context = {
        "lists": [Tab(one.slug, one.title, 0, one == catalogue) for one in lists],
        "catalogue": catalogue,
        "page": page.get_page(request.GET.get("page")),
        "form": form,
        "may_register": access.registering_role(desk.account, catalogue, desk.today) is not None,
        "triggers": catalogue.policy.listing.change_triggers,
    }
    return shown(request, desk, "web/desk/adjustment/events.html", context, refused)


@staffed(*WHO)
def event(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One event; a POST confirms an entry, opens a revision or lets a body take over."""
    seen = access.visible_to(desk.account, desk.today).select_related("item", "registered_by")
    found = seen.filter(pk=pk).first()
    if found is None:
        raise Http404
    posted = request.POST if request.POST.get("act") == "reorganise" else None
    form = ReorganiseForm(found, posted)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        act: Act | None = ACTS.get(request.POST.get("act", ""))
        if posted is None or form.is_valid():
            done, refused = carried_out(act, request, desk, found, form)
            if not refused:
                messages.success(request, done)
                return redirect("web:event", pk=pk)
    touched = items_touched(found)
    cases = Application.objects.filter(item__in=touched.values("pk"), status__in=OPEN_APPLICATION)
    context = {
        "event": found,
        "answers": _answers(desk, found),
        "typed": request.POST.get("reason", ""),
        "typed_for": request.POST.get("touched", ""),
        "letters": letters_touched(found, desk.today).count(),
        "services": touched.count(),
        "cases": cases.count(),
        "clauses": trigger_clauses(found.catalogue.policy, found.event_kind),
        "successions": list(found.successions.select_related("predecessor", "successor")),
        "form": form,
        "may_reorganise": found.event_kind.about == "agency"
        and access.registering_role(desk.account, found.catalogue, desk.today)
        is Role.JUSTICE_REVIEWER,
    }
    return shown(request, desk, "web/desk/adjustment/event.html", context, refused)


def _answers(desk: Desk, found: LegalEvent) -> list[Answer]:
    seen = access.answers_visible_to(desk.account, desk.today).filter(event=found)
    seen = seen.annotate(left=Count("touched", filter=Q(touched__status=TouchedStatus.OPEN)))
    rows = list(seen.select_related("agency", "revision").order_by("agency__name"))
    clocks: dict[int, list[Clock]] = {}
    running = Deadline.objects.running().filter(
        kind="adjustment", record_id__in=[one.pk for one in rows]
    )
    for clock in running.order_by("due_on", "pk"):
        clocks.setdefault(clock.record_id, []).append(clock_of(clock, desk.today))
    touched: dict[int, list[tuple[TouchedEntry, str, str]]] = {}
    entries = TouchedEntry.objects.filter(adjustment__in=rows).select_related(
        "entry__item", "entry__proof", "by", "revision"
    )
    for one in entries.order_by("adjustment", "-status", "entry")[: MOST_SHOWN + 1]:
        line = (one, TOUCHED_SHAPE[one.state], one.state.chinese)
        touched.setdefault(one.adjustment_id, []).append(line)
    answering = {one.pk for one in desk.agencies(*access.OWN)}
    keeping = {one.pk for one in desk.agencies(Role.CATALOGUE_KEEPER)}
    return [
        Answer(
            one,
            clocks.get(one.pk, []),
            touched.get(one.pk, []),
            one.left,
            one.agency_id in answering,
            one.agency_id in keeping and one.left > 0 and one.revision_id is None,
        )
        for one in rows
    ]


def _confirm(request: HttpRequest, desk: Desk, found: LegalEvent, form: ReorganiseForm) -> str:
    pk = request.POST.get("touched", "")
    seen = access.answers_visible_to(desk.account, desk.today).filter(event=found)
    rows = TouchedEntry.objects.filter(adjustment__in=seen)
    touched = rows.filter(pk=pk).first() if pk.isdecimal() else None
    if touched is None:
        raise Http404
    confirm(touched=touched, reason=request.POST.get("reason", ""), by=desk.account)
    return _("已经确认，不用改。")


def _adjust(request: HttpRequest, desk: Desk, found: LegalEvent, form: ReorganiseForm) -> str:
    pk = request.POST.get("answer", "")
    seen = access.answers_visible_to(desk.account, desk.today).filter(event=found)
    answer = seen.filter(pk=pk).first() if pk.isdecimal() else None
    if answer is None:
        raise Http404
    revision = adjust(adjustment=answer, by=desk.account)
    return _("修订%(number)s已经建好，受影响的都在里面，接着一项一项改。") % {
        "number": revision.number
    }


def _reorganise(request: HttpRequest, desk: Desk, found: LegalEvent, form: ReorganiseForm) -> str:
    said = form.cleaned_data
    reorganise(
        event=found,
        predecessors=list(found.agencies.order_by("pk")),
        successor=said["successor"],
        on=said["on"],
        items=list(said.get("items") or ()),
        by=desk.account,
    )
    return _("已经接办：事项、在办件、核查任务和人员都转过去了。")


ACTS: dict[str, Act] = {"confirm": _confirm, "adjust": _adjust, "reorganise": _reorganise}
