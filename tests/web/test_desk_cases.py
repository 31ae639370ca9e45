"""The officer's queue and the page of a case."""

from collections.abc import Callable

import pytest
from django.conf import settings

from nuozheng.applications.actions.accept import accept
from nuozheng.applications.declaration import committed_proofs
from nuozheng.applications.models import CompletionRequest, ProofStatus, RefusedDemand
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from tests.web.visits import SIGN_IN, at_most, leads_to, page, send, text_of, visitor
from tests.world import Case, World

Worlds = Callable[[str], World]


@pytest.fixture
def ordos(world: Worlds) -> World:
    return world("ordos-2021")


@pytest.fixture
def signed(ordos: World) -> Case:
    return ordos.opened().signed()


def elsewhere(ordos: World) -> Agency:
    return Agency.objects.exclude(pk=ordos.item().agency_id).order_by("pk")[0]


def test_the_queue_shows_cases_by_due_day_with_the_family_name_only(signed: Case) -> None:
    html = text_of(page(signed.officer, "queue"))
    assert signed.application.number in html
    assert signed.member.name not in html
    assert signed.member.name[0] + "*" in html
    assert signed.member.identifier not in html
    assert "剩" in html


def test_the_queue_of_many_cases_takes_few_queries(ordos: World) -> None:
    cases = [ordos.opened().signed() for _ in range(3)]
    browser = visitor(cases[0].officer)
    with at_most(12):
        html = text_of(browser.get("/desk/"))
    assert all(case.application.number in html for case in cases)


@pytest.mark.parametrize("tab", ["open", "ours", "today", "overdue", "applicant", "agency", "done"])
def test_every_tab_of_the_queue(signed: Case, tab: str) -> None:
    assert page(signed.officer, "queue", status=tab).status_code == 200


def test_the_queue_finds_a_case_by_part_of_its_number(signed: Case) -> None:
    part = signed.application.number[-6:]
    assert signed.application.number in text_of(page(signed.officer, "queue", q=part))
    assert signed.application.number not in text_of(page(signed.officer, "queue", q="没有这个"))


def test_a_late_case_is_marked(signed: Case) -> None:
    case = signed.application
    case.due_on = case.opened_at.date().replace(year=2020)
    case.save(update_fields=["due_on"])
    html = text_of(page(signed.officer, "queue", status="overdue"))
    assert case.number in html
    assert '<b class="bad">超' in html


@pytest.mark.parametrize("name", ["queue", "case"])
def test_only_the_officers_of_the_agency_come_in(ordos: World, signed: Case, name: str) -> None:
    args = [signed.application.number] if name == "case" else []
    assert leads_to(page(None, name, *args)).startswith(SIGN_IN)
    assert page(ordos.citizen, name, *args).status_code == 404
    assert page(ordos.staff(Role.SUPERVISOR), name, *args).status_code == 404
    assert page(ordos.staff(Role.CREDIT_OFFICER), name, *args).status_code == 404
    other = ordos.staff(Role.OFFICER, elsewhere(ordos), "other")
    found = page(other, name, *args)
    assert found.status_code == (404 if args else 200)
    assert args or signed.application.number not in text_of(found)


def test_a_post_that_ended_opens_nothing(signed: Case) -> None:
    signed.officer.memberships.update(ends_on="2020-12-31")
    assert page(signed.officer, "case", signed.application.number).status_code == 404


def test_an_officer_does_not_see_their_own_case_at_the_desk(ordos: World, signed: Case) -> None:
    officer = signed.officer
    officer.party = ordos.party("honest")
    signed.by.party = None
    signed.by.save(update_fields=["party"])
    officer.save(update_fields=["party"])
    assert page(officer, "case", signed.application.number).status_code == 404
    assert signed.application.number not in text_of(page(officer, "queue"))


def test_a_case_that_was_not_handed_in_is_nobodys_business(ordos: World) -> None:
    case = ordos.opened().declared()
    assert page(case.officer, "case", case.application.number).status_code == 404


def test_the_case_stands_on_one_page(signed: Case) -> None:
    browser = visitor(signed.officer)
    with at_most(40):
        html = text_of(browser.get(f"/desk/cases/{signed.application.number}/"))
    for words in ("承诺和数据", "份证明", "信用状况", "经过", "现在能做的", "告知书"):
        assert words in html
    assert signed.member.name in html
    assert signed.member.identifier not in html


def test_what_differs_comes_first_with_the_persons_own_words(ordos: World) -> None:
    case = ordos.opened("contradicted").signed(insists="我名下的房子去年已经卖掉。")
    html = text_of(page(case.officer, "case", case.application.number))
    assert "不一致" in html.split("份证明")[0]
    assert "我名下的房子去年已经卖掉。" in html
    assert "不作认定" in html


def test_accepting_and_deciding(signed: Case) -> None:
    number, officer = signed.application.number, signed.officer
    assert send(officer, "case", number, act="accept").status_code == 302
    assert signed.refresh().status == ApplicationStatus.ACCEPTED
    for proof in signed.proofs():
        if proof.status == ProofStatus.AWAITING_AGENCY:
            fields = {"obtain-proof": str(proof.pk), "obtain-note": "出具单位当日书面确认"}
            assert send(officer, "case", number, act="obtain", **fields).status_code == 302
    assert send(officer, "case", number, act="grant").status_code == 302
    assert signed.refresh().status == ApplicationStatus.GRANTED


