"""The list through time: past days, revisions, comparisons, open data, the feed, units."""

import csv
import json
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from nuozheng.catalogue.days import list_versions, version_on
from nuozheng.catalogue.figures import count_figures
from nuozheng.catalogue.models import Catalogue, CatalogueEntry, EntryVersion, ServiceItem
from nuozheng.catalogue.revision.actions.publish import announce
from nuozheng.catalogue.revision.models import Revision
from nuozheng.law.milestones import publication_due
from nuozheng.law.policy import load_policy
from tests.revisions import Desk
from tests.web.visits import at_most, leads_to, page, text_of, visitor
from tests.world import LISTS, World

pytestmark = pytest.mark.django_db
Worlds = Callable[[str], World]
ATOM = "{http://www.w3.org/2005/Atom}"
BAOQIAO, MAOJI = "xian-baqiao-2021", "huainan-maoji-2021"


def today() -> date:
    return timezone.localdate()


def first_day(slug: str) -> date:
    return Catalogue.objects.get(slug=slug).published_on


@pytest.fixture
def changed(world: Worlds) -> Callable[[str], tuple[Desk, Revision]]:
    """One entry of the list goes another way from today on, through every step of its chain."""

    def change(slug: str, since: date | None = None) -> tuple[Desk, Revision]:
        desk = Desk(world(slug))
        return desk, desk.published(desk.submitted(), since)

    return change


Changed = Callable[..., tuple[Desk, Revision]]


def whole(address: str) -> bytes:
    """A file that is sent in portions."""
    return b"".join(visitor(None).get(address))


class TestPastDays:
    @pytest.mark.parametrize("slug", LISTS)
    def test_a_list_that_never_changed_has_one_version(self, slug: str) -> None:
        listed = Catalogue.objects.get(slug=slug)
        (only,) = list_versions(listed, today())
        assert only.on == listed.published_on and only.until is None
        assert only.added and not only.changed and not only.removed
        assert version_on(listed, only.on - timedelta(days=1)) is None
        assert version_on(listed, today()) == only.on

    @pytest.mark.clause("MJ21-2.2.4c")
    def test_the_previous_version_stays_reachable_without_sign_in(self, changed: Changed) -> None:
        desk, _ = changed(MAOJI)
        entry, yesterday = desk.entry(), today() - timedelta(days=1)
        with at_most(12):
            now = text_of(page(None, "list_on", MAOJI, today().isoformat()))
        then = text_of(page(None, "list_on", MAOJI, yesterday.isoformat(), q=entry.proof.name))
        assert "现在还在用" in now
        assert "后来有了新的一版" in then and entry.proof.name in then
        assert entry.item.name in then

    def test_what_left_the_list_is_found_on_the_day_before(self) -> None:
        listed = Catalogue.objects.get(slug="ordos-2021")
        entry = World("ordos-2021").item().entries.order_by("position")[0]
        version = entry.versions.get()
        version.effective_until = today() - timedelta(days=1)
        version.save(update_fields=["effective_until"])
        count_figures(listed)
        newest, first = list_versions(listed, today())
        assert (newest.on, newest.removed, newest.added) == (today(), 1, 0)
        assert first.until == today() - timedelta(days=1)
        day = today().isoformat()
        html = text_of(page(None, "list_on", "ordos-2021", day, q=entry.proof.name))
        assert entry.item.name not in html
        before = (today() - timedelta(days=1)).isoformat()
        assert entry.item.name in text_of(
            page(None, "list_on", "ordos-2021", before, q=entry.proof.name)
        )
        gone = text_of(page(None, "item_history", "ordos-2021", entry.item_id))
        assert entry.proof.name in gone

    def test_days_before_the_list_and_days_to_come_are_explained(self) -> None:
        before = first_day(BAOQIAO) - timedelta(days=1)
        for day, words in ((before, "还没有公布"), (today() + timedelta(days=1), "还没有到")):
            answer = page(None, "list_on", BAOQIAO, day.isoformat())
            assert answer.status_code == 404
            assert words in text_of(answer)

    @pytest.mark.parametrize("day", ["20260301", "2026-13-01", "x", "2026-3-1", "2026-W10-1"])
    def test_what_is_no_day_is_not_found(self, day: str) -> None:
        assert visitor(None).get(f"/p/{BAOQIAO}/on/{day}/").status_code == 404

    def test_the_form_leads_to_the_day(self) -> None:
        answer = page(None, "choose_day", BAOQIAO, on="2026-03-01")
        assert leads_to(answer) == f"/p/{BAOQIAO}/on/2026-03-01/"
        assert leads_to(page(None, "choose_day", BAOQIAO, on="")) == f"/p/{BAOQIAO}/history/"

    @pytest.mark.clause("LYG19-0b")
    def test_the_nine_fields_stand_on_top_and_say_when_superseded(self, changed: Changed) -> None:
        slug = "lianyungang-2019"
        head = load_policy(slug).listing.information_head.value
        assert len(head) == 9
        html = text_of(page(None, "list_on", slug, first_day(slug).isoformat()))
        for name in head:
            assert f"<dt>{name}</dt>" in html
        assert "<dd>有效</dd>" in html
        changed(slug)
        with at_most(12):
            old = text_of(page(None, "list_on", slug, first_day(slug).isoformat()))
        assert "失效（" in old and "<dd>有效</dd>" not in old
        new = text_of(page(None, "list_on", slug, today().isoformat()))
        assert "<dd>有效</dd>" in new and "LYG/" in new
        elsewhere = text_of(page(None, "list_on", MAOJI, first_day(MAOJI).isoformat()))
        assert "<dt>索引号</dt>" not in elsewhere


