"""Another agency is asked, answers or declines in writing; the applicant's clocks go on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from nuozheng.evidence.models import AccessReceipt, Deadline
from nuozheng.evidence.moves import history
from nuozheng.law.assistance.moves import AssistanceKind
from nuozheng.law.policy import load_policy
from nuozheng.law.procedure import TaskStatus
from nuozheng.law.vocabulary import Role, Severity
from nuozheng.parties.models import Account, Agency
from nuozheng.verification.actions.check import Observation, record_result
from nuozheng.verification.assistance import access
from nuozheng.verification.assistance.actions.ask import (
    approve,
    request_assistance,
    take_back,
    turn_down,
)
from nuozheng.verification.assistance.actions.entries import (
    Offer,
    ask_change,
    propose_entry,
    settle_entry,
)
from nuozheng.verification.assistance.actions.reply import answer, decline, take_on
from nuozheng.verification.assistance.clocks import remind_and_escalate, take_back_settled
from nuozheng.verification.assistance.forms import Form
from nuozheng.verification.assistance.models import AssistanceEntry, AssistanceRequest
from nuozheng.verification.models import VerificationTask
from tests.refusing import refused
from tests.world import Case, Worlds

pytestmark = pytest.mark.django_db
FORM = Form(AssistanceKind.QUERY, "请核实家庭收入", "示例条例第三条", ("internal",))
LYG = "lianyungang-2019"


@pytest.fixture
def case(world: Worlds) -> Case:
    return world("huainan-maoji-2021").opened().signed()


def unanswered(case: Case) -> VerificationTask:
    """A promise that no source can answer."""
    return next(one for one in case.tasks() if one.condition_key == "income_six_months")


def other_agency(case: Case) -> Agency:
    mine = case.application.agency
    return Agency.objects.filter(jurisdiction=mine.jurisdiction).exclude(pk=mine.pk)[0]


def ask(case: Case, form: Form = FORM, task: VerificationTask | None = None) -> AssistanceRequest:
    if form.entry is None and form.provider is None:
        form = replace(form, provider=other_agency(case))
    return request_assistance(task=task or unanswered(case), by=case.verifier, form=form)


def helper(case: Case) -> Account:
    return case.world.staff(Role.OFFICER, other_agency(case), "协助")


@pytest.mark.clause("ORD21-4.4g", "ORD21-4.4h")
def test_it_reaches_the_others_inbox_with_its_day_and_no_clock_of_the_applicant_moves(
    world: Worlds,
) -> None:
    case = world("ordos-2021").opened().signed()
    task = unanswered(case)
    before = [one for one in Deadline.objects.values_list("kind", "record_id", "due_on")]
    days = (case.application.due_on, task.due_on)
    row = ask(case)
    assert row.status == "sent" and row.due_on is not None
    (found,) = access.owed(helper(case), timezone.localdate())
    assert (found, found.due_on, found.status) == (row, row.due_on, "sent")
    after = Deadline.objects.exclude(kind="assistance_request")
    assert list(after.values_list("kind", "record_id", "due_on")) == before
    task.refresh_from_db()
    assert (case.refresh().due_on, task.due_on) == days
    assert {"internal", "assistance"} <= set(case.application.policy.verification.methods.value)
    done = record_result(
        task=task, by=case.verifier, result=TaskStatus.CONFIRMED, observation=Observation("复函")
    )
    assert done.manner == "assistance", "the record says which way was used"
    looks = AccessReceipt.objects.filter(case_number=case.application.number, result="asked")
    assert [one.source for one in looks] == [other_agency(case).name]


@pytest.mark.clause("MJ21-2.3.7o")
def test_what_a_source_answered_goes_to_nobody_else(case: Case, world: Worlds) -> None:
    with refused("tried_methods_are_named"):
        ask(case, replace(FORM, tried=()))
    contested = world("huainan-maoji-2021").opened("wronged").signed(insists="登记有误")
    answered = next(one for one in contested.tasks() if one.condition_key == "dwellings")
    with refused("no_source_answers_it"):
        ask(contested, task=answered)
    assert not AssistanceRequest.objects.exists()


def test_only_the_verifier_of_the_case_asks_and_not_oneself(case: Case) -> None:
    form = replace(FORM, provider=other_agency(case))
    for who in case.not_of_the_office.values():
        with refused("not_your_move"):
            request_assistance(task=unanswered(case), by=who, form=form)
    with refused("provider_is_another"):
        ask(case, replace(FORM, provider=case.application.agency))
    with refused("provider_is_another"):
        request_assistance(
            task=unanswered(case),
            by=case.verifier,
            form=replace(FORM, cell="far", cell_agency="某局"),
        )
    ask(case)
    with refused("assistance_is_running"):
        ask(case)


@pytest.mark.clause("XBQ21-2.4f", "MJ21-2.3.7p", "MJ21-2.3.7q")
@pytest.mark.parametrize("place", ["huainan-maoji-2021", "xian-baqiao-2021"])
def test_it_is_declined_in_writing_or_not_at_all_and_the_task_goes_another_way(
    world: Worlds, place: str
) -> None:
    case = world(place).opened().signed()
    task = next(one for one in case.tasks() if one.manner == "internal")
    row = ask(case, task=task)
    with refused("declining_has_a_cause"):
        decline(request=row, by=helper(case), reason=" ")
    row = decline(request=row, by=helper(case), reason="档案已经移交，本单位没有记载")
    assert row.document is not None and row.document.content.startswith(b"%PDF")
    assert row.status == "declined" and row.signer_name == str(helper(case))
    (told,) = access.asked(case.verifier, timezone.localdate())
    assert told.reply == "档案已经移交，本单位没有记载"
    task.refresh_from_db()
    assert (task.manner, task.status) == ("onsite", "open")
    assert history("verification_task", task.pk).last().act == "switch_method"  # type: ignore[union-attr]
    assert not Deadline.objects.running().filter(kind="assistance_request").exists()


def test_an_answer_is_signed_and_only_tells_the_verifier(case: Case) -> None:
    row = take_on(request=ask(case), by=helper(case))
    with refused("answer_has_an_outcome"):
        answer(request=row, by=helper(case), outcome="maybe", text="不知道")  # type: ignore[arg-type]
    with refused("reason_required"):
        answer(request=row, by=helper(case), outcome="differs", text=" ")
    row = answer(request=row, by=helper(case), outcome="differs", text="登记为每月三千元")
    assert row.signer_post == f"{other_agency(case).name}经办人员" and len(row.digest) == 64
    task = unanswered(case)
    assert (task.status, task.manner) == ("open", "assistance"), "nothing is found by itself"
    last = history("verification_task", task.pk).last()
    assert last is not None and last.act == "to_person" and "登记为" not in last.reason


def test_nobody_else_answers_sees_or_takes_back(case: Case) -> None:
    row, today = ask(case), timezone.localdate()
    strangers = (case.world.stranger(), case.supervisor, case.by, case.verifier)
    for who in strangers:
        with refused("not_your_move"):
            decline(request=row, by=who, reason="不归我们管")
        with refused("not_your_move"):
            take_on(request=row, by=who)
    assert not any(access.owed(who, today).exists() for who in strangers)
    assert not access.visible(case.world.stranger(), today).exists()
    with refused("not_your_move"):
        take_back(request=row, by=helper(case), reason="不想查")
    case.by.memberships.create(agency=other_agency(case), role=Role.OFFICER, starts_on=today)
    with refused("not_your_move"):
        take_on(request=row, by=case.by)


def test_it_is_reminded_then_escalated_and_a_substitute_is_asked(case: Case) -> None:
    row = ask(case)
    assert row.due_on is not None
    assert remind_and_escalate(row.due_on - timedelta(1)) == 1
    assert remind_and_escalate(row.due_on) == 0
    late = row.due_on + timedelta(1)
    assert (remind_and_escalate(late), remind_and_escalate(late)) == (1, 0)
    acts = {one.act: one for one in history("assistance_request", row.pk)}
    lead = load_policy(row.policy_key).organisation.lead_units.value[0]
    assert {"remind", "escalate"} <= acts.keys() and lead in acts["escalate"].reason
    assert row in access.escalated(case.supervisor, timezone.localdate())
    second = Agency.objects.filter(jurisdiction=case.application.agency.jurisdiction).exclude(
        pk__in=[case.application.agency_id, other_agency(case).pk]
    )[0]
    instead = ask(case, replace(FORM, provider=second, replaces=row))
    row.refresh_from_db()
    assert (row.status, instead.replaces) == ("taken_back", row)


def test_it_ends_with_its_task(case: Case) -> None:
    row = ask(case)
    assert take_back_settled() == 0
    record_result(
        task=unanswered(case),
        by=case.verifier,
        result=TaskStatus.CONFIRMED,
        observation=Observation("本单位查到了"),
    )
    assert (take_back_settled(), take_back_settled()) == (1, 0)
    row.refresh_from_db()
    assert row.status == "taken_back"
    with refused("task_closed"):
        ask(case)


@pytest.fixture
def listed(world: Worlds) -> Callable[[Case, str], AssistanceEntry]:
    def make(case: Case, kind: str = "query") -> AssistanceEntry:
        offer = Offer(AssistanceKind(kind), "查收入", "查社保缴费基数", "示例条例第五条", 3)
        entry = propose_entry(provider=other_agency(case), by=helper(case), offer=offer)
        return settle_entry(
            entry=entry, act="list_entry", by=case.world.staff(Role.JUSTICE_REVIEWER)
        )

    return make


@pytest.mark.clause("LYG19-1.5.2a", "LYG19-1.5.2b")
def test_the_catalogue_gives_provider_content_and_days(
    world: Worlds, listed: Callable[[Case], AssistanceEntry]
) -> None:
    case = world(LYG).opened().signed()
    with refused("stands_in_the_assistance_catalogue"):
        ask(case)
    entry = listed(case)
    row = ask(case, replace(FORM, entry=entry))
    assert (row.provider, row.days) == (entry.provider, 3)
    take_back(request=row, by=case.verifier, reason="换一项")
    urgent = ask(case, replace(FORM, urgent=True, urgent_reason="房屋月底拆除"))
    later = AssistanceEntry.objects.get(status="proposed")
    assert urgent.entry == later
    assert Deadline.objects.running().filter(kind="assistance_entry", record_id=later.pk).exists()


@pytest.mark.clause("LYG19-1.5.2c")
def test_a_provider_changes_nothing_alone(
    world: Worlds, listed: Callable[[Case], AssistanceEntry]
) -> None:
    case = world(LYG).opened().signed()
    entry, keeper = listed(case), case.world.staff(Role.JUSTICE_REVIEWER)
    with refused("move_not_possible"):
        settle_entry(entry=entry, act="end_entry", by=helper(case))
    with refused("reason_required"):
        ask_change(entry=entry, by=helper(case), reason="")
    entry = ask_change(entry=entry, by=helper(case), reason="不想再提供")
    with refused("not_your_move"):
        settle_entry(entry=entry, act="end_entry", by=helper(case))
    assert ask(case, replace(FORM, entry=entry)).status == "sent", "as before until decided"
    entry = settle_entry(entry=entry, act="keep_entry", by=keeper, reason="别的单位都在用")
    entry = ask_change(entry=entry, by=helper(case), reason="人手不够", days=8)
    entry = settle_entry(entry=entry, act="change_entry", by=keeper)
    assert (entry.status, entry.days) == ("listed", 8)
    entry = ask_change(entry=entry, by=helper(case), reason="机构撤了")
    assert settle_entry(entry=entry, act="end_entry", by=keeper).status == "ended"
    offer = Offer(AssistanceKind.QUERY, "查年龄", "查户籍", "示例条例", 3)
    wanted = propose_entry(provider=other_agency(case), by=helper(case), offer=offer)
    assert (
        settle_entry(entry=wanted, act="reject_entry", by=keeper, reason="重复").status == "ended"
    )
    for bad, key in (
        (replace(offer, title=""), "entry_is_complete"),
        (replace(offer, days=99), "entry_days_are_sensible"),
    ):
        with refused(key):
            propose_entry(provider=other_agency(case), by=helper(case), offer=bad)
    with refused("not_your_move"):
        propose_entry(provider=other_agency(case), by=case.verifier, offer=offer)


@pytest.mark.clause("LYG19-2.3b")
def test_locating_needs_the_head_and_publishing_a_record(
    world: Worlds, listed: Callable[[Case, str], AssistanceEntry]
) -> None:
    case = world(LYG).opened().signed()
    locate = replace(FORM, kind=AssistanceKind.LOCATE, entry=listed(case, "locate"))
    row = ask(case, locate)
    assert row.status == "prepared"
    assert not access.owed(helper(case), timezone.localdate()).exists()
    head = case.world.staff(Role.HEAD, case.application.agency)
    with refused("not_your_move"):
        approve(request=row, by=case.verifier)
    with refused("reason_required"):
        turn_down(request=row, by=head, reason="")
    assert turn_down(request=row, by=head, reason="先打电话联系").status == "taken_back"
    row = approve(request=ask(case, locate), by=head)
    acts = [one.act for one in history("assistance_request", row.pk)]
    assert (row.status, acts) == ("sent", ["prepare", "approve"])
    take_back(request=row, by=case.verifier, reason="人找到了")
    publish = replace(FORM, kind=AssistanceKind.PUBLISH, entry=listed(case, "publish"))
    with refused("publishing_rests_on_a_record"):
        ask(case, publish)
    case.world.on_record("honest", Severity.SERIOUS)
    assert ask(case, publish).status == "sent"
