"""拟作出的处理: the list of what is told, and one with its answers, hearing, review, objections."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.documents.models import Document
from nuozheng.evidence import deadlines
from nuozheng.law.afterwards.intended import PENALTY_WORD, REVIEW_WORD
from nuozheng.law.afterwards.moves import INTENDED_MEASURE, PENDING, IntendedStatus
from nuozheng.law.consequences import MEASURE_WORD
from nuozheng.law.findings import Finding
from nuozheng.law.vocabulary import Role
from nuozheng.verification.afterwards import access
from nuozheng.verification.afterwards.carry_out import obstacles_of
from nuozheng.verification.afterwards.hearings import (
    Call,
    HearingRecord,
    call_hearing,
    causes_of,
    hold_hearing,
    may_preside,
    review_intended,
)
from nuozheng.verification.afterwards.intend import drop
from nuozheng.verification.afterwards.models import IntendedMeasure, Objection
from nuozheng.verification.afterwards.objections import answer_objection, object_to
from nuozheng.verification.afterwards.service import papers_of_case
from nuozheng.web.clocks import clock_of
from nuozheng.web.desk.afterwards.forms import CallForm, RecordForm, ReviewForm, WordsForm
from nuozheng.web.desk.afterwards.on_finding import must_be_whole
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.history import happened
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.desk.queue_rows import Tab
from nuozheng.web.files import fetched
from nuozheng.web.posted import key_of

PER_PAGE = 25
READERS = (Role.OFFICER, Role.LEGAL_REVIEWER)
TABS: tuple[tuple[str, Promise, tuple[IntendedStatus, ...]], ...] = (
    ("pending", gettext_lazy("在办的"), PENDING),
    ("done", gettext_lazy("办完的"), (IntendedStatus.CARRIED_OUT, IntendedStatus.DROPPED)),
)
Act = Callable[[IntendedMeasure, Desk, QueryDict], str]


@staffed(*READERS)
def intended_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everything that is told, by whether it is over."""
    rows = access.desk_intended(desk.account, desk.today).select_related(
        "finding__application__applicant", "finding__application__item"
    )
    counts = {key: rows.filter(status__in=wanted).count() for key, _label, wanted in TABS}
    chosen = request.GET.get("status", "pending")
    states = {key: wanted for key, _label, wanted in TABS}
    chosen = chosen if chosen in states else "pending"
    listed = rows.filter(status__in=states[chosen]).order_by("answer_due_on", "pk")
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": [Tab(key, label, counts[key], key == chosen) for key, label, _w in TABS],
        "page": page,
        "rows": [(one, *_words(one)) for one in page],
    }
    return shown(request, desk, "web/desk/afterwards/list.html", context)


