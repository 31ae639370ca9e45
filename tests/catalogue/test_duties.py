"""Tasks of the units of a list: made on time, fulfilled by papers, reports and revisions."""

import email
import email.policy
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.utils import timezone

from nuozheng.catalogue.duties import actions, improvements
from nuozheng.catalogue.duties.access import own, visible_to
from nuozheng.catalogue.duties.models import Improvement, UnitDuty
from nuozheng.catalogue.duties.report import package, papers_of
from nuozheng.catalogue.duties.schedule import schedule
from nuozheng.catalogue.duties.stocktake import by_unit, take_stock
from nuozheng.catalogue.models import EntryVersion
from nuozheng.catalogue.revision.actions.review import opine
from nuozheng.law.findings import Refused
from nuozheng.law.policy import load_policy
from nuozheng.law.vocabulary import Role, Substitution
from nuozheng.oversight.reductions import NO_DATA, reductions
from nuozheng.oversight.unit_report import draft
from nuozheng.parties.models import Account, Agency, Jurisdiction
from nuozheng.verification.jobs import sweep
from tests.revisions import PDF, Desk
from tests.world import World

Worlds = Callable[[str], World]


def desk_of(world: Worlds, slug: str) -> Desk:
    desk = Desk(world(slug))
    schedule(desk.world.catalogue, timezone.localdate())
    return desk


def task_of(desk: Desk, key: str, period: str = "", agency: Agency | None = None) -> UnitDuty:
    tasks = UnitDuty.objects.filter(
        catalogue=desk.world.catalogue, agency=agency or desk.agency, key=key
    )
    return tasks.get(period=period) if period else tasks.order_by("due_on")[0]


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return str(refusal.value)


def late_units(desk: Desk, key: str, today: date) -> set[int]:
    """The units that the tracker shows as overdue on a day."""
    tasks = UnitDuty.objects.filter(catalogue=desk.world.catalogue, key=key)
    return {one.agency_id for one in tasks if not one.fulfilled_on and one.days_late(today)}


def all_units(desk: Desk) -> set[int]:
    return set(desk.world.catalogue.items.values_list("agency", flat=True))


def written(task: UnitDuty, by: Account) -> UnitDuty:
    sections = {title: f"{title}：写好了。" for title in task.duty.sections}
    return actions.write(task=task, sections=sections, by=by)


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


@pytest.mark.clause("ORD21-5.4a")
def test_the_report_is_drafted_with_the_figures_of_the_unit(world: Worlds) -> None:
    desk = desk_of(world, "ordos-2021")
    task, today = task_of(desk, "ordos-2021-summary"), timezone.localdate()
    drafted = draft(task, today)
    assert list(drafted) == ["主要做法和成效", "建立的制度和规范", "存在的问题和建议"]
    taken = take_stock(desk.world.catalogue, desk.agency, today)
    assert f"证明材料{taken.base}份" in drafted["主要做法和成效"]
    assert "共办件0件" in drafted["主要做法和成效"]
    assert "格式文本" in drafted["建立的制度和规范"]
    assert late_units(desk, task.key, date(2021, 10, 15)) == set()
    assert late_units(desk, task.key, date(2021, 10, 16)) == all_units(desk)
    half = {"主要做法和成效": "写了。", "建立的制度和规范": "写了。"}
    actions.write(task=task, sections=half, by=desk.keeper)
    day = date(2021, 10, 14)
    assert "“存在的问题和建议”还是空的" in refused(
        lambda: actions.send(task=task, on=day, to="", by=desk.keeper)
    )
    written(task, desk.keeper)
    sent = actions.send(task=task, on=day, to="", by=desk.keeper)
    assert sent.printed is not None and sent.printed.content.startswith(b"%PDF")
    assert (sent.sent_to, sent.days_late(date(2021, 10, 16))) == ("市司法局", 0)


@pytest.mark.clause("LYG19-1.7a")
def test_a_summary_is_due_in_every_quarter(world: Worlds) -> None:
    desk = Desk(world("lianyungang-2019"))
    catalogue, key = desk.world.catalogue, "lianyungang-2019-summary"
    UnitDuty.objects.filter(catalogue=catalogue).delete()
    for month in range(1, 13):
        schedule(catalogue, date(2026, month, 3))
    tasks = UnitDuty.objects.filter(catalogue=catalogue, key=key)
    assert set(tasks.values_list("agency", flat=True)) == all_units(desk)
    mine = tasks.filter(agency=desk.agency).order_by("due_on").values_list("period", flat=True)
    assert list(mine) == ["2026-1", "2026-2", "2026-3", "2026-4"]


