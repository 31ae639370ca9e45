"""The course of a case in the person's words: what was done, what is now, what comes next."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from nuozheng.applications.models import Application
from nuozheng.evidence.models import Move
from nuozheng.law.procedure import APPLICATION, UNTRUTH_FINDING, ApplicationStatus
from nuozheng.law.vocabulary import Role
from nuozheng.verification.models import UntruthFinding
from nuozheng.web.applicant.words import CASE_NOW, UNSEEN, act_words
from nuozheng.web.parts import Step, StepState, Text
from nuozheng.web.periods import time_to_decide

_S = ApplicationStatus
_INNER = {"open"}
"""Acts on a finding before the person was told of it."""
_BEFORE_ACCEPTANCE = (
    _S.DRAFT,
    _S.NOTICED,
    _S.SUBMITTED,
    _S.AWAITING_COMPLETION,
    _S.AWAITING_PROOFS,
)


def course_of(
    case: Application, findings: Sequence[UntruthFinding], today: date, *, checking: bool
) -> list[Step]:
    """Past steps from the moves, then the present one, then what is foreseen.

    `checking` says that some promise of the case still waits for its check.
    """
    return [*_past(case, findings), *_present(case, today, checking), *_future(case, checking)]


def _past(case: Application, findings: Sequence[UntruthFinding]) -> list[Step]:
    wanted = Q(kind=APPLICATION.kind, record_id=case.pk)
    if findings:
        told = [finding.pk for finding in findings]
        wanted |= Q(kind=UNTRUTH_FINDING.kind, record_id__in=told) & ~Q(act__in=_INNER)
    moves = Move.objects.filter(wanted).exclude(act__in=UNSEEN).order_by("id")
    return [
        Step(
            title=act_words(move.kind, move.act),
            state=StepState.DONE,
            when=move.at,
            detail=_detail(move),
            href=_link(move),
            link=_("看说明和认定") if move.kind == UNTRUTH_FINDING.kind else "",
        )
        for move in moves
    ]


def _detail(move: Move) -> str:
    """Who did it, by part; the reason where the office gave one."""
    role = Role(move.role)
    who = "" if role.speaks_for_applicant else role.chinese
    reason = "" if role.speaks_for_applicant else move.reason
    return "，".join(part for part in (who, reason) if part)


def _link(move: Move) -> str:
    if move.kind != UNTRUTH_FINDING.kind:
        return ""
    return reverse("web:my_finding", args=[move.record_id])


def _present(case: Application, today: date, checking: bool) -> list[Step]:
    if case.state not in CASE_NOW:
        return []
    title, detail = CASE_NOW[case.state]
    checked = _("；承诺同时接着核查") if checking and case.state is _S.ACCEPTED else ""
    late = case.due_on is not None and case.due_on < today
    by_day: Text | Promise = ""
    if case.due_on is not None:
        day = f"{case.due_on.month}月{case.due_on.day}日"
        by_day = _("最晚%(day)s，") % {"day": day}
        if late:
            by_day = _("应当在%(day)s以前，已经超过，是我们的责任；") % {"day": day}
    return [
        Step(title=title, state=StepState.NOW, when=_("现在"), detail=f"{by_day}{detail}{checked}")
    ]


def _future(case: Application, checking: bool) -> list[Step]:
    accept = Step(title=_("受理"), detail=_("提交以后5个工作日以内"))
    decide = Step(
        title=_("作出决定"),
        detail=_("受理以后%(period)s以内") % {"period": time_to_decide(case.item)},
    )
    rule = case.policy.verification.after_decision_days
    check = Step(
        title=_("核查承诺"),
        detail=_("当场核对上的不再查；其余的在决定以后%(days)s个工作日以内查完")
        % {"days": rule.value},
        basis=rule.clause,
    )
    checks = [check] if checking else []
    if case.state in _BEFORE_ACCEPTANCE:
        return [accept, decide, *checks]
    return checks if case.state in (_S.ACCEPTED, _S.GRANTED) else []
