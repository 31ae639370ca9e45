"""Reports, summaries and evaluations that units owe: drafted, whole, followed up."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from django.utils import timezone

from nuozheng.catalogue.duties import actions, improvements
from nuozheng.catalogue.duties.access import own
from nuozheng.catalogue.duties.models import Improvement, UnitDuty
from nuozheng.catalogue.duties.schedule import schedule
from nuozheng.catalogue.duties.stocktake import take_stock
from nuozheng.law.policy import load_policy
from nuozheng.law.vocabulary import Role
from nuozheng.oversight.unit_report import draft
from nuozheng.parties.models import Agency, Jurisdiction
from tests.catalogue.units import all_units, desk_of, late_units, refused, task_of, written
from tests.revisions import Desk
from tests.world import World

Worlds = Callable[[str], World]


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
