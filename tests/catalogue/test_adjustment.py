"""What changed flags everything it touches; the flag falls by confirming or by publishing."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from nuozheng.catalogue.adjustment.access import answers_visible_to
from nuozheng.catalogue.adjustment.answer import adjust, confirm
from nuozheng.catalogue.adjustment.clocks import start_filing_clock
from nuozheng.catalogue.adjustment.models import Adjustment, LegalEvent, TouchedEntry
from nuozheng.catalogue.adjustment.register import Happening, register_event
from nuozheng.catalogue.adjustment.touch import letters_touched
from nuozheng.catalogue.models import CatalogueEntry, EntryVersion
from nuozheng.catalogue.revision.actions.draft import check_scope
from nuozheng.evidence.deadlines import running
from nuozheng.evidence.models import Deadline
from nuozheng.evidence.moves import history
from nuozheng.law.adjustment import EventKind, cites, instruments_in
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from tests.revisions import Desk
from tests.world import World

Worlds = Callable[[str], World]
YESTERDAY = timezone.localdate() - timedelta(days=1)


def happening(kind: EventKind = EventKind.REPEALED, **fields: object) -> Happening:
    values: dict[str, object] = {
        "kind": kind,
        "happened_on": YESTERDAY,
        "document_number": "示例令第1号",
        "words": "示例：旧条文不再适用。",
    }
    return Happening(**(values | fields))  # type: ignore[arg-type]


def registered(world: World, happened: Happening) -> LegalEvent:
    return register_event(
        catalogue=world.catalogue, happening=happened, by=world.staff(Role.JUSTICE_REVIEWER)
    )


def cited(desk: Desk) -> str:
    """An instrument that the desk's entry rests on."""
    basis = desk.content().legal_basis
    return f"《{sorted(instruments_in(basis))[0]}》"


def answer_of(desk: Desk, event: LegalEvent) -> Adjustment:
    return Adjustment.objects.get(event=event, agency=desk.agency)


@pytest.mark.clause("ORD21-4.2a", "MJ21-3.2b", "XBQ21-2.1j")
@pytest.mark.parametrize(
    ("slug", "kind"),
    [
        ("ordos-2021", EventKind.REPEALED),
        ("huainan-maoji-2021", EventKind.AMENDED),
        ("xian-baqiao-2021", EventKind.INTERPRETED),
    ],
)
def test_every_entry_that_cites_it_is_flagged(world: Worlds, slug: str, kind: EventKind) -> None:
    desk = Desk(world(slug))
    name = cited(desk)
    event = registered(
        desk.world, happening(kind, instrument=f"中华人民共和国{name[1:-1]}（修正）")
    )
    flagged = set(
        TouchedEntry.objects.filter(adjustment__event=event).values_list("entry", flat=True)
    )
    standing = EntryVersion.objects.in_force(timezone.localdate()).filter(
        entry__item__catalogue=desk.world.catalogue
    )
    citing = {
        one.entry_id
        for one in standing
        if cites(one.legal_basis, name) or cites(one.liability_basis, name)
    }
    assert flagged == citing
    assert desk.entry().pk in flagged
    assert letters_touched(event, timezone.localdate()).exists()
    (row,) = history("legal_event", event.pk)
    assert row.basis and row.detail["touched"] == len(flagged)


@pytest.mark.clause("XBQ21-2.1j", "MJ21-3.2b")
def test_the_flag_falls_only_by_confirming_with_a_reason(world: Worlds) -> None:
    desk = Desk(world("xian-baqiao-2021"))
    event = registered(desk.world, happening(EventKind.INTERPRETED, instrument=cited(desk)))
    touched = TouchedEntry.objects.get(adjustment__event=event, entry=desk.entry())
    with pytest.raises(Refused) as refused:
        confirm(touched=touched, reason=" ", by=desk.keeper)
    assert refused.value.key == "reason_required"
    for stranger in (desk.world.elsewhere(Role.CATALOGUE_KEEPER), desk.world.citizen):
        with pytest.raises(Refused):
            confirm(touched=touched, reason="照旧", by=stranger)
    confirmed = confirm(touched=touched, reason="解释没有改变本条的意思。", by=desk.keeper)
    assert (confirmed.status, confirmed.by) == ("confirmed", desk.keeper)
    with pytest.raises(Refused):
        confirm(touched=touched, reason="再来", by=desk.keeper)


@pytest.mark.clause("MJ21-2.1.3a")
def test_a_changed_service_flags_its_proofs(world: Worlds) -> None:
    desk = Desk(world("huainan-maoji-2021"))
    item = desk.entry().item
    event = registered(desk.world, happening(EventKind.ITEM_CHANGED, item=item))
    flagged = set(
        TouchedEntry.objects.filter(adjustment__event=event).values_list("entry", flat=True)
    )
    assert flagged == set(item.entries.values_list("pk", flat=True))


def through(desk: Desk, answer: Adjustment) -> Adjustment:
    """The adjustment's revision with its grounds, checked and handed in."""
    revision = answer.revision
    assert revision is not None
    revision.grounds_documents.add(desk.document())
    for change in revision.changes.all():
        check_scope(change=change, answers=desk.checklist(), by=desk.keeper)
    return answer


