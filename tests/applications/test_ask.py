"""Guidance: a question of the applicant and the office's answer stay with the case."""

import pytest

from nuozheng.applications.actions.ask import answer, ask
from nuozheng.applications.models import Enquiry
from nuozheng.law.vocabulary import Role
from tests.refusing import refused
from tests.world import Worlds

pytestmark = pytest.mark.django_db


@pytest.mark.clause("MJ21-2.3.9b")
def test_a_question_is_answered_and_both_stay_with_the_case(world: Worlds) -> None:
    case = world("huainan-maoji-2021").opened().notified()
    enquiry = ask(application=case.application, by=case.by, question="家庭总收入算不算奖金？")
    answer(enquiry=enquiry, by=case.officer, text="算，按实发数填。")
    (kept,) = Enquiry.objects.filter(application=case.application)
    assert (kept.question, kept.answer) == ("家庭总收入算不算奖金？", "算，按实发数填。")
    assert (kept.asked_by, kept.answered_by) == (case.by, case.officer)
    asked, answered = case.moves()[-2:]
    assert [(asked.act, asked.role), (answered.act, answered.role)] == [
        ("ask", Role.APPLICANT),
        ("answer", Role.OFFICER),
    ]
    assert "MJ21-2.3.9b" in asked.basis
    assert "奖金" not in asked.reason and asked.detail == {"enquiry": kept.pk}


def test_it_may_be_asked_at_any_time_and_says_something(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    with refused("question_empty"):
        ask(application=case.application, by=case.by, question=" \x00")
    with refused("text_too_long"):
        ask(application=case.application, by=case.by, question="问" * 2001)
    case.granted()
    enquiry = ask(application=case.application, by=case.by, question="决定书在哪里取？")
    with refused("answer_empty"):
        answer(enquiry=enquiry, by=case.officer, text=" ")


def test_an_answer_is_given_once(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    enquiry = ask(application=case.application, by=case.by, question="要带原件吗？")
    answer(enquiry=enquiry, by=case.officer, text="不用。")
    with refused("answered_already"):
        answer(enquiry=enquiry, by=case.second_officer, text="要。")


def test_the_applicant_asks_and_the_office_answers(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    for account in case.not_the_applicant.values():
        with refused("not_your_move"):
            ask(application=case.application, by=account, question="他填了多少？")
    enquiry = ask(application=case.application, by=case.by, question="要带原件吗？")
    for account in (*case.not_of_the_office.values(), case.verifier):
        with refused("not_your_move"):
            answer(enquiry=enquiry, by=account, text="不用。")
