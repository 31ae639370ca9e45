"""窗口签字: found by two numbers, printed, signed by hand, filed by the officer who saw it."""

import io
import re
from typing import Any

import pypdf
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from nuozheng.applications.actions.declare import check_declaration, save_entered
from nuozheng.applications.letter import content_mark, unsigned_letter
from nuozheng.applications.models import Commitment, CommitmentStatus
from nuozheng.applications.signature import CHECK_IS_GOOD_FOR
from nuozheng.documents.models import Document
from nuozheng.evidence.models import AccessReceipt
from nuozheng.law.letter_model import letter_model
from nuozheng.law.policy import load_policy
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.web.desk.counter_find import SEARCHES_PER_MINUTE
from tests.web.markup import faults_of
from tests.web.visits import SIGN_IN, at_most, leads_to, page, send, text_of, visitor
from tests.world import ALL_STATEMENTS, PDF, Case, World, Worlds

clause = pytest.mark.clause
NOT_FOUND = "没有找到可以在窗口签字的办件"


SENTENCES = {str(key): said for key, said in letter_model(load_policy("cn")).statements.items()}


@pytest.fixture
def ordos(world: Worlds) -> World:
    return world("ordos-2021")


@pytest.fixture
def checked(ordos: World) -> Case:
    return ordos.opened().checked()


def find(browser: Client, case: Case, **changes: str) -> Any:
    fields = {"number": case.application.number, "identifier": case.member.identifier}
    return browser.post("/desk/counter/", fields | changes)


def at_the_window(case: Case, officer: Account | None = None) -> Client:
    """The officer's browser, which has found the case."""
    browser = visitor(officer or case.officer)
    assert find(browser, case).status_code == 302
    return browser


def address(case: Case, page: str = "") -> str:
    return f"/desk/counter/{case.application.number}/{page}"


def draft(case: Case) -> Commitment:
    return Commitment.objects.get(application=case.application)


def signed_on_paper(browser: Client, case: Case, **changes: Any) -> Any:
    fields = {
        "act": "sign",
        "mark": content_mark(draft(case)),
        "statements": list(ALL_STATEMENTS),
        "scan": SimpleUploadedFile("扫描.pdf", PDF),
    } | changes
    answer = browser.post(address(case), {key: one for key, one in fields.items() if one != ""})
    if answer.status_code == 422:
        assert faults_of(text_of(answer)) == []
    return answer


def printed(browser: Client, case: Case) -> str:
    answer = browser.get(address(case, "letter/"))
    assert answer.headers["Content-Type"] == "application/pdf"
    found = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    return re.sub(r"\s", "", "".join(one.extract_text() for one in found))


@clause("ORD21-3c")
def test_paper_that_was_printed_and_signed_here_counts_as_much(checked: Case) -> None:
    browser = at_the_window(checked)
    html = text_of(browser.get(address(checked)))
    assert faults_of(html) == []
    assert checked.application.item.name in html
    assert content_mark(draft(checked)) not in html, "it is copied from the paper"
    assert "打印承诺书" in html and " checked" not in html, "nothing is ticked beforehand"
    answer = signed_on_paper(browser, checked)
    assert leads_to(answer) == address(checked, "done/")
    commitment = draft(checked)
    assert checked.refresh().status == ApplicationStatus.SUBMITTED
    assert (commitment.status, commitment.witnessed_by) == (
        CommitmentStatus.SIGNED,
        checked.officer,
    )
    assert commitment.letter is not None and bytes(commitment.letter.content) == PDF
    done = text_of(browser.get(address(checked, "done/")))
    assert faults_of(done) == []
    assert commitment.letter_number in done and "下一位" in done


def test_who_it_is_stays_masked_on_the_screen(checked: Case) -> None:
    html = text_of(at_the_window(checked).get(address(checked)))
    assert checked.member.name not in html and checked.member.name[0] + "*" in html
    assert checked.member.identifier not in html