@pytest.mark.clause("MJ21-2.1.3b", "MJ21-2.1.3c")
def test_a_published_change_clears_the_flag_and_cases_keep_their_version(world: Worlds) -> None:
    maoji = world("huainan-maoji-2021")
    desk, case = Desk(maoji), maoji.opened()
    before = {proof.version_id for proof in case.proofs()}
    event = registered(maoji, happening(EventKind.AMENDED, instrument=cited(desk)))
    answer = answer_of(desk, event)
    keep_only(answer, desk.entry())
    revision = adjust(adjustment=answer, by=desk.keeper)
    assert (revision.kind, revision.event_on) == ("adjustment", YESTERDAY)
    assert [one.entry for one in revision.changes.all()] == [desk.entry()]
    with pytest.raises(Refused) as refused:
        desk.hand_in(revision)
    assert "adjustment_needs_grounds" in {one.key for one in refused.value.findings}
    desk.changed(revision)
    through(desk, answer_of(desk, event))
    revision = desk.hand_in(revision)
    touched = TouchedEntry.objects.get(adjustment=answer, entry=desk.entry())
    standing = EntryVersion.objects.in_force(timezone.localdate()).get(entry=desk.entry())
    revision = desk.published(revision, timezone.localdate() + timedelta(days=1))
    touched.refresh_from_db()
    assert (touched.status, touched.revision) == ("changed", revision)
    assert EntryVersion.objects.in_force(timezone.localdate()).get(entry=desk.entry()) == standing
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert EntryVersion.objects.in_force(tomorrow).get(entry=desk.entry()) != standing
    assert {proof.version_id for proof in case.proofs()} == before
    assert case.refresh().status == "draft"
    (clock,) = running("revision", revision.pk)
    assert (clock.what, clock.started_on, clock.days) == ("filing", timezone.localdate(), 7)


def keep_only(answer: Adjustment, entry: CatalogueEntry) -> None:
    """One flag is enough for the story."""
    answer.touched.exclude(entry=entry).delete()


@pytest.mark.clause("MJ21-2.1.3d")
def test_filing_is_due_seven_working_days_after_publication(world: Worlds) -> None:
    revision = Desk(world("huainan-maoji-2021")).open("adjustment")
    clock = start_filing_clock(revision, date(2021, 4, 29))
    assert clock is not None
    assert clock.due_on == date(2021, 5, 12)
    assert not clock.is_overdue(date(2021, 5, 12))
    assert clock.is_overdue(date(2021, 5, 13))
    assert start_filing_clock(Desk(world("ordos-2023")).open(), date(2023, 9, 28)) is None


@pytest.mark.clause("ORD23-3.4.2b")
def test_confirmation_is_due_seven_working_days_after_the_event(world: Worlds) -> None:
    desk = Desk(world("ordos-2023"))
    event = registered(
        desk.world,
        happening(EventKind.AMENDED, instrument=cited(desk), happened_on=date(2023, 9, 28)),
    )
    answer = answer_of(desk, event)
    clocks = running("adjustment", answer.pk)
    assert {one.what for one in clocks} == {"confirmation", "application"}
    assert {one.due_on for one in clocks} == {date(2023, 10, 13)}
    assert not any(one.is_overdue(date(2023, 10, 13)) for one in clocks)
    assert all(one.is_overdue(date(2023, 10, 14)) for one in clocks)
    for touched in answer.touched.all():
        confirm(touched=touched, reason="核对过，照旧。", by=desk.reviewer(Role.HEAD))
    assert running("adjustment", answer.pk) == []


@pytest.mark.clause("ORD23-3.4.2b")
def test_confirming_the_revision_stops_both_clocks(world: Worlds) -> None:
    desk = Desk(world("ordos-2023"))
    event = registered(desk.world, happening(EventKind.AMENDED, instrument=cited(desk)))
    answer = answer_of(desk, event)
    keep_only(answer, desk.entry())
    revision = adjust(adjustment=answer, by=desk.keeper)
    desk.changed(revision)
    through(desk, answer_of(desk, event))
    revision = desk.hand_in(revision)
    assert len(running("adjustment", answer.pk)) == 2
    desk.passed(revision)
    assert running("adjustment", answer.pk) == []
    assert Deadline.objects.filter(kind="adjustment", record_id=answer.pk).count() == 2


def test_an_adjustment_is_opened_once_and_by_the_keeper(world: Worlds) -> None:
    desk = Desk(world("ordos-2021"))
    event = registered(desk.world, happening(instrument=cited(desk)))
    answer = answer_of(desk, event)
    with pytest.raises(Refused):
        adjust(adjustment=answer, by=desk.world.elsewhere(Role.CATALOGUE_KEEPER))
    adjust(adjustment=answer, by=desk.keeper)
    with pytest.raises(Refused) as refused:
        adjust(adjustment=answer, by=desk.keeper)
    assert refused.value.key == "adjusted_already"


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"instrument": "示例法", "document_number": ""}, "event_without_paper"),
        ({"instrument": "示例法", "words": ""}, "event_without_words"),
        ({"instrument": ""}, "event_without_subject"),
        (
            {"instrument": "示例法", "happened_on": timezone.localdate() + timedelta(days=2)},
            "event_in_future",
        ),
        ({"kind": EventKind.AGENCY_MERGED}, "event_without_subject"),
        ({"kind": EventKind.ITEM_CHANGED}, "event_without_subject"),
    ],
)
def test_what_an_event_must_say(world: Worlds, fields: dict[str, object], key: str) -> None:
    with pytest.raises(Refused) as refused:
        registered(world("ordos-2021"), happening(**fields))  # type: ignore[arg-type]
    assert refused.value.key == key


def test_who_may_register_and_see(world: Worlds) -> None:
    ordos, lyg = world("ordos-2021"), world("lianyungang-2019")
    desk = Desk(ordos)
    event = registered(ordos, happening(instrument=cited(desk)))
    strangers: list[Account] = [ordos.citizen, lyg.staff(Role.JUSTICE_REVIEWER)]
    for stranger in strangers:
        assert not answers_visible_to(stranger, timezone.localdate()).exists()
        with pytest.raises(Refused):
            register_event(catalogue=ordos.catalogue, happening=happening(), by=stranger)
    assert answer_of(desk, event) in answers_visible_to(desk.keeper, timezone.localdate())
