"""The verifier's list and the page of one check."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nuozheng.evidence.models import AccessReceipt
from nuozheng.law.procedure import TaskStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from nuozheng.sandbox.faults import EVERY_SOURCE, Mode
from nuozheng.sandbox.servers import Running
from nuozheng.verification.models import UntruthFinding, VerificationTask
from tests.web.visits import SIGN_IN, at_most, leads_to, page, send, text_of, visitor
from tests.world import PDF, Case, World

Worlds = Callable[[str], World]


@pytest.fixture
def ordos(world: Worlds) -> World:
    return world("ordos-2021")


@pytest.fixture
def unchecked(ordos: World, sources: Running) -> Case:
    """Signed while every source was down, so that each condition is still to be checked."""
    case = ordos.opened()
    sources.faults.set(EVERY_SOURCE, Mode.DOWN)
    case.signed()
    sources.faults.set(EVERY_SOURCE, Mode.OK)
    return case


def with_data(case: Case) -> VerificationTask:
    """A task whose condition a source can answer."""
    for task in case.tasks():
        for condition in task.proof.version.condition_set.conditions:
            if condition.key == task.condition_key and any(
                part.sources for part in condition.comparisons
            ):
                return task
    raise AssertionError("no task with a source")


def test_the_list_shows_what_to_check_and_how(unchecked: Case) -> None:
    html = text_of(page(unchecked.verifier, "tasks"))
    for task in unchecked.tasks():
        assert f"/desk/tasks/{task.pk}/" in html
        assert task.standard in html
    assert unchecked.member.name not in html


def test_the_list_takes_few_queries(unchecked: Case) -> None:
    browser = visitor(unchecked.verifier)
    with at_most(8):
        assert browser.get("/desk/tasks/").status_code == 200


@pytest.mark.parametrize("tab", ["open", "unable", "done", "cancelled"])
def test_every_tab(unchecked: Case, tab: str) -> None:
    assert page(unchecked.verifier, "tasks", status=tab).status_code == 200


def test_a_late_task_is_in_the_title(unchecked: Case) -> None:
    VerificationTask.objects.filter(pk=unchecked.tasks()[0].pk).update(due_on="2020-01-01")
    assert "有1项核查超期" in text_of(page(unchecked.verifier, "tasks"))


@pytest.mark.parametrize("name", ["tasks", "task"])
def test_only_verifiers_of_the_agency(ordos: World, unchecked: Case, name: str) -> None:
    args = [unchecked.tasks()[0].pk] if name == "task" else []
    assert leads_to(page(None, name, *args)).startswith(SIGN_IN)
    assert page(ordos.citizen, name, *args).status_code == 404
    assert page(unchecked.officer, name, *args).status_code == 404
    away = Agency.objects.exclude(pk=unchecked.application.agency_id).order_by("pk")[0]
    other = page(ordos.staff(Role.VERIFIER, away, "away"), name, *args)
    assert other.status_code == (404 if args else 200)
    assert args or unchecked.application.number not in text_of(other)


def test_asking_again_confirms_and_leaves_a_receipt(unchecked: Case) -> None:
    task = with_data(unchecked)
    before = AccessReceipt.objects.count()
    answer = send(unchecked.verifier, "task", task.pk, act="ask")
    assert answer.status_code == 302
    task.refresh_from_db()
    assert task.status == TaskStatus.CONFIRMED
    assert AccessReceipt.objects.count() > before
    html = text_of(page(unchecked.verifier, "task", task.pk))
    assert "一致" in html
    assert "记下结果" not in html


def test_asking_a_source_that_is_down_leaves_the_task(unchecked: Case, sources: Running) -> None:
    task = with_data(unchecked)
    sources.faults.set(EVERY_SOURCE, Mode.DOWN)
    send(unchecked.verifier, "task", task.pk, act="ask")
    task.refresh_from_db()
    assert task.status == TaskStatus.OPEN


def test_a_contradiction_leads_to_the_hearing(unchecked: Case) -> None:
    task = unchecked.tasks()[0]
    answer = send(
        unchecked.verifier,
        "task",
        task.pk,
        act="record",
        result="contradicted",
        note="入户看到家里有两辆车",
        evidence=SimpleUploadedFile("照片.pdf", PDF),
    )
    found = UntruthFinding.objects.get(task=task)
    assert leads_to(answer) == f"/desk/findings/{found.pk}/"
    task.refresh_from_db()
    assert task.evidence is not None
    html = text_of(page(unchecked.verifier, "task", task.pk))
    assert "入户看到家里有两辆车" in html
    number = unchecked.application.number
    paper = page(unchecked.verifier, "case_paper", number, task.evidence_id)
    assert paper.headers["Content-Disposition"].startswith("attachment")


def test_a_contradiction_without_a_note_is_refused_and_nothing_is_kept(unchecked: Case) -> None:
    task = unchecked.tasks()[0]
    answer = send(unchecked.verifier, "task", task.pk, act="record", result="contradicted", note="")
    assert answer.status_code == 422
    assert "请写明看到了什么" in text_of(answer)
    task.refresh_from_db()
    assert task.status == TaskStatus.OPEN


def test_a_result_that_nobody_chose_is_asked_for(unchecked: Case) -> None:
    answer = send(unchecked.verifier, "task", unchecked.tasks()[0].pk, act="record", note="看过")
    assert answer.status_code == 422
    assert "还没有选" in text_of(answer)
    assert "看过" in text_of(answer)


def test_a_file_that_is_no_picture_is_refused(unchecked: Case) -> None:
    answer = send(
        unchecked.verifier,
        "task",
        unchecked.tasks()[0].pk,
        act="record",
        result="unable",
        note="没有人在家",
        evidence=SimpleUploadedFile("x.pdf", b"<script>alert(1)</script>"),
    )
    assert answer.status_code == 422
    assert "没有人在家" in text_of(answer)


def test_twice_is_told_kindly(unchecked: Case) -> None:
    task = unchecked.tasks()[0]
    fields = {"act": "record", "result": "confirmed", "note": ""}
    assert send(unchecked.verifier, "task", task.pk, **fields).status_code == 302
    answer = send(unchecked.verifier, "task", task.pk, **fields)
    assert answer.status_code == 422
    assert "刷新页面" in text_of(answer)


def test_an_unknown_act(unchecked: Case) -> None:
    assert send(unchecked.verifier, "task", unchecked.tasks()[0].pk, act="x").status_code == 404
