"""Tasks of the units of a list: made on time, fulfilled by papers and revisions."""

import email
import email.policy
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial

import pytest
import time_machine
from django.utils import timezone

from nuozheng.catalogue.duties import actions
from nuozheng.catalogue.duties.access import own, visible_to
from nuozheng.catalogue.duties.models import UnitDuty
from nuozheng.catalogue.duties.report import package, papers_of
from nuozheng.catalogue.duties.schedule import schedule
from nuozheng.catalogue.revision.actions.review import opine
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from nuozheng.verification.jobs import sweep
from tests.catalogue.units import all_units, desk_of, late_units, refused, task_of
from tests.revisions import PDF
from tests.world import World

Worlds = Callable[[str], World]


@pytest.mark.clause("ORD21-5.1a")
def test_every_unit_without_a_plan_is_overdue_the_day_after(world: Worlds) -> None:
    desk = desk_of(world, "ordos-2021")
    key, late_on = "ordos-2021-plan", date(2021, 2, 1)
    assert late_units(desk, key, date(2021, 1, 31)) == set()
    assert late_units(desk, key, late_on) == all_units(desk)
    task = task_of(desk, key)

    def fulfil(*attested: str) -> UnitDuty:
        return actions.fulfil(
            task=task,
            document=PDF,
            note="",
            on=date(2021, 1, 30),
            by=desk.keeper,
            attested=attested,
        )

    said = refused(lambda: fulfil("写明了任务措施"))
    assert "工作责任" in said and "时间节点" in said
    assert fulfil(*task.duty.attested).days_late(late_on) == 0
    assert late_units(desk, key, late_on) == all_units(desk) - {desk.agency.pk}


def test_made_once_and_every_night_after(world: Worlds) -> None:
    desk, today = desk_of(world, "ordos-2021"), timezone.localdate()
    sweep()
    made = UnitDuty.objects.count()
    assert schedule(desk.world.catalogue, today) == sweep()["duties"] == 0
    deleted, _ = UnitDuty.objects.filter(agency=desk.agency).delete()
    assert sweep()["duties"] == deleted
    assert UnitDuty.objects.count() == made


@pytest.mark.clause("MJ21-3.1a")
def test_a_plan_is_filed_with_the_justice_bureau(world: Worlds) -> None:
    desk = desk_of(world, "huainan-maoji-2021")
    key, late_on = "huainan-maoji-2021-plan", date(2021, 3, 1)
    assert late_units(desk, key, late_on) == all_units(desk)
    task = task_of(desk, key)
    day = date(2021, 2, 26)
    assert "材料还没有办好" in refused(
        lambda: actions.send(task=task, on=day, to="", by=desk.keeper)
    )
    assert "没有上传" in refused(
        lambda: actions.fulfil(task=task, document=None, note="好了", on=day, by=desk.keeper)
    )
    actions.fulfil(task=task, document=PDF, note="", on=day, by=desk.keeper)
    assert desk.agency.pk in late_units(desk, key, late_on)
    sent = actions.send(task=task, on=day, to="", by=desk.keeper)
    assert (sent.sent_to, sent.days_late(late_on)) == ("区司法局", 0)
    assert "已经报送" in refused(lambda: actions.send(task=task, on=day, to="", by=desk.keeper))


@pytest.mark.clause("ORD21-5.1d", "ORD21-5.1e")
def test_a_list_that_reaches_the_justice_bureau_late_is_marked_late(world: Worlds) -> None:
    desk = desk_of(world, "ordos-2021")
    revision = desk.submitted()
    task = task_of(desk, "ordos-2021-list")
    legal = desk.reviewer(Role.LEGAL_REVIEWER)
    said = refused(lambda: opine(revision=revision, outcome="passed", text="同意。", by=legal))
    assert "合法性审核意见" in said
    revision = desk.passed(revision)
    task.refresh_from_db()
    assert not task.done_on
    revision = desk.passed(revision)
    assert revision.status == "at_justice_review"
    task = task_of(desk, "ordos-2021-list")
    today = timezone.localdate()
    assert (task.done_on, task.revision) == (today, revision)
    assert task.days_late(today) == (today - date(2021, 1, 29)).days

    message = email.message_from_bytes(package(task), policy=email.policy.default)
    assert message["To"] == "sfj@example.gov.cn"
    names = [part.get_filename() or "" for part in message.iter_attachments()]
    assert any("合法性审核意见" in name for name in names)
    assert package(task) == package(task)


