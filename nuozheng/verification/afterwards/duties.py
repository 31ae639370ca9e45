"""What a breach asks of somebody, and whether it is done: found by us before anybody is asked."""

from datetime import datetime

from django.utils import timezone

from nuozheng.applications.sources import ask_about
from nuozheng.credit.models import CreditRecord
from nuozheng.gateways.sources.registry import freshness_days, source_named
from nuozheng.law.conditions import evaluate, required_attributes
from nuozheng.law.consequences import MEASURE_WORD
from nuozheng.law.repair import Duty, spoken
from nuozheng.parties.models import Account
from nuozheng.verification.comparison import declared
from nuozheng.verification.models import Consequence, UntruthFinding

TAKEN_BACK = ("terminate", "revoke", "invalid_application", "invalid_decision")
"""Measures that undo by themselves what was got by the promise."""


def duties_of(record: CreditRecord, by: Account, at: datetime) -> list[Duty]:
    """The duties from the finding on which a record rests; none where it isn't one of ours.

    A source is asked only whether what was promised is true by now. That it isn't says nothing:
    an income of last year stays what it was.
    """
    finding = (
        UntruthFinding.objects.filter(
            application__number=record.case_number, document_number=record.document_number
        )
        .select_related("task__proof", "application__item", "application__applicant")
        .first()
    )
    if finding is None:
        return []
    taken = list(finding.consequences.order_by("decided_at"))
    duties = [duty for one in taken if (duty := _duty(one)) is not None]
    if any(one.measure in TAKEN_BACK for one in taken):
        # What was got is gone: an order to mend it, if there was one, has nothing left to mend.
        return [duty for duty in duties if duty.done is not False]
    if any(duty.done for duty in duties):
        return duties
    return [*duties, _now_true(finding, by, at)]


def _duty(one: Consequence) -> Duty | None:
    word, shown = MEASURE_WORD[one.measure], f"{one.document_number}"
    if one.measure in TAKEN_BACK:
        return Duty(f"{word}已经执行", True, shown)
    if one.measure == "rectify":
        if one.met_at is None:
            return Duty(f"按{one.document_number}整改", False)
        day = spoken(timezone.localtime(one.met_at).date())
        return Duty("整改到位", True, f"{shown}，{day}复查")
    if one.measure == "penalise":
        return Duty(f"履行{one.document_number}行政处罚", None)
    return None


def _now_true(finding: UntruthFinding, by: Account, at: datetime) -> Duty:
    """Whether the promised condition is met by now, as far as a source can say."""
    what = "失信行为已经纠正"
    condition, item = declared(finding.task)
    wanted = required_attributes([condition])
    if not wanted:
        return Duty(what, None)
    today = timezone.localdate()
    answers = ask_about(
        finding.application,
        wanted,
        purpose="信用修复：查是否已经纠正",
        basis=finding.task.basis,
        by=by,
        at=at,
    )
    (outcome,) = evaluate([condition], item.declared.values, answers, today, freshness_days())
    if not outcome.is_settled:
        return Duty(what, None)
    named = [source.title for name in wanted if (source := source_named(name))]
    return Duty(what, True, f"{spoken(today)}查{'、'.join(named)}")
