"""Hearing and credit, as the person meets them."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nuozheng.credit.actions.register import register
from nuozheng.credit.actions.repair import decide_repair
from nuozheng.credit.models import CreditRecord, CreditRepair
from nuozheng.law.procedure import UntruthStatus
from nuozheng.verification.actions.consequence import Wanted, take
from nuozheng.verification.actions.hear import notify_person
from nuozheng.verification.models import Statement, UntruthFinding
from tests.web.visits import at_most, page, send, status, text_of, visitor
from tests.world import PDF, Case, World

Worlds = Callable[[str], World]
SCRIPT = "<script>alert(1)</script>"


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