class TestHistory:
    @pytest.mark.clause("ORD21-5.1g")
    def test_a_revision_shows_version_day_and_who_approved(self, changed: Changed) -> None:
        desk, revision = changed("ordos-2021")
        with at_most(12):
            html = text_of(page(None, "list_history", "ordos-2021"))
        assert revision.title in html and revision.number in html
        for step in revision.steps:
            assert step.label in html
        assert desk.entry().proof.name in html
        assert "部分公布" in html and "市人民政府门户网站" in html
        assert "还没有登记" in html
        assert desk.keeper.display_name not in html
        desk.announced(revision)
        complete = text_of(page(None, "list_history", "ordos-2021"))
        assert "部分公布" not in complete and "https://example.com/list" in complete

    @pytest.mark.clause("XBQ21-2.1i", "XBQ21-2.3e")
    def test_a_channel_that_is_missing_is_named(self, changed: Changed) -> None:
        changed(BAOQIAO)
        html = text_of(page(None, "list_history", BAOQIAO))
        for channel in ("政务服务场所", "门户网站", "政务服务网"):
            assert channel in html
        assert "公布在哪里（还有6个渠道没有登记）" in html

    @pytest.mark.clause("MJ21-3.3a", "ORD21-4.3n")
    @pytest.mark.parametrize(("slug", "late"), [(MAOJI, True), ("ordos-2021", False)])
    def test_guide_and_text_are_partly_published_until_every_channel_is_recorded(
        self, changed: Changed, slug: str, late: bool
    ) -> None:
        desk, revision = changed(slug)
        desk.hand_over_papers()
        wanted = load_policy(slug).listing.template_channels.value
        for done in range(len(wanted) + 1):
            html = text_of(page(None, "guide", slug, desk.entry().item_id))
            told = html.split("还没有登记公布的渠道：")
            assert ("部分公布" in html) == (done < len(wanted))
            if done < len(wanted):
                missing = told[1].split("</p>")[0]
                assert [name in missing for name in wanted] == [
                    number >= done for number in range(len(wanted))
                ]
                assert ("已过规定的日期" in missing) == late
                announce(
                    revision=revision,
                    subject="template",
                    channel=wanted[done],
                    place="https://example.com/text",
                    on=today(),
                    by=desk.publisher(revision),
                )

    def test_a_draft_is_nobodys_business(self, world: Worlds) -> None:
        desk = Desk(world("ordos-2021"))
        revision = desk.submitted()
        html = text_of(page(None, "list_history", "ordos-2021"))
        assert revision.number not in html and "还没有改过" in html

    def test_each_entry_tells_its_versions_and_any_two_are_compared(self, changed: Changed) -> None:
        desk, revision = changed("ordos-2021")
        entry = desk.entry()
        with at_most(12):
            html = text_of(page(None, "item_history", "ordos-2021", entry.item_id))
        assert "第2版" in html and revision.number in html and "证明内容" in html
        with at_most(12):
            both = text_of(page(None, "compare", "ordos-2021", entry.pk, old="1", new="2"))
        assert "改过的证明内容。" in both and "证明内容" in both
        same = text_of(page(None, "compare", "ordos-2021", entry.pk, old="2", new="2"))
        assert "这两版内容一样" in same

    def test_an_entry_of_another_list_is_not_found(self) -> None:
        entry = CatalogueEntry.objects.filter(item__catalogue__slug="ordos-2021")[:1].get()
        assert visitor(None).get(f"/p/ordos-2023/entries/{entry.pk}/").status_code == 404
        assert visitor(None).get("/p/ordos-2023/entries/99999999/").status_code == 404

    def test_one_version_is_said_to_be_the_only_one(self) -> None:
        entry = CatalogueEntry.objects.filter(item__catalogue__slug=MAOJI).order_by("pk")[0]
        for query in ({}, {"old": "7", "new": "x"}):
            assert "只有一版" in text_of(page(None, "compare", MAOJI, entry.pk, **query))

    @pytest.mark.clause("ORD21-5.3a")
    def test_what_is_approved_but_not_published_is_not_offered(self, world: Worlds) -> None:
        desk = Desk(world("ordos-2021"))
        revision = desk.approved(desk.submitted())
        item = desk.entry().item
        assert "改过的证明内容" not in text_of(page(None, "item", "ordos-2021", item.pk))
        desk.published(revision)
        assert "改过的证明内容" in text_of(page(None, "item", "ordos-2021", item.pk))


