"""审批、核查、监管: what holds a decision, what follows it, who is told, and the monthly batch."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from nuozheng.applications.actions.decide import decide
from nuozheng.applications.actions.end import abandon
from nuozheng.catalogue.models import EntryVersion
from nuozheng.evidence.models import Deadline
from nuozheng.evidence.moves import history
from nuozheng.law.draws.rates import Rates, at_least
from nuozheng.law.feedback import FeedbackStatus
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import TaskStatus, UntruthStatus
from nuozheng.law.supervision import CreditCheckStatus, SupervisionStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from nuozheng.verification.actions.check import Observation, record_result
from nuozheng.verification.actions.find import dismiss
from nuozheng.verification.feedback.access import inbox, unread_too_long
from nuozheng.verification.feedback.actions import mark_all_read, mark_read
from nuozheng.verification.feedback.follow import tell_many
from nuozheng.verification.feedback.models import CheckFeedback
from nuozheng.verification.models import UntruthFinding
from nuozheng.verification.rounds.assigning import assign, progress
from nuozheng.verification.rounds.models import RoundTask
from nuozheng.verification.supervision.actions import (
    Seen,
    look_up_credit,
    name_unit,
    plan_supervision,
    record_supervision,
)
from nuozheng.verification.supervision.chain import chain_of
from nuozheng.verification.supervision.follow import end_supervision
from nuozheng.verification.supervision.models import CreditCheck, SupervisionEntry
from tests.world import PDF, Case, World, Worlds

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause


def planned(here: World, **plan: Any) -> None:
    """Every entry of the story service is checked by this plan."""
    for version in EntryVersion.objects.filter(entry__item=here.item()):
        version.plan = version.plan | plan
        version.save()


def results(case: Case, result: TaskStatus) -> None:
    for task in case.tasks():
        record_result(task=task, by=case.verifier, result=result, observation=Observation("看过"))


def grant(case: Case) -> None:
    decide(application=case.application, by=case.officer, grant=True)


def refused_by(case: Case) -> set[str]:
    with pytest.raises(Refused) as refused:
        grant(case)
    return {one.key for one in refused.value.findings}


def test_what_is_checked_before_the_decision_holds_it(world: Worlds) -> None:
    here = world("ordos-2021")
    planned(here, from_event="before_decision", due_days=10)
    case = here.opened().accepted()
    assert refused_by(case) == {"checked_before_the_decision"}
    first, *others = case.tasks()
    for task in others:
        record_result(
            task=task, by=case.verifier, result=TaskStatus.UNABLE, observation=Observation("没人")
        )
    record_result(
        task=first, by=case.verifier, result=TaskStatus.CONFIRMED, observation=Observation("")
    )
    grant(case)
    assert case.refresh().decided_by == case.officer, "what nobody could clear up harms nobody"


def test_a_difference_holds_the_decision_until_it_was_heard(world: Worlds) -> None:
    here = world("ordos-2021")
    planned(here, from_event="before_decision", due_days=10)
    case = here.opened().accepted()
    finding = case.heard()
    for task in case.tasks()[1:]:
        record_result(
            task=task, by=case.verifier, result=TaskStatus.CONFIRMED, observation=Observation("")
        )
    assert refused_by(case) == {"checked_before_the_decision"}
    dismiss(finding=finding, by=case.officer, reason="资料有误。")
    grant(case)
    assert UntruthFinding.objects.get().status == UntruthStatus.DISMISSED


@clause("ORD21-4.6b")
def test_each_month_every_open_check_stands_in_the_units_batch(world: Worlds) -> None:
    here = world("ordos-2021")
    planned(here, from_event="batch", due_days=None)
    with time_machine.travel(datetime(2027, 3, 10, 2, tzinfo=UTC)) as clock:
        case = here.opened().signed()
        assert {task.due_on for task in case.tasks()} == {date(2027, 4, 30)}
        count = len(case.tasks())
        assert (assign(timezone.localdate()), assign(timezone.localdate())) == (count, 0)
        record_result(
            task=case.tasks()[0],
            by=case.verifier,
            result=TaskStatus.CONFIRMED,
            observation=Observation(""),
        )
        clock.move_to(datetime(2027, 4, 1, 2, tzinfo=UTC))
        assert assign(timezone.localdate()) == count - 1, "what is left over goes on"
        april, march = progress([case.application.agency])
    assert (march.assigned, march.left, march.round.due_on) == (count, count - 1, date(2027, 3, 31))
    assert (april.assigned, april.left) == (count - 1, count - 1)
    open_now = {task.pk for task in case.tasks() if task.status == TaskStatus.OPEN}
    assert open_now == set(
        RoundTask.objects.filter(round=april.round).values_list("task", flat=True)
    )


def test_elsewhere_nothing_is_assigned_by_month(world: Worlds) -> None:
    world("xian-baqiao-2021").opened().signed()
    assert assign(timezone.localdate()) == 0


@clause("ORD21-4.4e", "ORD21-4.6a")
def test_a_decision_on_trust_leaves_its_supervision(world: Worlds) -> None:
    case = world("ordos-2021").opened().granted()
    entry = SupervisionEntry.objects.get()
    today = timezone.localdate()
    clock = Deadline.objects.get(kind="supervision_entry", record_id=entry.pk)
    assert (entry.due_on, clock.basis) == (clock.due_on, ["ORD21-4.4e", "ORD21-4.6a"])
    approval, check, supervised = stages(case, today)
    assert approval.links[0].by == str(case.officer) and approval.links[0].document is not None
    assert not any(stage.late for stage in (approval, check, supervised))
    later = entry.due_on + timedelta(days=1)
    assert [stage.late for stage in stages(case, later)] == [False, True, True]

    with pytest.raises(Refused, match=r"已经过去"):
        plan_supervision(
            entry=entry, on=today - timedelta(days=1), mode=entry.modes[0], by=case.verifier
        )
    with pytest.raises(Refused):
        plan_supervision(entry=entry, on=today, mode=entry.modes[0], by=case.officer)
    plan_supervision(entry=entry, on=today, mode=entry.modes[0], by=case.verifier)
    seen = Seen(today, "在正常经营，与申请时一样。", PDF)
    record_supervision(entry=entry, seen=seen, by=case.verifier)
    entry.refresh_from_db()
    assert (entry.state, entry.done_by) == (SupervisionStatus.DONE, case.verifier)
    acts = [one.act for one in history("supervision_entry", entry.pk)]
    assert acts == ["open", "plan_supervision", "record_supervision"]
    assert stages(case, later)[2].links[0].document == entry.document_id


def stages(case: Case, today: date) -> list[Any]:
    case.refresh()
    return chain_of(case.application, case.application.commitment, case.tasks(), today)


def test_an_undecided_case_past_its_day_shows_the_approval_missing(world: Worlds) -> None:
    case = world("ordos-2021").opened().accepted()
    assert case.application.due_on is not None
    approval, *_rest = stages(case, case.application.due_on + timedelta(days=1))
    assert approval.late and approval.links[0].on is None


@pytest.mark.parametrize("exempt", [True, False])
def test_elsewhere_only_what_is_exempt_is_supervised(world: Worlds, *, exempt: bool) -> None:
    here = world("xian-baqiao-2021")
    modes = ["重点监管", "智慧监管"] if exempt else []
    planned(here, exempt=exempt, supervision_modes=modes)
    here.opened().granted()
    assert [entry.modes for entry in SupervisionEntry.objects.all()] == [modes] * exempt


def test_a_revoked_decision_is_supervised_no_more(world: Worlds) -> None:
    case = world("ordos-2021").opened().granted()
    row = history("application", case.application.pk).last()
    assert row is not None
    end_supervision(case.application, row)
    end_supervision(case.application, row)
    entry = SupervisionEntry.objects.get()
    last = history("supervision_entry", entry.pk).last()
    assert last is not None
    assert (entry.state, last.act) == (SupervisionStatus.ENDED, "end_supervision")


@clause("ORD23-3.3.3f")
def test_the_supervising_department_looks_up_the_record(world: Worlds) -> None:
    here = world("ordos-2023")
    item = here.item()
    other = Agency.objects.filter(jurisdiction=item.agency.jurisdiction).exclude(pk=item.agency_id)
    unit = other.order_by("pk")[0]
    with pytest.raises(Refused):
        name_unit(item=item, agency=unit, by=here.staff(Role.VERIFIER, item.agency))
    name_unit(item=item, agency=unit, by=here.staff(Role.CATALOGUE_KEEPER, item.agency))
    case = here.opened("unknown").signed()
    check = CreditCheck.objects.get()
    assert check.agency == unit != case.application.agency
    with pytest.raises(Refused):
        look_up_credit(check=check, by=case.verifier)
    look_up_credit(check=check, by=here.staff(Role.CREDIT_OFFICER, unit))
    check.refresh_from_db()
    assert check.found == "没有失信记录"
    last = history("credit_check", check.pk).last()
    assert last is not None and last.act == "look_up_credit"
    assert not Deadline.objects.running().filter(kind="credit_check").exists()


def test_who_gives_up_is_looked_up_by_nobody(world: Worlds) -> None:
    case = world("ordos-2023").opened("unknown").signed()
    abandon(application=case.application, by=case.by)
    check = CreditCheck.objects.get()
    last = history("credit_check", check.pk).last()
    assert last is not None
    assert (check.state, last.act) == (CreditCheckStatus.DROPPED, "drop_credit_check")
    world("ordos-2021").opened().signed()
    assert CreditCheck.objects.count() == 1, "only where the place's text says so"


@clause("ORD23-3.3.3h")
def test_a_result_is_told_to_who_decides_and_who_supplies(world: Worlds) -> None:
    here = world("ordos-2023")
    with time_machine.travel(datetime(2027, 3, 1, 2, tzinfo=UTC)) as clock:
        case = here.opened("unknown").accepted()
        task = case.tasks()[0]
        record_result(
            task=task, by=case.verifier, result=TaskStatus.UNABLE, observation=Observation("没人")
        )
        deciding, supplier = CheckFeedback.objects.order_by("part")
        assert (deciding.agency, deciding.result) == (case.application.agency, TaskStatus.UNABLE)
        assert supplier.agency != deciding.agency and supplier.supplier
        assert {deciding.due_on, supplier.due_on} == {date(2027, 3, 4)}
        stranger = here.elsewhere(Role.OFFICER)
        assert not inbox(stranger, timezone.localdate()).filter(part="deciding").exists()
        with pytest.raises(Refused):
            mark_read(told=deciding, by=case.supervisor)
        mark_read(told=deciding, by=case.officer)
        deciding.refresh_from_db()
        assert (deciding.status, deciding.read_by) == (FeedbackStatus.READ, case.officer)
        last = history("check_feedback", deciding.pk).last()
        assert last is not None and last.act == "mark_read"
        assert not unread_too_long(case.supervisor, timezone.localdate()).exists()
        clock.move_to(datetime(2027, 3, 5, 2, tzinfo=UTC))
        assert [*unread_too_long(case.supervisor, timezone.localdate())] == [supplier]
        owner = here.staff(Role.DATA_OWNER, supplier.agency)
        assert mark_all_read(pks=[supplier.pk, deciding.pk], by=owner) == 1
        assert not unread_too_long(case.supervisor, timezone.localdate()).exists()
        tell_many([task.pk], timezone.now())
        assert CheckFeedback.objects.filter(result=TaskStatus.CONFIRMED).count() == 2


def test_elsewhere_results_are_told_to_nobody(world: Worlds) -> None:
    results(world("ordos-2021").opened().signed(), TaskStatus.UNABLE)
    assert not CheckFeedback.objects.exists()


@clause("ORD23-3.3.3g")
def test_an_entrys_own_ratio_is_the_least() -> None:
    group = Rates(500, 1000, 1000).group(recorded=False, risky=False)
    assert at_least(group, None) == at_least(group, Decimal("0.05")) == group
    name, rate = at_least(group, Decimal("0.2"))
    assert rate == 2000 and "清单定20%" in name