def test_both_numbers_must_be_right_and_nobody_learns_which_was_wrong(
    ordos: World, checked: Case
) -> None:
    other = ordos.opened("contradicted").checked()
    browser = visitor(checked.officer)
    told = set()
    for changes in (
        {"number": "ORD21-20200101-000000"},
        {"identifier": other.member.identifier},
        {"identifier": "无"},
        {"number": other.application.number},
    ):
        answer = find(browser, checked, **changes)
        assert answer.status_code == 422
        assert faults_of(text_of(answer)) == []
        assert NOT_FOUND in text_of(answer)
        assert changes.get("number", checked.application.number) in text_of(answer), "kept"
        told.add(text_of(answer).partition('role="alert"')[2].partition("</div>")[0])
    assert len(told) == 1
    assert browser.get(address(checked)).status_code == 404
    assert find(browser, checked, identifier="").status_code == 422


def test_the_numbers_may_be_written_as_people_write_them(checked: Case) -> None:
    number, identifier = checked.application.number, checked.member.identifier
    spaced = f" {identifier[:6]} {identifier[6:14]}-{identifier[14:]} ".lower()
    answer = find(visitor(checked.officer), checked, number=number.lower(), identifier=spaced)
    assert leads_to(answer) == address(checked)


def test_only_what_waits_for_a_signature_is_found(ordos: World) -> None:
    for case in (ordos.opened().chosen(), ordos.opened().signed()):
        assert NOT_FOUND in text_of(find(visitor(case.officer), case))


def test_guessing_is_slowed_down(checked: Case) -> None:
    browser = visitor(checked.officer)
    for _ in range(SEARCHES_PER_MINUTE):
        find(browser, checked, identifier="110101199003078515")
    # The minute may turn in between; then as many more are needed.
    answers = [find(browser, checked) for _ in range(SEARCHES_PER_MINUTE + 1)]
    slow = next(one for one in answers if one.status_code == 429)
    assert "一分钟里查得太多" in text_of(slow)
    assert checked.application.number in text_of(slow)


@pytest.mark.parametrize("name", ["counter", "counter_case", "counter_letter", "counter_done"])
def test_only_officers_of_the_agency_come_in(ordos: World, checked: Case, name: str) -> None:
    args = [] if name == "counter" else [checked.application.number]
    assert leads_to(page(None, name, *args)).startswith(SIGN_IN)
    for who, account in checked.not_of_the_office.items():
        browser = visitor(account)
        if "officer elsewhere" in who or who == "own case":
            assert find(browser, checked).status_code == 422, who
            assert args == [] or page(account, name, *args).status_code == 404, who
        else:
            assert page(account, name, *args).status_code == 404, who
            assert find(browser, checked).status_code == 404, who
    assert page(checked.verifier, name, *args).status_code == 404
    assert args == [] or page(checked.officer, name, *args).status_code == 404, "not yet found"


def test_what_one_officer_found_stays_with_that_visit(checked: Case) -> None:
    at_the_window(checked)
    browser = visitor(checked.second_officer)
    assert browser.get(address(checked)).status_code == 404
    assert signed_on_paper(browser, checked).status_code == 404
    assert checked.refresh().status == ApplicationStatus.NOTICED


def test_a_post_that_ends_closes_what_was_found(checked: Case) -> None:
    browser = at_the_window(checked)
    checked.officer.memberships.update(ends_on="2020-12-31")
    assert browser.get(address(checked)).status_code == 404


def test_the_print_holds_everything_but_the_signature(checked: Case) -> None:
    filed = Document.objects.count()
    said = printed(at_the_window(checked), checked)
    for sentence in SENTENCES.values():
        assert sentence in said
    for item in checked.application.notice.content["items"]:
        assert re.sub(r"\s", "", item["title"]) in said
    commitment = draft(checked)
    for row in commitment.checks:
        assert re.sub(r"\s", "", row["sentence"]) in said
    for words in (
        "未签署",
        commitment.letter_number,
        checked.application.number,
        checked.member.name,
        content_mark(commitment),
    ):
        assert words in said
    assert checked.member.identifier not in said
    assert "签署时间" not in said and "扫码验真伪" not in said
    assert Document.objects.count() == filed, "filed nowhere"


def test_only_a_checked_draft_is_set_out_for_signing(ordos: World) -> None:
    unchecked, signed = ordos.opened().declared(), ordos.opened("representative").signed()
    for case in (unchecked, signed):
        with pytest.raises(ValueError, match="checked draft"):
            unsigned_letter(draft(case))


