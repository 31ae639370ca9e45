"""What verification does when a case moves: tasks with a plan, a day, and an end."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import timezone

from nuozheng.applications.actions.accept import accept
from nuozheng.applications.actions.decide import decide
from nuozheng.applications.actions.end import abandon
from nuozheng.catalogue.models import EntryVersion
from nuozheng.credit.models import CreditRecord
from nuozheng.evidence.moves import history
from nuozheng.law.calendar import load_calendar
from nuozheng.law.findings import obstacles
from nuozheng.law.policy import load_policy
from nuozheng.law.procedure import RecordStatus, TaskStatus
from nuozheng.law.verification_plan import Plan, check_plan
from nuozheng.law.vocabulary import Role, Severity
from nuozheng.verification.actions.check import Observation, record_result
from nuozheng.verification.models import VerificationTask
from tests.world import Case, Worlds

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause


def confirm_all(case: Case) -> None:
    for task in case.tasks():
        record_result(
            task=task,
            by=case.verifier,
            result=TaskStatus.CONFIRMED,
            observation=Observation(""),
        )


def test_what_no_source_confirmed_is_a_task(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    keys = {task.condition_key for task in case.tasks()}
    assert {"hardship", "compensation", "investments", "business_assets"} <= keys
    assert not {"income_per_head", "household_size", "dwellings", "vehicles"} & keys
    assert {task.agency for task in case.tasks()} == {case.application.agency}
    assert {task.status for task in case.tasks()} == {TaskStatus.OPEN}


@clause("ORD21-4.4c")
def test_a_task_carries_the_day_standard_and_manner_of_its_plan(world: Worlds) -> None:
    policy = load_policy("ordos-2021")
    whole = Plan(manner="internal", due_days=20, from_event="signing", standard="与登记一致")
    assert obstacles(check_plan(policy, whole)) == []
    for lacking in (
        Plan(manner="internal", standard="与登记一致"),
        Plan(manner="internal", due_days=20, from_event="signing"),
        Plan(due_days=20, from_event="signing", standard="与登记一致"),
    ):
        assert obstacles(check_plan(policy, lacking))
    case = world("ordos-2021").opened().signed()
    task = next(task for task in case.tasks() if task.condition_key == "hardship")
    assert (task.manner, task.timing) == ("onsite", "signing")
    assert "入户调查" in task.standard
    days = case.proofs()[0].version.plan["due_days"]
    assert task.due_on == load_calendar().add_working_days(timezone.localdate(), days).on
    assert set(case.application.policy.verification.plan_fields.clause) <= set(task.basis)


def test_days_from_the_decision_are_counted_again_when_it_is_made(world: Worlds) -> None:
    with time_machine.travel(datetime(2027, 3, 1, 2, tzinfo=UTC)) as clock:
        case = world("ordos-2021").opened("honest_company").signed()
        expected = {task.due_on for task in case.tasks()}
        clock.move_to(datetime(2027, 3, 8, 2, tzinfo=UTC))
        accept(application=case.application, by=case.officer)
        decide(application=case.application, by=case.officer, grant=True)
        due = load_calendar().add_working_days(date(2027, 3, 8), 30).on
    assert {task.due_on for task in case.tasks()} == {due} != expected


def test_what_the_place_exempts_is_a_task_only_for_a_bad_record(world: Worlds) -> None:
    here = world("huainan-maoji-2021")
    for version in EntryVersion.objects.filter(entry__item=here.item()):
        version.plan = version.plan | {"exempt": True, "supervision_modes": ["重点监管"]}
        version.save()
    assert here.opened().signed().tasks() == []
    here.on_record("representative", Severity.MINOR)
    assert here.opened("representative").signed().tasks() == []


@clause("ORD21-4.4b", "XBQ21-2.5b", "MJ21-2.3.7b")
@pytest.mark.parametrize("slug", ["ordos-2021", "xian-baqiao-2021", "huainan-maoji-2021"])
def test_the_record_decides_how_deep_and_the_task_says_so(world: Worlds, slug: str) -> None:
    here = world(slug)
    good, poor = here.opened().signed(), here.opened("representative").checked()
    reasons = {task.reason for task in good.tasks()}
    assert len(reasons) == 1 and "没有失信记录" in reasons.pop()
    here.on_record("representative", Severity.MINOR)
    if poor.application.policy.applicants.credit_threshold.value != "any":
        poor.signed_now()
        assert all("轻微" in task.reason or "一般" in task.reason for task in poor.tasks())


def test_an_ended_case_leaves_nothing_to_check(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    task = case.tasks()[0]
    record_result(
        task=task, by=case.verifier, result=TaskStatus.UNABLE, observation=Observation("没人在家")
    )
    confirmed = case.tasks()[1]
    record_result(
        task=confirmed, by=case.verifier, result=TaskStatus.CONFIRMED, observation=Observation("")
    )
    abandon(application=case.application, by=case.by)
    confirmed.refresh_from_db()
    assert confirmed.status == TaskStatus.CONFIRMED
    others = VerificationTask.objects.exclude(pk=confirmed.pk)
    assert {one.status for one in others} == {TaskStatus.CANCELLED}
    move = history("verification_task", task.pk).last()
    assert move is not None and (move.act, move.role, move.by) == ("cancel", Role.SYSTEM, None)


@clause("MJ21-2.3.8c", "ORD23-3.4.3b")
@pytest.mark.parametrize(
    ("slug", "who"), [("huainan-maoji-2021", "honest"), ("ordos-2023", "unknown")]
)
def test_a_promise_kept_is_recorded_once_where_all_performance_is(
    world: Worlds, slug: str, who: str
) -> None:
    case = world(slug).opened(who).granted()
    assert not CreditRecord.objects.exists(), "not before it is verified"
    confirm_all(case)
    (record,) = CreditRecord.objects.all()
    assert (record.kind, record.status) == ("kept", RecordStatus.IN_FORCE)
    assert (record.party, record.case_number) == (
        case.application.applicant,
        case.application.number,
    )
    assert case.proofs()[-1].version.entry.proof.name in record.promise
    (move,) = history("credit_record", record.pk)
    assert (move.act, move.role) == ("record_kept", Role.SYSTEM)


def test_a_promise_checked_before_the_decision_is_recorded_with_it(world: Worlds) -> None:
    case = world("huainan-maoji-2021").opened().accepted()
    confirm_all(case)
    assert not CreditRecord.objects.exists()
    decide(application=case.application, by=case.officer, grant=True)
    assert CreditRecord.objects.get().kind == "kept"


def test_where_only_the_untrue_is_recorded_kept_promises_are_not(world: Worlds) -> None:
    case = world("ordos-2021").opened().granted()
    confirm_all(case)
    assert not CreditRecord.objects.exists()


def test_an_unclear_check_is_no_kept_promise(world: Worlds) -> None:
    case = world("huainan-maoji-2021").opened().granted()
    for task in case.tasks()[1:]:
        record_result(
            task=task, by=case.verifier, result=TaskStatus.CONFIRMED, observation=Observation("")
        )
    assert not CreditRecord.objects.exists()