@staffed(*READERS)
def intended(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One intended measure; a POST names its act in `act`."""
    row = _at(desk, pk)
    refused: tuple[Finding, ...] = ()
    posted = request.POST if request.method == "POST" else None
    if posted is not None:
        done, refused = carried_out(ACTS.get(posted.get("act", "")), row, desk, posted)
        if not refused:
            messages.success(request, done)
            return redirect("web:intended", pk=pk)
        row = _at(desk, pk)
    context = _context(row, desk, posted)
    return shown(request, desk, "web/desk/afterwards/intended.html", context, refused)


@staffed(*READERS)
def intended_paper(request: HttpRequest, desk: Desk, pk: int, paper_pk: int) -> HttpResponse:
    """A paper of the path, also for the legal reviewer, who sees no other file of the case."""
    row = _at(desk, pk)
    if paper_pk not in papers_of_case(row.finding.application):
        raise Http404
    document = get_object_or_404(Document, pk=paper_pk)
    return fetched(document, ours=document.is_ours)


def _at(desk: Desk, pk: int) -> IntendedMeasure:
    found = (
        access.desk_intended(desk.account, desk.today)
        .select_related(
            "finding__application__applicant",
            "finding__application__item",
            "finding__application__agency",
            "finding__application__catalogue",
            "finding__task",
            "intended_by",
            "reviewed_by",
            "hearing__presided_by",
        )
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    return found


def _words(row: IntendedMeasure) -> tuple[str, str]:
    return MEASURE_WORD[row.measure], IntendedStatus(row.status).chinese


def _context(row: IntendedMeasure, desk: Desk, posted: QueryDict | None) -> dict[str, Any]:
    act = posted.get("act", "") if posted is not None else ""

    def data(name: str) -> QueryDict | None:
        return posted if act == name else None

    agency = row.finding.application.agency_id
    held = [role for role in Role if agency in {one.pk for one in desk.agencies(role)}]
    acts = {rule.act for role in held for rule in INTENDED_MEASURE.allowed(row.status, role)}
    word, state = _words(row)
    running = deadlines.running(INTENDED_MEASURE.kind, row.pk)
    pending = row.status in PENDING
    objections = Objection.objects.filter(intended=row).select_related("third_party")
    return {
        "row": row,
        "case": row.finding.application,
        "finding": row.finding,
        "word": word,
        "state": state,
        "act": act,
        "penalty": PENALTY_WORD.get(row.penalty_kind, ""),
        "causes": [REVIEW_WORD[one] for one in causes_of(row)],
        "left": obstacles_of(row, "…") if pending else [],
        "acts": acts,
        "pending": pending,
        "is_officer": Role.OFFICER in held,
        "hearing": getattr(row, "hearing", None),
        "objections": list(objections),
        "clocks": [clock_of(one, desk.today) for one in running],
        "call_form": CallForm(may_preside(row), data("call_hearing"), prefix="call"),
        "record_form": RecordForm(data("hold_hearing"), prefix="record"),
        "review_form": ReviewForm(data("review"), prefix="review"),
        "object_form": WordsForm(_("第三人说的"), data("object"), prefix="object"),
        "answer_form": WordsForm(_("答复"), data("answer_objection"), prefix="answer"),
        "drop_form": WordsForm(_("为什么不处理了"), data("drop"), prefix="drop"),
        "history": happened({INTENDED_MEASURE.kind: [row.pk]}),
    }


def _call(row: IntendedMeasure, desk: Desk, posted: QueryDict) -> str:
    form = CallForm(may_preside(row), posted, prefix="call")
    must_be_whole(form)
    call_hearing(intended=row, by=desk.account, call=Call(**form.cleaned_data))
    return _("听证通知书已经送达。")


def _record(row: IntendedMeasure, desk: Desk, posted: QueryDict) -> str:
    form = RecordForm(posted, prefix="record")
    must_be_whole(form)
    typed = form.cleaned_data
    record = HearingRecord(typed["words"], typed["signed"] == "yes", typed["unsigned_because"])
    hold_hearing(intended=row, by=desk.account, record=record)
    return _("听证笔录已经登记。")


def _review(row: IntendedMeasure, desk: Desk, posted: QueryDict) -> str:
    form = ReviewForm(posted, prefix="review")
    must_be_whole(form)
    passed = form.cleaned_data["passed"] == "yes"
    opinion = form.cleaned_data["opinion"]
    review_intended(intended=row, by=desk.account, passed=passed, opinion=opinion)
    return _("法制审核通过，可以作出处理。") if passed else _("已经退回，改好以前不能作出处理。")


def _objection(row: IntendedMeasure, posted: QueryDict) -> Objection:
    known = Objection.objects.filter(intended=row)
    found = known.filter(pk=key_of(posted.get("objection"))).first()
    if found is None:
        raise Http404
    return found


def _object(row: IntendedMeasure, desk: Desk, posted: QueryDict) -> str:
    text = WordsForm("", posted, prefix="object").text("words")
    object_to(objection=_objection(row, posted), by=desk.account, text=text)
    return _("第三人的意见已经记下。")


def _answer(row: IntendedMeasure, desk: Desk, posted: QueryDict) -> str:
    text = WordsForm("", posted, prefix="answer").text("words")
    answer_objection(objection=_objection(row, posted), by=desk.account, text=text)
    return _("答复书已经出具。")


def _drop(row: IntendedMeasure, desk: Desk, posted: QueryDict) -> str:
    reason = WordsForm("", posted, prefix="drop").text("words")
    drop(intended=row, by=desk.account, reason=reason)
    return _("不再处理，理由已经记下。")


ACTS: dict[str, Act] = {
    "call_hearing": _call,
    "hold_hearing": _record,
    "review": _review,
    "object": _object,
    "answer_objection": _answer,
    "drop": _drop,
}
