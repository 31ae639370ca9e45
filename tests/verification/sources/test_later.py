"""A look-up without an answer is asked again, and in the end a person looks; nobody is harmed."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from nuozheng.evidence.models import AccessReceipt
from nuozheng.evidence.moves import history
from nuozheng.gateways.sources import registry
from nuozheng.gateways.sources.client import client_for
from nuozheng.gateways.sources.registry import Hours
from nuozheng.law.procedure import TaskStatus
from nuozheng.sandbox.faults import Mode
from nuozheng.sandbox.servers import Running
from nuozheng.verification.actions.check import ask_again
from nuozheng.verification.models import UntruthFinding, VerificationTask
from nuozheng.verification.sources.later import ask_due, next_attempt
from nuozheng.verification.sources.models import LookupStatus, QueuedLookup
from tests.world import Case, Worlds

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause


@pytest.fixture
def case(world: Worlds, sources: Running) -> Case:
    """Signed while the household register was down."""
    sources.faults.set("household", Mode.DOWN)
    return world("ordos-2021").opened().signed()


def waiting(case: Case) -> QueuedLookup:
    return QueuedLookup.objects.get(task__application=case.application)


def works_again(sources: Running, mode: Mode = Mode.OK) -> None:
    sources.faults.set("household", mode)
    client_for.cache_clear()


def later(lookup: QueuedLookup) -> datetime:
    return lookup.next_at + timedelta(seconds=1)


def task_of(case: Case) -> VerificationTask:
    return waiting(case).task


def test_what_was_down_at_signing_is_kept_for_later(case: Case) -> None:
    lookup = waiting(case)
    assert (lookup.sources, lookup.status) == (["household"], LookupStatus.WAITING)
    assert lookup.trouble == "down" and "公安人口信息" in lookup.problem
    assert lookup.task.status == TaskStatus.OPEN
    assert lookup.give_up_at - lookup.created_at == timedelta(registry()["household"].retry_days)


def test_nothing_is_kept_where_every_source_answered(world: Worlds) -> None:
    world("ordos-2021").opened().signed()
    assert not QueuedLookup.objects.exists()


def test_a_later_answer_confirms_and_its_receipt_names_nobody(case: Case, sources: Running) -> None:
    works_again(sources)
    now = later(waiting(case))
    assert ask_due(now) == {"answered": 1}
    task = task_of(case)
    assert (task.status, task.checked_by) == (TaskStatus.CONFIRMED, None)
    receipt = AccessReceipt.objects.latest("pk")
    assert (receipt.source, receipt.result, receipt.asked_by) == ("household", "found", None)
    assert ask_due(now + timedelta(days=1)) == {}


def test_it_is_asked_ever_more_slowly_and_then_handed_to_a_person(case: Case) -> None:
    waits: list[timedelta] = []
    while (lookup := waiting(case)).status == LookupStatus.WAITING:
        now = later(lookup)
        client_for.cache_clear()
        ask_due(now)
        waits.append(waiting(case).next_at - now)
    assert waits == sorted(waits) and waits[-1] > waits[0]
    assert waiting(case).status == LookupStatus.TO_PERSON
    task = task_of(case)
    assert task.status == TaskStatus.OPEN
    (move,) = history("verification_task", task.pk)
    assert move.act == "to_person" and "一直查不到" in move.reason
    assert not UntruthFinding.objects.exists()
    failed = AccessReceipt.objects.filter(source="household")
    assert failed.count() == waiting(case).attempts + 1
    assert {one.result for one in failed} == {"unavailable"}


@pytest.mark.parametrize("mode", [Mode.DOWN, Mode.ERROR, Mode.GARBLED, Mode.EMPTY, Mode.STALE,
                                  Mode.FUTURE, Mode.BUSY, Mode.SLOW])  # fmt: skip
def test_whatever_ails_the_source_it_is_no_success_and_no_harm(
    case: Case, sources: Running, mode: Mode, settings: Any
) -> None:
    settings.NUOZHENG_SOURCES_TIMEOUT = 0.2
    works_again(sources, mode)
    ask_due(later(waiting(case)))
    lookup = waiting(case)
    assert lookup.status == LookupStatus.WAITING and lookup.trouble
    assert task_of(case).status == TaskStatus.OPEN
    assert not UntruthFinding.objects.exists()
    assert AccessReceipt.objects.latest("pk").problem


def test_a_later_contradiction_goes_to_a_person_and_decides_nothing(
    world: Worlds, sources: Running
) -> None:
    sources.faults.set("property", Mode.DOWN)
    case = world("ordos-2021").opened("wronged").signed()
    sources.faults.set("property", Mode.OK)
    client_for.cache_clear()
    assert ask_due(later(waiting(case))) == {"to_person": 1}
    assert task_of(case).status == TaskStatus.OPEN
    assert "不一致" in waiting(case).problem and not UntruthFinding.objects.exists()


def test_a_task_that_is_closed_meanwhile_is_asked_no_more(case: Case, sources: Running) -> None:
    works_again(sources)
    task = task_of(case)
    ask_again(task=task, by=case.verifier)
    before = AccessReceipt.objects.count()
    assert ask_due(later(waiting(case))) == {"dropped": 1}
    assert AccessReceipt.objects.count() == before


def test_asking_waits_for_the_opening_hours_and_for_a_new_quota(monkeypatch: Any) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    evening = datetime(2026, 11, 20, 18, 0, tzinfo=zone)  # a Friday
    hours = Hours(opens=time(9), closes=time(17), working_days_only=True)
    opened = registry()["education"].model_copy(update={"hours": hours})
    monkeypatch.setitem(registry(), "education", opened)
    assert next_attempt(["education"], [], 0, evening) == datetime(2026, 11, 23, 9, tzinfo=zone)
    quota = next_attempt(["household"], ["quota"], 0, evening)
    assert quota == datetime(2026, 11, 21, 0, 5, tzinfo=zone)
    assert next_attempt(["household"], [], 0, evening) == evening + timedelta(minutes=15)


def test_a_verifier_who_meets_a_dead_source_has_it_asked_later(
    world: Worlds, sources: Running
) -> None:
    case = world("ordos-2021").opened("wronged").signed(insists="登记有误")
    task = next(one for one in case.tasks() if one.condition_key == "dwellings")
    sources.faults.set("property", Mode.DOWN)
    ask_again(task=task, by=case.verifier)
    assert waiting(case).task == task and waiting(case).next_at > timezone.now()
