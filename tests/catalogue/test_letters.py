"""The text of notice and commitment, composed from the list and checked against the pack."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from nuozheng.applications.actions.open import versions_in_force
from nuozheng.catalogue.letters import (
    committable,
    compose,
    digest,
    lacking,
    template_in_force,
)
from nuozheng.catalogue.models import LetterTemplate
from nuozheng.law import notice
from nuozheng.law.commitment import sentences
from nuozheng.law.labels import short_label
from tests.refusing import refused
from tests.world import LISTS, Worlds

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", LISTS)
def test_every_published_letter_says_what_its_place_demands(world: Worlds, slug: str) -> None:
    here = world(slug)
    letters = LetterTemplate.objects.filter(item__catalogue=here.catalogue)
    assert letters.exists()
    for letter in letters:
        assert lacking(here.catalogue.policy, letter.content) == []
        assert letter.digest == digest(letter.content)


@pytest.mark.parametrize("slug", LISTS)
def test_items_stand_under_the_numbers_of_the_place(world: Worlds, slug: str) -> None:
    here = world(slug)
    policy, item = here.catalogue.policy, here.item()
    content = compose(policy, item, committable(versions_in_force(item)))
    wanted = notice.items(policy)
    assert [(one["number"], one["key"]) for one in content["items"]] == list(
        enumerate((one.key for one in wanted), start=1)
    )
    assert all(one["paragraphs"] for one in content["items"])
    assert content["statements"] == [sentence for _, sentence in sentences(policy)]
    assert set(notice.required_elements(policy)) <= set(content["elements"])


@pytest.mark.parametrize("slug", LISTS)
def test_every_clause_beside_an_item_is_one(world: Worlds, slug: str) -> None:
    from nuozheng.law.clauses import clause

    letter = template_in_force(world(slug).item(), timezone.localdate())
    cited = {key for item in letter.content["items"] for key in item["basis"]}
    assert cited and all(short_label(clause(key)) for key in cited)


def test_composing_twice_gives_the_same_digest(world: Worlds) -> None:
    here = world("ordos-2021")
    versions = committable(versions_in_force(here.item()))
    policy = here.catalogue.policy
    first, second = (compose(policy, here.item(), versions) for _ in range(2))
    assert digest(first) == digest(second)
    first["items"][0]["paragraphs"].append("多一句")
    assert digest(first) != digest(second)


def test_the_letter_in_force_is_the_last_that_has_begun(world: Worlds) -> None:
    item = world("ordos-2021").item()
    first = LetterTemplate.objects.get(item=item)
    second = LetterTemplate.objects.create(
        item=item,
        number=2,
        effective_from=date(2027, 1, 1),
        content=first.content,
        digest=first.digest,
    )
    assert template_in_force(item, date(2026, 12, 31)) == first
    assert template_in_force(item, date(2027, 1, 1)) == second
    with refused("no_letter_published"):
        template_in_force(item, first.effective_from - timedelta(days=1))


@pytest.mark.parametrize(
    ("part", "key"), [("elements", "notice_states_"), ("statements", "template_says_")]
)
def test_what_a_text_lacks_is_named(world: Worlds, part: str, key: str) -> None:
    here = world("ordos-2021")
    content = template_in_force(here.item(), timezone.localdate()).content
    content[part] = {} if part == "elements" else []
    found = lacking(here.catalogue.policy, content)
    assert found and all(finding.key.startswith(key) for finding in found)
