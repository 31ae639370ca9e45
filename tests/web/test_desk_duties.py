"""The pages of tasks, reports and the stock-take."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from nuozheng.catalogue.duties.models import Improvement, UnitDuty
from nuozheng.catalogue.duties.rollout import roll_out
from nuozheng.catalogue.duties.schedule import schedule
from nuozheng.catalogue.models import EntryVersion
from nuozheng.law.vocabulary import Role
from tests.revisions import PDF, Desk
from tests.web.visits import at_most, leads_to, page, send, text_of, visitor
from tests.world import World

Worlds = Callable[[str], World]


@pytest.fixture
def desk(world: Worlds) -> Desk:
    desk = Desk(world("ordos-2021"))
    schedule(desk.world.catalogue, timezone.localdate())
    schedule(Desk(world("ordos-2023")).world.catalogue, timezone.localdate())
    return desk


def task_of(desk: Desk, key: str) -> UnitDuty:
    return UnitDuty.objects.filter(agency=desk.agency, key=key).order_by("due_on")[0]


def test_a_keeper_writes_and_sends_the_report(desk: Desk) -> None:
    task = task_of(desk, "ordos-2021-summary")
    overview = text_of(page(desk.keeper, "duties"))
    assert "书面报告工作全面开展情况" in overview
    shown = text_of(page(desk.keeper, "unit_duty", task.pk))
    assert "证明材料" in shown and "超期" in shown
    sending = {"act": "send", "send-on": timezone.localdate().isoformat(), "send-to": "市司法局"}
    empty = send(desk.keeper, "unit_duty", task.pk, **sending)
    assert empty.status_code == 422 and "还是空的" in text_of(empty)
    said = {f"section-{place}": f"第{place}段。\n\n第二行。" for place in range(3)}
    assert send(desk.keeper, "unit_duty", task.pk, act="write", **said).status_code == 302
    assert send(desk.keeper, "unit_duty", task.pk, **sending).status_code == 302
    task.refresh_from_db()
    assert task.printed is not None
    shown = text_of(page(desk.keeper, "unit_duty", task.pk))
    assert "迟了" in shown and "第0段。" in shown and "市司法局" in shown
    paper = page(desk.keeper, "duty_paper", task.pk, task.printed.pk)
    assert paper.headers["Content-Type"] == "application/pdf"


def test_a_suggestion_is_typed_and_settled(desk: Desk) -> None:
    task, today = task_of(desk, "ordos-2021-summary"), timezone.localdate().isoformat()
    said = {"improvement-what": "合并两张表", "improvement-owner": "法规科"}
    wrong = send(desk.keeper, "unit_duty", task.pk, act="suggest", **said)
    assert wrong.status_code == 422
    said["improvement-due_on"] = today
    assert send(desk.keeper, "unit_duty", task.pk, act="suggest", **said).status_code == 302
    one = Improvement.objects.get()
    done = {"outcome-improvement": one.pk, "outcome-outcome": "做完了", "outcome-on": today}
    assert send(desk.keeper, "unit_duty", task.pk, act="settle", **done).status_code == 302
    assert "完成，做完了" in text_of(page(desk.keeper, "unit_duty", task.pk))


def test_the_table_is_uploaded_with_what_is_vouched_for(desk: Desk) -> None:
    task, today = task_of(desk, "ordos-2023-table"), timezone.localdate().isoformat()
    shown = text_of(page(desk.keeper, "unit_duty", task.pk))
    assert "annex-2.xlsx" in shown and "单位负责人已签字" in shown
    said = {"paper-on": today, "paper-document": SimpleUploadedFile("a.pdf", PDF)}
    refused = send(desk.keeper, "unit_duty", task.pk, act="fulfil", **said)
    assert refused.status_code == 422 and "填报单位已盖公章" in text_of(refused)
    said = {
        "paper-on": today,
        "paper-document": SimpleUploadedFile("a.pdf", PDF),
        "paper-attested": list(task.duty.attested),
    }
    assert send(desk.keeper, "unit_duty", task.pk, act="fulfil", **said).status_code == 302
    package = page(desk.keeper, "duty_package", task.pk)
    assert b"zwj@example.gov.cn" in package.content


def test_an_evaluation_is_typed(world: Worlds) -> None:
    desk = Desk(world("lianyungang-2019"))
    schedule(desk.world.catalogue, timezone.localdate())
    task = task_of(desk, "lianyungang-2019-evaluation")
    assert "组织领导" in text_of(page(desk.keeper, "unit_duty", task.pk))
    said = {f"{name}-{place}": "80" for place in range(3) for name in ("score", "evidence")}
    wrong = send(desk.keeper, "unit_duty", task.pk, act="evaluate", **{**said, "score-1": ""})
    assert wrong.status_code == 422 and "预案编制" in text_of(wrong)
    assert send(desk.keeper, "unit_duty", task.pk, act="evaluate", **said).status_code == 302
    assert "80" in text_of(page(desk.keeper, "unit_duty", task.pk))


def test_who_watches_sees_every_unit_and_acts_on_none(desk: Desk) -> None:
    watcher = desk.world.staff(Role.JUSTICE_REVIEWER)
    with at_most(26):
        overview = text_of(page(watcher, "duties", show="late"))
    assert "超期的" in overview
    task = task_of(desk, "ordos-2021-plan")
    shown = page(watcher, "unit_duty", task.pk)
    assert shown.status_code == 200 and 'name="act"' not in text_of(shown)
    assert send(watcher, "unit_duty", task.pk, act="fulfil").status_code == 404
    assert page(watcher, "duty_package", task.pk).status_code == 404
    with at_most(26):
        assert "底数" in text_of(page(watcher, "stocktake", "ordos-2021"))
    unit = page(watcher, "stocktake_unit", "ordos-2021", desk.agency.pk)
    assert "四减" in text_of(unit)
    assert page(desk.world.staff(Role.SUPERVISOR), "stocktake", "ordos-2021").status_code == 200


def test_a_keeper_sees_the_own_unit_only(desk: Desk) -> None:
    task = task_of(desk, "ordos-2021-plan")
    own = page(desk.keeper, "stocktake_unit", "ordos-2021", desk.agency.pk)
    assert own.status_code == 200
    assert page(desk.keeper, "stocktake", "ordos-2021").status_code == 404
    other = desk.world.elsewhere(Role.CATALOGUE_KEEPER)
    for account in (other, desk.world.staff(Role.OFFICER), desk.world.stranger()):
        assert page(account, "unit_duty", task.pk).status_code == 404
        assert page(account, "duty_package", task.pk).status_code == 404
        unit = page(account, "stocktake_unit", "ordos-2021", desk.agency.pk)
        assert unit.status_code == 404
    assert "accounts/login" in leads_to(page(None, "duties"))


@pytest.mark.clause("ORD21-3h", "XBQ21-2.1c", "MJ21-2.1.1c")
@pytest.mark.parametrize("slug", ["ordos-2021", "xian-baqiao-2021", "huainan-maoji-2021"])
def test_the_seven_domains_that_come_first_show_how_far_they_are(world: Worlds, slug: str) -> None:
    desk, today = Desk(world(slug)), timezone.localdate()
    catalogue = desk.world.catalogue
    wanted = catalogue.policy.scope.priority_domains.value
    found = roll_out(catalogue, today)
    assert [one.domain for one in found] == list(wanted) and len(wanted) == 7
    standing = EntryVersion.objects.in_force(today).filter(entry__item__catalogue=catalogue)
    for one in found:
        own = [version for version in standing.filter(entry__item__domain=one.domain)]
        assert one.proofs == len(own)
        assert one.adopted == sum(version.may_commit for version in own)
    assert any(one.adopted for one in found)
    shown = text_of(page(desk.world.staff(Role.SUPERVISOR), "stocktake", slug))
    assert "优先推行的领域" in shown and all(domain in shown for domain in wanted)
    listed = text_of(visitor(None).get(f"/p/{slug}/", {"domain": found[0].domain}))
    assert found[0].domain in listed
