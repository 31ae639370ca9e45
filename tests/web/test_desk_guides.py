"""The keeper's stale guides: a task until the guide says again what the list says."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from nuozheng.catalogue.guides.models import ServiceGuide
from nuozheng.catalogue.guides.publishing import guide_in_force
from nuozheng.catalogue.guides.renewal import KIND, renew_guide
from nuozheng.catalogue.models import EntryVersion, ServiceItem
from nuozheng.evidence.moves import history
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from tests.web.visits import SIGN_IN, leads_to, page, send, text_of
from tests.world import World

pytestmark = pytest.mark.django_db
Worlds = Callable[[str], World]


@pytest.fixture
def stale(world: Worlds) -> tuple[World, ServiceItem]:
    """A service whose first proof goes another way since today, without a new guide."""
    ordos = world("ordos-2023")
    item, today = ordos.item(), timezone.localdate()
    entry = item.entries.order_by("position")[0]
    version = entry.versions.get()
    EntryVersion.objects.filter(pk=version.pk).update(effective_until=today - timedelta(days=1))
    version.pk, version.number, version.effective_from = None, 2, today
    version.substitution, version.alternatives = "agency_verification", []
    version.save(force_insert=True)
    return ordos, item


@pytest.mark.clause("ORD23-3.4.2d", "XBQ21-2.3c")
def test_it_is_the_keepers_task_until_published(stale: tuple[World, ServiceItem]) -> None:
    ordos, item = stale
    keeper = ordos.staff(Role.CATALOGUE_KEEPER, item.agency)
    html = text_of(page(keeper, "desk_guides"))
    assert item.name in html and "第2版：部门核验" in html
    assert "没有跟上清单" in text_of(page(None, "guide", "ordos-2023", item.pk))
    assert leads_to(send(keeper, "desk_guides", item=str(item.pk))) == "/desk/guides/"
    guide = guide_in_force(item, timezone.localdate())
    assert guide is not None and guide.number == 2
    (move,) = history(KIND, guide.pk)
    assert move.by == keeper and "部门核验" in move.reason
    assert "都跟上了清单" in text_of(page(keeper, "desk_guides"))
    assert "没有跟上清单" not in text_of(page(None, "guide", "ordos-2023", item.pk))
    assert send(keeper, "desk_guides", item=str(item.pk)).status_code == 404


def test_nobody_else_renews_it(stale: tuple[World, ServiceItem]) -> None:
    ordos, item = stale
    elsewhere = ordos.elsewhere(Role.CATALOGUE_KEEPER)
    assert item.name not in text_of(page(elsewhere, "desk_guides"))
    assert send(elsewhere, "desk_guides", item=str(item.pk)).status_code == 404
    officer = ordos.staff(Role.OFFICER, item.agency)
    assert page(officer, "desk_guides").status_code == 404
    assert leads_to(page(None, "desk_guides")).startswith(SIGN_IN)
    for account in (elsewhere, officer, ordos.citizen):
        with pytest.raises(Refused) as refused:
            renew_guide(item=item, by=account)
        assert refused.value.key == "not_your_move"
    assert ServiceGuide.objects.filter(item=item).count() == 1


def test_what_is_current_is_not_published_again(world: Worlds) -> None:
    ordos = world("ordos-2023")
    item = ordos.item()
    with pytest.raises(Refused) as refused:
        renew_guide(item=item, by=ordos.staff(Role.CATALOGUE_KEEPER, item.agency))
    assert refused.value.key == "guide_is_current"
