"""The pages of troubled proofs, changes, comparison and roll-up, as their staff use them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from nuozheng.catalogue.adjustment.models import Adjustment, LegalEvent, TouchedEntry
from nuozheng.catalogue.trouble.acts import take_stock
from nuozheng.catalogue.trouble.models import StockTake, TroubledProof
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from tests.catalogue.intake.work import work_off
from tests.catalogue.test_adjustment import cited, happening, registered
from tests.revisions import Desk
from tests.web.visits import SIGN_IN, at_most, leads_to, page, send, text_of, visitor
from tests.world import World

Worlds = Callable[[str], World]
PAGES = ("troubles", "events", "above", "rollup")


@pytest.fixture
def ordos(world: Worlds) -> World:
    return world("ordos-2021")


def test_only_the_staff_of_lists(ordos: World) -> None:
    for name in PAGES:
        assert leads_to(page(None, name)).startswith(SIGN_IN)
        for stranger in (ordos.citizen, ordos.staff(Role.OFFICER), ordos.staff(Role.SUPERVISOR)):
            assert page(stranger, name).status_code == 404
    keeper = Desk(ordos).keeper
    assert page(keeper, "rollup").status_code == 404
    assert "问题证明" in text_of(page(keeper, "lists"))
    assert "汇总" not in text_of(page(keeper, "lists")).split("</main>")[0]
    assert page(keeper, "troubles", list="lianyungang-2019").status_code == 404


def test_taking_stock_and_deciding(ordos: World) -> None:
    reviewer = ordos.staff(Role.JUSTICE_REVIEWER)
    assert "还没有梳理过" in text_of(page(reviewer, "troubles", list="ordos-2021"))
    browser = visitor(reviewer)
    address = "/desk/lists/trouble/?list=ordos-2021"
    assert browser.post(address, {"act": "take"}).status_code == 302
    assert browser.post(address, {"act": "take"}).status_code == 302
    assert not StockTake.objects.exists()
    assert "等着查找" in text_of(page(reviewer, "troubles", list="ordos-2021"))
    assert work_off() == 1
    assert StockTake.objects.get().catalogue == ordos.catalogue
    assert "最近一次查找" in text_of(page(reviewer, "troubles", list="ordos-2021"))
    trouble = TroubledProof.objects.order_by("kind", "pk")[0]
    with at_most(30):
        shown = text_of(page(reviewer, "troubles", list="ordos-2021"))
    assert trouble.evidence[0] in shown.replace("&quot;", '"')
    refused = browser.post(address, {"act": "confirm", "trouble": trouble.pk, "reason": " "})
    assert refused.status_code == 422
    assert "要写明理由" in text_of(refused)
    done = browser.post(
        address, {"act": "confirm", "trouble": trouble.pk, "reason": "改为数据共享"}
    )
    assert done.status_code == 302
    shown = text_of(page(reviewer, "troubles", list="ordos-2021", status="confirmed"))
    assert "改为数据共享" in shown
    left = TroubledProof.objects.filter(status="open").count()
    closed = browser.post(address, {"act": "close"})
    assert closed.status_code == (422 if left else 302)
    assert browser.post(address, {"act": "confirm", "trouble": "x"}).status_code == 404
    assert browser.post(address, {"act": "nonsense"}).status_code == 404


def test_a_keeper_decides_about_their_own_only(ordos: World) -> None:
    take_stock(catalogue=ordos.catalogue, by=ordos.staff(Role.JUSTICE_REVIEWER))
    trouble = TroubledProof.objects.order_by("pk")[0]
    entry = trouble.entries.all()[0]
    strangers = Agency.objects.filter(jurisdiction=ordos.catalogue.jurisdiction).exclude(
        items__entries__troubles__isnull=False
    )
    other = ordos.staff(Role.CATALOGUE_KEEPER, strangers[0], "别处")
    address = "/desk/lists/trouble/?list=ordos-2021"
    posted = {"act": "confirm", "trouble": trouble.pk, "reason": "属实"}
    assert visitor(other).post(address, posted).status_code == 404
    mine = ordos.staff(Role.CATALOGUE_KEEPER, entry.item.agency)
    assert visitor(mine).post(address, posted).status_code == 302


def test_registering_a_repeal_lists_everything_touched(ordos: World) -> None:
    desk, reviewer = Desk(ordos), ordos.staff(Role.JUSTICE_REVIEWER)
    ordos.opened()
    fields = {
        "kind": "repealed",
        "instrument": cited(desk),
        "happened_on": (timezone.localdate() - timedelta(days=1)).isoformat(),
        "document_number": "示例令第2号",
        "words": "示例：全文废止。",
    }
    address = "/desk/lists/events/?list=ordos-2021"
    incomplete = visitor(reviewer).post(address, fields | {"words": ""})
    assert incomplete.status_code == 200
    assert "示例令第2号" in text_of(incomplete)
    assert leads_to(visitor(reviewer).post(address, fields)).startswith("/desk/lists/events/")
    event = LegalEvent.objects.get()
    with at_most(30):
        shown = text_of(page(reviewer, "event", event.pk))
    assert desk.entry().proof.name in shown
    assert "确认不用改" not in shown
    assert event.subject in text_of(page(reviewer, "events", list="ordos-2021"))


def test_a_keeper_answers_on_the_page(ordos: World) -> None:
    desk = Desk(ordos)
    event = registered(ordos, happening(instrument=cited(desk)))
    answer = Adjustment.objects.get(event=event, agency=desk.agency)
    touched = TouchedEntry.objects.get(adjustment=answer, entry=desk.entry())
    shown = text_of(page(desk.keeper, "event", event.pk))
    assert "确认不用改" in shown and "起草修订" in shown
    fields = {"act": "confirm", "touched": touched.pk}
    refused = send(desk.keeper, "event", event.pk, **fields, reason="")
    assert refused.status_code == 422
    elsewhere = ordos.elsewhere(Role.CATALOGUE_KEEPER)
    assert send(elsewhere, "event", event.pk, **fields, reason="照旧").status_code in (404, 422)
    assert send(desk.keeper, "event", event.pk, act="adjust", answer=answer.pk).status_code == 302
    answer.refresh_from_db()
    assert answer.revision is not None
    assert answer.revision.number in text_of(page(desk.keeper, "event", event.pk))
    assert send(desk.keeper, "event", event.pk, **fields, reason="照旧").status_code == 302


def test_a_body_takes_over_on_the_page_and_the_public_reads_it(ordos: World) -> None:
    item = ordos.item()
    new = Agency.objects.create(
        jurisdiction=item.agency.jurisdiction, name="示例市新部门", short_name="新部门"
    )
    reviewer = ordos.staff(Role.JUSTICE_REVIEWER)
    since = timezone.localdate() - timedelta(days=1)
    address = "/desk/lists/events/?list=ordos-2021"
    sent = visitor(reviewer).post(
        address,
        {
            "kind": "agency_renamed",
            "agencies": [item.agency.pk],
            "happened_on": since.isoformat(),
            "document_number": "示例编发〔2026〕1号",
            "words": "示例：更名。",
        },
    )
    event = LegalEvent.objects.get()
    assert leads_to(sent) == f"/desk/lists/events/{event.pk}/"
    assert "办理接办" in text_of(page(reviewer, "event", event.pk))
    wrong = send(reviewer, "event", event.pk, act="reorganise", successor="", on="")
    assert wrong.status_code == 200
    done = send(
        reviewer, "event", event.pk, act="reorganise", successor=new.pk, on=since.isoformat()
    )
    assert done.status_code == 302
    assert "自" in text_of(page(ordos.staff(Role.JUSTICE_REVIEWER, new), "event", event.pk))
    public = text_of(page(None, "item", "ordos-2021", item.pk))
    assert f"原由{item.agency.name}办理" in public