@pytest.mark.clause("ORD21-5.1d")
def test_on_paper_the_list_counts_with_its_opinion_only(world: Worlds) -> None:
    desk, day = desk_of(world, "ordos-2021"), date(2021, 1, 30)
    task = task_of(desk, "ordos-2021-list")

    def record(part: str) -> UnitDuty:
        return actions.fulfil(task=task, document=PDF, note="", on=day, by=desk.keeper, part=part)

    assert "哪一份" in refused(lambda: record("")) and not task.done_on
    assert record("签字盖章的事项清单").fulfilled_on is None
    done = record("合法性审核意见")
    assert (done.fulfilled_on, done.days_late(timezone.localdate())) == (day, 1)
    assert "已经随清单记下" in refused(lambda: record("合法性审核意见"))


def test_a_list_handed_over_on_the_thirtieth_is_one_day_late(world: Worlds) -> None:
    desk = desk_of(world, "ordos-2021")
    revision = desk.passed(desk.submitted())
    with time_machine.travel(datetime(2021, 1, 30, 2, tzinfo=UTC), tick=False):
        desk.passed(revision)
    assert task_of(desk, "ordos-2021-list").days_late(timezone.localdate()) == 1


@pytest.mark.clause("ORD23-2.3b")
def test_a_list_published_in_the_new_year_is_accepted_and_two_days_late(world: Worlds) -> None:
    desk = desk_of(world, "ordos-2023")
    task = task_of(desk, "ordos-2023-list")
    assert task.done_on == date(2023, 8, 25)  # the list stands since its text was issued
    UnitDuty.objects.filter(pk=task.pk).update(done_on=None)
    approved = desk.approved(desk.submitted())
    with time_machine.travel(datetime(2024, 1, 2, 2, tzinfo=UTC), tick=False):
        published = desk.published(approved)
    task.refresh_from_db()
    assert (task.revision, task.done_on) == (published, date(2024, 1, 2))
    assert task.days_late(timezone.localdate()) == 2


@pytest.mark.clause("ORD23-A2k", "ORD23-A2a")
def test_the_table_goes_with_seal_and_signature_to_the_mailbox(world: Worlds) -> None:
    desk = desk_of(world, "ordos-2023")
    task, day = task_of(desk, "ordos-2023-table"), date(2023, 11, 14)
    assert late_units(desk, task.key, date(2023, 11, 16)) == all_units(desk)
    vouched = task.duty.attested
    assert len(vouched) == 4
    for one in vouched:
        rest = [other for other in vouched if other != one]
        said = refused(
            partial(
                actions.fulfil,
                task=task,
                document=PDF,
                note="",
                on=day,
                by=desk.keeper,
                attested=rest,
            )
        )
        assert one in said
    actions.fulfil(task=task, document=PDF, note="", on=day, by=desk.keeper, attested=vouched)
    assert desk.agency.pk in late_units(desk, task.key, date(2023, 11, 16))
    sent = actions.send(task=task, on=day, to="", by=desk.keeper)
    assert desk.agency.pk not in late_units(desk, task.key, date(2023, 11, 16))
    assert (sent.sent_on, sent.sent_to) == (day, "市行政审批和政务服务局")
    message = email.message_from_bytes(package(sent), policy=email.policy.default)
    assert message["To"] == "zwj@example.gov.cn"
    assert [part.get_content() for part in message.iter_attachments()] == [PDF]


@pytest.mark.clause("ORD23-A0")
def test_the_three_annexes_of_the_plan_are_collected(world: Worlds) -> None:
    desk = desk_of(world, "ordos-2023")
    lead = Agency.objects.get(name="鄂尔多斯市行政审批和政务服务局")
    keeper = desk.world.staff(Role.CATALOGUE_KEEPER, lead)
    task, today = task_of(desk, "ordos-2023-documents", agency=lead), timezone.localdate()
    left = ["合法性说明", "征求意见情况说明", "反馈意见回复函"]
    assert actions.parts_left(task) == left
    for part in tuple(left):
        assert task.done_on is None
        task = actions.fulfil(task=task, document=PDF, note="", on=today, by=keeper, part=part)
        left.remove(part)
        assert actions.parts_left(task) == left
    assert task.done_on == today
    assert len(list(papers_of(task))) == 3


def test_whose_tasks_are_whose(world: Worlds) -> None:
    desk, today = desk_of(world, "ordos-2021"), timezone.localdate()
    task = task_of(desk, "ordos-2021-summary")
    elsewhere = desk.world.elsewhere(Role.CATALOGUE_KEEPER)
    watcher = desk.world.staff(Role.JUSTICE_REVIEWER)
    officer = desk.world.staff(Role.OFFICER)
    assert task in own(desk.keeper, today) and task in visible_to(watcher, today)
    for other in (elsewhere, officer, desk.world.stranger()):
        assert task not in visible_to(other, today)
    assert "只有本单位" in refused(lambda: actions.send(task=task, on=today, to="", by=watcher))
