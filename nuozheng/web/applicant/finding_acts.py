"""What a person does on the page of a finding beside explaining: answer, ask, report, receive."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from nuozheng.law.afterwards.moves import HEARABLE, IntendedStatus
from nuozheng.law.consequences import MEASURE_WORD
from nuozheng.verification.actions.hear import state
from nuozheng.verification.afterwards.access import own_intended
from nuozheng.verification.afterwards.intend import answer_intention, ask_hearing
from nuozheng.verification.afterwards.models import Hearing, IntendedMeasure, Recheck
from nuozheng.verification.afterwards.rectify import RECTIFY, report
from nuozheng.verification.afterwards.service import Served, acknowledge, documents_of
from nuozheng.verification.models import Consequence, UntruthFinding
from nuozheng.web.posted import key_of
from nuozheng.web.sessions import SignedIn

Act = Callable[[SignedIn, UntruthFinding], str]


@dataclass(frozen=True, slots=True)
class IntendedRow:
    """One intended measure as the person reads it, and what they may still do."""

    intended: IntendedMeasure
    word: str
    state: str
    hearing: Hearing | None
    may_answer: bool
    may_ask: bool


def intended_rows(finding: UntruthFinding, today: date) -> list[IntendedRow]:
    """What was told of this finding, oldest first."""
    rows = IntendedMeasure.objects.filter(finding=finding).select_related("hearing__presided_by")
    return [_row(one, today) for one in rows]


def _row(one: IntendedMeasure, today: date) -> IntendedRow:
    open_now = one.status in HEARABLE
    in_time = one.hearing_due_on is not None and one.hearing_due_on >= today
    return IntendedRow(
        one,
        MEASURE_WORD[one.measure],
        IntendedStatus(one.status).chinese,
        getattr(one, "hearing", None),
        open_now,
        open_now and in_time and not one.hearing_forgone,
    )


def to_rectify(finding: UntruthFinding) -> tuple[Consequence | None, list[Recheck]]:
    """The order to rectify that stands, and every look at it so far."""
    order = finding.consequences.filter(measure=RECTIFY).first()
    return order, list(Recheck.objects.filter(consequence=order)) if order else []


def unread(finding: UntruthFinding) -> list[Served]:
    """The documents that were put on this page and not received yet."""
    return [
        one
        for one in documents_of(finding)
        if one.third_party is None and any(served.read_at is None for served in one.services)
    ]


def _state(request: SignedIn, finding: UntruthFinding) -> str:
    file = request.FILES.get("attachment")
    state(
        finding=finding,
        by=request.user,
        text=request.POST.get("text", ""),
        attachment=file.read() if file is not None else None,
    )
    return _("说明收到了。作出认定以前，还可以接着补充。")


def _answer(request: SignedIn, finding: UntruthFinding) -> str:
    answer_intention(
        intended=_intended(request, finding),
        by=request.user,
        text=request.POST.get("text", ""),
        forgoes_hearing=bool(request.POST.get("forgoes")),
    )
    return _("意见收到了，作出处理以前会逐条答复。")


def _ask(request: SignedIn, finding: UntruthFinding) -> str:
    ask_hearing(intended=_intended(request, finding), by=request.user)
    return _("听证的要求收到了，时间、地点会提前通知您；听证以前不作出处理。")


def _report(request: SignedIn, finding: UntruthFinding) -> str:
    order, _rechecks = to_rectify(finding)
    if order is None:
        raise Http404
    file = request.FILES.get("attachment")
    report(
        consequence=order,
        by=request.user,
        text=request.POST.get("text", ""),
        paper=file.read() if file is not None else None,
    )
    return _("整改情况收到了，我们来复查。")


def _receive(request: SignedIn, finding: UntruthFinding) -> str:
    acknowledge(finding=finding, by=request.user)
    return _("已经签收，时间记下了。")


def _intended(request: SignedIn, finding: UntruthFinding) -> IntendedMeasure:
    mine = own_intended(request.user, timezone.localdate()).filter(finding=finding)
    found = mine.filter(pk=key_of(request.POST.get("intended"))).first()
    if found is None:
        raise Http404
    return found


ACTS: dict[str, Act] = {
    "state": _state,
    "answer_intention": _answer,
    "ask_hearing": _ask,
    "report_mended": _report,
    "receive": _receive,
}
