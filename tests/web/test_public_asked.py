"""还要我交？告诉我们: one tap, nobody's name, seen by the supervisor of the place."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from nuozheng.catalogue.asked.models import AskedChannel, StillAsked
from nuozheng.catalogue.models import CatalogueEntry, EntryVersion
from nuozheng.law.vocabulary import Role, Substitution
from tests.web.markup import faults_of
from tests.web.visits import at_most, leads_to, page, text_of, visitor
from tests.world import World

pytestmark = pytest.mark.django_db
Worlds = Callable[[str], World]
SCRIPT = "<script>alert(1)</script>"
SLUG = "ordos-2023"


def entry_met_by(way: Substitution, slug: str = SLUG) -> CatalogueEntry:
    version = (
        EntryVersion.objects.filter(entry__item__catalogue__slug=slug, substitution=way.value)
        .select_related("entry__item__agency", "entry__proof")
        .order_by("pk")
    )
    return version[0].entry


@pytest.fixture
def spared() -> CatalogueEntry:
    return entry_met_by(Substitution.COMMITMENT)


def tap(entry: CatalogueEntry, browser: Client | None = None, **more: str) -> str:
    """Press the button of a proof on its page; where the answer leads."""
    browser = browser or visitor(None)
    answer = browser.post(f"/p/{SLUG}/items/{entry.item_id}/asked/", {"entry": entry.pk, **more})
    assert answer.status_code in (302, 422, 429), answer.status_code
    return leads_to(answer)


@pytest.mark.clause("ORD23-2.1.3c")
def test_one_tap_carries_the_entry_and_its_clause(spared: CatalogueEntry) -> None:
    """清单之外无证明."""
    html = text_of(page(None, "item", SLUG, spared.item_id))
    assert f'name="entry" value="{spared.pk}"' in html
    browser = visitor(None)
    receipt = tap(spared, browser)
    record = StillAsked.objects.get()
    assert receipt == f"/asked/{record.number}/"
    assert record.version is not None and record.version.entry == spared
    assert record.agency == spared.item.agency
    assert "ORD23-2.1.3c" in record.basis and record.channel == AskedChannel.PAGE
    assert (record.window, record.words, record.said_on) == (None, None, None)
    with at_most(12):
        shown = text_of(browser.get(receipt))
    assert faults_of(shown) == []
    assert record.number in shown and spared.proof.name in shown and "12345" in shown


def test_details_are_optional_encrypted_and_added_once_by_the_same_visit(
    spared: CatalogueEntry,
) -> None:
    browser = visitor(None)
    receipt = tap(spared, browser)
    assert "还可以补充" in text_of(browser.get(receipt))
    assert "还可以补充" not in text_of(visitor(None).get(receipt))
    more = {"window": "三楼7号窗口", "words": SCRIPT, "said_on": "2026-03-01"}
    assert visitor(None).post(receipt, more).status_code == 404
    assert leads_to(browser.post(receipt, more)) == receipt
    record = StillAsked.objects.get()
    assert record.window == "三楼7号窗口" and record.words == SCRIPT
    with connection.cursor() as cursor:
        cursor.execute('SELECT "window", words FROM catalogue_stillasked')
        raw = b"".join(bytes(one) for one in cursor.fetchone())
    assert "窗口".encode() not in raw and b"script" not in raw
    again = browser.post(receipt, {"words": "又说一次"})
    assert again.status_code == 422 and "已经补充过一次" in text_of(again)
    assert StillAsked.objects.get().words == SCRIPT
    assert SCRIPT not in text_of(browser.get(receipt))


def test_what_is_not_on_the_list_at_all_can_be_told(spared: CatalogueEntry) -> None:
    html = text_of(page(None, "still_asked", SLUG, spared.item_id))
    assert "清单上没有的证明" in html
    answer = visitor(None).post(
        f"/p/{SLUG}/items/{spared.item_id}/asked/", {"entry": "", "words": "要无犯罪证明"}
    )
    record = StillAsked.objects.get()
    assert leads_to(answer) == f"/asked/{record.number}/"
    assert record.version is None and record.basis


def test_what_the_list_lets_them_ask_is_not_held_against_them() -> None:
    kept = entry_met_by(Substitution.RETAINED, "ordos-2021")
    path = f"/p/ordos-2021/items/{kept.item_id}/asked/"
    answer = visitor(None).post(path, {"entry": kept.pk})
    assert answer.status_code == 422 and "窗口可以要" in text_of(answer)
    assert faults_of(text_of(answer)) == []
    item = text_of(page(None, "item", "ordos-2021", kept.item_id))
    assert f'name="entry" value="{kept.pk}"' not in item
    assert not StillAsked.objects.exists()


def test_machines_and_mistakes_are_stopped(spared: CatalogueEntry) -> None:
    path = f"/p/{SLUG}/items/{spared.item_id}/asked/"
    filled = visitor(None).post(path, {"entry": spared.pk, "website": "https://example.com"})
    assert filled.status_code == 422 and "程序自动填的" in text_of(filled)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    later = visitor(None).post(path, {"entry": spared.pk, "said_on": tomorrow})
    assert later.status_code == 422 and "还没有到" in text_of(later)
    long = visitor(None).post(path, {"entry": spared.pk, "words": "长" * 501})
    assert long.status_code == 422
    assert not StillAsked.objects.exists()
    for wrong in ("x", "99999999", "-1"):
        assert visitor(None).post(path, {"entry": wrong}).status_code == 404
    other = entry_met_by(Substitution.COMMITMENT, "ordos-2021")
    assert visitor(None).post(path, {"entry": other.pk}).status_code == 404
    assert visitor(None).get("/asked/HJ26-2222-2222/").status_code == 404


def test_one_address_tells_a_few_things_a_minute(spared: CatalogueEntry) -> None:
    path = f"/p/{SLUG}/items/{spared.item_id}/asked/"
    answers = [
        visitor(None).post(path, {"entry": spared.pk}, REMOTE_ADDR="192.0.2.7").status_code
        for _ in range(14)
    ]
    assert 429 in answers and StillAsked.objects.count() == answers.count(302) < 14


def test_a_form_of_another_site_is_not_taken(spared: CatalogueEntry) -> None:
    browser = Client(enforce_csrf_checks=True)
    path = f"/p/{SLUG}/items/{spared.item_id}/asked/"
    assert browser.post(path, {"entry": spared.pk}).status_code == 403


def test_from_their_own_case_the_number_goes_along_if_they_want(world: Worlds) -> None:
    slug = "ordos-2021"
    case = world(slug).opened().signed()
    application = case.application
    mine, path = visitor(case.by), f"/p/{slug}/items/{application.item_id}/asked/"
    assert "告诉我们" in text_of(mine.get(f"/my/cases/{application.number}/"))
    assert application.number in text_of(mine.get(path, {"case": application.number}))
    stranger = visitor(world(slug).stranger())
    for nobody in (visitor(None), stranger):
        assert "with_case" not in text_of(nobody.get(path, {"case": application.number}))
    given = {"entry": "", "case": application.number}
    mine.post(path, given)
    mine.post(path, {**given, "with_case": "yes"})
    stranger.post(path, {**given, "with_case": "yes"})
    assert sorted(StillAsked.objects.values_list("case_number", flat=True)) == [
        "",
        "",
        application.number,
    ]


def test_the_supervisor_of_the_place_sees_it_and_nobody_else(world: Worlds) -> None:
    ordos = world(SLUG)
    spared = entry_met_by(Substitution.COMMITMENT)
    tap(spared, window="大厅", words=SCRIPT)
    tap(spared)
    record = StillAsked.objects.order_by("pk")[0]
    supervisor = visitor(ordos.staff(Role.SUPERVISOR, spared.item.agency))
    with at_most(20):
        html = text_of(supervisor.get("/desk/oversight/"))
    section = html.split('id="asked"')[1]
    assert spared.proof.name in section and spared.item.agency.name in section
    assert record.number in section and "大厅" in section
    assert SCRIPT not in section and "&lt;script&gt;" in section
    assert f"/p/{SLUG}/items/{spared.item_id}/" in section
    elsewhere = world("lianyungang-2019").staff(Role.SUPERVISOR)
    assert record.number not in text_of(page(elsewhere, "oversight"))
    officer = ordos.staff(Role.OFFICER, spared.item.agency)
    assert page(officer, "oversight").status_code == 404
