"""After handing in, and beside the main road: status, withdrawal, hearing, credit, sessions."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nuozheng.applications.actions.accept import accept
from nuozheng.applications.actions.ask import answer
from nuozheng.applications.actions.choose import choose
from nuozheng.applications.actions.decide import decide
from nuozheng.applications.actions.demand import request_completion
from nuozheng.applications.actions.submit import submit
from nuozheng.applications.models import (
    Application,
    Commitment,
    CommitmentStatus,
    Enquiry,
    ProofStatus,
)
from nuozheng.credit.actions.register import register
from nuozheng.credit.actions.repair import decide_repair
from nuozheng.credit.models import CreditRecord, CreditRepair
from nuozheng.law.procedure import ApplicationStatus, UntruthStatus
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Account
from nuozheng.verification.actions.consequence import Wanted, take
from nuozheng.verification.actions.hear import notify_person
from nuozheng.verification.models import Statement, UntruthFinding
from tests.web.markup import faults_of
from tests.web.visits import SIGN_IN, at_most, leads_to, page, send, text_of, visitor
from tests.world import PDF, Case, World

Worlds = Callable[[str], World]
SCRIPT = "<script>alert(1)</script>"


def status(case: Case) -> str:
    return text_of(page(case.by, "my_case", case.application.number))


class TestStart:
    """In whose name."""

    def test_sent_twice_one_case_is_opened(self, world: Worlds) -> None:
        here = world("ordos-2021")
        fields = {"opening_key": "the-same-key", "as": f"party-{here.party('honest').pk}"}
        first = send(here.citizen, "start", here.item().pk, **fields)
        second = send(here.citizen, "start", here.item().pk, **fields)
        assert leads_to(first) == leads_to(second)
        assert Application.objects.filter(opened_by=here.citizen).count() == 1

    @pytest.mark.parametrize("name", ["", "party-999999", "authorisation-1", SCRIPT])
    def test_no_other_name_may_be_used(self, world: Worlds, name: str) -> None:
        here = world("ordos-2021")
        here.stranger()
        fields = {"opening_key": "some-key-1", "as": name}
        refused = send(here.citizen, "start", here.item().pk, **fields)
        assert refused.status_code == 422
        assert "还没有选以谁的名义办" in text_of(refused)

    def test_somebody_else_cannot_be_named(self, world: Worlds) -> None:
        here = world("ordos-2021")
        other = here.stranger().party
        assert other is not None
        fields = {"opening_key": "some-key-1", "as": f"party-{other.pk}"}
        assert send(here.citizen, "start", here.item().pk, **fields).status_code == 422

    def test_a_key_that_is_too_short_is_refused(self, world: Worlds) -> None:
        here = world("ordos-2021")
        fields = {"opening_key": "x", "as": f"party-{here.party('honest').pk}"}
        refused = send(here.citizen, "start", here.item().pk, **fields)
        assert "缺少识别码" in text_of(refused)

    def test_a_service_for_companies_offers_no_person(self, world: Worlds) -> None:
        here = world("ordos-2021")
        item = here.item("sv-089")
        assert item.applicant_kinds == ["company"]
        assert "不能申请" in text_of(page(here.citizen, "start", item.pk))
        company = here.company_account()
        html = text_of(page(company, "start", item.pk))
        assert here.party("honest_company").name in html
        assert here.members["representative"].name not in html.split("</header>")[1]

    def test_an_agent_applies_under_an_authorisation(self, world: Worlds) -> None:
        here = world("ordos-2021")
        item = here.item()
        held = here.authorisation(item)
        agent = here.account("agent")
        html = text_of(page(agent, "start", item.pk))
        assert f'value="authorisation-{held.pk}"' in html
        fields = {"opening_key": "agent-key", "as": f"authorisation-{held.pk}"}
        send(agent, "start", item.pk, **fields)
        case = Application.objects.get(opened_by=agent)
        assert case.applicant == here.party("honest")
        assert case.agent == here.party("agent")
        assert page(here.citizen, "my_case", case.number).status_code == 200
        held.ends_on = timezone.localdate() - timedelta(days=1)
        held.save()
        assert visitor(agent).get(f"/my/cases/{case.number}/").status_code == 404

    def test_unknown_services_are_not_found(self, world: Worlds) -> None:
        answer = visitor(world("ordos-2021").citizen).get("/my/start/99999999/")
        assert answer.status_code == 404


class TestCompletion:
    """一次告知补正."""

    def test_what_is_missing_is_told_once_and_handed_in(self, world: Worlds) -> None:
        here = world("ordos-2021")
        case = declined(here)
        proof = next(p for p in case.proofs() if p.document_id)
        request_completion(
            application=case.application, by=case.officer, proofs=[proof], message="第2页看不清。"
        )
        html = status(case)
        assert "还差材料，请补齐" in html
        assert "第2页看不清。" in html
        number = case.application.number
        assert send(case.by, "my_proofs", number, go="next").status_code == 422
        file = SimpleUploadedFile("新.pdf", PDF)
        send(case.by, "my_proofs", number, go="next", answer="补好了", **{f"file-{proof.pk}": file})
        assert case.refresh().status == ApplicationStatus.SUBMITTED
        assert case.application.completion.answer == "补好了"


def declined(here: World) -> Case:
    """A case in which nothing was promised and every proof was submitted."""
    case = here.opened(item=here.item("sv-095"))
    for proof in case.proofs():
        choose(
            application=case.application,
            proof=proof,
            way=Substitution.RETAINED,
            by=case.by,
            declined_because="unwilling",
        )
    case.handed_in()
    submit(application=case.application, by=case.by)
    case.refresh()
    return case


def test_without_a_promise_no_page_speaks_of_checking_it(world: Worlds) -> None:
    case = declined(world("huainan-maoji-2021"))
    talks = ("核查承诺", "接着核查", "没有核对上的承诺")
    accept(application=case.application, by=case.officer)
    for _grant in range(2):
        html = text_of(page(case.by, "my_case", case.application.number))
        assert not [words for words in talks if words in html]
        desk = text_of(page(case.officer, "case", case.application.number))
        assert "能不能承诺" not in desk and "为什么没有用承诺" not in desk
        assert "认定不实以后，才能终止" not in desk
        if case.refresh().status == ApplicationStatus.ACCEPTED:
            decide(application=case.application, by=case.officer, grant=True)


def test_a_promise_that_waits_for_its_check_is_announced(world: Worlds) -> None:
    case = world("ordos-2021").opened().granted()
    assert case.tasks()
    html = text_of(page(case.by, "my_case", case.application.number))
    assert "核查承诺" in html and "还没有核对上的承诺，我们接着核查" in html


class TestWithdrawal:
    """Back to the ordinary procedure."""

    @pytest.mark.clause("XBQ21-2.7b", "XBQ21-2.7c")
    def test_with_a_reason_and_back_to_the_ordinary_procedure(self, world: Worlds) -> None:
        case = world("xian-baqiao-2021").opened("honest_company").signed()
        number = case.application.number
        html = text_of(page(case.by, "my_withdraw", number))
        assert "撤回不算失信" in html and "请按依据提交证明" in html
        refused = send(case.by, "my_withdraw", number, reason="  ")
        assert refused.status_code == 422
        assert "还没有写明撤回的理由" in text_of(refused)
        send(case.by, "my_withdraw", number, reason=f"家里情况变了{SCRIPT}")
        assert case.refresh().status == ApplicationStatus.AWAITING_PROOFS
        assert Commitment.objects.get(application=case.application).status == (
            CommitmentStatus.WITHDRAWN
        )
        html = status(case)
        assert "承诺已经撤回，请交证明" in html
        assert SCRIPT not in html
        files = {
            f"file-{proof.pk}": SimpleUploadedFile("证明.pdf", PDF)
            for proof in case.proofs()
            if proof.status == ProofStatus.AWAITING_DOCUMENT
        }
        send(case.by, "my_proofs", number, go="next", **files)
        assert case.refresh().status == ApplicationStatus.SUBMITTED

    def test_where_nothing_is_to_be_handed_in_it_goes_straight_on(self, world: Worlds) -> None:
        case = world("xian-baqiao-2021").opened().signed()
        number = case.application.number
        html = text_of(page(case.by, "my_withdraw", number))
        assert "没有要您交的证明" in html and "请按依据提交证明" not in html
        answer = send(case.by, "my_withdraw", number, reason="家里情况变了")
        assert leads_to(answer) == reverse("web:my_case", args=[number])
        assert case.refresh().status == ApplicationStatus.SUBMITTED
        html = status(case)
        assert "已经提交，等待受理" in html and "请交证明" not in html
        assert "不用交证明，接着办" in html

    def test_too_late_is_told(self, world: Worlds) -> None:
        case = world("xian-baqiao-2021").opened().granted()
        html = text_of(page(case.by, "my_withdraw", case.application.number))
        assert "已经办结，不能再撤回承诺" in html

    def test_giving_up_leaves_no_mark(self, world: Worlds) -> None:
        case = world("ordos-2021").opened()
        number = case.application.number
        assert "要取消这次申请吗" in text_of(page(case.by, "my_abandon", number))
        send(case.by, "my_abandon", number)
        assert case.refresh().status == ApplicationStatus.ABANDONED
        assert "您取消了这次申请" in status(case)
        assert "现在不能取消" in text_of(page(case.by, "my_abandon", number))


def test_a_refusal_is_explained_with_its_document(world: Worlds) -> None:
    case = world("ordos-2021").opened().accepted()
    decide(application=case.application, by=case.officer, grant=False, reason="住房面积不符。")
    html = status(case)
    assert "不予办理" in html
    assert "住房面积不符。" in html
    assert "行政复议" in html
    paper = case.refresh().decision_document_id
    answer = page_bytes(case, paper)
    assert answer.startswith(b"%PDF-")


def page_bytes(case: Case, document: int | None) -> bytes:
    url = reverse("web:my_paper", args=[case.application.number, document])
    answer = visitor(case.by).get(url)
    assert answer.status_code == 200
    return bytes(answer.content)


def test_papers_of_other_cases_are_not_found(world: Worlds) -> None:
    here = world("ordos-2021")
    case, other = here.opened().granted(), here.opened("contradicted")
    paper = case.application.decision_document_id
    url = reverse("web:my_paper", args=[other.application.number, paper])
    assert visitor(other.by).get(url).status_code == 404
    url = reverse("web:my_paper", args=[case.application.number, paper])
    assert visitor(other.by).get(url).status_code == 404


class TestHearing:
    """陈述、申辩, as the person meets it."""

    @pytest.fixture
    def case(self, world: Worlds) -> Case:
        return world("huainan-maoji-2021").opened("false_company").signed(insists="租约正在续签")

    @pytest.fixture
    def finding(self, case: Case) -> UntruthFinding:
        return case.contradicted()

    def test_it_is_hidden_until_the_person_is_told(
        self, case: Case, finding: UntruthFinding
    ) -> None:
        url = reverse("web:my_finding", args=[finding.pk])
        assert visitor(case.by).get(url).status_code == 404
        assert "等您说明" not in status(case)

    def test_the_person_reads_explains_and_adds(self, case: Case, finding: UntruthFinding) -> None:
        notify_person(finding=finding, by=case.verifier)
        assert "有一处对不上，等您说明" in status(case)
        assert "有一处对不上，等您说明" in text_of(page(case.by, "my_cases"))
        html = text_of(page(case.by, "my_finding", finding.pk))
        assert "不会认定承诺不实" in html
        assert send(case.by, "my_finding", finding.pk, text=" ").status_code == 422
        bad = SimpleUploadedFile("x.exe", b"MZ")
        refused = send(case.by, "my_finding", finding.pk, text="说明", attachment=bad)
        assert refused.status_code == 422
        good = SimpleUploadedFile("合同.pdf", PDF)
        words = f"合同在续签{SCRIPT}"
        send(case.by, "my_finding", finding.pk, text=words, attachment=good)
        html = text_of(page(case.by, "my_finding", finding.pk))
        assert "您的说明收到了" in html
        assert SCRIPT not in html
        send(case.by, "my_finding", finding.pk, text="再补一句")
        assert Statement.objects.filter(finding=finding).count() == 2

    def test_a_stranger_can_neither_read_nor_speak(
        self, world: Worlds, case: Case, finding: UntruthFinding
    ) -> None:
        notify_person(finding=finding, by=case.verifier)
        stranger = visitor(world("huainan-maoji-2021").stranger())
        url = reverse("web:my_finding", args=[finding.pk])
        assert stranger.get(url).status_code == 404
        assert stranger.post(url, {"text": "我来说"}).status_code == 404

    def test_decision_measures_and_remedies_are_shown(self, case: Case) -> None:
        finding = case.found(UntruthStatus.FALSE)
        take(
            finding=finding,
            by=case.officer,
            wanted=Wanted("terminate", "示例处〔2026〕1号", legal_basis="毛管办〔2021〕4号"),
        )
        html = text_of(page(case.by, "my_finding", finding.pk))
        for words in ("认定虚假承诺", "终止办理", "行政复议", "示例处〔2026〕1号", "认定书"):
            assert words in html


class TestCredit:
    """The file, the bar, and the way back."""

    @pytest.fixture
    def case(self, world: Worlds) -> Case:
        case = world("huainan-maoji-2021").opened("false_company").signed(insists="租约正在续签")
        case.found(UntruthStatus.FALSE)
        return case

    @pytest.fixture
    def record(self, case: Case) -> CreditRecord:
        record = CreditRecord.objects.get(party=case.application.applicant)
        return register(record=record, by=case.credit_officer)

    def test_why_one_is_barred_stands_under_the_headline(
        self, case: Case, record: CreditRecord
    ) -> None:
        again = case.world.opened("false_company")
        html = text_of(page(again.by, "my_proofs", again.application.number))
        told, _form, _rest = html.partition("<form method")
        assert html.count("怎样恢复</dt>") == told.count("怎样恢复</dt>") == 1
        assert told.count(record.document_number) == 1, "two rules bar by one record"
        assert record.agency.name in told and "作出过虚假承诺" in told
        assert "当天就能重新承诺" in told and reverse("web:my_credit") in told

    def test_a_proposed_record_shows_and_bars_nothing(self, case: Case) -> None:
        assert "示例认〔2026〕1号" not in text_of(page(case.by, "my_credit"))

    def test_a_record_shows_its_document_end_and_way_back(
        self, case: Case, record: CreditRecord
    ) -> None:
        client = visitor(case.by)
        with at_most(14):
            html = text_of(client.get(reverse("web:my_credit")))
        for words in ("虚假承诺", record.document_number, "怎样恢复", "现在不能用书面承诺"):
            assert words in html

    def test_the_next_application_is_barred_explained_and_goes_another_way(
        self, case: Case, record: CreditRecord
    ) -> None:
        item = case.application.item
        html = text_of(page(case.by, "start", item.pk))
        assert "这次不能用书面承诺，但这件事照样能办" in html
        again = case.world.opened("false_company")
        html = text_of(page(case.by, "my_proofs", again.application.number))
        assert "这次不能用书面承诺，但这件事照样能办" in html
        assert record.document_number in html
        assert "怎样恢复" in html
        assert 'value="commitment"' not in html

    def test_repair_says_what_is_missing_and_from_which_day(
        self, case: Case, record: CreditRecord
    ) -> None:
        assert "申请信用修复" in text_of(page(case.by, "my_repair", record.pk))
        refused = send(case.by, "my_repair", record.pk, evidence="已退回")
        assert refused.status_code == 422
        assert "起可以申请信用修复" in text_of(refused)
        assert "还差一份信用承诺" in text_of(refused)

    def test_repair_is_asked_for_and_restores(self, case: Case, record: CreditRecord) -> None:
        record.document_on = date(2020, 1, 2)
        record.save()
        fields = {"duties_done": "yes", "promise_made": "yes", "evidence": "已退回"}
        send(case.by, "my_repair", record.pk, **fields)
        repair = CreditRepair.objects.get(record=record)
        assert "已申请" in text_of(page(case.by, "my_credit"))
        assert "正在办理" in text_of(page(case.by, "my_repair", record.pk))
        decide_repair(repair=repair, by=case.credit_officer, grant=True, reason="义务已履行")
        html = text_of(page(case.by, "my_credit"))
        assert "已修复" in html
        assert "现在不能用书面承诺" not in html

    def test_a_stranger_finds_no_record(self, case: Case, record: CreditRecord) -> None:
        stranger = visitor(case.world.stranger())
        url = reverse("web:my_repair", args=[record.pk])
        assert stranger.get(url).status_code == 404
        assert stranger.post(url).status_code == 404


def test_a_question_is_asked_and_its_answer_read(world: Worlds) -> None:
    case = world("huainan-maoji-2021").opened().notified()
    number = case.application.number
    assert send(case.by, "my_questions", number, question=" ").status_code == 422
    assert send(case.by, "my_questions", number, question="字" * 2001).status_code == 422
    send(case.by, "my_questions", number, question=f"算不算退伍费？{SCRIPT}")
    enquiry = Enquiry.objects.get(application=case.application)
    answer(enquiry=enquiry, by=case.officer, text="不算。")
    html = text_of(page(case.by, "my_questions", number))
    assert "不算。" in html
    assert SCRIPT not in html


class TestSession:
    """The session ends in the middle of a form; nothing that was typed is lost."""

    @pytest.fixture
    def case(self, world: Worlds) -> Case:
        return world("ordos-2021").opened().notified()

    def fields(self, case: Case) -> dict[str, str]:
        found: dict[str, str] = {"go": "save"}
        for key, values in case.entered().items():
            for name, value in values.items():
                tick = name.startswith("tick:")
                field = f"tick-p{key}-{name[5:]}" if tick else f"p{key}-{name}"
                found[field] = f"{value}{SCRIPT}" if not tick else value
        return found

    def sign_in(self, client: Client, account: Account) -> None:
        client.force_login(account)

    def test_it_is_kept_through_the_sign_in_and_sent_again(self, case: Case) -> None:
        client, url = Client(), reverse("web:my_facts", args=[case.application.number])
        away = client.post(url, self.fields(case))
        assert leads_to(away).startswith(SIGN_IN)
        assert "next=/my/resume/" in leads_to(away)
        assert "都替您留着" in text_of(client.get(leads_to(away)))
        assert not Commitment.objects.get(application=case.application).entered
        self.sign_in(client, case.by)
        html = text_of(client.get(reverse("web:resume")))
        assert faults_of(html) == []
        assert SCRIPT not in html
        again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))
        for name in self.fields(case):
            assert name in again
        client.post(url, self.fields(case))
        assert Commitment.objects.get(application=case.application).entered
        assert leads_to(client.get(reverse("web:resume"))) == reverse("web:my_cases")

    def test_it_is_sealed_in_the_session(self, case: Case) -> None:
        client, url = Client(), reverse("web:my_facts", args=[case.application.number])
        client.post(url, {"go": "save", "p1-name": "明文不能出现"})
        stored = client.session["kept_form"]
        assert "明文" not in stored
        assert "p1-name" not in stored

    def test_nobody_else_on_the_same_machine_is_shown_it(self, world: Worlds, case: Case) -> None:
        client, url = Client(), reverse("web:my_facts", args=[case.application.number])
        client.post(url, self.fields(case))
        self.sign_in(client, world("ordos-2021").stranger())
        assert leads_to(client.get(reverse("web:resume"))) == reverse("web:my_cases")

    def test_files_are_named_as_not_kept(self, case: Case) -> None:
        client, url = Client(), reverse("web:my_proofs", args=[case.application.number])
        client.post(url, {"go": "save", "file-1": SimpleUploadedFile("户口簿.pdf", PDF)})
        self.sign_in(client, case.by)
        html = text_of(client.get(reverse("web:resume")))
        assert "文件没有留住" in html
        assert "户口簿.pdf" in html

    def test_it_may_be_dropped(self, case: Case) -> None:
        client, url = Client(), reverse("web:my_facts", args=[case.application.number])
        client.post(url, self.fields(case))
        self.sign_in(client, case.by)
        client.post(reverse("web:resume"))
        assert "kept_form" not in client.session

    def test_what_is_too_long_is_said_not_to_be_kept(self, case: Case) -> None:
        client, url = Client(), reverse("web:my_facts", args=[case.application.number])
        away = client.post(url, {"p1-a": "字" * 200_000})
        assert "没有留住" in text_of(client.get(leads_to(away)))

    def test_reading_leads_back_after_the_sign_in(self, case: Case) -> None:
        url = reverse("web:my_case", args=[case.application.number])
        assert leads_to(Client().get(url)) == f"{SIGN_IN}?next={url}"

    def test_a_form_left_open_too_long_is_answered_kindly(self, case: Case) -> None:
        client = Client(enforce_csrf_checks=True)
        self.sign_in(client, case.by)
        url = reverse("web:my_facts", args=[case.application.number])
        answer = client.post(url, {"go": "save"})
        assert answer.status_code == 403
        assert "这一页放得太久" in text_of(answer)


@pytest.mark.parametrize(
    "path",
    ["/my/cases/x/", "/my/cases/ORD21-20200101-000001/", "/my/findings/999/", "/my/nothing/"],
)
def test_unknown_addresses_are_not_found(world: Worlds, path: str) -> None:
    answer = visitor(world("ordos-2021").citizen).get(path)
    assert answer.status_code == 404
    assert "没有找到这一页" in text_of(answer)


def test_staff_without_a_person_have_no_cases(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    assert leads_to(page(case.officer, "my_cases")) == reverse("web:desk_start")
    nobody = Account.objects.create_user("nobody", "a-long-password", display_name="无名（演示）")
    assert "没有登记申请人的身份" in text_of(page(nobody, "my_cases"))
    assert visitor(case.officer).get(f"/my/cases/{case.application.number}/").status_code == 404