class TestData:
    @pytest.mark.parametrize("slug", LISTS)
    def test_every_version_has_its_files(self, slug: str) -> None:
        day = first_day(slug).isoformat()
        html = text_of(page(None, "open_data", slug))
        for form in ("csv", "json", "xlsx"):
            assert f"/p/{slug}/data/{day}.{form}" in html
        listed = EntryVersion.objects.filter(entry__item__catalogue__slug=slug).count()
        with at_most(12):
            answer = visitor(None).get(f"/p/{slug}/data/{day}.json")
            content = b"".join(answer)
        assert len(json.loads(content)["entries"]) == listed
        rows = list(csv.reader(StringIO(whole(f"/p/{slug}/data/{day}.csv").decode("utf-8-sig"))))
        assert len(rows) == listed + 1

    def test_a_past_version_never_changes_and_is_kept(self, changed: Changed) -> None:
        slug = "ordos-2023"
        day = first_day(slug).isoformat()
        before = visitor(None).get(f"/p/{slug}/data/{day}.json")
        content = b"".join(before)
        assert "immutable" in before.headers["Cache-Control"]
        changed(slug)
        after = visitor(None).get(f"/p/{slug}/data/{day}.json")
        assert b"".join(after) == content
        assert after.headers["ETag"] == before.headers["ETag"]
        new = visitor(None).get(f"/p/{slug}/data/{today().isoformat()}.json")
        assert b"".join(new) != content
        assert "immutable" not in new.headers["Cache-Control"]

    def test_who_has_it_already_is_told_so(self) -> None:
        day = first_day(MAOJI).isoformat()
        first = visitor(None).get(f"/p/{MAOJI}/data/{day}.csv")
        again = visitor(None).get(
            f"/p/{MAOJI}/data/{day}.csv", headers={"If-None-Match": first.headers["ETag"]}
        )
        assert again.status_code == 304 and not again.content
        since = {"If-Modified-Since": first.headers["Last-Modified"]}
        assert visitor(None).get(f"/p/{MAOJI}/data/{day}.csv", headers=since).status_code == 304

    def test_any_day_leads_to_its_version_and_latest_to_the_present_one(self) -> None:
        day = first_day(MAOJI)
        for wanted in ("latest", (day + timedelta(days=40)).isoformat()):
            answer = visitor(None).get(f"/p/{MAOJI}/data/{wanted}.csv")
            assert leads_to(answer) == f"/p/{MAOJI}/data/{day.isoformat()}.csv"

    @pytest.mark.parametrize("name", ["2019-01-01.csv", "2999-01-01.csv", "latest.exe", "x.csv"])
    def test_what_there_is_not(self, name: str) -> None:
        assert visitor(None).get(f"/p/{MAOJI}/data/{name}").status_code == 404

    def test_too_many_downloads_from_one_address_wait(self) -> None:
        day, browser = first_day(MAOJI).isoformat(), visitor(None)
        answers = [browser.head(f"/p/{MAOJI}/data/{day}.csv").status_code for _ in range(21)]
        assert set(answers[:20]) == {200} and answers[20] in (200, 429)


