"""The guide of a service as everybody reads it, and its flow chart."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from nuozheng.catalogue.guides.publishing import guide_in_force
from nuozheng.catalogue.models import EntryVersion
from nuozheng.law.guide import flow
from nuozheng.law.policy import load_policy
from nuozheng.web.public.flow_chart import flow_chart
from tests.revisions import Desk
from tests.web.visits import at_most, page, text_of, visitor
from tests.world import LISTS, World

pytestmark = pytest.mark.django_db
MAOJI = "huainan-maoji-2021"


@pytest.mark.parametrize("slug", LISTS)
def test_the_guide_says_who_where_how_long_and_every_way(slug: str) -> None:
    item = World(slug).item()
    with at_most(12):
        html = text_of(page(None, "guide", slug, item.pk))
    for words in ("谁能办", "在哪里办", "多久办完", "流程图", "中途退出", item.agency.name):
        assert words in html
    for entry in item.entries.select_related("proof"):
        assert entry.proof.name in html
    assert "没有跟上清单" not in html


@pytest.mark.clause("MJ21-2.2.6b", "MJ21-2.2.6c")
def test_both_ways_and_leaving_midway_are_shown_with_its_link() -> None:
    html = text_of(page(None, "guide", MAOJI, World(MAOJI).item().pk))
    for title in ("选择告知承诺的办事程序", "不选择告知承诺的办事程序", "中途退出的工作流程"):
        assert f"<h2>{title}</h2>" in html
    leaving = html.split('id="leaving"')[1].split("</section>")[0]
    assert 'href="/my/"' in leaving


@pytest.mark.clause("MJ21-2.2.5c")
def test_a_guide_whose_unit_has_no_working_procedure_says_so() -> None:
    desk = Desk(World(MAOJI))
    revision = desk.in_every_channel(desk.published(desk.submitted()))
    html = text_of(page(None, "guide", MAOJI, desk.entry().item_id))
    assert "部分公布" in html and "还没有完成：编制告知承诺工作规程" in html
    keeper = visitor(desk.keeper).get(f"/desk/lists/{revision.number}/").content.decode()
    assert "还缺：编制告知承诺工作规程" in keeper
    desk.hand_over_papers()
    assert "部分公布" not in text_of(page(None, "guide", MAOJI, desk.entry().item_id))


@pytest.mark.clause("ORD21-5.2a")
def test_rule_entry_guide_and_flow_chart_are_there_or_shown_missing() -> None:
    item = World("ordos-2021").item()
    html = text_of(page(None, "item", "ordos-2021", item.pk))
    assert "办事指南和流程图" in html and "/p/ordos-2021/rules/" in html
    guide = text_of(page(None, "guide", "ordos-2021", item.pk))
    drawn = flow(load_policy("ordos-2021"), commits=True)
    boxes = re.findall(r'text-anchor="middle"[^>]*>([^<]+)<', guide)
    assert set(boxes) == {one.chinese for one in (*drawn.line, *drawn.detours, drawn.ends[0])}
    written = guide.split("流程，用文字写")[1].split("</section>")[0]
    for step in drawn.steps:
        assert step.rule.label in written and step.rule.explanation in written
    item.guides.all().delete()
    assert "还没有公布" in text_of(page(None, "item", "ordos-2021", item.pk))
    assert "办事指南还没有公布" in text_of(page(None, "guide", "ordos-2021", item.pk))


def test_every_drawing_keeps_inside_its_frame() -> None:
    for slug in LISTS:
        guide = guide_in_force(World(slug).item(), timezone.localdate())
        assert guide is not None
        chart = flow_chart(guide.content["flow"])
        assert chart is not None
        for box in chart.boxes:
            assert box.x >= 0 and box.x + box.width <= chart.width
            assert box.y >= 0 and box.y + box.height <= chart.height
        corners = {(box.x, box.y) for box in chart.boxes}
        assert len(corners) == len(chart.boxes)
    assert flow_chart({}) is None


@pytest.mark.clause("XBQ21-2.3c", "ORD23-3.4.2d")
@pytest.mark.parametrize("slug", ["xian-baqiao-2021", "ordos-2023"])
def test_a_stale_guide_says_since_when_and_why(slug: str) -> None:
    item, today = World(slug).item(), timezone.localdate()
    entry = item.entries.order_by("position")[0]
    old = entry.versions.get()
    EntryVersion.objects.filter(pk=old.pk).update(effective_until=today - timedelta(days=1))
    old.pk, old.number, old.effective_from, old.effective_until = None, 2, today, None
    old.substitution, old.alternatives = "agency_verification", []
    old.save(force_insert=True)
    html = text_of(page(None, "guide", slug, item.pk))
    assert "没有跟上清单" in html and "第2版：部门核验" in html


@pytest.mark.clause("MJ21-2.2.6d")
def test_guide_and_letter_carry_the_same_publication_and_day(world: object) -> None:
    desk = Desk(world(MAOJI))  # type: ignore[operator]
    revision = desk.published(desk.submitted())
    item = desk.entry().item
    guide = guide_in_force(item, timezone.localdate())
    letter = item.letter_templates.order_by("-number")[0]
    assert guide is not None and guide.revision == revision and guide.template == letter
    assert guide.effective_from == letter.effective_from == revision.effective_from
    assert "没有跟上清单" not in text_of(page(None, "guide", MAOJI, item.pk))


def test_what_is_not_listed_has_no_guide() -> None:
    item = World(MAOJI).item()
    assert visitor(None).get(f"/p/ordos-2021/items/{item.pk}/guide/").status_code == 404
    until = timezone.localdate() - timedelta(days=1)
    EntryVersion.objects.filter(entry__item=item).update(effective_until=until)
    item.guides.update(effective_until=until)
    assert visitor(None).get(f"/p/{MAOJI}/items/{item.pk}/guide/").status_code == 404
