"""A lower list takes over, differs with a decision, and rolls up into the city's list."""

from collections.abc import Callable
from datetime import timedelta
from time import monotonic

import pytest
from django.utils import timezone

from nuozheng.catalogue.inheritance.above import examine_content
from nuozheng.catalogue.inheritance.compare import compare, decide, undecided
from nuozheng.catalogue.inheritance.editions import entries_of, file_edition, merge
from nuozheng.catalogue.inheritance.models import Edition, ListDifference
from nuozheng.catalogue.inheritance.rollup import growth, merged, roll_up
from nuozheng.catalogue.inheritance.take_over import register_proofs, take_over
from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.catalogue.revision.access import visible_to
from nuozheng.catalogue.revision.actions.draft import open_revision, propose
from nuozheng.law.findings import Refused, obstacles
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
    with pytest.raises(Refused):
        take_over(child=child, agency=desk.agency, entries=[desk.entry()], by=ordos.citizen)


def test_a_lower_entry_is_examined_beside_the_one_above(world: Worlds) -> None:
    ordos = world("ordos-2021")
    desk, child = Desk(ordos), empty_list(ordos)
    same = desk.content()
    assert not obstacles(examine_content(child, desk.agency, same, TODAY))
    stricter = same.model_copy(update={"substitution": Substitution.RETAINED, "alternatives": ()})
    keys = {one.key for one in obstacles(examine_content(child, desk.agency, stricter, TODAY))}
    assert "is_no_stricter" in keys
    EntryVersion.objects.filter(entry=desk.entry()).update(substitution="cancelled")
    keys = {one.key for one in obstacles(examine_content(child, desk.agency, same, TODAY))}
    assert keys == {"asks_nothing_cancelled_above"}


@pytest.mark.clause("MJ21-2.2.4b")
def test_a_proof_must_be_in_the_department_register(world: Worlds) -> None:
    desk = Desk(world("huainan-maoji-2021"))
    catalogue, content = desk.world.catalogue, desk.content()
    found = obstacles(examine_content(catalogue, desk.agency, content, TODAY))
    assert [one.key for one in found] == ["stands_on_the_register"]
    register_proofs(
        catalogue=catalogue,
        agency=desk.agency,
        names=[content.proof.name],
        standing="retained",
        source="2020年清理保留台账（示例）",
        by=desk.keeper,
    )
    assert not obstacles(examine_content(catalogue, desk.agency, content, TODAY))


@pytest.mark.clause("XBQ21-2.1g")
def test_what_the_campaign_cancelled_cannot_be_listed_again(world: Worlds) -> None:
    desk = Desk(world("xian-baqiao-2021"))
    catalogue, content = desk.world.catalogue, desk.content()
    assert not obstacles(examine_content(catalogue, desk.agency, content, TODAY))
    register_proofs(
        catalogue=catalogue,
        agency=None,
        names=[content.proof.name, "", "另一份证明"],
        standing="cancelled",
        source="专项行动成果清单（示例）",
        by=desk.world.staff(Role.JUSTICE_REVIEWER),
    )
    (found,) = obstacles(examine_content(catalogue, desk.agency, content, TODAY))
    assert found.key == "was_not_cancelled_before"
    assert "专项行动成果清单" in found.detail
    cancelled = content.model_copy(update={"substitution": Substitution.CANCELLED})
    assert not obstacles(examine_content(catalogue, desk.agency, cancelled, TODAY))


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
    assert count == ListDifference.objects.count() == undecided(maoji.catalogue) > 1
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
    assert undecided(maoji.catalogue) == count - 2
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
    before = list(entries_of(first))
    revision = desk.published(desk.submitted())
    change = revision.changes.get()
    second = merge(catalogue=ordos.catalogue, by=reviewer)
    assert (first.number, second.number) == (1, 2)
    assert change.made in entries_of(second)
    assert change.base not in entries_of(second)
    assert list(entries_of(Edition.objects.get(pk=first.pk))) == before
    assert change.base in before
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
