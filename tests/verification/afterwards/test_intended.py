"""What is intended is told, heard and reviewed before it is taken; service is receipted."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from nuozheng.evidence.moves import history
from nuozheng.law.afterwards.moves import IntendedStatus
from nuozheng.law.procedure import UntruthStatus
from nuozheng.law.vocabulary import Role
from nuozheng.verification.actions.consequence import close, take
from nuozheng.verification.actions.find import find_mistake
from nuozheng.verification.afterwards.carry_out import lapse_overdue
from nuozheng.verification.afterwards.hearings import (
    Call,
    HearingRecord,
    call_hearing,
    hold_hearing,
    review_intended,
)
from nuozheng.verification.afterwards.intend import answer_intention, ask_hearing, drop
from nuozheng.verification.afterwards.models import Hearing, IntendedMeasure, Manner, Service
from nuozheng.verification.afterwards.rectify import recheck, report
from nuozheng.verification.afterwards.service import acknowledge, documents_of, serve
from nuozheng.verification.models import Consequence, UntruthFinding
from nuozheng.web.desk.finding_rows import finding_row
from tests.intending import told, told_and_answered
from tests.refusing import refused
from tests.verification.test_consequence import LATER, found, measure, wanted
from tests.world import PDF, Case, Worlds

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause
HEAVY = {"penalty_kind": "downgrade", "content": "吊销许可证件", "amount_yuan": 0}
EARLIER = timedelta(days=40)


def carry(case: Case, finding: UntruthFinding, **fields: Any) -> Consequence:
    return take(finding=finding, by=case.officer, wanted=wanted("penalise", **fields))


def called(case: Case, intended: IntendedMeasure) -> Hearing:
    presider = case.world.staff(Role.LEGAL_REVIEWER, case.application.agency, "主持")
    held_at = timezone.now() + EARLIER
    call = Call(held_at, "示例会议室", presider)
    return call_hearing(intended=intended, by=case.officer, call=call)


@clause("ORD21-4.4n")
def test_no_penalty_that_was_not_told_and_answered(world: Worlds) -> None:
    case, finding = found(world)
    with refused("measure_was_told"):
        carry(case, finding)
    for change in ({"penalty_kind": ""}, {"amount_yuan": 0}):
        with refused("penalty_is_named"):
            told(case, finding, **change)
    intended = told(case, finding)
    assert intended.hearing_due_on is None and intended.notice.intact
    with refused("intended_already"):
        told(case, finding)
    with refused("had_their_say"):
        carry(case, finding)
    with refused("hearing_is_given"):
        ask_hearing(intended=intended, by=case.by)
    answer_intention(intended=intended, by=case.by, text="罚得太重")
    with refused("answer_was_considered"):
        carry(case, finding)
    with refused("intention_is_open"):
        close(finding=finding, by=case.officer)
    taken = carry(case, finding, considered="已经按最低的幅度。", content="罚款一万元")
    assert taken.content == "罚款五百元", "nothing heavier than what was told"
    intended.refresh_from_db()
    assert (intended.status, intended.consequence) == (IntendedStatus.CARRIED_OUT, taken)
    acts = [one.act for one in history("intended_measure", intended.pk)]
    assert acts == ["intend", "answer_intention", "carry_out"]


@clause("CN-CFF-63", "CN-CFF-64.1", "CN-CFF-58")
def test_a_heavy_penalty_is_heard_and_reviewed_by_others(world: Worlds) -> None:
    case, finding = found(world)
    intended = told(case, finding, **HEAVY)
    answer_intention(intended=intended, by=case.by, text="不同意")
    with refused("hearing_was_held"):
        carry(case, finding, considered="已经答复。")
    ask_hearing(intended=intended, by=case.by)
    checker = finding.opened_by
    for who, key in ((checker, "presider_did_not_investigate"),):
        with refused(key):
            call = Call(timezone.now() + EARLIER, "示例会议室", who)
            call_hearing(intended=intended, by=case.officer, call=call)
    with refused("hearing_is_told_in_time"):
        presider = case.world.staff(Role.LEGAL_REVIEWER, case.application.agency, "主持")
        call_hearing(
            intended=intended, by=case.officer, call=Call(timezone.now(), "示例会议室", presider)
        )
    hearing = called(case, intended)
    record = HearingRecord("本人陈述：证件仍在有效期。", signed=True)
    with refused("hearing_is_to_come"):
        hold_hearing(intended=intended, by=case.officer, record=record)
    Hearing.objects.filter(pk=hearing.pk).update(held_at=timezone.now() - timedelta(hours=1))
    with refused("hearing_record_is_signed"):
        unsigned = HearingRecord("本人陈述。", signed=False)
        hold_hearing(intended=intended, by=case.officer, record=unsigned)
    assert hold_hearing(intended=intended, by=case.officer, record=record).record_document
    with refused("hearing_was_considered", "legal_review_has_passed"):
        carry(case, finding)
    reviewer = case.world.staff(Role.LEGAL_REVIEWER, case.application.agency)
    with refused("not_your_move"):
        review_intended(intended=intended, by=case.officer, passed=True, opinion="合法")
    with refused("reviewer_had_no_hand_in_it"):
        case.officer.memberships.create(
            agency=case.application.agency, role=Role.LEGAL_REVIEWER, starts_on="2020-01-01"
        )
        review_intended(intended=intended, by=case.officer, passed=True, opinion="合法")
    review_intended(intended=intended, by=reviewer, passed=False, opinion="幅度没有依据")
    with refused("legal_review_has_passed"):
        carry(case, finding, considered="依据笔录第一段。")
    review_intended(intended=intended, by=reviewer, passed=True, opinion="补了依据，合法")
    assert carry(case, finding, considered="依据笔录第一段。").document
    acts = {one.act for one in history("intended_measure", intended.pk)}
    assert acts >= {"ask_hearing", "call_hearing", "hold_hearing", "pass_review", "return_review"}


def test_days_over_or_dropped(world: Worlds) -> None:
    case, finding = found(world)
    intended = told(case, finding, **HEAVY)
    yesterday = timezone.localdate() - timedelta(1)
    IntendedMeasure.objects.update(hearing_due_on=yesterday, answer_due_on=yesterday)
    assert lapse_overdue(timezone.localdate() + timedelta(30)) == 2
    with refused("hearing_days_are_over"):
        ask_hearing(intended=intended, by=case.by)
    with refused("reason_required"):
        drop(intended=intended, by=case.officer, reason=" ")
    assert drop(intended=intended, by=case.officer, reason="意见成立").status == "dropped"
    assert told_and_answered(case, finding).status == IntendedStatus.ANSWERED


@clause("ORD21-4.4l")
def test_an_order_to_rectify_is_looked_at_again(world: Worlds) -> None:
    case, finding = found(world)
    order = measure(case, finding, "rectify")
    with refused("rectification_is_over"):
        close(finding=finding, by=case.officer)
    assert finding_row(finding, LATER + timedelta(1)).due, "the day has passed: the queue shows it"
    report(consequence=order, by=case.by, text="已经补齐", paper=PDF)
    first = recheck(consequence=order, by=case.verifier, fixed=False, note="还差一份")
    assert first.reported == "已经补齐" and first.paper and first.document
    with refused("rectification_is_over"):
        close(finding=finding, by=case.officer)
    with refused("not_your_move"):
        recheck(consequence=order, by=case.by, fixed=True, note="好了")
    recheck(consequence=order, by=case.verifier, fixed=True, note="都补齐了")
    with refused("nothing_to_mend_here"):
        recheck(consequence=order, by=case.verifier, fixed=False, note="再看")
    assert close(finding=finding, by=case.officer).status == UntruthStatus.CLOSED
    acts = {one.act for one in history("untruth_finding", finding.pk)}
    assert acts >= {"report_mended", "recheck_mended", "recheck_unmended"}


@clause("CN-CFF-33")
def test_an_honest_mistake_leaves_nothing(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    finding = case.heard()
    with refused("mistake_still_meets"):
        find_mistake(finding=finding, by=case.officer, reason="看错一位", still_meets=False)
    with refused("reason_required"):
        find_mistake(finding=finding, by=case.officer, reason="", still_meets=True)
    with refused("not_your_move"):
        find_mistake(finding=finding, by=case.by, reason="看错", still_meets=True)
    done = find_mistake(finding=finding, by=case.officer, reason="看错一位", still_meets=True)
    assert done.status == UntruthStatus.MISTAKE and done.document
    move = history("untruth_finding", finding.pk).last()
    assert move is not None and move.act == "find_mistake"
    with refused("finding_is_final"):
        measure(case, finding, "terminate")


def test_each_document_is_served_and_receipted(world: Worlds) -> None:
    case, finding = found(world)
    papers = documents_of(finding)
    assert len(papers) == 2 and all(one.services[0].manner == Manner.ONLINE for one in papers)
    assert acknowledge(finding=finding, by=case.by) == 2
    assert not Service.objects.filter(read_at=None).exists()
    with refused("not_your_move"):
        acknowledge(finding=finding, by=case.officer)
    paper = papers[0].document
    with refused("service_has_a_note"):
        serve(finding=finding, document=paper, manner="left", note="", by=case.officer)
    with refused("not_your_move"):
        serve(finding=finding, document=paper, manner="left", note="张", by=case.by)
    left = serve(finding=finding, document=paper, manner="left", note="见证人李示", by=case.officer)
    assert left.to == case.application.applicant.name
    other, elsewhere = found(world, "xian-baqiao-2021")
    with refused("served_unknown"):
        serve(finding=elsewhere, document=paper, manner="left", note="张", by=other.officer)
