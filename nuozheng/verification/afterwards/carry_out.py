"""Between an intention and its measure: nothing is taken that was not told, heard and reviewed."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from nuozheng.evidence import deadlines
from nuozheng.evidence.models import Deadline
from nuozheng.evidence.moves import locked, move
from nuozheng.law.afterwards.intended import (
    IntendedFacts,
    Other,
    may_carry_out,
    measure_was_told,
    must_be_told_first,
)
from nuozheng.law.afterwards.moves import INTENDED_MEASURE, PENDING, IntendedStatus
from nuozheng.law.findings import Finding, Refused, obstacles
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification.afterwards.hearings import causes_of
from nuozheng.verification.afterwards.models import IntendedMeasure, Objection
from nuozheng.verification.afterwards.objections import OBJECT
from nuozheng.verification.afterwards.telling import ANSWER, HEARING
from nuozheng.verification.afterwards.third_parties import touched_names
from nuozheng.verification.models import Consequence, UntruthFinding


def standing_intention(finding: UntruthFinding, measure: str) -> IntendedMeasure | None:
    """The open intention of a measure, locked; None where it was not told."""
    found = IntendedMeasure.objects.filter(
        finding=finding, measure=measure, status__in=PENDING
    ).first()
    return locked(IntendedMeasure, found.pk) if found else None


def must_have_been_told(finding: UntruthFinding, measure: str) -> None:
    """Errors: Refused where a measure has to be told before it is taken."""
    touched = touched_names(finding.application)
    if must_be_told_first(measure, touches_others=bool(touched)):
        raise Refused(measure_was_told(measure, touched))


def must_have_none_open(finding: UntruthFinding) -> None:
    """A finding isn't closed over what was told and neither taken nor dropped. Errors: Refused."""
    if IntendedMeasure.objects.filter(finding=finding, status__in=PENDING).exists():
        raise Refused.because(
            "intention_is_open",
            "还有告知过、没有作出也没有撤下的处理。",
            cure="先作出处理，或者写明理由不再处理。",
        )


def obstacles_of(intended: IntendedMeasure, considered: str) -> list[Finding]:
    """What still stands in the way; `considered` says how what was said was weighed."""
    facts = intended_facts(intended, considered)
    return obstacles(may_carry_out(intended.finding.application.policy, facts))


def intended_facts(intended: IntendedMeasure, considered: str) -> IntendedFacts:
    """An intended measure as the rules see it today."""
    told = Objection.objects.filter(intended=intended).select_related("third_party")
    return IntendedFacts(
        on=timezone.localdate(),
        status=IntendedStatus(intended.status),
        answer_until=intended.answer_due_on,
        answered=intended.answered_at is not None,
        answer_considered=bool(considered),
        hearing_until=intended.hearing_due_on,
        hearing_forgone=intended.hearing_forgone,
        hearing_considered=bool(considered),
        others=tuple(
            Other(
                one.third_party.name,
                one.due_on,
                one.said_at is not None,
                one.answered_at is not None,
            )
            for one in told
        ),
        review_causes=causes_of(intended),
        reviewed=intended.review_passed,
    )


def carried_out(
    intended: IntendedMeasure, consequence: Consequence, considered: str, by: Account, at: datetime
) -> None:
    """The measure was taken: the intention is over, and its clocks stop."""
    intended.consequence, intended.answered_how = consequence, considered or None
    deadlines.meet_all(INTENDED_MEASURE.kind, intended.pk, at)
    move(
        intended, INTENDED_MEASURE, "carry_out", by=by, role=Role.OFFICER, at=at,
        changed=("consequence", "answered_how"),
    )  # fmt: skip


def lapse_overdue(today: date) -> int:
    """Silence is no answer and says nothing against anybody; its clock just ends."""
    over = Deadline.objects.overdue(today).filter(kind=INTENDED_MEASURE.kind)
    return over.update(met_at=timezone.now())


def follow_recount(moved: Iterable[Deadline]) -> None:
    """Periods that were counted again end on the new day."""
    for clock in moved:
        if clock.kind != INTENDED_MEASURE.kind:
            continue
        rows = IntendedMeasure.objects.filter(pk=clock.record_id)
        if clock.what == ANSWER:
            rows.update(answer_due_on=clock.due_on)
        elif clock.what == HEARING:
            rows.update(hearing_due_on=clock.due_on)
        elif clock.what == OBJECT:
            Objection.objects.filter(intended=clock.record_id).update(due_on=clock.due_on)
