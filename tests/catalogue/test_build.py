"""Each of the five lists is built from the material, lawfully, once."""

from datetime import date
from time import monotonic

import pytest

from nuozheng.catalogue.actions.build import build_catalogue
from nuozheng.catalogue.letters import notice_content
from nuozheng.catalogue.lists import LISTS
from nuozheng.catalogue.models import EntryVersion, LetterTemplate, ServiceItem
from nuozheng.catalogue.search import search
from nuozheng.law.notice import missing_elements
from nuozheng.law.policy import load_policy
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Agency, Jurisdiction

ON = date(2026, 7, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def all_lists(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """Built per test below; module scope would outlive the rolled-back transaction."""


def build_all() -> dict[str, object]:
    return {slug: build_catalogue(slug, ON) for slug in LISTS}


def test_five_lists_stand_after_one_build_and_a_second_adds_nothing() -> None:
    begun = monotonic()
    first = build_all()
    assert monotonic() - begun < 30
    counted = (ServiceItem.objects.count(), EntryVersion.objects.count(), Agency.objects.count())
    assert build_all() == first
    assert counted == (
        ServiceItem.objects.count(), EntryVersion.objects.count(), Agency.objects.count(),
    )
    for version in EntryVersion.objects.select_related("entry__item__catalogue"):
        assert version.condition_set is not None
