"""A lower list takes over, differs with a decision, and rolls up into the city's list."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from time import monotonic

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nuozheng.catalogue.inheritance.compare import compare, decide, undecided
from nuozheng.catalogue.inheritance.editions import file_edition, file_of, lines_of, merge
from nuozheng.catalogue.inheritance.measures import measures_of
from nuozheng.catalogue.inheritance.models import ListDifference, RegisteredProof
from nuozheng.catalogue.inheritance.place import place_below, possible_above
from nuozheng.catalogue.inheritance.registers import Line, register, strike
from nuozheng.catalogue.inheritance.rollup import growth, merged, roll_up
from nuozheng.catalogue.inheritance.take_over import take_over
from nuozheng.catalogue.models import Catalogue, CatalogueEntry, EntryVersion
from nuozheng.catalogue.revision.access import visible_to
from nuozheng.catalogue.revision.actions.draft import abandon, open_revision, propose
from nuozheng.catalogue.revision.content import EntryContent, ItemContent
from nuozheng.catalogue.revision.examination import examine_changes
from nuozheng.evidence.moves import history
from nuozheng.law.findings import Finding, Refused, obstacles
from nuozheng.law.vocabulary import Role, Substitution
from nuozheng.parties.models import Agency
from tests.revisions import Desk
from tests.web.visits import at_most
from tests.world import World

Worlds = Callable[[str], World]
TODAY = timezone.localdate()


@pytest.fixture
def maoji(world: Worlds) -> World:
    """The zone's list stands below the list of 2021 of another place, as if below its city's."""
    below = world("huainan-maoji-2021")
    above = Catalogue.objects.get(slug="ordos-2021")
    Catalogue.objects.filter(pk=below.catalogue.pk).update(parent=above)
    below.catalogue.refresh_from_db()
    return below


def empty_list(world: World) -> Catalogue:
    """A new list of the same place, below the list of the world."""
    return Catalogue.objects.create(
        slug="lower",
        jurisdiction=world.catalogue.jurisdiction,
        title="示例区清单",
        policy_key=world.catalogue.policy_key,
        prefix="LOWER",
        published_on=TODAY,
        parent=world.catalogue,
    )


def test_a_lower_list_takes_entries_over_with_their_origin(world: Worlds) -> None:
    ordos = world("ordos-2021")
    desk, child = Desk(ordos), empty_list(ordos)
    revision = take_over(child=child, agency=desk.agency, entries=[desk.entry()], by=desk.keeper)
    (change,) = revision.changes.all()
    assert change.kind == "add"
    assert change.origin.startswith("承接自《鄂尔多斯市证明事项告知承诺制清单（2021）》第1版")
    assert change.content["proof"]["name"] == desk.entry().proof.name
    assert change.content["item"]["implementation_code"] == ""
    with pytest.raises(Refused) as refused:
        take_over(child=ordos.catalogue, agency=desk.agency, entries=[desk.entry()], by=desk.keeper)
    assert refused.value.key == "no_list_above"
    with pytest.raises(Refused) as refused:
        take_over(child=child, agency=desk.agency, entries=[desk.entry()], by=desk.keeper)
    assert refused.value.key == "taken_over_already"
    abandon(revision=revision, reason="重来。", by=desk.keeper)
    for entries, by, key in (
        ([], desk.keeper, "entry_not_in_force"),
        ([desk.entry()], ordos.citizen, "not_your_move"),
    ):
        with pytest.raises(Refused) as refused:
            take_over(child=child, agency=desk.agency, entries=entries, by=by)
        assert refused.value.key == key


def found_of(
    catalogue: Catalogue, desk: Desk, content: EntryContent, standing: EntryContent | None = None
) -> list[Finding]:
    measures = measures_of(catalogue, desk.agency, TODAY, [content.item.name])
    return obstacles(measures.examine(content, standing))


def keys_of(*asked: object) -> set[str]:
    return {one.key for one in found_of(*asked)}  # type: ignore[arg-type]


def test_a_lower_entry_is_examined_beside_the_one_above(world: Worlds) -> None:
    ordos = world("ordos-2021")
    desk, child = Desk(ordos), empty_list(ordos)
    same = desk.content()
    assert not keys_of(child, desk, same)
    stricter = same.model_copy(update={"substitution": Substitution.RETAINED, "alternatives": ()})
    assert "is_no_stricter" in keys_of(child, desk, stricter)
    # Whoever writes better what is stricter already is not stopped; whoever asks more is.
    assert not keys_of(child, desk, stricter, stricter)
    assert "is_no_stricter" in keys_of(child, desk, stricter, same)
    EntryVersion.objects.filter(entry=desk.entry()).update(substitution="cancelled")
    assert keys_of(child, desk, same) == {"asks_nothing_cancelled_above"}


@pytest.mark.clause("MJ21-2.2.4b")
def test_a_proof_must_be_in_the_department_register(world: Worlds) -> None:
    desk = Desk(world("huainan-maoji-2021"))
    catalogue = desk.world.catalogue
    content = desk.content(item=ItemContent(name="示例新事项", kind="行政许可"))
    revision = desk.open()
    change = propose(revision=revision, kind="add", content=content, by=desk.keeper)
    desk.checked(change)
    with pytest.raises(Refused) as refused:
        desk.hand_in(revision)
    (found,) = refused.value.findings
    assert (found.key, found.basis) == ("stands_on_the_register", ("MJ21-2.2.4b",))
    assert "证明台账" in found.cure
    register(
        catalogue=catalogue,
        agency=desk.agency,
        standing="retained",
        lines=[Line(content.proof.name)],
        source="2020年清理保留台账（示例）",
        by=desk.keeper,
    )
    assert desk.hand_in(revision).round == 1


@pytest.mark.clause("XBQ21-2.1g")
def test_what_the_campaign_cancelled_cannot_be_listed_again(world: Worlds) -> None:
    desk = Desk(world("xian-baqiao-2021"))
    catalogue, reviewer = desk.world.catalogue, desk.world.staff(Role.JUSTICE_REVIEWER)
    content = desk.content(item=ItemContent(name="示例新事项", kind="行政许可"))
    assert not keys_of(catalogue, desk, content)
    lines = [Line(content.proof.name), Line(""), Line("另一份证明")]
    said = {"catalogue": catalogue, "standing": "cancelled", "lines": lines}
    with pytest.raises(Refused):
        register(agency=None, source="示例", by=desk.keeper, **said)  # type: ignore[arg-type]
    made = register(agency=None, source="专项行动成果清单（示例）", by=reviewer, **said)  # type: ignore[arg-type]
    assert made == 2
    (found,) = found_of(catalogue, desk, content)
    assert (found.key, found.basis) == ("was_not_cancelled_before", ("XBQ21-2.1g",))
    assert "专项行动成果清单" in found.detail
    for way in (Substitution.CANCELLED, Substitution.DATA_SHARING):
        spared = content.model_copy(update={"substitution": way, "alternatives": ()})
        assert not keys_of(catalogue, desk, spared)
    # The wording of an entry that asks for it already may be mended; asking anew may not.
    standing = desk.content()
    assert not keys_of(catalogue, desk, standing.model_copy(update={"content": "改"}), standing)
    shared = standing.model_copy(
        update={"substitution": Substitution.DATA_SHARING, "alternatives": ()}
    )
    assert keys_of(catalogue, desk, standing, shared) == {"was_not_cancelled_before"}
    line = RegisteredProof.objects.get(name=content.proof.name)
    with pytest.raises(Refused):
        strike(proof=line, reason=" ", by=reviewer)
    strike(proof=line, reason="登记错了。", by=reviewer)
    assert not keys_of(catalogue, desk, content)
    with pytest.raises(Refused) as refused:
        strike(proof=line, reason="再划一次。", by=reviewer)
    assert refused.value.key == "struck_already"


def test_a_cancelled_proof_of_one_service_stays_open_to_others(world: Worlds) -> None:
    desk = Desk(world("xian-baqiao-2021"))
    content = desk.content(item=ItemContent(name="示例新事项", kind="行政许可"))
    for service, stopped in (("别的事项", False), ("示例新事项（窗口）", True)):
        register(
            catalogue=desk.world.catalogue,
            agency=desk.agency,
            standing="cancelled",
            lines=[Line(content.proof.name, service)],
            source="示例",
            by=desk.keeper,
        )
        assert bool(keys_of(desk.world.catalogue, desk, content)) is stopped


def test_who_may_keep_a_register(world: Worlds) -> None:
    desk = Desk(world("huainan-maoji-2021"))
    other = desk.world.elsewhere(Role.CATALOGUE_KEEPER)
    said = {
        "catalogue": desk.world.catalogue,
        "standing": "retained",
        "lines": [Line("示例证明")],
        "source": "示例台账",
    }
    for by, agency, key in (
        (other, desk.agency, "not_your_move"),
        (desk.world.citizen, desk.agency, "not_your_move"),
        (desk.world.staff(Role.JUSTICE_REVIEWER), None, "retained_by_nobody"),
    ):
        with pytest.raises(Refused) as refused:
            register(agency=agency, by=by, **said)  # type: ignore[arg-type]
        assert refused.value.key == key
    for wanting, key in (
        ({"source": " "}, "register_without_source"),
        ({"lines": [Line(" ")]}, "register_without_proof"),
    ):
        with pytest.raises(Refused) as refused:
            register(agency=desk.agency, by=desk.keeper, **(said | wanting))  # type: ignore[arg-type]
        assert refused.value.key == key


def test_a_revision_is_measured_in_as_many_queries_as_one_change(world: Worlds) -> None:
    ordos = world("ordos-2021")
    desk, child = Desk(ordos), empty_list(ordos)
    versions = EntryVersion.objects.in_force(TODAY).filter(entry__item__catalogue=ordos.catalogue)
    entries = CatalogueEntry.objects.filter(versions__in=versions).select_related("item")
    revision = take_over(
        child=child, agency=desk.agency, entries=list(entries[:12]), by=desk.keeper
    )
    changes = list(revision.changes.all())
    with CaptureQueriesContext(connection) as of_one:
        examine_changes(revision, changes[:1])
    with CaptureQueriesContext(connection) as of_all:
        examine_changes(revision, changes)
    assert len(changes) == 12
    assert len(of_one) == len(of_all) <= 4


@pytest.mark.clause("MJ21-2.2.4a")
def test_who_says_which_list_stands_above(world: Worlds) -> None:
    ordos = world("ordos-2021")
    reviewer, child = ordos.staff(Role.JUSTICE_REVIEWER), empty_list(ordos)
    Catalogue.objects.filter(pk=child.pk).update(parent=None)
    child.refresh_from_db()
    assert ordos.catalogue in possible_above(child)
    with pytest.raises(Refused) as refused:
        place_below(catalogue=child, above=ordos.catalogue, reason=" ", by=reviewer)
    assert refused.value.key == "reason_required"
    for by in (ordos.staff(Role.CATALOGUE_KEEPER), ordos.citizen):
        with pytest.raises(Refused) as refused:
            place_below(catalogue=child, above=ordos.catalogue, reason="示例文件", by=by)
        assert refused.value.key == "not_your_move"
    placed = place_below(catalogue=child, above=ordos.catalogue, reason="示例文件", by=reviewer)
    assert placed.parent == ordos.catalogue
    for catalogue, above, key in (
        (child, ordos.catalogue, "placed_there_already"),
        (ordos.catalogue, child, "lists_in_a_circle"),
        (child, child, "lists_in_a_circle"),
        (child, Catalogue.objects.get(slug="lianyungang-2019"), "list_of_another_place"),
    ):
        with pytest.raises(Refused) as refused:
            place_below(catalogue=catalogue, above=above, reason="示例文件", by=reviewer)
        assert refused.value.key == key
    place_below(catalogue=child, above=None, reason="示例：撤了。", by=reviewer)
    rows = [(one.act, one.old, one.new) for one in history("list_above", child.pk)]
    assert rows == [("place", "", "ordos-2021"), ("detach", "ordos-2021", "none")]


@pytest.mark.clause("MJ21-2.2.4a", "ORD21-4.2a")
def test_differences_are_shown_one_by_one_and_each_is_decided(maoji: World) -> None:
    reviewer = maoji.staff(Role.JUSTICE_REVIEWER)
    missing = maoji.item().entries.all()[0]
    EntryVersion.objects.filter(entry=missing).update(effective_until=TODAY - timedelta(days=1))
    strict = next(
        one
        for one in EntryVersion.objects.in_force(TODAY).filter(
            entry__item__catalogue=maoji.catalogue, substitution="commitment"
        )
    )
    EntryVersion.objects.filter(pk=strict.pk).update(substitution="retained", alternatives=[])
    count = compare(catalogue=maoji.catalogue, by=reviewer)
    assert (
        count
        == ListDifference.objects.count()
        == undecided([maoji.catalogue])[maoji.catalogue.pk]
        > 1
    )
    gone = ListDifference.objects.get(
        kind="missing", service=missing.item.name, proof=missing.proof.name
    )
    decide(difference=gone, outcome="adopt", reason="", by=reviewer)
    worse = ListDifference.objects.get(lower=strict)
    assert worse.stricter
    assert worse.detail["免提交方式"][1] == "需提交"
    with pytest.raises(Refused) as refused:
        decide(difference=worse, outcome="keep", reason="习惯", by=reviewer)
    assert refused.value.key == "stricter_than_above"
    with pytest.raises(Refused):
        decide(difference=worse, outcome="adopt", reason="", by=maoji.citizen)
    decide(difference=worse, outcome="adopt", reason="", by=reviewer)
    assert undecided([maoji.catalogue]) == {maoji.catalogue.pk: count - 2}
    assert compare(catalogue=maoji.catalogue, by=reviewer) == count
    gone.refresh_from_db()
    assert gone.status == "adopted"


@pytest.mark.clause("ORD21-4.2c")
def test_two_departments_edit_their_own_and_the_city_sees_both(world: Worlds) -> None:
    ordos = world("ordos-2021")
    desk = Desk(ordos)
    other = ordos.elsewhere(Role.CATALOGUE_KEEPER)
    theirs = other.memberships.get().agency
    mine = desk.ready()
    yours = open_revision(
        catalogue=ordos.catalogue, agency=theirs, kind="list", title="另一部门", by=other
    )
    assert list(visible_to(desk.keeper, TODAY)) == [mine]
    assert list(visible_to(other, TODAY)) == [yours]
    with pytest.raises(Refused):
        propose(revision=mine, kind="change", entry=desk.entry(), content=desk.content(), by=other)
    units = {line.agency.pk for line in roll_up(ordos.catalogue, TODAY)}
    assert {desk.agency.pk} <= units
    assert units == {one.entry.item.agency_id for one in merged(ordos.catalogue, TODAY)}


@pytest.mark.clause("ORD21-4.2h")
def test_the_next_edition_holds_what_was_approved_and_the_last_stays_readable(
    world: Worlds,
) -> None:
    ordos = world("ordos-2021")
    desk, reviewer = Desk(ordos), ordos.staff(Role.JUSTICE_REVIEWER)
    first = merge(catalogue=ordos.catalogue, by=reviewer)
    with pytest.raises(Refused) as refused:
        merge(catalogue=ordos.catalogue, by=reviewer)
    assert refused.value.key == "edition_unchanged"
    before = file_of(first)
    revision = desk.published(desk.submitted())
    change = revision.changes.get()
    second = merge(catalogue=ordos.catalogue, by=reviewer)
    assert (first.number, second.number) == (1, 2)
    assert change.made_id in second.versions and change.base_id not in second.versions
    assert change.base_id in first.versions
    item = desk.entry().item
    type(item).objects.filter(pk=item.pk).update(name="后来改的名称")
    first.refresh_from_db()
    assert file_of(first) == before and sha256(before).hexdigest() == first.digest
    lines = {(one.service, one.proof): one for one in lines_of(first)}
    assert lines[item.name, desk.entry().proof.name].version == "1"
    assert len(lines) == first.entries
    with pytest.raises(Refused):
        merge(catalogue=ordos.catalogue, by=desk.keeper)
    filed = file_edition(
        edition=second, on=TODAY, to="示例上级", receipt="已收到，无编号", by=reviewer
    )
    assert filed.filed_on == TODAY
    with pytest.raises(Refused):
        file_edition(edition=second, on=TODAY, to="示例上级", receipt="1", by=reviewer)


def test_an_edition_holds_the_lists_below(maoji: World) -> None:
    above = maoji.catalogue.parent
    assert above is not None
    ordos = Catalogue.objects.get(pk=above.pk)
    agency = Agency.objects.filter(jurisdiction=ordos.jurisdiction).order_by("pk")[0]
    edition = merge(catalogue=ordos, by=maoji.staff(Role.JUSTICE_REVIEWER, agency, "市"))
    assert set(edition.counts) == {"ordos-2021", "huainan-maoji-2021"}
    assert edition.entries == sum(sum(ways.values()) for ways in edition.counts.values())


@pytest.mark.clause("MJ21-2.1.1a")
def test_growth_between_two_days(world: Worlds) -> None:
    desk = Desk(world("huainan-maoji-2021"))
    later = TODAY + timedelta(days=5)
    first, second = EntryVersion.objects.in_force(TODAY).filter(
        entry__item__catalogue=desk.world.catalogue
    )[:2]
    EntryVersion.objects.filter(pk__in=(first.pk, second.pk)).update(effective_until=TODAY)
    second.pk, second.number, second.effective_from = None, 2, TODAY + timedelta(days=1)
    second.save()
    grown = growth(desk.world.catalogue, TODAY, later)
    assert (grown.added, grown.removed, grown.changed, grown.net) == (0, 1, 1, -1)


@pytest.mark.clause("MJ21-3.2a")
def test_units_that_published_late_are_flagged(world: Worlds) -> None:
    maoji = world("huainan-maoji-2021")
    lines = roll_up(maoji.catalogue, TODAY)
    agency = lines[0].agency
    EntryVersion.objects.filter(entry__item__agency=agency).update(effective_from="2021-03-02")
    late = {one.agency for one in roll_up(maoji.catalogue, TODAY) if one.late}
    assert agency in late


def test_the_roll_up_counts_in_the_database(maoji: World) -> None:
    above = maoji.catalogue.parent
    assert above is not None
    with at_most(3):
        lines = roll_up(above, TODAY)
    begun = monotonic()
    roll_up(above, TODAY)
    assert monotonic() - begun < 2
    assert {one.catalogue.slug for one in lines} == {"ordos-2021", "huainan-maoji-2021"}
    assert sum(one.proofs for one in lines) == merged(above, TODAY).count()
