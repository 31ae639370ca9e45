"""From a contradiction to a hearing, a finding, its measures and its end."""

from collections.abc import Callable
from typing import Any

import pytest

from nuozheng.credit.models import CreditRecord
from nuozheng.law.procedure import ApplicationStatus, UntruthStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from nuozheng.sandbox.faults import EVERY_SOURCE, Mode
from nuozheng.sandbox.servers import Running
from nuozheng.verification.actions.hear import state
from nuozheng.verification.afterwards.models import IntendedMeasure
from tests.web.visits import SIGN_IN, at_most, leads_to, page, send, text_of, visitor
from tests.world import Case, World

Worlds = Callable[[str], World]
JUDGED: dict[str, Any] = {
    "act": "find",
    "find-outcome": "untrue",
    "find-document_number": "示例认〔2026〕8号",
    "find-reasoning": "登记资料与承诺不同。",
    "find-answer_to_statement": "看错一说有合同为证，采纳为非故意。",
    "find-impact": "占用了一个名额，已经追回。",
    "find-severity": "minor",
    "find-intent": "",
}


def opened(world: World, sources: Running) -> Case:
    """A case with conditions still to be checked."""
    case = world.opened()
    sources.faults.set(EVERY_SOURCE, Mode.DOWN)
    case.signed()
    sources.faults.set(EVERY_SOURCE, Mode.OK)
    return case


@pytest.fixture
def ordos(world: Worlds) -> World:
    return world("ordos-2021")


@pytest.fixture
def case(ordos: World, sources: Running) -> Case:
    return opened(ordos, sources)


def test_the_person_is_asked_first(case: Case) -> None:
    finding = case.contradicted()
    html = text_of(page(case.officer, "finding", finding.pk))
    assert "现在还不能认定" in html
    assert "请本人说明" in html
    assert "作出认定，出具认定书" not in html
    assert send(case.officer, "finding", finding.pk, act="notify_person").status_code == 302
    finding.refresh_from_db()
    assert finding.status == UntruthStatus.NOTIFIED
    waiting = text_of(page(case.officer, "finding", finding.pk))
    assert "以前申请人有权说明" in waiting
    assert "作出认定，出具认定书" not in waiting


@pytest.mark.clause("CN-PIPL-24")
def test_nobody_finds_before_the_hearing_even_by_a_forged_form(case: Case) -> None:
    finding = case.contradicted()
    answer = send(case.officer, "finding", finding.pk, **JUDGED)
    assert answer.status_code == 422
    finding.refresh_from_db()
    assert finding.status == UntruthStatus.OPENED
    assert not CreditRecord.objects.filter(case_number=case.application.number).exists()


def test_a_finding_gives_a_document_and_a_proposed_record(case: Case) -> None:
    finding = case.heard()
    html = text_of(page(case.officer, "finding", finding.pk))
    assert "填写的时候看错了合同。" in html
    assert send(case.officer, "finding", finding.pk, **JUDGED).status_code == 302
    finding.refresh_from_db()
    assert finding.status == UntruthStatus.UNTRUE
    after = text_of(page(case.officer, "finding", finding.pk))
    assert "示例认〔2026〕8号" in after
    assert "待登记" in after
    paper = page(case.officer, "case_paper", case.application.number, finding.document_id)
    assert paper.content.startswith(b"%PDF")


def test_what_is_missing_is_said_and_what_was_typed_stays(case: Case) -> None:
    finding = case.heard()
    for field in ("find-outcome", "find-answer_to_statement", "find-document_number"):
        answer = send(case.officer, "finding", finding.pk, **{**JUDGED, field: ""})
        assert answer.status_code == 422, field
        assert "登记资料与承诺不同。" in text_of(answer)
    answer = send(case.officer, "finding", finding.pk, **{**JUDGED, "find-outcome": "false"})
    assert answer.status_code == 422
    assert "认定故意，要写明理由" in text_of(answer)


def test_who_checked_does_not_find(ordos: World, case: Case) -> None:
    finding = case.contradicted()
    both = case.verifier
    both.memberships.create(
        agency=case.application.agency, role=Role.OFFICER, starts_on="2020-01-01"
    )
    send(both, "finding", finding.pk, act="notify_person")
    state(finding=finding, by=case.by, text="看错了。")
    html = text_of(page(both, "finding", finding.pk))
    assert "核查的人不能自己认定" in html
    assert "作出认定，出具认定书" not in html
    assert send(both, "finding", finding.pk, **JUDGED).status_code == 422


def test_dismissing_needs_a_reason(case: Case) -> None:
    finding = case.heard()
    assert send(case.officer, "finding", finding.pk, act="dismiss").status_code == 422
    fields = {"act": "dismiss", "dismiss-reason": "登记资料有误，已经更正。"}
    assert send(case.officer, "finding", finding.pk, **fields).status_code == 302
    finding.refresh_from_db()
    assert finding.status == UntruthStatus.DISMISSED


