"""Questions of applicants, answered at the desk."""

from collections.abc import Callable

import pytest

from nuozheng.applications.actions.ask import ask
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from tests.web.visits import SIGN_IN, at_most, leads_to, page, send, text_of, visitor
from tests.world import Case, World


@pytest.fixture
def ordos(world: Callable[[str], World]) -> World:
    return world("ordos-2021")


@pytest.fixture
def case(ordos: World) -> Case:
    """A case not yet handed in, with a question."""
    made = ordos.opened().notified()
    ask(application=made.application, by=made.by, question="收入要不要算奖金？")
    return made


def test_a_question_is_answered_and_stays_with_the_case(case: Case) -> None:
    browser = visitor(case.officer)
    with at_most(8):
        html = text_of(browser.get("/desk/questions/"))
    assert "收入要不要算奖金？" in html
    assert case.member.name not in html
    enquiry = case.application.enquiries.get()
    empty = send(case.officer, "questions", enquiry=enquiry.pk, **{f"q{enquiry.pk}-reply": ""})
    assert empty.status_code == 422
    fields = {f"q{enquiry.pk}-reply": "要算。按申请前12个月平均。"}
    assert send(case.officer, "questions", enquiry=enquiry.pk, **fields).status_code == 302
    assert "要算。" in text_of(page(case.officer, "questions", status="done"))
    twice = send(case.officer, "questions", enquiry=enquiry.pk, **fields)
    assert twice.status_code == 422


def test_strangers(ordos: World, case: Case) -> None:
    assert leads_to(page(None, "questions")).startswith(SIGN_IN)
    assert page(ordos.citizen, "questions").status_code == 404
    away = Agency.objects.exclude(pk=case.application.agency_id).order_by("pk")[0]
    other = ordos.staff(Role.OFFICER, away, "away")
    assert "收入要不要算奖金？" not in text_of(page(other, "questions"))
    enquiry = case.application.enquiries.get()
    assert send(other, "questions", enquiry=enquiry.pk).status_code == 404
    assert send(case.officer, "questions", enquiry="x").status_code == 404
