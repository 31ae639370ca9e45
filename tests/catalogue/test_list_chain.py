"""City, banner and town: each list takes over from the one above, by the acts of its people."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from nuozheng.catalogue.inheritance.compare import compare, decide, undecided
from nuozheng.catalogue.inheritance.editions import file_edition, lines_of, merge
from nuozheng.catalogue.inheritance.models import ListDifference
from nuozheng.catalogue.inheritance.place import place_below
from nuozheng.catalogue.inheritance.rollup import below, growth, roll_up
from nuozheng.catalogue.inheritance.take_over import take_over
from nuozheng.catalogue.models import Catalogue, CatalogueEntry, EntryVersion
from nuozheng.catalogue.revision.actions.draft import open_revision, propose, rewrite
from nuozheng.catalogue.revision.content import EntryContent, ItemContent
from nuozheng.catalogue.revision.models import Change, Revision
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role, Substitution
from nuozheng.parties.models import Agency, Jurisdiction
from tests.revisions import Desk
from tests.world import World

Worlds = Callable[[str], World]
TODAY = timezone.localdate()
REASON = "示例：按市里的部署，照上一级的清单编。"


@dataclass
class Level(Desk):
    """The people of one agency with a list of its own, some levels below the world's."""

    at: Agency
    listed: Catalogue

    @property
    def agency(self) -> Agency:
        return self.at

    def takes(self, entries: list[CatalogueEntry]) -> Revision:
        self.listed.refresh_from_db()
        return take_over(child=self.listed, agency=self.at, entries=entries, by=self.keeper)

    def written(self, change: Change, **changes: object) -> Change:
        """The change with a code of this level's own, otherwise as it came, and signed."""
        content = EntryContent.model_validate(change.content).model_copy(update=changes)
        code = f"1115060000{self.at.pk:06}X{change.position:013}"
        item = content.item.model_copy(update={"implementation_code": code})
        content = content.model_copy(update={"item": item})
        rewrite(change=change, content=content, reason="", by=self.keeper)
        change.refresh_from_db()
        return self.checked(change)

    def entries(self) -> list[CatalogueEntry]:
        return list(
            CatalogueEntry.objects.filter(item__catalogue=self.listed).select_related("item")
        )


def level(world: World, above: Jurisdiction, number: int, name: str) -> Level:
    """A place below another with one agency, and its list without a list above."""
    place = Jurisdiction.objects.create(
        code=f"990{number:03}", name=name, level="county", parent=above, note="示例"
    )
    agency = Agency.objects.create(
        jurisdiction=place, name=f"{name}民政办公室", short_name="民政办公室"
    )
    listed = Catalogue.objects.create(
        slug=f"level-{number}",
        jurisdiction=place,
        title=f"{name}清单",
        policy_key=world.catalogue.policy_key,
        prefix=f"LEVEL{number}",
        published_on=TODAY,
    )
    return Level(world, agency, listed)


@dataclass
class Chain:
    """The city's desk and the levels below it."""

    city: Desk
    banner: Level
    town: Level

    def related(self) -> None:
        """Each justice bureau says which list stands above its own."""
        for lower, above in (
            (self.banner, self.city.world.catalogue),
            (self.town, self.banner.listed),
        ):
            reviewer = lower.reviewer(Role.JUSTICE_REVIEWER)
            place_below(catalogue=lower.listed, above=above, reason=REASON, by=reviewer)
            lower.listed.refresh_from_db()


@pytest.fixture
def chain(world: Worlds) -> Chain:
    ordos = world("ordos-2021")
    banner = level(ordos, ordos.catalogue.jurisdiction, 1, "示例旗")
    town = level(ordos, banner.listed.jurisdiction, 2, "示例镇")
    found = Chain(Desk(ordos), banner, town)
    found.related()
    return found


def committed(chain: Chain) -> list[CatalogueEntry]:
    """The city's story entry and another that is met by commitment."""
    standing = EntryVersion.objects.in_force(TODAY).filter(
        entry__item__catalogue=chain.city.world.catalogue, substitution="commitment"
    )
    first = chain.city.entry()
    other = standing.exclude(entry__item=first.item).order_by("entry_id")[0]
    return [first, CatalogueEntry.objects.select_related("item").get(pk=other.entry_id)]


def banner_listed(chain: Chain) -> Revision:
    """The banner takes two over, narrows one, adds one of its own, and publishes."""
    revision = chain.banner.takes(committed(chain))
    narrowed = committed(chain)[1].item.name
    spared = {"substitution": Substitution.DATA_SHARING, "alternatives": ()}
    for change in revision.changes.all():
        again = change.content["item"]["name"] == narrowed
        chain.banner.written(change, **(spared if again else {}))
    own = chain.city.content(item=ItemContent(name="示例旗自己的事项", kind="行政确认"))
    added = propose(revision=revision, kind="add", content=own, by=chain.banner.keeper)
    chain.banner.written(added)
    return chain.banner.published(chain.banner.hand_in(revision))


def town_listed(chain: Chain) -> Revision:
    """The town takes over all that the banner lists, as it is, and publishes."""
    revision = chain.town.takes(chain.banner.entries())
    for change in revision.changes.all():
        chain.town.written(change)
    return chain.town.published(chain.town.hand_in(revision))


