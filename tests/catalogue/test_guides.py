"""Service guides: what stands in them, with which letter they go, when they are stale."""

from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.utils import timezone

from nuozheng.catalogue.guides.models import ServiceGuide
from nuozheng.catalogue.guides.publishing import (
    guide_in_force,
    guides_to_publish,
    publish_guides,
)
from nuozheng.catalogue.guides.staleness import stale_guide, stale_guides
from nuozheng.catalogue.guides.writing import lacking
from nuozheng.catalogue.models import Catalogue, EntryVersion, LetterTemplate, ServiceItem
from nuozheng.law.findings import Refused
from nuozheng.law.guide import SECTIONS, UnknownSection, flow, required
from nuozheng.law.policy import load_policy, policies
from nuozheng.law.procedure import APPLICATION, ApplicationStatus
from nuozheng.law.vocabulary import Substitution
from tests.world import LISTS, World

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
MAOJI = "huainan-maoji-2021"


def published(slug: str) -> ServiceGuide:
    guide = guide_in_force(World(slug).item(), TODAY())
    assert guide is not None
    return guide


def without(guide: ServiceGuide, key: str) -> dict[str, object]:
    content = deepcopy(guide.content)
    content["sections"] = [one for one in content["sections"] if one["key"] != key]
    if key == "flow_chart":
        content["flow"]["line"] = []
    return dict(content)


def changed(item: ServiceItem, way: Substitution, since: date) -> EntryVersion:
    """One entry of the service gets a new version that says another way."""
    entry = item.entries.order_by("position")[0]
    old = entry.versions.get()
    new = EntryVersion.objects.get(pk=old.pk)
    old.effective_until = since - timedelta(days=1)
    old.save(update_fields=["effective_until"])
    new.pk, new.number, new.effective_from = None, 2, since
    new.substitution, new.alternatives = way.value, []
    new.save(force_insert=True)
    return new


@pytest.mark.parametrize("slug", LISTS)
def test_every_listed_service_has_its_guide_from_the_day_of_its_letter(slug: str) -> None:
    listed = Catalogue.objects.get(slug=slug)
    for item in listed.items.all():
        guide = guide_in_force(item, TODAY())
        assert guide is not None, item.name
        letter = item.letter_templates.first()
        assert guide.template == letter
        assert letter is None or letter.effective_from == guide.effective_from
    assert stale_guides(listed, TODAY()) == []


@pytest.mark.clause("MJ21-2.2.6a", "MJ21-2.2.6b", "MJ21-2.2.6c", "ORD21-4.3a", "ORD21-5.2a")
@pytest.mark.clause("XBQ21-2.3b")
@pytest.mark.parametrize(
    ("slug", "key", "clause"),
    [
        (MAOJI, "choice_requirements", "MJ21-2.2.6a"),
        (MAOJI, "with_commitment", "MJ21-2.2.6b"),
        (MAOJI, "without_commitment", "MJ21-2.2.6b"),
        (MAOJI, "leaving", "MJ21-2.2.6c"),
        ("ordos-2021", "steps", "ORD21-4.3a"),
        ("ordos-2021", "flow_chart", "ORD21-5.2a"),
        ("xian-baqiao-2021", "steps", "CN-GBF42-procedure"),
    ],
)
def test_a_missing_section_is_named_with_its_clause(slug: str, key: str, clause: str) -> None:
    guide, policy = published(slug), load_policy(slug)
    assert lacking(policy, guide.content) == []
    (missing,) = lacking(policy, without(guide, key))
    assert SECTIONS[key][0] in missing.detail
    assert clause in missing.basis
    other = "ordos-2021" if slug == MAOJI else MAOJI
    assert lacking(load_policy(other), without(published(other), key)) == []


def test_every_section_that_a_pack_demands_is_known() -> None:
    for policy in policies().values():
        assert set(required(policy)) <= set(SECTIONS)
    policy = load_policy("ordos-2021")
    stated = policy.listing.guide_required_sections.model_copy(update={"value": ("星座运势",)})
    listing = policy.listing.model_copy(update={"guide_required_sections": stated})
    with pytest.raises(UnknownSection):
        required(policy.model_copy(update={"listing": listing}))


@pytest.mark.clause("ORD21-5.2a")
def test_the_flow_is_the_table_of_moves_and_nothing_else() -> None:
    policy = load_policy(MAOJI)
    drawn = flow(policy, commits=True)
    for step in drawn.steps:
        assert APPLICATION.rule(step.rule.act, step.before).to_state == step.after
    states = {*drawn.line, *drawn.detours, *drawn.ends}
    assert states >= {step.after for step in drawn.steps}
    legs = {(step.before, step.after) for step in drawn.steps}
    assert set(zip(drawn.line, drawn.line[1:], strict=False)) <= legs
    assert ApplicationStatus.AWAITING_PROOFS in drawn.detours
    plain = flow(policy, commits=False)
    assert ApplicationStatus.NOTICED not in plain.line
    assert "withdraw" not in {step.rule.act for step in plain.steps}


