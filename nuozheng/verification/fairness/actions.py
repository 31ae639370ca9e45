"""Enter a routine inspection, and answer an alarm."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from nuozheng.applications.models import Application
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.fairness import routine
from nuozheng.law.fairness.moves import FAIRNESS_ALARM
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership, in_force
from nuozheng.parties.roles import roles_at
from nuozheng.verification.fairness.models import FairnessAlarm, RoutineInspection
from nuozheng.verification.places import supervises

MAY_ENTER = (Role.VERIFIER, Role.INSPECTOR)


@dataclass(frozen=True, slots=True)
class Inspected:
    """An inspection as somebody enters it; `criteria`: why this case."""

    on: date
    inspectors: Collection[Account]
    criteria: Sequence[str]
    measure: str = ""


def enter_inspection(
    *, application: Application, by: Account, inspected: Inspected
) -> RoutineInspection:
    """Keep one routine inspection of a case; it changes nothing about the case.

    Errors: Refused for a stranger, for commitment as the only reason, wrong day or people, twice.
    """
    today = timezone.localdate()
    if not roles_at(by, application.agency_id, today) & set(MAY_ENTER):
        raise Refused.because(
            "not_your_move",
            "日常检查由本单位的核查人员或者执法检查人员登记。",
            cure="请用有这个职责的账号登录。",
        )
    found = obstacles(routine.examine(application.policy, _facts(application, inspected, today)))
    if found:
        raise Refused(*found)
    with transaction.atomic():
        Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
        if RoutineInspection.objects.filter(application=application, on=inspected.on).exists():
            raise Refused.because(
                "inspected_once_a_day",
                "这一天的检查已经登记过。",
                cure="同一天的几次检查登记一次；日期错了的，请改日期。",
            )
        row = RoutineInspection.objects.create(
            agency_id=application.agency_id,
            application=application,
            on=inspected.on,
            criteria=list(dict.fromkeys(inspected.criteria)),
            measure=inspected.measure,
            recorded_at=timezone.now(),
            recorded_by=by,
        )
        row.inspectors.set(inspected.inspectors)
    return row


def answer_alarm(
    *, alarm: FairnessAlarm, by: Account, corrected: bool, reason: str
) -> FairnessAlarm:
    """A supervisor says what was behind it. Errors: Refused for a stranger, no words, twice."""
    act = "correct_difference" if corrected else "explain_difference"
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        row = locked(FairnessAlarm, alarm.pk)
        held = (Role.SUPERVISOR,) if supervises(by, row.jurisdiction, today) else ()
        role = must_be_allowed(FAIRNESS_ALARM, act, row.status, held)
        row.answered_at = now
        move(
            row,
            FAIRNESS_ALARM,
            act,
            by=by,
            role=role,
            at=now,
            reason=written(reason, "说明"),
            basis=row.basis,
            changed=("answered_at",),
        )
        deadlines.meet_all(FAIRNESS_ALARM.kind, row.pk, now)
    return row


def _facts(application: Application, inspected: Inspected, today: date) -> routine.RoutineFacts:
    team = {one.pk: one for one in inspected.inspectors}
    on_duty = set(
        Membership.objects.filter(
            in_force(inspected.on),
            account__in=team,
            agency=application.agency_id,
            role=Role.INSPECTOR,
        ).values_list("account", flat=True)
    )
    handed_in = application.submitted_at
    return routine.RoutineFacts(
        today=today,
        on=inspected.on,
        handed_in_on=timezone.localdate(handed_in) if handed_in else None,
        criteria=inspected.criteria,
        measure=inspected.measure,
        inspectors=len(on_duty),
        strangers=[str(one) for key, one in team.items() if key not in on_duty],
    )