class TestFeed:
    def test_it_is_atom_with_one_entry_for_each_publication(self, changed: Changed) -> None:
        desk, revision = changed("ordos-2021")
        with at_most(12):
            answer = visitor(None).get("/p/ordos-2021/feed.atom")
        assert answer.headers["Content-Type"].startswith("application/atom+xml")
        feed = ElementTree.fromstring(answer.content)
        assert feed.tag == f"{ATOM}feed"
        for wanted in ("id", "title", "updated", "author"):
            assert feed.find(f"{ATOM}{wanted}") is not None
        entries = feed.findall(f"{ATOM}entry")
        assert len(entries) == 2
        for entry in entries:
            for wanted in ("id", "title", "updated", "link", "summary"):
                assert entry.find(f"{ATOM}{wanted}") is not None, wanted
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(set(ids)) == 2 and str(ids[0]).endswith(f"#r-{revision.number}")
        assert desk.entry().proof.name in str(entries[0].findtext(f"{ATOM}summary"))

    def test_the_pages_point_to_it(self) -> None:
        for name in ("list", "list_history"):
            assert 'type="application/atom+xml"' in text_of(page(None, name, MAOJI))


class TestUnits:
    @pytest.mark.clause("MJ21-3.2a", "ORD23-2.3b")
    @pytest.mark.parametrize(
        ("slug", "due"), [(MAOJI, date(2021, 2, 28)), ("ordos-2023", date(2023, 12, 31))]
    )
    def test_all_units_on_one_page_and_the_late_ones_marked(self, slug: str, due: date) -> None:
        milestone = publication_due(load_policy(slug), "list")
        assert milestone is not None and milestone.on == due
        item = World(slug).item()
        EntryVersion.objects.filter(entry__item__agency=item.agency).update(
            effective_from=due + timedelta(days=2)
        )
        with at_most(12):
            html = text_of(page(None, "list_units", slug))
        for unit in set(
            ServiceItem.objects.filter(catalogue__slug=slug).values_list("agency__name", flat=True)
        ):
            assert unit in html
        assert html.count("晚了2天") == 1

    def test_where_no_day_is_named_nobody_is_late(self) -> None:
        assert publication_due(load_policy("lianyungang-2019"), "list") is None
        assert "晚了" not in text_of(page(None, "list_units", "lianyungang-2019"))
