"""The pages of the list above, taking over, the registers, the roll-up and its editions."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

import pytest
from django.utils import timezone

from nuozheng.catalogue.inheritance.editions import merge
from nuozheng.catalogue.inheritance.models import Edition, ListDifference, RegisteredProof
from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.catalogue.revision.actions.draft import propose
from nuozheng.catalogue.revision.content import ItemContent
from nuozheng.catalogue.revision.models import Revision
from nuozheng.law.vocabulary import Role
from tests.catalogue.test_inheritance import empty_list
from tests.revisions import Desk
from tests.web.visits import SIGN_IN, at_most, leads_to, page, text_of, visitor
from tests.world import World

Worlds = Callable[[str], World]
ABOVE = "/desk/lists/above/?list=ordos-2021"
TAKE = "/desk/lists/above/take/?list=lower"
REGISTERS = "/desk/lists/registers/?list=xian-baqiao-2021&show=cancelled"


@pytest.fixture
def ordos(world: Worlds) -> World:
    return world("ordos-2021")


def test_strangers(ordos: World) -> None:
    reviewer = ordos.staff(Role.JUSTICE_REVIEWER)
    edition = merge(catalogue=ordos.catalogue, by=reviewer)
    empty_list(ordos)
    everywhere: tuple[tuple[str, tuple[object, ...]], ...] = (
        *((name, ()) for name in ("above", "take_over", "proof_registers", "rollup")),
        ("edition", (edition.pk,)),
        ("edition_file", (edition.pk,)),
    )
    elsewhere = World("lianyungang-2019").staff(Role.JUSTICE_REVIEWER)
    for name, args in everywhere:
        assert leads_to(page(None, name, *args)).startswith(SIGN_IN)
        for other in (ordos.citizen, ordos.staff(Role.OFFICER), ordos.staff(Role.SUPERVISOR)):
            assert page(other, name, *args, list="lower").status_code == 404, (name, other)
        assert page(elsewhere, name, *args, list="lower").status_code == 404, name
    assert page(reviewer, "take_over", list="lower").status_code == 404
    for name, args in everywhere[3:]:
        assert page(Desk(ordos).keeper, name, *args).status_code == 404


@pytest.mark.clause("MJ21-2.2.4a", "ORD21-4.2a")
def test_the_list_above_is_named_compared_and_each_difference_decided(ordos: World) -> None:
    reviewer, keeper = ordos.staff(Role.JUSTICE_REVIEWER), Desk(ordos).keeper
    child = empty_list(ordos)
    Catalogue.objects.filter(pk=child.pk).update(parent=None)
    address = "/desk/lists/above/?list=lower"
    first = text_of(page(reviewer, "above", list="lower"))
    assert "还没有上级清单" in first and "写明上级清单" in first
    assert "写明上级清单" not in text_of(page(keeper, "above", list="lower"))
    browser = visitor(reviewer)
    place = {"act": "place", "place-above": ordos.catalogue.pk, "place-reason": "示例发〔2026〕1号"}
    assert browser.post(address, place | {"place-reason": " "}).status_code == 422
    other = Catalogue.objects.get(slug="lianyungang-2019").pk
    assert browser.post(address, place | {"place-above": other}).status_code == 404
    assert browser.post(address, place | {"place-above": "x"}).status_code == 404
    assert visitor(keeper).post(address, place).status_code == 422
    assert browser.post(address, place).status_code == 302
    assert browser.post(address, place).status_code == 422
    assert browser.post(address, {"act": "burn"}).status_code == 404
    back = {"act": "place", "place-above": child.pk, "place-reason": "示例"}
    assert browser.post(ABOVE, back).status_code == 404  # what stands below is not even offered
    assert browser.post(address, {"act": "compare"}).status_code == 302
    with at_most(30):
        shown = text_of(page(reviewer, "above", list="lower"))
    assert "示例发〔2026〕1号" in shown and "本级没有" in shown
    difference = ListDifference.objects.filter(stricter=False)[0]
    keep = {"act": "keep", "difference": difference.pk}
    refused = browser.post(address, keep | {"reason": ""})
    assert refused.status_code == 422
    assert browser.post(address, keep | {"reason": "本地另有规定"}).status_code == 302
    assert browser.post(address, keep | {"reason": "本地另有规定"}).status_code == 422
    assert browser.post(address, {"act": "keep", "difference": "x"}).status_code == 404
    assert "本地另有规定" in text_of(page(reviewer, "above", list="lower", status="kept"))


def test_entries_are_taken_over_once(ordos: World) -> None:
    desk = Desk(ordos)
    child, keeper, entry = empty_list(ordos), desk.keeper, desk.entry()
    with at_most(25):
        shown = text_of(page(keeper, "take_over", list="lower"))
    assert "承接到一份修订" in shown
    name = entry.item.name
    assert entry.proof.name in text_of(page(keeper, "take_over", list="lower", q=name))
    assert "没有查到" in text_of(page(keeper, "take_over", list="lower", q="没有这样的"))
    browser = visitor(keeper)
    for nothing in ({}, {"entry": "x"}, {"entry": "99999999"}):
        assert browser.post(TAKE, nothing).status_code == 422
    sent = browser.post(TAKE, {"entry": [entry.pk]})
    revision = Revision.objects.get(catalogue=child)
    assert leads_to(sent) == f"/desk/lists/{revision.number}/"
    assert browser.post(TAKE, {"entry": [entry.pk]}).status_code == 422
    assert Revision.objects.filter(catalogue=child).count() == 1
    waiting = text_of(page(keeper, "take_over", list="lower", q=name))
    assert revision.number in waiting
    assert "承接自" in text_of(page(keeper, "revision", revision.number))
    assert page(keeper, "take_over", list="lower", agency="0").status_code == 404
    assert page(keeper, "take_over", list="ordos-2021").status_code == 404


@pytest.mark.clause("XBQ21-2.1g")
def test_a_cancelled_proof_is_marked_and_stops_the_change_before_it_is_handed_in(
    world: Worlds,
) -> None:
    desk = Desk(world("xian-baqiao-2021"))
    content = desk.content(item=ItemContent(name="示例新事项", kind="行政许可"))
    revision = desk.open()
    change = propose(revision=revision, kind="add", content=content, by=desk.keeper)
    before = text_of(page(desk.keeper, "change", revision.number, change.pk))
    assert "专项行动成果清单" not in before
    reviewer = desk.world.staff(Role.JUSTICE_REVIEWER)
    browser = visitor(reviewer)
    line = {
        "act": "enter",
        "line-standing": "cancelled",
        "line-agency": "whole",
        "line-names": f"{content.proof.name}\n\n示例另一份证明",
        "line-source": "专项行动成果清单（示例）",
    }
    assert browser.post(REGISTERS, line | {"line-source": ""}).status_code == 422
    assert browser.post(REGISTERS, line | {"line-names": " "}).status_code == 422
    assert browser.post(REGISTERS, line | {"line-standing": "retained"}).status_code == 422
    assert browser.post(REGISTERS, line | {"line-agency": "0"}).status_code == 404
    assert visitor(desk.keeper).post(REGISTERS, line).status_code == 404  # not theirs to choose
    assert browser.post(REGISTERS, line).status_code == 302
    assert browser.post(REGISTERS, line).status_code == 302
    assert RegisteredProof.objects.count() == 2
    shown = text_of(page(reviewer, "proof_registers", list="xian-baqiao-2021", show="cancelled"))
    assert "清单里还要" in shown and "全地区" in shown
    for name, args in (("change", (revision.number, change.pk)), ("revision", (revision.number,))):
        assert "专项行动成果清单" in text_of(page(desk.keeper, name, *args))
    row = RegisteredProof.objects.get(name=content.proof.name)
    strike = {"act": "strike", "proof": row.pk}
    assert browser.post(REGISTERS, strike | {"reason": ""}).status_code == 422
    assert visitor(desk.keeper).post(REGISTERS, strike | {"reason": "错"}).status_code == 422
    assert browser.post(REGISTERS, strike | {"reason": "登记错了"}).status_code == 302
    assert browser.post(REGISTERS, strike | {"reason": "登记错了"}).status_code == 422
    assert browser.post(REGISTERS, {"act": "strike", "proof": "x"}).status_code == 404
    struck = text_of(page(reviewer, "proof_registers", list="xian-baqiao-2021", show="struck"))
    assert "登记错了" in struck


@pytest.mark.clause("ORD21-4.2h")
def test_the_roll_up_is_numbered_read_as_it_was_and_filed(ordos: World) -> None:
    reviewer = ordos.staff(Role.JUSTICE_REVIEWER)
    child = empty_list(ordos)
    with at_most(32):
        shown = text_of(page(reviewer, "rollup", list="ordos-2021"))
    assert ordos.item().agency.name in shown and child.title in shown
    browser, address = visitor(reviewer), "/desk/lists/rollup/?list=ordos-2021"
    assert browser.post(address, {"act": "merge"}).status_code == 302
    assert browser.post(address, {"act": "merge"}).status_code == 422
    today = timezone.localdate().isoformat()
    filing = {"act": "file", "file-to": "示例上级", "file-on": today, "file-receipt": ""}
    assert browser.post(address, filing).status_code == 422
    assert browser.post(address, filing | {"file-on": ""}).status_code == 422
    assert browser.post(address, filing | {"file-receipt": "示例1号"}).status_code == 302
    edition = Edition.objects.get()
    assert edition.receipt == "示例1号"
    assert "示例1号" in text_of(page(reviewer, "rollup", list="ordos-2021"))
    assert page(reviewer, "rollup", list="ordos-2021", on="nonsense").status_code == 200
    entry = Desk(ordos).entry()
    name = entry.item.name
    type(entry.item).objects.filter(pk=entry.item_id).update(name="后来改的名称")
    EntryVersion.objects.filter(entry=entry).update(
        effective_until=timezone.localdate() - timedelta(days=1)
    )
    with at_most(22):
        read = text_of(page(reviewer, "edition", edition.pk, q=name))
    assert name in read and entry.proof.name in read and "后来改的名称" not in read
    assert "没有查到" in text_of(page(reviewer, "edition", edition.pk, q="没有这样的"))
    file = page(reviewer, "edition_file", edition.pk)
    assert sha256(file.content).hexdigest() == edition.digest
    assert name in file.content.decode("utf-8-sig")