@pytest.mark.clause("LYG19-1.7b")
def test_the_four_parts_are_prefilled_and_none_may_be_empty(world: Worlds) -> None:
    desk = desk_of(world, "lianyungang-2019")
    task, today = task_of(desk, "lianyungang-2019-summary"), timezone.localdate()
    parts = load_policy("lianyungang-2019").dates.report_sections.value
    drafted = draft(task, today)
    assert tuple(drafted) == parts and len(parts) == 4
    assert (
        f"梳理事项{desk.world.catalogue.items.filter(agency=desk.agency).count()}项"
        in (drafted[parts[0]])
    )
    for missing in parts:
        said = {title: "写了。" for title in parts if title != missing} | {missing: "  "}
        actions.write(task=task, sections=said, by=desk.keeper)
        assert missing in refused(lambda: actions.send(task=task, on=today, to="", by=desk.keeper))


@pytest.mark.clause("ORD21-5.4b", "LYG19-1.7.2a")
@pytest.mark.parametrize("slug", ["ordos-2021", "lianyungang-2019"])
def test_a_suggestion_is_followed_in_the_next_report(world: Worlds, slug: str) -> None:
    desk, today = desk_of(world, slug), timezone.localdate()
    task = task_of(desk, f"{slug}-summary")
    keeper, due = desk.keeper, today + timedelta(days=30)

    def suggest(owner: str) -> Improvement:
        return improvements.suggest(
            task=task, what="合并两张表", owner=owner, due_on=due, by=keeper
        )

    assert "哪个科室" in refused(lambda: suggest(" "))
    one = suggest("政策法规科")
    following = UnitDuty.objects.create(
        catalogue=task.catalogue, agency=task.agency, key=task.key, period="next"
    )
    problems = task.duty.sections[-1]
    assert "合并两张表（政策法规科" in draft(following, today)[problems]
    assert "正在办" in draft(following, today)[problems]
    assert "超1日" in draft(following, due + timedelta(days=1))[problems]
    assert "结果" in refused(
        lambda: improvements.settle(improvement=one, outcome="", on=today, by=keeper)
    )
    improvements.settle(improvement=one, outcome="已经合并", on=today, by=keeper)
    assert "完成，已经合并" in draft(following, today)[problems]


@pytest.mark.clause("LYG19-1.7.1a")
def test_an_evaluation_scores_every_dimension_with_evidence(world: Worlds) -> None:
    desk = desk_of(world, "lianyungang-2019")
    task = task_of(desk, "lianyungang-2019-evaluation")
    full = {one: (80, "会议纪要。") for one in ("组织领导", "预案编制", "队伍建设")}
    for one in full:
        for lacking in ((None, "会议纪要。"), (80, " "), (101, "会议纪要。")):
            answers = {**full, one: lacking}
            said = refused(partial(actions.evaluate, task=task, answers=answers, by=desk.keeper))
            assert one in said
    done = actions.evaluate(task=task, answers=full, by=desk.keeper)
    assert done.done_on == timezone.localdate()
    assert done.content["预案编制"] == {"score": 80, "evidence": "会议纪要。"}


@pytest.mark.clause("ORD23-4.1f")
def test_both_stage_reports_are_tracked(world: Worlds) -> None:
    desk = desk_of(world, "ordos-2023")
    first = task_of(desk, "ordos-2023-stage", "2023-11-15")
    assert late_units(desk, first.key, date(2023, 11, 15)) == set()
    assert late_units(desk, first.key, date(2023, 11, 16)) == all_units(desk)
    written(first, desk.keeper)
    actions.send(task=first, on=date(2023, 11, 15), to="", by=desk.keeper)
    assert desk.agency.pk not in late_units(desk, first.key, date(2023, 11, 16))
    assert desk.agency.pk in late_units(desk, first.key, date(2024, 1, 1))
    assert first.duty.address == "zwj@example.gov.cn"


@pytest.mark.clause("ORD23-4.1d")
def test_a_service_authority_of_a_banner_reports_at_each_stage(world: Worlds) -> None:
    desk = Desk(world("ordos-2023"))
    banner = Jurisdiction.objects.filter(parent=desk.world.catalogue.jurisdiction)[0]
    authority = Agency.objects.create(
        jurisdiction=banner, name="示例旗政务服务局", short_name="旗政务服务局"
    )
    schedule(desk.world.catalogue, timezone.localdate())
    keeper = desk.world.staff(Role.CATALOGUE_KEEPER, authority)
    tasks = list(own(keeper, timezone.localdate()).order_by("due_on"))
    assert [one.due_on for one in tasks] == [date(2023, 11, 15), date(2023, 12, 31)]
    assert {one.key for one in tasks} == {"ordos-2023-progress"}
    assert [one.days_late(date(2023, 11, 16)) for one in tasks] == [1, 0]
    written(tasks[0], keeper)
    sent = actions.send(task=tasks[0], on=date(2023, 11, 15), to="", by=keeper)
    assert sent.days_late(date(2023, 11, 16)) == 0


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


