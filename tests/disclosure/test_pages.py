"""Publications as people meet them: public pages, desk, one's own page, and all gone on the day."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from nuozheng.disclosure.actions.post import post
from nuozheng.disclosure.models import Publication, PublicReport, RefusedPublication
from nuozheng.disclosure.taking_down import end_on_their_day
from nuozheng.law.disclosure.moves import PublicationStatus
from nuozheng.law.vocabulary import Role
from nuozheng.web.public import disclosures
from tests.api.caller import Caller
from tests.disclosure.publishing import of_case, public_letter
from tests.web.visits import SIGN_IN, leads_to, page, send, text_of, visitor
from tests.world import PDF, World, Worlds

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
LAST_EVENING = datetime(2026, 12, 14, 15, 59, 30, tzinfo=UTC)
AFTER_MIDNIGHT = datetime(2026, 12, 14, 16, 0, 1, tzinfo=UTC)


@pytest.fixture
def here(world: Worlds) -> World:
    return world("lianyungang-2019")


def surfaces(row: Publication, slug: str) -> dict[str, Any]:
    """Every place on our own pages where the publication may be met without sign-in."""
    browser = visitor(None)
    get = {
        "list": reverse("web:disclosures", args=[slug]),
        "search": reverse("web:disclosures", args=[slug]) + f"?q={row.title[:4]}",
        "number": reverse("web:disclosures", args=[slug]) + f"?q={row.code}",
        "feed": reverse("web:disclosure_feed", args=[slug]),
        "page": reverse("web:disclosure", args=[row.code]),
        "report": reverse("web:disclosure_report", args=[row.code]),
        "api": f"/api/v1/disclosures/{row.code}",
    }
    return {name: browser.get(address) for name, address in get.items()}


@clause("LYG19-1.2.3a", "MJ21-2.3.9f", "XBQ21-2.7e")
def test_disclosure_ends_on_its_day_everywhere(here: World) -> None:
    with time_machine.travel(MONDAY):
        case, row = public_letter(here)
        for posting in row.postings.all():
            post(posting=posting, by=case.officer, receipt="https://example.gov.cn/1", photo=PDF)
    with time_machine.travel(LAST_EVENING):
        shown = surfaces(row, here.slug)
        assert all(row.code in text_of(one) for one in shown.values())
        feed = shown["feed"].headers["Cache-Control"]
        assert int(feed.rpartition("=")[2]) <= 30
        for name, one in shown.items():
            if name not in ("feed", "api"):
                assert one.headers["Cache-Control"] == "no-store"
                assert "noindex" in one.headers["X-Robots-Tag"]
                assert case.member.name not in text_of(one)
        assert page(case.officer, "disclosure_sheet", row.pk).content.startswith(b"%PDF")
    with time_machine.travel(AFTER_MIDNIGHT):
        # No job has run yet: the day itself takes it down.
        row.refresh_from_db()
        assert row.status == PublicationStatus.PUBLISHED
        gone = surfaces(row, here.slug)
        assert {gone[name].status_code for name in ("page", "report", "api")} == {404}
        for name in ("list", "search", "feed"):
            assert row.code not in text_of(gone[name])
        assert page(case.officer, "disclosure_sheet", row.pk).status_code == 404
        assert end_on_their_day(datetime(2026, 12, 15).date()) == 1
        row.refresh_from_db()
        assert {one.status for one in row.postings.all()} == {"to_take_off"}
        assert "待取下" in text_of(page(case.officer, "disclosures_desk", status="to_take_off"))
        mine = text_of(page(case.by, "my_disclosures"))
        assert "到期撤下了" in mine


def test_two_people_at_the_desk_see_what_the_public_will_see(here: World) -> None:
    case = here.opened().granted()
    row = of_case(case)
    first, second = case.officer, case.second_officer
    html = text_of(page(first, "desk_disclosure", row.pk))
    assert case.member.name in html and f"{case.member.name[0]}＊＊" in html
    assert case.member.identifier not in html
    assert row.code in text_of(page(first, "disclosures_desk"))
    assert (
        send(first, "desk_disclosure", row.pk, act="propose", applicant="masked").status_code == 302
    )
    own = send(first, "desk_disclosure", row.pk, act="release")
    assert own.status_code == 422 and "另一个人" in text_of(own)
    back = {"act": "send_back", "back-reason": "声明不用公开"}
    assert send(second, "desk_disclosure", row.pk, **back).status_code == 302
    send(first, "desk_disclosure", row.pk, act="propose", **{"statement-1": "hidden"})
    assert send(second, "desk_disclosure", row.pk, act="release").status_code == 302
    row.refresh_from_db()
    assert "声明1" not in [one["label"] for one in row.shown]
    wall = row.postings.get(place="项目所在地")
    assert send(first, "desk_disclosure", row.pk, act="post", posting=wall.pk).status_code == 422
    screen = row.postings.get(place="政务服务网")
    said = {"act": "post", "posting": screen.pk, "receipt": "https://example.gov.cn/7"}
    assert send(first, "desk_disclosure", row.pk, **said).status_code == 302
    out = {"act": "leave_out", "out-ground": "not_needed", "out-reason": "不用了"}
    assert send(second, "desk_disclosure", row.pk, **out).status_code == 422
    out["out-ground"] = "privacy"
    assert send(second, "desk_disclosure", row.pk, **out).status_code == 302
    off = {"act": "take_off", "posting": screen.pk, "note": "回执撤-7"}
    assert send(first, "desk_disclosure", row.pk, **off).status_code == 302
    for account in (here.stranger(), here.elsewhere(Role.OFFICER), case.supervisor, case.by):
        assert page(account, "desk_disclosure", row.pk).status_code == 404
    assert leads_to(visitor(None).get(f"/desk/disclosures/{row.pk}/")).startswith(SIGN_IN)


@clause("ORD21-4.6f", "XBQ21-2.5g")
def test_nothing_is_ticked_beforehand_and_consent_is_taken_back_on_ones_own_page(
    world: Worlds,
) -> None:
    baqiao = world("xian-baqiao-2021")
    case = baqiao.opened().checked()
    html = text_of(page(case.by, "my_sign", case.application.number))
    for place in ("社区", "政务服务场所", "网站"):
        assert f'name="show_at" value="{place}">' in html
    answer = send(
        case.by, "my_sign", case.application.number, go="sign", show_at=["社区"],
        statement=["knows", "meets", "accepts_liability", "genuine_intent"],
    )  # fmt: skip
    assert answer.status_code == 302
    row = of_case(case, "voluntary")
    assert [one.place for one in row.postings.all()] == ["社区"]
    assert "您自愿公开" in text_of(page(case.by, "my_disclosures"))
    strange = visitor(baqiao.stranger())
    assert strange.post("/my/disclosures/", {"publication": row.pk}).status_code == 404
    assert send(case.by, "my_disclosures", publication=row.pk).status_code == 302
    row.refresh_from_db()
    assert row.status == PublicationStatus.DROPPED
    # Without a tick the case goes on just the same.
    other = baqiao.opened("agent").signed()
    assert other.application.status == case.refresh().status == "submitted"
    assert not Publication.objects.filter(record_id=other.application.pk).exists()


@clause("XBQ21-2.7e")
def test_a_reader_reports_and_the_supervisor_hears_of_it(here: World) -> None:
    case, row = public_letter(here)
    html = text_of(page(None, "disclosure", row.code))
    assert reverse("web:disclosure_report", args=[row.code]) in html
    browser = visitor(None)
    address = reverse("web:disclosure_report", args=[row.code])
    assert browser.post(address, {"words": ""}).status_code == 422
    assert browser.post(address, {"words": "写错了", "website": "x"}).status_code == 422
    told = browser.post(address, {"words": "房子还在他名下", "contact": ""})
    assert leads_to(told) == reverse("web:disclosure_reported", args=[row.code])
    kept = PublicReport.objects.get()
    assert kept.number in text_of(browser.get(leads_to(told)))
    RefusedPublication.objects.create(
        publication=row,
        tried_by=case.officer,
        tried_at=row.opened_at,
        findings=[{"detail": "标注了商业秘密，不能公示。"}],
    )
    supervisor = case.supervisor
    html = text_of(page(supervisor, "public_reports"))
    assert "房子还在他名下" in html and "标注了商业秘密" in html
    fields = {"report": kept.pk, f"r{kept.pk}-answer": ""}
    assert send(supervisor, "public_reports", **fields).status_code == 422
    fields[f"r{kept.pk}-answer"] = "已经核对登记，没有问题。"
    assert send(supervisor, "public_reports", **fields).status_code == 302
    kept.refresh_from_db()
    assert kept.answer and kept.answered_by == supervisor
    assert page(case.officer, "public_reports").status_code == 404


def test_nobody_reads_them_all_at_once(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disclosures, "PAGES_PER_MINUTE", 3)
    browser = visitor(None)
    address = reverse("web:disclosures", args=[here.slug])
    said = [browser.get(address).status_code for _time in range(4)]
    assert said == [200, 200, 200, 429]
    robots = text_of(browser.get("/robots.txt"))
    assert "Disallow: /d/" in robots and "Disallow: /p/*/disclosures/" in robots


def test_the_same_through_the_interface(world: Worlds) -> None:
    baqiao = world("xian-baqiao-2021")
    case = baqiao.opened().signed()
    mine, desk = Caller(case.by), Caller(case.officer)
    path = f"applications/{case.application.number}/disclosure-consent"
    assert mine.post(path, {"places": ["街头"]}).status == 422
    assert desk.post(path, {"places": ["网站"]}).status in (404, 422)
    held = mine.post(path, {"places": ["网站"]})
    assert (held.status, held.json["places"]) == (201, ["网站"])
    code = held.json["code"]
    assert code in str(desk.get("disclosures").json)
    assert Caller().get(f"disclosures/{code}").status == 404
    assert desk.post(f"disclosures/{code}/withdrawal", {}).status == 404
    assert mine.post(f"disclosures/{code}/withdrawal", {}).json["status"] == "dropped"