@pytest.mark.clause("MJ21-2.2.6c")
def test_leaving_midway_says_what_the_place_says() -> None:
    for slug, words in ((MAOJI, "撤回承诺"), ("lianyungang-2019", "撤回")):
        section = next(
            one for one in published(slug).content["sections"] if one["key"] == "leaving"
        )
        assert words in "".join(section["paragraphs"])


@pytest.mark.clause("XBQ21-2.3c", "ORD21-4.3b", "ORD23-3.4.2d")
@pytest.mark.parametrize("slug", ["xian-baqiao-2021", "ordos-2021", "ordos-2023"])
def test_a_changed_entry_makes_the_guide_stale_until_a_new_one_is_published(slug: str) -> None:
    item, since = World(slug).item(), TODAY()
    before = published(slug)
    version = changed(item, Substitution.AGENCY_VERIFICATION, since)
    stale = stale_guide(item, since)
    assert stale is not None and stale.guide == before and stale.since == since
    assert version.entry.proof.name in stale.reasons[0]
    assert "部门核验" in stale.reasons[0]
    assert [one.item for one in stale_guides(item.agency, since)] == [item]
    assert stale_guides(item.catalogue, since - timedelta(days=1)) == []
    assert publish_guides(None, item.catalogue, [item], since) == 1
    assert stale_guide(item, since) is None
    after = guide_in_force(item, since)
    assert after is not None and after.number == 2 and version.pk in after.made_from
    assert guide_in_force(item, since - timedelta(days=1)) == before


def test_what_says_the_same_is_not_published_again() -> None:
    item = World("ordos-2021").item()
    assert publish_guides(None, item.catalogue, [item], TODAY()) == 0
    assert item.guides.count() == 1


def test_a_new_letter_makes_the_guide_stale_and_goes_into_the_next() -> None:
    item = World(MAOJI).item()
    letter = item.letter_templates.get()
    letter.effective_until = TODAY() - timedelta(days=1)
    letter.save(update_fields=["effective_until"])
    LetterTemplate.objects.create(
        item=item, number=2, effective_from=TODAY(), content=letter.content, digest="0" * 64
    )
    stale = stale_guide(item, TODAY())
    assert stale is not None and "第2版" in stale.reasons[0]
    (guide,) = guides_to_publish(None, item.catalogue, [item], TODAY())
    assert guide.content["letter"] == {"number": 2, "digest": "0" * 64}


@pytest.mark.clause("MJ21-2.2.6d")
def test_where_both_must_go_together_a_guide_without_its_letter_is_refused() -> None:
    """与格式文本一并公告."""
    for slug, together in ((MAOJI, True), ("ordos-2021", False)):
        item = World(slug).item()
        changed(item, Substitution.COMMITMENT, TODAY())
        item.letter_templates.update(effective_until=TODAY() - timedelta(days=1))
        if together:
            with pytest.raises(Refused) as refused:
                publish_guides(None, item.catalogue, [item], TODAY())
            assert refused.value.key == "guide_without_letter"
            assert "MJ21-2.2.6d" in refused.value.findings[0].basis
            assert item.guides.count() == 1
        else:
            assert publish_guides(None, item.catalogue, [item], TODAY()) == 1


def test_a_service_that_leaves_the_list_loses_its_guide() -> None:
    item = World("ordos-2021").item()
    EntryVersion.objects.filter(entry__item=item).update(
        effective_until=TODAY() - timedelta(days=1)
    )
    assert stale_guide(item, TODAY()) is None
    assert publish_guides(None, item.catalogue, [item], TODAY()) == 0
    assert guide_in_force(item, TODAY()) is None


@pytest.mark.clause("ORD23-3.4.2d")
def test_a_guide_that_names_yesterdays_agency_is_stale() -> None:
    item = World("ordos-2021").item()
    guide = guide_in_force(item, TODAY())
    assert guide is not None
    other = item.catalogue.items.exclude(agency=item.agency).select_related("agency")[0].agency
    ServiceItem.objects.filter(pk=item.pk).update(agency=other, decision_days=3)
    stale = stale_guide(item, TODAY())
    assert stale is not None and stale.since == TODAY()
    assert stale.reasons == (f"现在由{other.name}办理。", "办理期限改为3个工作日。")
    assert publish_guides(None, item.catalogue, [item], TODAY()) == 1
    assert stale_guide(item, TODAY()) is None
    guide.refresh_from_db()
    assert guide.content["agency"] == item.agency.name