@pytest.mark.clause("XBQ21-2.1f", "LYG19-1.1.1b")
@pytest.mark.parametrize("slug", ["xian-baqiao-2021", "lianyungang-2019"])
def test_the_stock_take_adds_up_to_the_base_number(world: Worlds, slug: str) -> None:
    desk, today = Desk(world(slug)), timezone.localdate()
    item = desk.entry().item
    EntryVersion.objects.filter(entry__item=item).update(scope_findings=[])
    lines = by_unit(desk.world.catalogue, today)
    ever = EntryVersion.objects.filter(entry__item__catalogue=desk.world.catalogue)
    assert sum(one.taken.base for one in lines) == ever.values("entry").distinct().count()
    for line in lines:
        taken = line.taken
        assert sum(taken.by_service.values()) == taken.base == taken.in_force + taken.removed
    (mine,) = [one.taken for one in lines if one.agency == desk.agency]
    assert mine.unexamined == [item.name]
    assert mine.examined == mine.services - 1
    assert take_stock(desk.world.catalogue, desk.agency, today) == mine


@pytest.mark.clause("ORD23-3.1.1b")
def test_a_cleared_proof_stays_with_day_reason_and_who_used_it(world: Worlds) -> None:
    from nuozheng.catalogue.revision.actions.draft import propose
    from nuozheng.catalogue.revision.actions.review import submit

    desk, today = Desk(world("ordos-2023")), timezone.localdate()
    before = take_stock(desk.world.catalogue, desk.agency, today)
    revision = desk.open()
    propose(
        revision=revision,
        kind="remove",
        entry=desk.entry(),
        content=desk.content(),
        reason="依据已经废止",
        by=desk.keeper,
    )
    desk.letters(revision)
    desk.published(submit(revision=revision, by=desk.keeper))
    after = take_stock(desk.world.catalogue, desk.agency, today)
    (cleared,) = [one for one in after.cleared if one not in before.cleared]
    assert (cleared.proof, cleared.service) == (desk.entry().proof.name, desk.entry().item.name)
    assert (cleared.agency, cleared.on) == (desk.agency.name, today)
    assert cleared.reason == "依据已经废止"
    assert (after.base, after.removed) == (before.base, before.removed + 1)


@pytest.mark.clause("ORD21-4.2b")
def test_kept_proofs_without_a_reason_are_listed(world: Worlds) -> None:
    desk, today = Desk(world("ordos-2021")), timezone.localdate()
    catalogue = desk.world.catalogue
    revision = desk.open()
    desk.changed(revision, substitution=Substitution.RETAINED, alternatives=())
    change = revision.changes.get()
    desk.checked(change, kept_for="法律规定要交原件", risk_assessment="作了评估")
    version = EntryVersion.objects.filter(entry=desk.entry()).order_by("-number")[0]
    EntryVersion.objects.filter(pk=version.pk).update(substitution=Substitution.RETAINED.value)
    name = desk.entry().proof.name
    without = take_stock(catalogue, desk.agency, today).kept_without_reason
    assert name in [one.proof for one in without]
    change.refresh_from_db()
    change.made = version
    change.save()
    taken = take_stock(catalogue, desk.agency, today)
    assert name not in [one.proof for one in taken.kept_without_reason]
    assert "法律规定要交原件" in [one.reason for one in taken.kept]


@pytest.mark.clause("LYG19-1.1.1a")
def test_conditions_are_listed_with_their_basis_and_those_without(world: Worlds) -> None:
    desk, today = Desk(world("lianyungang-2019")), timezone.localdate()
    versions = EntryVersion.objects.filter(entry=desk.entry())
    versions.update(legal_basis="示例条例", article="第三条")
    taken = take_stock(desk.world.catalogue, desk.agency, today)
    assert "示例条例第三条" in [one.basis for one in taken.conditions]
    versions.update(legal_basis="", article="")
    taken = take_stock(desk.world.catalogue, desk.agency, today)
    assert desk.entry().proof.name in [one.proof for one in taken.without_basis]


@pytest.mark.clause("ORD23-2.1.4a")
def test_the_four_reductions_matter_by_matter(world: Worlds) -> None:
    desk, today = desk_of(world, "ordos-2023"), timezone.localdate()
    item = desk.entry().item
    (mine,) = [
        one
        for one in reductions(desk.world.catalogue, desk.agency, today)
        if one.service == item.name
    ]
    assert mine.materials.before == item.entries.count()
    assert (mine.materials.before_on, mine.materials.after_on) == (date(2023, 8, 25), today)
    assert mine.steps.told == mine.fees.told == mine.days.told == NO_DATA
    said = draft(task_of(desk, "ordos-2023-stage"), today)["减材料、减环节、减时限、减费用情况"]
    assert mine.told in said.splitlines()


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
