"""What a stock-take counts: cleared, kept and without a reason, conditions, reductions."""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone

from nuozheng.catalogue.duties.stocktake import by_unit, take_stock
from nuozheng.catalogue.models import EntryVersion
from nuozheng.law.vocabulary import Substitution
from nuozheng.oversight.reductions import NO_DATA, reductions
from nuozheng.oversight.unit_report import draft
from tests.catalogue.units import desk_of, task_of
from tests.revisions import Desk
from tests.world import World

Worlds = Callable[[str], World]


@pytest.mark.clause("XBQ21-2.1f", "LYG19-1.1.1b")
@pytest.mark.parametrize("slug", ["xian-baqiao-2021", "lianyungang-2019"])
def test_the_stock_take_adds_up_to_the_base_number(world: Worlds, slug: str) -> None:
    desk, today = Desk(world(slug)), timezone.localdate()
    item = desk.entry().item
    EntryVersion.objects.filter(entry__item=item).update(scope_findings=[])
    lines = by_unit(desk.world.catalogue, today)
    ever = EntryVersion.objects.filter(entry__item__catalogue=desk.world.catalogue)
    assert sum(one.taken.base for one in lines) == ever.values("entry").distinct().count()
    for line in lines:
        taken = line.taken
        assert sum(taken.by_service.values()) == taken.base == taken.in_force + taken.removed
    (mine,) = [one.taken for one in lines if one.agency == desk.agency]
    assert mine.unexamined == [item.name]
    assert mine.examined == mine.services - 1
    assert take_stock(desk.world.catalogue, desk.agency, today) == mine


@pytest.mark.clause("ORD23-3.1.1b")
def test_a_cleared_proof_stays_with_day_reason_and_who_used_it(world: Worlds) -> None:
    from nuozheng.catalogue.revision.actions.draft import propose
    from nuozheng.catalogue.revision.actions.review import submit

    desk, today = Desk(world("ordos-2023")), timezone.localdate()
    before = take_stock(desk.world.catalogue, desk.agency, today)
    revision = desk.open()
    propose(
        revision=revision,
        kind="remove",
        entry=desk.entry(),
        content=desk.content(),
        reason="依据已经废止",
        by=desk.keeper,
    )
    desk.letters(revision)
    desk.published(submit(revision=revision, by=desk.keeper))
    after = take_stock(desk.world.catalogue, desk.agency, today)
    (cleared,) = [one for one in after.cleared if one not in before.cleared]
    assert (cleared.proof, cleared.service) == (desk.entry().proof.name, desk.entry().item.name)
    assert (cleared.agency, cleared.on) == (desk.agency.name, today)
    assert cleared.reason == "依据已经废止"
    assert (after.base, after.removed) == (before.base, before.removed + 1)


@pytest.mark.clause("ORD21-4.2b")
def test_kept_proofs_without_a_reason_are_listed(world: Worlds) -> None:
    desk, today = Desk(world("ordos-2021")), timezone.localdate()
    catalogue = desk.world.catalogue
    revision = desk.open()
    desk.changed(revision, substitution=Substitution.RETAINED, alternatives=())
    change = revision.changes.get()
    desk.checked(change, kept_for="法律规定要交原件", risk_assessment="作了评估")
    version = EntryVersion.objects.filter(entry=desk.entry()).order_by("-number")[0]
    EntryVersion.objects.filter(pk=version.pk).update(substitution=Substitution.RETAINED.value)
    name = desk.entry().proof.name
    without = take_stock(catalogue, desk.agency, today).kept_without_reason
    assert name in [one.proof for one in without]
    change.refresh_from_db()
    change.made = version
    change.save()
    taken = take_stock(catalogue, desk.agency, today)
    assert name not in [one.proof for one in taken.kept_without_reason]
    assert "法律规定要交原件" in [one.reason for one in taken.kept]


@pytest.mark.clause("LYG19-1.1.1a")
def test_conditions_are_listed_with_their_basis_and_those_without(world: Worlds) -> None:
    desk, today = Desk(world("lianyungang-2019")), timezone.localdate()
    versions = EntryVersion.objects.filter(entry=desk.entry())
    versions.update(legal_basis="示例条例", article="第三条")
    taken = take_stock(desk.world.catalogue, desk.agency, today)
    assert "示例条例第三条" in [one.basis for one in taken.conditions]
    versions.update(legal_basis="", article="")
    taken = take_stock(desk.world.catalogue, desk.agency, today)
    assert desk.entry().proof.name in [one.proof for one in taken.without_basis]


@pytest.mark.clause("ORD23-2.1.4a")
def test_the_four_reductions_matter_by_matter(world: Worlds) -> None:
    desk, today = desk_of(world, "ordos-2023"), timezone.localdate()
    item = desk.entry().item
    (mine,) = [
        one
        for one in reductions(desk.world.catalogue, desk.agency, today)
        if one.service == item.name
    ]
    assert mine.materials.before == item.entries.count()
    assert (mine.materials.before_on, mine.materials.after_on) == (date(2023, 8, 25), today)
    assert mine.steps.told == mine.fees.told == mine.days.told == NO_DATA
    said = draft(task_of(desk, "ordos-2023-stage"), today)["减材料、减环节、减时限、减费用情况"]
    assert mine.told in said.splitlines()
