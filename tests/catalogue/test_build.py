"""Each of the five lists is built from the material: lawfully, once, within its text."""

from collections import Counter
from datetime import date
from time import monotonic

import pytest
from django.db import connection

from nuozheng.catalogue.actions.build import Built, build_catalogue
from nuozheng.catalogue.candidates import Wanted, words_of
from nuozheng.catalogue.letters import lacking, template_in_force
from nuozheng.catalogue.lists import LISTS
from nuozheng.catalogue.models import (
    Catalogue,
    CatalogueEntry,
    EntryVersion,
    LetterTemplate,
    Proof,
    ServiceItem,
)
from nuozheng.catalogue.search import search
from nuozheng.law.policy import load_policy
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Agency, Jurisdiction

ON = date(2026, 7, 1)
pytestmark = pytest.mark.django_db


def build(slug: str) -> Built:
    return build_catalogue(slug, ON)


def counts() -> list[int]:
    models = (
        Jurisdiction,
        Agency,
        ServiceItem,
        Proof,
        CatalogueEntry,
        EntryVersion,
        LetterTemplate,
    )
    return [model.objects.count() for model in models]


@pytest.fixture
def nothing_built(db: None) -> None:
    """The session's lists out of the way, until the test's transaction is rolled back.

    Earlier words can't be emptied while their triggers watch.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("TRUNCATE parties_jurisdiction, catalogue_proof CASCADE")
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_five_lists_stand_after_one_build_and_a_second_adds_nothing(nothing_built: None) -> None:
    begun = monotonic()
    first = [build(slug) for slug in LISTS]
    assert monotonic() - begun < 30
    before = counts()
    assert [build(slug) for slug in LISTS] == first
    assert counts() == before
    assert Jurisdiction.objects.count() == 245
    prefixes = set(Catalogue.objects.values_list("prefix", flat=True))
    assert prefixes == {"ORD21", "ORD23", "XBQ", "MJ", "LYG"}
    assert Catalogue.objects.filter(jurisdiction__name="鄂尔多斯市").count() == 2


@pytest.mark.parametrize("slug", list(LISTS))
def test_every_letter_says_all_that_its_place_demands(slug: str) -> None:
    build(slug)
    policy = load_policy(slug)
    items = ServiceItem.objects.filter(catalogue__slug=slug)
    committing = {
        version.entry.item_id
        for version in EntryVersion.objects.filter(entry__item__in=items).select_related("entry")
        if version.may_commit
    }
    templates = LetterTemplate.objects.filter(item__in=items)
    assert {template.item_id for template in templates} == committing
    for template in templates:
        assert lacking(policy, template.content) == []


def test_what_a_text_does_not_reach_is_left_out_with_its_reason() -> None:
    narrow, wide = build("ordos-2021"), build("ordos-2023")
    assert {one.why.key for one in narrow.left_out} == {
        "matter_type_is_covered",
        "body_is_covered",
    }
    assert "未列入15项" in narrow.summary()
    assert wide.left_out == ()
    assert not ServiceItem.objects.filter(catalogue__slug="ordos-2021", kind="公共服务").exists()
    assert ServiceItem.objects.filter(catalogue__slug="ordos-2023", kind="公共服务").exists()


def test_the_same_proof_is_met_by_each_place_s_own_order() -> None:
    build("ordos-2021")
    build("ordos-2023")

    def ways(slug: str, proof: str) -> tuple[str, list[str]]:
        version = EntryVersion.objects.get(
            entry__item__catalogue__slug=slug, entry__item__key="sv-095", entry__proof__code=proof
        )
        return version.substitution, version.alternatives

    assert ways("ordos-2021", "PI114") == ("commitment", ["retained", "data_sharing"])
    assert ways("ordos-2023", "PI114") == ("data_sharing", ["commitment"])
    used = EntryVersion.objects.filter(entry__item__catalogue__slug="ordos-2023")
    assert Counter(used.values_list("substitution", flat=True))[Substitution.RETAINED] == 0


def test_only_ordos_2021_makes_a_commitment_compulsory() -> None:
    for slug in ("ordos-2021", "xian-baqiao-2021"):
        build(slug)
    compulsory = EntryVersion.objects.filter(mandatory=True)
    assert [one.entry.item.catalogue.slug for one in compulsory] == ["ordos-2021"]


def test_plans_fix_what_the_place_wants_fixed() -> None:
    slugs = ("ordos-2023", "lianyungang-2019")
    for slug in slugs:
        build(slug)
    versions = EntryVersion.objects.filter(entry__item__catalogue__slug__in=slugs)
    for version in versions.select_related("entry__item__catalogue"):
        plan, listed = version.plan, version.entry.item.catalogue
        assert plan["due_days"] > 0 and plan["manner"] in listed.policy.verification.methods.value
        assert bool(plan["sampling_ratio"]) == (listed.slug == "ordos-2023")
        assert version.disclosure["disclosed"] in (True, False)
        if listed.slug == "lianyungang-2019":
            assert version.disclosure["scope"] and version.disclosure["until"]


def test_what_is_proposed_and_what_is_verified_goes_with_the_entry() -> None:
    build("huainan-maoji-2021")
    version = EntryVersion.objects.get(
        entry__item__catalogue__slug="huainan-maoji-2021",
        entry__item__key="sv-065",
    )
    assert version.honesty["basis_check"] == "verified-text"
    assert version.honesty["classification"] == "proposal"
    assert version.entry.item.code_is_synthetic
    place = version.entry.item.catalogue.jurisdiction
    assert place.code == "340400-MJ" and place.parent is not None
    assert place.parent.code == "340400"
    assert len(version.condition_set.conditions) == 5


def test_services_are_found_by_name_proof_initials_and_code() -> None:
    build("ordos-2021")
    catalogue = Catalogue.objects.get(slug="ordos-2021")
    wanted = catalogue.items.get(key="sv-095")
    for query in ("公共租赁", "收入证明", "ggzlzf", wanted.implementation_code):
        found = search(catalogue, Wanted(words_of(query)), ON)
        assert wanted in found[0:200], query


def test_a_joined_service_stands_only_where_its_story_is_told() -> None:
    for slug in LISTS:
        build(slug)
    joined = ServiceItem.objects.filter(key__in=("sv-201", "sv-202")).order_by("key")
    assert [(one.key, one.catalogue.slug) for one in joined] == [
        ("sv-201", "ordos-2023"),
        ("sv-202", "huainan-maoji-2021"),
    ]


def test_no_list_before_its_regulation() -> None:
    with pytest.raises(ValueError, match="not in force"):
        build_catalogue("ordos-2023", date(2023, 1, 1))


def test_a_letter_with_new_words_becomes_a_new_version() -> None:
    build("lianyungang-2019")
    item = ServiceItem.objects.get(catalogue__slug="lianyungang-2019", key="sv-052")
    LetterTemplate.objects.filter(item=item).update(digest="0" * 64)
    build_catalogue("lianyungang-2019", date(2026, 7, 2))
    newest = template_in_force(item, date(2026, 7, 2))
    assert (newest.number, newest.effective_from) == (2, date(2026, 7, 2))
    assert LetterTemplate.objects.get(item=item, number=1).effective_until == ON