def test_a_refusal_needs_its_reason_and_keeps_what_was_typed(signed: Case) -> None:
    accept(application=signed.application, by=signed.officer)
    number = signed.application.number
    answer = send(signed.officer, "case", number, act="refuse", **{"refuse-reason": " "})
    assert answer.status_code == 422
    assert "要写明理由" in text_of(answer)
    done = send(signed.officer, "case", number, act="refuse", **{"refuse-reason": "人均收入超线"})
    assert done.status_code == 302
    assert signed.refresh().decision_reason == "人均收入超线"


def test_the_second_of_two_officers_is_told_kindly(ordos: World, signed: Case) -> None:
    accept(application=signed.application, by=signed.officer)
    second = ordos.staff(Role.OFFICER, signed.application.agency, "second")
    answer = send(second, "case", signed.application.number, act="accept")
    assert answer.status_code == 422
    assert "别人刚刚办过" in text_of(answer)
    assert "等我们决定" in text_of(answer)


@pytest.mark.clause("ORD21-3f")
def test_what_was_promised_cannot_be_asked_for_and_the_attempt_is_on_record(signed: Case) -> None:
    proof = committed_proofs(signed.application)[0]
    answer = send(
        signed.officer,
        "case",
        signed.application.number,
        act="request_completion",
        **{"completion-proofs": [str(proof.pk)], "completion-message": "请补交"},
    )
    assert answer.status_code == 422
    html = text_of(answer)
    assert "已经书面承诺，不能再要" in html
    assert "请补交" in html
    assert "没有发给申请人的索要" in html
    assert RefusedDemand.objects.filter(application=signed.application).count() == 1
    assert not CompletionRequest.objects.filter(application=signed.application).exists()


def test_something_unlisted_is_refused_where_the_list_is_closed(world: Worlds) -> None:
    case = world("ordos-2023").opened().handed_over()
    answer = send(
        case.officer,
        "case",
        case.application.number,
        act="request_completion",
        **{"completion-unlisted": "银行流水", "completion-message": "请交银行流水"},
    )
    assert answer.status_code == 422
    assert "银行流水不在公布的清单里" in text_of(answer)
    assert RefusedDemand.objects.get(application=case.application).asked_for == "银行流水"


def test_a_completion_that_asks_for_nothing_is_refused(signed: Case) -> None:
    fields = {"completion-message": "请补充其他相关材料"}
    answer = send(
        signed.officer, "case", signed.application.number, act="request_completion", **fields
    )
    assert answer.status_code == 422
    assert "没有写要补什么" in text_of(answer)


def test_a_verifier_reads_the_case_but_decides_nothing(signed: Case) -> None:
    number = signed.application.number
    html = text_of(page(signed.verifier, "case", number))
    assert "现在没有要您办的" in html
    assert send(signed.verifier, "case", number, act="accept").status_code == 422
    assert signed.refresh().status == ApplicationStatus.SUBMITTED


def test_an_unknown_act_is_not_found(signed: Case) -> None:
    assert send(signed.officer, "case", signed.application.number, act="x").status_code == 404


def test_the_next_case_leads_on(ordos: World, signed: Case) -> None:
    other = ordos.opened().signed()
    html = text_of(page(signed.officer, "case", signed.application.number))
    assert f'href="/desk/cases/{other.application.number}/" data-key="n"' in html


def test_papers_are_only_for_those_who_handle_the_case(ordos: World) -> None:
    case = ordos.opened().granted()
    paper = case.application.decision_document_id
    number = case.application.number
    assert page(case.officer, "case_paper", number, paper).status_code == 200
    assert page(ordos.stranger(), "case_paper", number, paper).status_code == 404
    other = ordos.opened().signed()
    assert page(case.officer, "case_paper", other.application.number, paper).status_code == 404
    assert "送达申请人" in text_of(page(case.officer, "case_notice", number))


def test_the_letter_is_set_when_it_is_wanted(signed: Case) -> None:
    answer = send(signed.officer, "case_letter", signed.application.number)
    fetched = visitor(signed.officer).get(leads_to(answer))
    assert fetched.headers["Content-Type"] == "application/pdf"
    assert fetched.content.startswith(b"%PDF")


def test_a_form_sent_after_the_session_ran_out_is_not_lost(ordos: World, signed: Case) -> None:
    accept(application=signed.application, by=signed.officer)
    number = signed.application.number
    browser = visitor(None)
    fields = {"act": "refuse", "refuse-reason": "人均收入超线"}
    sent = browser.post(f"/desk/cases/{number}/", fields)
    assert leads_to(sent) == f"{SIGN_IN}?next=/desk/resume/"
    browser.force_login(signed.officer, backend=settings.AUTHENTICATION_BACKENDS[0])
    html = text_of(browser.get("/desk/resume/"))
    assert "人均收入超线" in html
    assert browser.post(f"/desk/cases/{number}/", fields).status_code == 302
    assert leads_to(browser.get("/desk/resume/")) == "/desk/start/"


def test_a_kept_form_is_not_shown_to_somebody_else(ordos: World, signed: Case) -> None:
    browser = visitor(None)
    number = signed.application.number
    browser.post(f"/desk/cases/{number}/", {"act": "refuse", "refuse-reason": "人均收入超线"})
    other = ordos.staff(Role.OFFICER, elsewhere(ordos), "other")
    browser.force_login(other, backend=settings.AUTHENTICATION_BACKENDS[0])
    assert leads_to(browser.get("/desk/resume/")) == "/desk/start/"
    assert leads_to(browser.post("/desk/resume/")) == "/desk/start/"
