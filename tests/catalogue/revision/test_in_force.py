"""Publishing many changes at once, and letters and guides of days that are still to come."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nuozheng.catalogue.figures import figures_on
from nuozheng.catalogue.guides.models import ServiceGuide
from nuozheng.catalogue.guides.publishing import guide_in_force
from nuozheng.catalogue.guides.staleness import stale_guide
from nuozheng.catalogue.letters import template_in_force
from nuozheng.catalogue.models import CatalogueEntry, EntryVersion, LetterTemplate, ServiceItem
from nuozheng.catalogue.names.renew import take_effect
from nuozheng.catalogue.revision.actions.draft import Proposed, propose, propose_all
from nuozheng.catalogue.revision.actions.publish import publish
from nuozheng.catalogue.revision.content import content_of
from nuozheng.catalogue.revision.models import Change, Revision
from nuozheng.catalogue.wording.actions.write import open_letters
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role, Substitution
from tests.revisions import Desk
from tests.world import World

Worlds = Callable[[str], World]


@pytest.fixture
def desk(world: Worlds) -> Desk:
    return Desk(world("lianyungang-2019"))


def today() -> date:
    return timezone.localdate()


def drafted(desk: Desk, count: int, mark: str) -> Revision:
    """So many new proofs, three to a service, one of the three met by commitment."""
    revision, content = desk.open(), desk.content()
    proposed = []
    for number in range(count):
        item = content.item.model_copy(
            update={
                "name": f"示例事项{mark}{number // 3}",
                "implementation_code": f"{mark}{number // 3:08}XY",
            }
        )
        proof = content.proof.model_copy(update={"name": f"示例证明{mark}{number}"})
        way = Substitution.COMMITMENT if number % 3 == 0 else Substitution.CANCELLED
        said = {"item": item, "proof": proof, "substitution": way, "alternatives": ()}
        proposed.append(Proposed("add", content.model_copy(update=said)))
    propose_all(revision=revision, proposed=proposed, by=desk.keeper)
    return ready(desk, revision)


def ready(desk: Desk, revision: Revision) -> Revision:
    """Checked, its letters answered, and past every step, without one act for each change."""
    revision.changes.update(
        checklist=desk.checklist().model_dump(mode="json"),
        checked_by=desk.keeper,
        checked_at=timezone.now(),
    )
    open_letters(revision=revision, by=desk.keeper)
    desk.approve_letters(revision, desk.reviewer(Role.LEGAL_REVIEWER))
    Revision.objects.filter(pk=revision.pk).update(status="approved", round=1)
    revision.refresh_from_db()
    return revision


def published(desk: Desk, revision: Revision, on: date | None = None) -> int:
    """How many statements it took."""
    with CaptureQueriesContext(connection) as captured:
        publish(revision=revision, effective_from=on or today(), by=desk.publisher(revision))
    return len(captured)


def test_three_hundred_changes_take_hardly_more_statements_than_ten(desk: Desk) -> None:
    few, many = drafted(desk, 10, "A"), drafted(desk, 300, "B")
    before = EntryVersion.objects.count()
    statements = published(desk, few)
    assert published(desk, many) <= statements + 5
    assert EntryVersion.objects.count() == before + 310
    for change in many.changes.select_related("made", "entry__proof", "item"):
        assert change.made is not None and change.entry is not None and change.item is not None
        assert change.made.entry_id == change.entry.pk
        assert change.entry.proof.name == change.content["proof"]["name"]
        assert change.item.name == change.content["item"]["name"]
    made = ServiceItem.objects.filter(name__startswith="示例事项B")
    assert made.count() == 100 == made.values("key").distinct().count()
    assert all(one.name.lower() in one.search_text for one in made)
    assert {tuple(one.ways) for one in made} == {("cancelled", "commitment")}
    places = CatalogueEntry.objects.filter(item=made[0]).values_list("position", flat=True)
    assert sorted(places) == [1, 2, 3]
    assert LetterTemplate.objects.filter(item__in=made).count() == 100
    assert ServiceGuide.objects.filter(item__in=made).count() == 100
    figures = figures_on([desk.world.catalogue], today())[desk.world.catalogue.pk]
    listed = EntryVersion.objects.in_force(today()).filter(
        entry__item__catalogue=desk.world.catalogue
    )
    assert figures.proofs == listed.count()


def test_changing_and_removing_many_closes_each_the_day_before(desk: Desk) -> None:
    first = drafted(desk, 9, "C")
    published(desk, first)
    standing = [one.made for one in first.changes.select_related("made__entry") if one.made]
    EntryVersion.objects.filter(pk__in=[one.pk for one in standing]).update(
        effective_from=today() - timedelta(days=30)
    )
    later = today() + timedelta(days=5)
    revision = desk.open()
    for number, version in enumerate(standing):
        entry = CatalogueEntry.objects.select_related("item", "proof").get(pk=version.entry_id)
        old = EntryVersion.objects.select_related("entry__item", "entry__proof").get(pk=version.pk)
        propose(
            revision=revision,
            kind="remove" if number % 3 == 2 else "change",
            entry=entry,
            content=content_of(old).model_copy(update={"content": "改了。"}),
            reason="示例。",
            by=desk.keeper,
        )
    published(desk, ready(desk, revision), later)
    for number, version in enumerate(standing):
        version.refresh_from_db()
        assert version.effective_until == later - timedelta(days=1)
        newer = version.entry.versions.filter(effective_from=later)
        assert [one.number for one in newer] == ([] if number % 3 == 2 else [2])


def test_one_proof_written_twice_is_refused_and_nothing_is_published(desk: Desk) -> None:
    revision = drafted(desk, 4, "D")
    first, second = revision.changes.order_by("position")[:2]
    Change.objects.filter(pk=second.pk).update(content=first.content)
    before = EntryVersion.objects.count()
    with pytest.raises(Refused, match="写了两次"):
        published(desk, revision)
    assert EntryVersion.objects.count() == before
    assert not ServiceItem.objects.filter(name__startswith="示例事项D").exists()


class TestDaysToCome:
    """A later publication that begins earlier."""

    def two(self, desk: Desk) -> tuple[CatalogueEntry, CatalogueEntry]:
        """Two proofs of one service that are met by commitment."""
        revision = drafted(desk, 6, "E")
        for change in revision.changes.all():
            change.content["substitution"] = "commitment"
            change.content["item"] |= {"name": "示例事项E", "implementation_code": "E00000000XY"}
            change.save(update_fields=["content"])
        revision.letter_drafts.all().delete()
        Revision.objects.filter(pk=revision.pk).update(status="draft")
        published(desk, ready(desk, revision))
        EntryVersion.objects.filter(made_by_change__revision=revision).update(
            effective_from=today() - timedelta(days=30)
        )
        item = ServiceItem.objects.get(name="示例事项E")
        for rows in (item.letter_templates, item.guides):
            rows.update(effective_from=today() - timedelta(days=30))
        first, second = item.entries.select_related("item__agency", "proof").order_by("pk")[:2]
        return first, second

    def change(self, desk: Desk, entry: CatalogueEntry, words: str, on: date) -> None:
        revision = desk.open()
        propose(
            revision=revision,
            kind="change",
            entry=entry,
            content=desk.content(entry, content=words),
            by=desk.keeper,
        )
        published(desk, ready(desk, revision), on)

    @pytest.mark.clause("ORD23-3.4.2d", "XBQ21-2.3c")
    def test_the_later_guide_and_letter_are_written_anew(self, desk: Desk) -> None:
        first, second = self.two(desk)
        item, far, near = first.item, today() + timedelta(days=30), today() + timedelta(days=10)
        self.change(desk, first, "远的一次改动。", far)
        planned = guide_in_force(item, far)
        self.change(desk, second, "近的一次改动。", near)
        for on in (today(), near - timedelta(days=1), near, far - timedelta(days=1), far):
            listed = EntryVersion.objects.in_force(on).filter(entry__item=item)
            guide, letter = guide_in_force(item, on), template_in_force(item, on)
            assert guide is not None
            assert set(guide.made_from) == {one.pk for one in listed}, on
            assert guide.template == letter
            assert stale_guide(item, on) is None
            said = str(letter.content)
            assert ("近的一次改动。" in said) == (on >= near)
            assert ("远的一次改动。" in said) == (on >= far)
        assert planned is not None
        planned.refresh_from_db()
        assert "近的一次改动。" not in str(planned.content)
        assert guide_in_force(item, far) != planned
        for rows in (item.guides.all(), item.letter_templates.all()):
            periods = sorted(
                (one.effective_from, one.effective_until or date.max)
                for one in rows
                if one.effective_until is None or one.effective_until > one.effective_from
            )
            assert all(one[1] < other[0] for one, other in pairwise(periods)), periods
        assert [one.number for one in item.guides.order_by("number")] == [1, 2, 3, 4]


class TestNames:
    """A change may call its service or its proof otherwise."""

    def renaming(self, desk: Desk) -> Revision:
        revision, content = desk.open(), desk.content()
        named = {
            "item": content.item.model_copy(update={"name": "示例新名称", "decision_days": 3}),
            "proof": content.proof.model_copy(update={"issuing_body": "示例新出具单位"}),
        }
        propose(
            revision=revision,
            kind="change",
            entry=desk.entry(),
            content=content.model_copy(update=named),
            by=desk.keeper,
        )
        return ready(desk, revision)

    def words(self, desk: Desk) -> tuple[str, int, str]:
        entry = CatalogueEntry.objects.select_related("item", "proof").get(pk=desk.entry().pk)
        return entry.item.name, entry.item.decision_days, entry.proof.issuing_body

    def test_from_today_it_is_called_what_was_published(self, desk: Desk) -> None:
        proof = desk.entry().proof
        published(desk, self.renaming(desk))
        assert self.words(desk) == ("示例新名称", 3, "示例新出具单位")
        assert "示例新名称" in ServiceItem.objects.get(pk=desk.entry().item_id).search_text
        # The same proof in other services is not touched.
        proof.refresh_from_db()
        assert proof.issuing_body != "示例新出具单位"

    def test_from_a_later_day_only_then_and_once(self, desk: Desk) -> None:
        before, later = self.words(desk), today() + timedelta(days=7)
        published(desk, self.renaming(desk), later)
        assert self.words(desk) == before
        assert take_effect(later - timedelta(days=1)) == 0
        assert take_effect(later) == 1
        assert self.words(desk) == ("示例新名称", 3, "示例新出具单位")
        ServiceItem.objects.filter(pk=desk.entry().item_id).update(name="后来又改")
        assert take_effect(later) == 0
        assert self.words(desk)[0] == "后来又改"

    def test_what_others_renamed_meanwhile_stays(self, desk: Desk) -> None:
        revision = desk.open()
        desk.changed(revision)
        ready(desk, revision)
        ServiceItem.objects.filter(pk=desk.entry().item_id).update(name="别人改的名称")
        published(desk, revision)
        assert self.words(desk)[0] == "别人改的名称"
