"""Yesterday's list says what it said yesterday, whatever is renamed today."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from nuozheng.catalogue.adjustment.register import Happening, register_event
from nuozheng.catalogue.adjustment.reorganise import reorganise
from nuozheng.catalogue.days import list_versions, version_on
from nuozheng.catalogue.export.whole import Format, whole_list
from nuozheng.catalogue.models import ServiceItem
from nuozheng.catalogue.names.models import EarlierWords
from nuozheng.catalogue.revision.items import refresh_search
from nuozheng.law.adjustment import EventKind
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from tests.web.visits import at_most, page, text_of, visitor
from tests.world import World

Worlds = Callable[[str], World]
SLUG = "ordos-2021"
FORMATS: tuple[Format, ...] = ("json", "csv", "xlsx")


@pytest.fixture
def ordos(world: Worlds) -> World:
    return world(SLUG)


def today() -> date:
    return timezone.localdate()


def files(world: World, on: date) -> dict[str, bytes]:
    return {format: whole_list(world.catalogue, on, format) for format in FORMATS}


def taken_over(world: World, since: date) -> tuple[Agency, Agency]:
    """The story's agency is renamed, by the act that an office uses."""
    old = world.item().agency
    new = Agency.objects.create(
        jurisdiction=old.jurisdiction, name="示例市新部门", short_name="新部门"
    )
    reviewer = world.staff(Role.JUSTICE_REVIEWER)
    event = register_event(
        catalogue=world.catalogue,
        happening=Happening(
            EventKind.AGENCY_RENAMED, since, "示例编发〔2026〕1号", "示例：更名。", agencies=(old,)
        ),
        by=reviewer,
    )
    reorganise(event=event, predecessors=[old], successor=new, on=since, by=reviewer)
    return old, new


@pytest.mark.clause("MJ21-2.2.4c")
def test_a_renamed_agency_leaves_yesterdays_files_as_they_were(ordos: World) -> None:
    yesterday = today() - timedelta(days=1)
    first = ordos.catalogue.published_on
    address = f"/p/{SLUG}/data/{first.isoformat()}.json"
    before, served = files(ordos, yesterday), visitor(None).get(address)
    bytes_before = b"".join(served)
    moved = ordos.catalogue.items.filter(agency=ordos.item().agency).count()
    old, new = taken_over(ordos, yesterday - timedelta(days=2))
    assert files(ordos, yesterday) == before
    again = visitor(None).get(address)
    assert b"".join(again) == bytes_before
    assert again.headers["ETag"] == served.headers["ETag"]
    assert "immutable" in again.headers["Cache-Control"]
    for content in (files(ordos, today())[one] for one in ("json", "csv")):
        assert old.name not in content.decode() and new.name in content.decode()
    newest, before_it = list_versions(ordos.catalogue, today())[:2]
    assert (newest.on, newest.renamed, newest.changed) == (today(), moved, 0)
    assert before_it.until == yesterday
    assert version_on(ordos.catalogue, today()) == today()
    assert version_on(ordos.catalogue, yesterday) == first


def test_a_past_days_page_names_who_it_named_that_day(ordos: World) -> None:
    yesterday, item = today() - timedelta(days=1), ordos.item()
    old, new = taken_over(ordos, yesterday)
    ServiceItem.objects.filter(pk=item.pk).update(name="示例改了名的事项")
    refresh_search([item.pk])
    with at_most(12):
        then = text_of(page(None, "list_on", SLUG, yesterday.isoformat(), q=item.name))
    assert item.name in then and old.name in then and new.name not in then
    assert "示例改了名的事项" not in then
    now = text_of(page(None, "list_on", SLUG, today().isoformat(), q="改了名的事项"))
    assert "示例改了名的事项" in now and new.name in now
    gone = text_of(page(None, "list_on", SLUG, today().isoformat(), q=item.name))
    assert "当天的清单上没有查到" in gone
    assert "更名" in text_of(page(None, "list_history", SLUG))
    assert "处改了名称或者办理机关" in text_of(page(None, "open_data", SLUG))


def test_names_changed_in_place_are_kept_too(ordos: World) -> None:
    """Whoever writes: the database keeps the words, and the first of a day's are the day's."""
    yesterday, entry = today() - timedelta(days=1), ordos.item().entries.order_by("position")[0]
    before = files(ordos, yesterday)
    for name in ("示例更名一次", "示例更名两次"):
        Agency.objects.filter(pk=entry.item.agency_id).update(name=name)
    type(entry.proof).objects.filter(pk=entry.proof_id).update(issuing_body="示例出具单位")
    entry.item.decision_days += 1
    entry.item.save()
    entry.item.save(update_fields=["search_text"])
    assert files(ordos, yesterday) == before
    assert files(ordos, today())["json"] != before["json"]
    assert "示例更名两次" in files(ordos, today())["json"].decode()
    assert EarlierWords.objects.filter(item=entry.item).count() == 1


def test_two_renamings_on_two_days_each_keep_theirs(ordos: World) -> None:
    item = ordos.item()
    long_ago = today() - timedelta(days=10)
    said = {"agency": "示例旧部门", "name": "示例旧事项", "kind": "", "domain": item.domain}
    EarlierWords.objects.create(
        item=item,
        until=long_ago,
        words=said
        | {
            "applicant_kinds": item.applicant_kinds,
            "implementation_code": item.implementation_code,
            "decision_days": 5,
            "decision_days_basis": "",
        },
    )
    ServiceItem.objects.filter(pk=item.pk).update(name="示例新事项")
    expected = {
        long_ago: "示例旧事项",
        long_ago + timedelta(days=1): item.name,
        today() - timedelta(days=1): item.name,
        today(): "示例新事项",
    }
    for on, name in expected.items():
        content = files(ordos, on)["json"].decode()
        assert [one for one in set(expected.values()) if f'"{one}"' in content] == [name]
    assert version_on(ordos.catalogue, today() - timedelta(days=1)) == long_ago + timedelta(days=1)


def test_earlier_words_are_never_changed(ordos: World) -> None:
    ServiceItem.objects.filter(pk=ordos.item().pk).update(name="示例新事项")
    for change in (
        lambda: EarlierWords.objects.update(until=today()),
        lambda: EarlierWords.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM catalogue_earlierwords")
        assert cursor.fetchone() == (1,)