@pytest.mark.clause("ORD21-4.2a", "MJ21-2.2.4a")
def test_what_is_missing_below_is_taken_over_and_so_decided(chain: Chain) -> None:
    banner = chain.banner
    count = compare(catalogue=banner.listed, by=banner.keeper)
    assert undecided([banner.listed])[banner.listed.pk] == count > 2
    banner_listed(chain)
    adopted = ListDifference.objects.filter(catalogue=banner.listed, status="adopted")
    assert {one.kind for one in adopted} == {"missing"} and adopted.count() == 2
    compare(catalogue=banner.listed, by=banner.keeper)
    told = {
        (one.kind, one.service): one
        for one in ListDifference.objects.filter(catalogue=banner.listed).exclude(kind="missing")
    }
    narrowed = committed(chain)[1].item.name
    assert ("added", "示例旗自己的事项") in told
    assert not told["otherwise", narrowed].stricter
    assert told["otherwise", narrowed].detail["免提交方式"] == ["告知承诺", "数据共享"]


def test_a_lower_list_may_spare_more_and_never_ask_more(chain: Chain) -> None:
    revision = chain.banner.takes(committed(chain)[:1])
    (change,) = revision.changes.all()
    chain.banner.written(change, substitution=Substitution.RETAINED, alternatives=())
    with pytest.raises(Refused) as refused:
        chain.banner.hand_in(revision)
    keys = {one.key for one in refused.value.findings}
    assert {"is_no_stricter", "offers_commitment_as_above"} <= keys
    assert all(one.cure for one in refused.value.findings)


def test_the_middle_list_measures_the_lowest(chain: Chain) -> None:
    banner_listed(chain)
    town = chain.town
    revision = town.takes(chain.banner.entries())
    narrowed = committed(chain)[1].item.name
    for change in revision.changes.all():
        again = change.content["item"]["name"] == narrowed
        town.written(change, **({"substitution": Substitution.COMMITMENT} if again else {}))
    with pytest.raises(Refused) as refused:
        town.hand_in(revision)
    # The city would allow the commitment; the banner, which spares it, stands above the town.
    assert {one.key for one in refused.value.findings} == {"is_no_stricter"}


@pytest.mark.clause("ORD21-4.2c", "ORD21-4.2h")
def test_three_levels_roll_up_and_are_filed_upward(chain: Chain) -> None:
    city, root = chain.city, chain.city.world.catalogue
    reviewer = city.reviewer(Role.JUSTICE_REVIEWER)
    before = merge(catalogue=root, by=reviewer)
    banner_listed(chain)
    town_listed(chain)
    assert set(below(root)) == {root.pk, chain.banner.listed.pk, chain.town.listed.pk}
    proofs = {line.catalogue.slug: line.proofs for line in roll_up(root, TODAY)[-2:]}
    assert proofs == {"level-1": 3, "level-2": 3}
    grown = growth(chain.banner.listed, TODAY - timedelta(days=1), TODAY)
    assert (grown.added, grown.net) == (6, 6)
    after = merge(catalogue=root, by=reviewer)
    assert after.entries == before.entries + 6
    lines = [one for one in lines_of(after) if one.catalogue != root.title]
    assert [one.catalogue for one in lines].count("示例镇清单") == 3
    assert {one.way for one in lines if one.service == committed(chain)[1].item.name} == {
        "数据共享"
    }
    own = merge(catalogue=chain.town.listed, by=chain.town.reviewer(Role.JUSTICE_REVIEWER))
    assert own.entries == 3 and own.counts == {"level-2": {"commitment": 2, "data_sharing": 1}}
    with pytest.raises(Refused):
        file_edition(edition=after, on=TODAY, to="示例", receipt="1", by=chain.town.keeper)
    filed = file_edition(edition=after, on=TODAY, to="自治区司法厅", receipt="示例1号", by=reviewer)
    assert (filed.filed_on, filed.number) == (TODAY, 2)


@pytest.mark.clause("MJ21-2.2.4a")
def test_what_the_list_above_cancels_has_to_be_decided_below(chain: Chain) -> None:
    banner_listed(chain)
    city, banner = chain.city, chain.banner
    EntryVersion.objects.filter(entry=city.entry()).update(
        substitution="cancelled", alternatives=[]
    )
    compare(catalogue=banner.listed, by=banner.keeper)
    gone = ListDifference.objects.get(
        catalogue=banner.listed, service=city.entry().item.name, stricter=True
    )
    assert gone.findings[0]["key"] == "asks_nothing_cancelled_above"
    with pytest.raises(Refused):
        decide(difference=gone, outcome="keep", reason="习惯", by=banner.keeper)
    with pytest.raises(Refused):
        decide(difference=gone, outcome="adopt", reason="", by=chain.town.keeper)
    decide(difference=gone, outcome="adopt", reason="", by=banner.keeper)
    # Better wording alone is not stopped by what has yet to be decided; asking more is.
    entry = gone.lower.entry  # type: ignore[union-attr]
    for changes, stopped in (
        ({"content": "写得更清楚。"}, False),
        ({"substitution": Substitution.RETAINED, "alternatives": ()}, True),
    ):
        revision = open_revision(
            catalogue=banner.listed, agency=banner.at, kind="list", title="示例", by=banner.keeper
        )
        change = propose(
            revision=revision,
            kind="change",
            entry=entry,
            content=banner.content(entry, **changes),
            by=banner.keeper,
        )
        banner.checked(change, kept_for="示例理由", risk_assessment="示例评估")
        try:
            banner.hand_in(revision)
            keys = set()
        except Refused as refusal:
            keys = {one.key for one in refusal.findings}
        assert ("asks_nothing_cancelled_above" in keys) is stopped
        assert stopped or not keys