def test_what_is_not_finished_is_told_and_cannot_be_printed(ordos: World) -> None:
    case = ordos.opened().declared()
    entered = case.entered()
    first = next(iter(entered.values()))
    fact = next(key for key in first if not key.startswith("tick:"))
    save_entered(
        application=case.application,
        by=case.by,
        entered={key: one | {fact: ""} for key, one in entered.items() if one is first},
    )
    browser = at_the_window(case)
    html = text_of(browser.get(address(case)))
    assert faults_of(html) == []
    assert "现在还不能签" in html and "处还没有填好" in html
    assert "打印承诺书" not in html
    assert leads_to(browser.get(address(case, "letter/"))) == address(case)
    refused = browser.post(address(case), {"act": "check"})
    assert refused.status_code == 422
    assert faults_of(text_of(refused)) == []


def test_what_was_not_checked_is_checked_at_the_window(ordos: World) -> None:
    case = ordos.opened().declared()
    browser = at_the_window(case)
    html = text_of(browser.get(address(case)))
    assert "还没有和数据核对" in html and "打印承诺书" not in html
    before = AccessReceipt.objects.count()
    assert browser.post(address(case), {"act": "check"}).status_code == 302
    assert AccessReceipt.objects.count() > before
    assert "打印承诺书" in text_of(browser.get(address(case)))


def test_a_statement_left_open_on_paper_stops_it_and_nothing_typed_is_lost(checked: Case) -> None:
    browser = at_the_window(checked)
    answer = signed_on_paper(browser, checked, statements=["knows", "meets"])
    assert answer.status_code == 422
    html = text_of(answer)
    assert f"还差一句：{SENTENCES['genuine_intent']}" in html
    assert html.count(" checked") == 2
    assert checked.refresh().status == ApplicationStatus.NOTICED


def test_the_scan_is_wanted_and_must_be_a_picture_or_pdf(checked: Case) -> None:
    browser = at_the_window(checked)
    missing = signed_on_paper(browser, checked, scan="", statements=["knows"])
    assert missing.status_code == 422
    assert "签好的承诺书，扫描件或者照片" in text_of(missing)
    assert "还差一句" in text_of(missing), "everything at once"
    wrong = SimpleUploadedFile("a.pdf", b"signed, honestly")
    answer = signed_on_paper(browser, checked, scan=wrong)
    assert answer.status_code == 422
    assert "不是PDF、JPEG或者PNG" in text_of(answer)
    assert signed_on_paper(browser, checked).status_code == 302


def test_where_data_contradict_the_person_explains_or_it_stops(ordos: World) -> None:
    case = ordos.opened("contradicted").checked()
    browser = at_the_window(case)
    html = text_of(browser.get(address(case)))
    assert "不一致" in html and "本人怎样说明" in html
    answer = signed_on_paper(browser, case)
    assert answer.status_code == 422
    assert "与查到的数据不一致" in text_of(answer)
    assert signed_on_paper(browser, case, insists="车去年已经报废").status_code == 302
    assert draft(case).insists == "车去年已经报废"


def test_there_is_nothing_to_explain_where_nothing_differs(checked: Case) -> None:
    assert "本人怎样说明" not in text_of(at_the_window(checked).get(address(checked)))


def test_paper_printed_before_a_change_is_not_taken(checked: Case) -> None:
    browser = at_the_window(checked)
    old = content_mark(draft(checked))
    entered = checked.entered(monthly_income="1840")
    save_entered(application=checked.application, by=checked.by, entered=entered)
    answer = signed_on_paper(browser, checked, mark=old)
    assert answer.status_code == 422
    assert "纸上的和现在的不一样" in text_of(answer)
    check_declaration(application=checked.application, by=checked.by)
    assert content_mark(draft(checked)) != old
    assert signed_on_paper(browser, checked, mark=old).status_code == 422
    assert checked.refresh().status == ApplicationStatus.NOTICED
    assert signed_on_paper(browser, checked).status_code == 302


def test_an_old_check_is_made_again_when_the_paper_is_taken(checked: Case) -> None:
    browser = at_the_window(checked)
    Commitment.objects.update(checked_at=timezone.now() - CHECK_IS_GOOD_FOR * 2)
    before = AccessReceipt.objects.count()
    assert signed_on_paper(browser, checked).status_code == 302
    assert AccessReceipt.objects.count() > before


