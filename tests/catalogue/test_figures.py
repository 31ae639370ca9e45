"""The figures beside a list are those that counting it anew would give, on any day."""

from collections import Counter
from datetime import date, timedelta

import pytest

from nuozheng.catalogue.figures import Figures, count_figures, figures_on
from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.law.vocabulary import Substitution
from tests.world import LISTS, World, Worlds

pytestmark = pytest.mark.django_db


def kept(catalogue: Catalogue, on: date) -> Figures:
    return figures_on([catalogue], on)[catalogue.pk]


def counted(catalogue: Catalogue, on: date) -> dict[Substitution, int]:
    versions = EntryVersion.objects.in_force(on).filter(entry__item__catalogue=catalogue)
    return {
        Substitution(way): n for way, n in Counter(one.substitution for one in versions).items()
    }


@pytest.mark.parametrize("slug", LISTS)
def test_a_list_is_published_with_its_figures(slug: str) -> None:
    catalogue = World(slug).catalogue
    on = catalogue.published_on
    figures = kept(catalogue, on)
    assert dict(figures.by_way) == counted(catalogue, on)
    assert figures.items == catalogue.items.count()
    assert sum(count for _domain, count in figures.domains) == figures.items
    assert figures.spared + figures.retained == figures.proofs > 0


def test_before_it_is_in_force_a_list_asks_for_nothing(world: Worlds) -> None:
    catalogue = world("ordos-2021").catalogue
    assert kept(catalogue, catalogue.published_on - timedelta(days=1)).proofs == 0


def test_a_change_counts_from_midnight_of_its_day(world: Worlds) -> None:
    """The old version holds until its last day included, the next from the day after."""
    catalogue = world("ordos-2021").catalogue
    change = catalogue.published_on + timedelta(days=400)
    version = EntryVersion.objects.filter(
        entry__item__catalogue=catalogue, substitution=Substitution.COMMITMENT
    ).earliest("pk")
    version.effective_until = change - timedelta(days=1)
    version.save()
    version.pk, version.number, version.effective_from = None, 2, change
    version.substitution, version.effective_until = Substitution.CANCELLED, None
    version._state.adding = True
    version.save()
    count_figures(catalogue)
    for on in (change - timedelta(days=1), change, change + timedelta(days=1)):
        assert dict(kept(catalogue, on).by_way) == counted(catalogue, on)
    before = dict(kept(catalogue, change - timedelta(days=1)).by_way)
    after = dict(kept(catalogue, change).by_way)
    assert after[Substitution.COMMITMENT] == before[Substitution.COMMITMENT] - 1
    version.entry.item.refresh_from_db()
    assert set(version.entry.item.ways) >= {"cancelled", "commitment"}


def test_counting_twice_changes_nothing_and_touches_no_other_list(world: Worlds) -> None:
    catalogue, other = world("ordos-2021").catalogue, world("ordos-2023").catalogue
    on = date(2026, 7, 1)
    before = kept(catalogue, on), kept(other, on)
    count_figures(catalogue)
    assert (kept(catalogue, on), kept(other, on)) == before


def test_a_list_never_counted_has_no_figures(world: Worlds) -> None:
    catalogue = world("ordos-2021").catalogue
    catalogue.figures.delete()
    assert kept(catalogue, date(2026, 7, 1)) == Figures(0, 0, (), ())
