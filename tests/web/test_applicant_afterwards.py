"""After handing in: completion, withdrawal, decision, papers, questions."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nuozheng.applications.actions.accept import accept
from nuozheng.applications.actions.ask import answer
from nuozheng.applications.actions.choose import choose
from nuozheng.applications.actions.decide import decide
from nuozheng.applications.actions.demand import request_completion
from nuozheng.applications.actions.submit import submit
from nuozheng.applications.models import (
    Commitment,
    CommitmentStatus,
    Enquiry,
    ProofStatus,
)
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.vocabulary import Substitution
from tests.web.visits import leads_to, page, send, status, text_of, visitor
from tests.world import PDF, Case, World

Worlds = Callable[[str], World]
SCRIPT = "<script>alert(1)</script>"


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
