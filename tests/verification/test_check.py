"""A verifier records what a check came to; a contradiction decides nothing."""

from typing import Any

import pytest
from django.utils import timezone

from nuozheng.applications.actions.withdraw import withdraw
from nuozheng.evidence.models import AccessReceipt
from nuozheng.evidence.moves import history
from nuozheng.gateways.sources.client import client_for
from nuozheng.law.conditions import Result
from nuozheng.law.procedure import TaskStatus, UntruthStatus
from nuozheng.law.vocabulary import Role
from nuozheng.sandbox.faults import Mode
from nuozheng.sandbox.servers import Running
from nuozheng.verification import access
from nuozheng.verification.actions.check import Observation, ask_again, record_result
from nuozheng.verification.models import UntruthFinding, VerificationTask
from tests.refusing import refused
from tests.world import PDF, Case, Worlds

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause
C, X, U = TaskStatus.CONFIRMED, TaskStatus.CONTRADICTED, TaskStatus.UNABLE


def record(case: Case, result: TaskStatus = C, note: str = "", **fields: Any) -> VerificationTask:
    values: dict[str, Any] = {
        "task": case.tasks()[0],
        "by": case.verifier,
        "result": result,
        "observation": Observation(note, fields.pop("evidence", None)),
    } | fields
    return record_result(**values)


def insisting(world: Worlds, slug: str = "ordos-2021") -> Case:
    """A case signed although the property register says otherwise."""
    return world(slug).opened("wronged").signed(insists="登记有误")


def task_of(case: Case, key: str) -> VerificationTask:
    return next(task for task in case.tasks() if task.condition_key == key)


def test_agreement_needs_no_words(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    task = record(case, evidence=PDF)
    assert (task.status, task.checked_by) == (C, case.verifier)
    assert task.evidence is not None and task.evidence.intact
    assert not UntruthFinding.objects.exists()
    move = history("verification_task", task.pk).get()
    assert (move.act, move.role, move.basis) == ("confirm", Role.VERIFIER, task.basis)
    assert case.refresh().snapshot["check_started"] is True


@clause("ORD21-4.4h")
def test_what_is_not_agreement_is_described_and_says_how_it_was_checked(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    for result in (X, U):
        with refused("note_required"):
            record(case, result, " \x00")
    with refused("text_too_long"):
        record(case, X, "长" * 2001)
    assert case.tasks()[0].status == TaskStatus.OPEN
    done = record(case, U, "票据没有带来")
    assert done.seen["note"] == "票据没有带来" and done.manner in ("onsite", "assistance")


def test_an_unclear_check_stays_a_debt(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    task = record(case, U, "门锁着")
    assert (task.status, task.checked_by) == (U, case.verifier)
    assert history("verification_task", task.pk).get().act == "give_up"
    assert not UntruthFinding.objects.exists()


def test_an_unreadable_photo_is_refused_and_nothing_is_recorded(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    with refused("file_kind_unknown"):
        record(case, X, "房子是空的", evidence=b"GIF89a")
    assert case.tasks()[0].status == TaskStatus.OPEN


def test_a_contradiction_opens_one_finding_and_decides_nothing(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    record(case, X, "现场看到的情况与承诺不同")
    finding = UntruthFinding.objects.get()
    assert (finding.status, finding.outcome, finding.opened_by) == (
        UntruthStatus.OPENED,
        "",
        case.verifier,
    )
    assert finding.compared["found"] == "现场看到的情况与承诺不同"
    assert "遭遇困难" in finding.compared["sentence"]
    assert case.refresh().status == "submitted"
    (move,) = history("untruth_finding", finding.pk)
    assert (move.act, move.role) == ("open", Role.VERIFIER)
    (of_task,) = history("verification_task", finding.task_id)
    assert (of_task.act, of_task.new, of_task.by) == ("contradict", X, case.verifier)


def test_what_was_unclear_is_checked_again_but_a_result_stands(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    record(case, U, "门锁着")
    with refused("move_not_possible"):
        record(case, U, "门又锁着")
    record(case, C)
    for result in (C, X, U):
        with refused("move_not_possible"):
            record(case, result, "再看一次")


def test_only_a_verifier_of_the_agency_records(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    for account in (*case.not_of_the_office.values(), case.officer):
        with refused("not_your_move"):
            record(case, by=account)
        with refused("not_your_move"):
            ask_again(task=case.tasks()[0], by=account)


def test_after_a_withdrawal_there_is_nothing_to_check(world: Worlds) -> None:
    case = world("xian-baqiao-2021").opened().signed()
    withdraw(application=case.application, by=case.by, reason="看错了")
    with refused("move_not_possible"):
        record(case)
    with refused("task_closed"):
        ask_again(task=case.tasks()[0], by=case.verifier)


@clause("XBQ21-2.4d", "MJ21-2.3.7j")
@pytest.mark.parametrize("slug", ["xian-baqiao-2021", "huainan-maoji-2021"])
def test_a_source_that_was_down_is_asked_again_online(
    world: Worlds, sources: Running, slug: str
) -> None:
    sources.faults.set("property", Mode.DOWN)
    case = world(slug).opened("honest_company").signed()
    task = task_of(case, "area")
    assert ask_again(task=task, by=case.verifier) is Result.UNKNOWN
    assert task_of(case, "area").status == TaskStatus.OPEN
    sources.faults.set("property", Mode.OK)
    client_for.cache_clear()
    assert ask_again(task=task, by=case.verifier) is Result.CONFIRMED
    task.refresh_from_db()
    assert (task.status, task.checked_by) == (C, case.verifier) and task.checked_at is not None
    stored = task.seen["data"]
    assert stored["result"] == "confirmed"
    assert {part["source"] for part in stored["comparisons"]} == {"property"}
    receipt = AccessReceipt.objects.filter(source="property").latest("pk")
    assert (receipt.asked_by, receipt.result) == (case.verifier, "found")
    assert (receipt.case_number, receipt.basis) == (case.application.number, task.basis)


def test_a_contradiction_from_data_is_shown_to_a_person_and_closes_nothing(world: Worlds) -> None:
    case = insisting(world)
    task = task_of(case, "dwellings")
    assert ask_again(task=task, by=case.verifier) is Result.CONTRADICTED
    task.refresh_from_db()
    assert task.status == TaskStatus.OPEN
    assert not UntruthFinding.objects.exists()
    assert task.seen["data"]["comparisons"][-1]["right"] == "1"


def test_desk_and_strangers(world: Worlds) -> None:
    today = timezone.localdate()
    case = world("ordos-2021").opened().signed()
    assert set(access.desk_tasks(case.verifier, today)) == set(case.tasks())
    for name in ("stranger", "verifier elsewhere", "supervisor"):
        assert not access.desk_tasks(case.not_of_the_office[name], today).exists()
    finding = case.contradicted()
    assert not access.own_findings(case.by, today).exists(), "not before they were told"
    assert list(access.desk_findings(case.officer, today)) == [finding]
    assert not access.desk_findings(case.world.elsewhere(Role.OFFICER), today).exists()