def test_a_place_without_unfulfilled_does_not_offer_it(case: Case) -> None:
    finding = case.heard()
    html = text_of(page(case.officer, "finding", finding.pk))
    assert "认定未按承诺履行" not in html
    answer = send(case.officer, "finding", finding.pk, **{**JUDGED, "find-outcome": "unfulfilled"})
    assert answer.status_code == 422


def test_measures_of_the_place_at_this_stage(case: Case) -> None:
    finding = case.found()
    html = text_of(page(case.officer, "finding", finding.pk))
    assert "终止办理" in html
    assert "撤销行政决定" not in html
    without = {
        "act": "take",
        "measure": "terminate",
        "terminate-document_number": "示例终〔2026〕1号",
    }
    assert send(case.officer, "finding", finding.pk, **without).status_code == 422
    fields = {**without, "terminate-legal_basis": "行政许可法第七十八条"}
    assert send(case.officer, "finding", finding.pk, **fields).status_code == 302
    assert case.refresh().status == ApplicationStatus.TERMINATED
    assert "示例终〔2026〕1号" in text_of(page(case.officer, "finding", finding.pk))


def test_a_measure_of_another_stage_is_not_there(case: Case) -> None:
    finding = case.found()
    fields = {
        "act": "take",
        "measure": "revoke",
        "revoke-document_number": "1",
        "revoke-legal_basis": "1",
    }
    assert send(case.officer, "finding", finding.pk, **fields).status_code == 404


def test_closing_waits_for_what_the_place_requires(case: Case) -> None:
    finding = case.found()
    answer = send(case.officer, "finding", finding.pk, act="close")
    assert answer.status_code == 422
    assert "不能结案" in text_of(answer)
    told = {
        "act": "intend",
        "intend-measure": "penalise",
        "intend-content": "警告",
        "intend-legal_basis": "社会救助暂行办法第六十八条",
        "intend-reasons": "明知对不上，仍然承诺。",
        "intend-penalty_kind": "warning",
    }
    assert "先告知本人" in text_of(page(case.officer, "finding", finding.pk))
    assert send(case.officer, "finding", finding.pk, **told).status_code == 302
    intended = IntendedMeasure.objects.get()
    said = {"act": "answer_intention", "intended": intended.pk, "text": "没有意见"}
    assert "拟作出的处理：行政处罚" in text_of(page(case.by, "my_finding", finding.pk))
    assert send(case.by, "my_finding", finding.pk, **said).status_code == 302
    assert "没有意见" in text_of(page(case.officer, "intended", intended.pk))
    fields = {
        "act": "take",
        "measure": "penalise",
        "penalise-document_number": "示例罚〔2026〕1号",
        "penalise-considered": "没有意见。",
    }
    assert send(case.officer, "finding", finding.pk, **fields).status_code == 302
    assert send(case.officer, "finding", finding.pk, act="close").status_code == 302
    finding.refresh_from_db()
    assert finding.status == UntruthStatus.CLOSED


def test_closing_with_the_reason_that_no_law_allows_it(case: Case) -> None:
    finding = case.found()
    html = text_of(page(case.officer, "finding", finding.pk))
    assert "没有行政处罚的法律依据，原因" in html
    fields = {"act": "close", "close-penalise": "这类事项没有虚假承诺的处罚规则。"}
    assert send(case.officer, "finding", finding.pk, **fields).status_code == 302


def test_the_list_and_its_tabs(case: Case) -> None:
    finding = case.contradicted()
    browser = visitor(case.officer)
    with at_most(8):
        html = text_of(browser.get("/desk/findings/"))
    assert f"/desk/findings/{finding.pk}/" in html
    assert case.member.name not in html
    for tab in ("opened", "notified", "decide", "measures", "done"):
        assert page(case.officer, "findings", status=tab).status_code == 200


@pytest.mark.parametrize("name", ["findings", "finding"])
def test_strangers(ordos: World, case: Case, name: str) -> None:
    finding = case.contradicted()
    args = [finding.pk] if name == "finding" else []
    assert leads_to(page(None, name, *args)).startswith(SIGN_IN)
    assert page(ordos.citizen, name, *args).status_code == 404
    assert page(ordos.staff(Role.CREDIT_OFFICER), name, *args).status_code == 404
    away = Agency.objects.exclude(pk=case.application.agency_id).order_by("pk")[0]
    other = page(ordos.staff(Role.OFFICER, away, "away"), name, *args)
    assert other.status_code == (404 if args else 200)
    assert args or case.application.number not in text_of(other)


def test_lianyungang_has_its_own_measures(world: Worlds, sources: Running) -> None:
    case = opened(world("lianyungang-2019"), sources)
    finding = case.found()
    html = text_of(page(case.officer, "finding", finding.pk))
    assert "按申请无效处理" in html
    assert "终止办理</summary>" not in html
