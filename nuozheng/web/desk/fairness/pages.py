"""The supervisor's page: in equal risk, who is inspected and punished; alarms and their answers."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.evidence.models import Deadline, Move
from nuozheng.law.fairness.comparison import (
    ALARM_BELOW,
    LEAST_RATIO,
    SILENT_DAYS,
    WINDOW_DAYS,
)
from nuozheng.law.fairness.moves import FAIRNESS_ALARM, FairnessStatus
from nuozheng.law.findings import Finding
from nuozheng.law.moves import MoveRule
from nuozheng.law.vocabulary import Role
from nuozheng.verification.fairness import access
from nuozheng.verification.fairness.actions import answer_alarm
from nuozheng.verification.fairness.models import FairnessAlarm
from nuozheng.web.clocks import Due, due
from nuozheng.web.desk.fairness.rows import CompareRow, alarm_row, names_of, place_rows
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.posted import key_of

ANSWERED_SHOWN = 10


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """An alarm with what it was raised for, its clock, and how it was answered."""

    alarm: FairnessAlarm
    found: CompareRow
    due: Due | None
    rules: list[MoveRule]
    answer: Move | None


@staffed(Role.SUPERVISOR)
def fairness(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The latest reading of each watched place; a POST answers an alarm."""
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        said, refused = carried_out(_answer, request, desk)
        if not refused:
            messages.success(request, said)
            return redirect("web:fairness")
    readings = list(access.readings(desk.account, desk.today))
    names = names_of(readings)
    alarms = _alarms(desk)
    context = {
        "places": [place_rows(one, names) for one in readings],
        "open": [one for one in alarms if one.alarm.state is FairnessStatus.OPEN],
        "answered": [one for one in alarms if one.alarm.state is not FairnessStatus.OPEN],
        "basis": tuple(dict.fromkeys(rule for one in readings for rule in one.basis)),
        "alarm_below": ALARM_BELOW,
        "least_ratio": LEAST_RATIO,
        "window": WINDOW_DAYS,
        "silent": SILENT_DAYS,
        "typed": request.POST.get("reason", ""),
        "typed_for": request.POST.get("alarm", ""),
    }
    return shown(request, desk, "web/desk/fairness/fairness.html", context, refused)


def _alarms(desk: Desk) -> list[AlarmRow]:
    """All open alarms, and the last ones that were answered."""
    seen = access.alarms(desk.account, desk.today)
    rows = [
        *seen.filter(status=FairnessStatus.OPEN),
        *seen.exclude(status=FairnessStatus.OPEN)[:ANSWERED_SHOWN],
    ]
    pks = [one.pk for one in rows]
    clocks = {
        one.record_id: one
        for one in Deadline.objects.running().filter(kind=FAIRNESS_ALARM.kind, record_id__in=pks)
    }
    answers = {
        row.record_id: row
        for row in Move.objects.filter(
            kind=FAIRNESS_ALARM.kind, record_id__in=pks, by__isnull=False
        ).select_related("by")
    }
    return [
        AlarmRow(
            one,
            alarm_row(one),
            due(clocks[one.pk].due_on, desk.today) if one.pk in clocks else None,
            FAIRNESS_ALARM.allowed(one.status, Role.SUPERVISOR),
            answers.get(one.pk),
        )
        for one in rows
    ]


def _answer(request: HttpRequest, desk: Desk) -> str:
    act = request.POST.get("act", "")
    seen = access.alarms(desk.account, desk.today)
    alarm = seen.filter(pk=key_of(request.POST.get("alarm"))).first()
    if alarm is None or act not in FAIRNESS_ALARM.acts:
        raise Http404
    answer_alarm(
        alarm=alarm,
        by=desk.account,
        corrected=act == "correct_difference",
        reason=request.POST.get("reason", ""),
    )
    return _("答复已经记下。")
