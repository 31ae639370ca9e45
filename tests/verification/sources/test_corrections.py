"""A person contests a record: its owner answers in its clock, and until then it harms nobody."""

from typing import Literal

import pytest
from django.utils import timezone

from nuozheng.evidence.models import AccessReceipt, Deadline
from nuozheng.evidence.moves import history
from nuozheng.law.conditions import Result
from nuozheng.law.procedure import TaskStatus, UntruthStatus
from nuozheng.law.vocabulary import Role, Severity
from nuozheng.parties.models import Account
from nuozheng.verification.actions.check import Observation, ask_again, record_result
from nuozheng.verification.actions.find import Judgement, find
from nuozheng.verification.actions.hear import notify_person, state
from nuozheng.verification.models import UntruthFinding, VerificationTask
from nuozheng.verification.sources.access import corrections_at_desk, own_corrections, own_receipts
from nuozheng.verification.sources.corrections import (
    answer_correction,
    ask_correction,
    withdraw_correction,
)
from nuozheng.verification.sources.models import SourceCorrection
from tests.refusing import refused
from tests.world import PDF, Case, Worlds

pytestmark = pytest.mark.django_db
SAID = "房子去年三月已经卖了，有转移登记"


@pytest.fixture
def case(world: Worlds) -> Case:
    """Signed although the property register says otherwise."""
    return world("ordos-2021").opened("wronged").signed(insists="登记有误")


def receipt(case: Case, source: str = "property") -> AccessReceipt:
    return AccessReceipt.objects.filter(source=source, case_number=case.application.number).latest(
        "pk"
    )


def asked(case: Case, by: Account | None = None) -> SourceCorrection:
    return ask_correction(
        receipt=receipt(case), attribute="dwelling_count", said=SAID, by=by or case.by
    )


def task_of(case: Case) -> VerificationTask:
    return next(one for one in case.tasks() if one.condition_key == "dwellings")


def owner(case: Case) -> Account:
    return case.world.staff(Role.DATA_OWNER, case.application.agency)


def test_it_runs_a_clock_to_the_owner_and_its_words_are_sealed(case: Case) -> None:
    row = asked(case)
    assert (row.status, row.source, row.said) == ("open", "property", SAID)
    clock = Deadline.objects.get(kind="source_correction", record_id=row.pk)
    assert (clock.due_on, clock.days) == (row.due_on, 10)
    (move,) = history("source_correction", row.pk)
    assert (move.act, move.role) == ("ask", Role.APPLICANT) and SAID not in str(move.detail)


def test_while_it_is_open_the_data_say_nothing_and_contradict_nobody(case: Case) -> None:
    assert ask_again(task=task_of(case), by=case.verifier) is Result.CONTRADICTED
    asked(case)
    assert ask_again(task=task_of(case), by=case.verifier) is Result.UNKNOWN
    task = task_of(case)
    (said,) = {part["reason"] for part in task.seen["data"]["comparisons"] if part["source"]}
    assert "更正" in said
    with refused("data_are_contested"):
        record_result(
            task=task,
            by=case.verifier,
            result=TaskStatus.CONTRADICTED,
            observation=Observation("登记有两套"),
        )
    assert not UntruthFinding.objects.exists()


def test_other_evidence_than_the_contested_data_still_opens_a_hearing(case: Case) -> None:
    asked(case)
    task = record_result(
        task=task_of(case),
        by=case.verifier,
        result=TaskStatus.CONTRADICTED,
        observation=Observation("现场看到两套都住着人", PDF),
    )
    assert task.status == TaskStatus.CONTRADICTED


def test_no_finding_rests_on_data_that_are_contested_after_the_contradiction(case: Case) -> None:
    record_result(
        task=task_of(case),
        by=case.verifier,
        result=TaskStatus.CONTRADICTED,
        observation=Observation("登记有两套"),
    )
    finding = UntruthFinding.objects.get()
    notify_person(finding=finding, by=case.verifier)
    state(finding=finding, by=case.by, text=SAID)
    asked(case)
    with refused("data_are_contested"):
        find(
            finding=finding,
            by=case.officer,
            judgement=Judgement(
                UntruthStatus.UNTRUE,
                "登记有两套",
                "说明不成立",
                "示例认〔2026〕1号",
                Severity.MINOR,
                "没有",
            ),
        )


@pytest.mark.parametrize(("act", "status"), [("correct", "corrected"), ("uphold", "stands")])
def test_its_owner_answers_with_reasons_and_the_data_count_again(
    case: Case, act: Literal["correct", "uphold"], status: str
) -> None:
    row = asked(case)
    with refused("reason_required"):
        answer_correction(correction=row, act=act, reason=" ", by=owner(case))
    row = answer_correction(correction=row, act=act, reason="查了转移登记簿", by=owner(case))
    assert (row.status, row.answer, row.answered_by) == (status, "查了转移登记簿", owner(case))
    assert not Deadline.objects.running().filter(kind="source_correction").exists()
    assert ask_again(task=task_of(case), by=case.verifier) is Result.CONTRADICTED
    with refused("move_not_possible"):
        answer_correction(correction=row, act=act, reason="再答一次", by=owner(case))


def test_who_may_ask_answer_and_read(case: Case) -> None:
    today = timezone.localdate()
    for who in case.not_the_applicant.values():
        with refused("not_your_move"):
            asked(case, who)
        assert not own_receipts(who, today).filter(case_number=case.application.number).exists()
    row = asked(case)
    with refused("correction_is_open"):
        asked(case)
    for account in (case.officer, case.verifier, case.world.stranger(), case.by):
        with refused("not_your_move"):
            answer_correction(correction=row, act="correct", reason="改了", by=account)
        assert not corrections_at_desk(account, today).exists()
    assert list(own_corrections(case.by, today)) == [row]
    assert list(corrections_at_desk(owner(case), today)) == [row]
    elsewhere = case.world.__class__("lianyungang-2019").staff(Role.DATA_OWNER)
    assert not corrections_at_desk(elsewhere, today).exists()


def test_only_what_was_asked_can_be_contested_and_it_says_how_it_is(case: Case) -> None:
    with refused("fact_was_not_asked"):
        ask_correction(receipt=receipt(case), attribute="premises_title", said=SAID, by=case.by)
    with refused("correction_says_how_it_is"):
        ask_correction(receipt=receipt(case), attribute="dwelling_count", said=" ", by=case.by)


def test_it_can_be_taken_back(case: Case) -> None:
    row = withdraw_correction(correction=asked(case), by=case.by)
    assert row.status == "withdrawn"
    assert ask_again(task=task_of(case), by=case.verifier) is Result.CONTRADICTED