def test_the_mark_is_copied_from_the_paper_and_must_agree(checked: Case) -> None:
    browser = at_the_window(checked)
    mark = content_mark(draft(checked))
    wrong = "0" * 8 if mark != "0" * 8 else "1" * 8
    answer = signed_on_paper(browser, checked, mark=wrong)
    assert answer.status_code == 422
    assert "内容核对码对不上" in text_of(answer) and f'value="{wrong}"' in text_of(answer)
    assert mark not in text_of(answer)
    assert checked.refresh().status == ApplicationStatus.NOTICED
    assert signed_on_paper(browser, checked, mark="").status_code == 422
    typed = f" {mark[:4].lower()} {mark[4:].lower()}"
    assert signed_on_paper(browser, checked, mark=typed).status_code == 302


def test_what_was_typed_after_the_session_ran_out_waits_for_both_numbers(checked: Case) -> None:
    browser = visitor(None)
    fields = {"act": "sign", "mark": "3F9A07C2", "statements": ["knows"]}
    sent = browser.post(address(checked), fields | {"scan": SimpleUploadedFile("扫描.pdf", PDF)})
    assert leads_to(sent) == f"{SIGN_IN}?next=/desk/resume/"
    browser.force_login(checked.officer, backend=settings.AUTHENTICATION_BACKENDS[0])
    assert leads_to(browser.get("/desk/resume/")) == "/desk/counter/"
    assert leads_to(find(browser, checked)) == "/desk/resume/"
    html = text_of(browser.get("/desk/resume/"))
    assert faults_of(html) == []
    assert "3F9A07C2" in html and "扫描.pdf" in html
    again = browser.post(address(checked), fields)
    assert again.status_code == 422
    assert 'value="3F9A07C2"' in text_of(again) and text_of(again).count(" checked") == 1
    assert leads_to(browser.get("/desk/resume/")) == "/desk/start/"


def test_a_kept_search_is_for_officers_only(checked: Case) -> None:
    fields = {"number": checked.application.number, "identifier": checked.member.identifier}
    for account, status in ((checked.verifier, 302), (checked.officer, 200)):
        browser = visitor(None)
        browser.post("/desk/counter/", fields)
        browser.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
        assert browser.get("/desk/resume/").status_code == status


def test_a_value_outside_the_standard_is_not_printed(ordos: World) -> None:
    case = ordos.opened().checked(monthly_income="9000")
    html = text_of(at_the_window(case).get(address(case)))
    assert "不在标准以内，这一条不能承诺" in html
    assert "打印承诺书" not in html


def test_sent_twice_it_is_taken_once(checked: Case) -> None:
    browser = at_the_window(checked)
    fields = {"mark": content_mark(draft(checked))}
    assert leads_to(signed_on_paper(browser, checked, **fields)) == address(checked, "done/")
    assert leads_to(signed_on_paper(browser, checked, **fields)) == address(checked, "done/")
    assert leads_to(browser.get(address(checked))) == address(checked, "done/")
    assert len([move for move in checked.moves() if move.act == "sign"]) == 1


def test_signed_online_meanwhile(checked: Case) -> None:
    browser = at_the_window(checked)
    checked.signed_now()
    assert leads_to(signed_on_paper(browser, checked)) == "/desk/counter/"
    assert leads_to(browser.get(address(checked, "letter/"))) == "/desk/counter/"
    assert browser.get(address(checked, "done/")).status_code == 404


def test_an_unknown_act_is_not_found(checked: Case) -> None:
    assert at_the_window(checked).post(address(checked), {"act": "x"}).status_code == 404


def test_the_page_takes_few_queries(checked: Case) -> None:
    browser = at_the_window(checked)
    with at_most(20):
        assert browser.get(address(checked)).status_code == 200


def test_it_stands_in_the_masthead_of_officers_only(ordos: World, checked: Case) -> None:
    assert 'href="/desk/counter/"' in text_of(page(checked.officer, "queue"))
    assert 'href="/desk/counter/"' not in text_of(page(checked.verifier, "tasks"))
    assert send(ordos.staff(Role.SUPERVISOR), "counter").status_code == 404
