"""Taking stock of a list for troubled proofs: found, decided, eliminated, closed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nuozheng.catalogue.models import (
    Catalogue,
    CatalogueEntry,
    EntryVersion,
    Proof,
    ServiceItem,
)
from nuozheng.catalogue.trouble.access import visible_to
from nuozheng.catalogue.trouble.acts import by_class_and_status, close, decide, take_stock
from nuozheng.catalogue.trouble.models import StockTake, TroubledProof, TroubleSearch
from nuozheng.catalogue.trouble.search import ask_for_every_list, ask_for_search, carry_out
from nuozheng.evidence.moves import history
from nuozheng.law.findings import Refused
from nuozheng.law.trouble import Trouble
from nuozheng.law.vocabulary import Role, Substitution
from nuozheng.parties.models import Account
from tests.catalogue.intake.work import work_off
from tests.world import World

Worlds = Callable[[str], World]


@pytest.fixture
def ordos(world: Worlds) -> World:
    return world("ordos-2023")


def keeper(world: World, trouble: TroubledProof) -> Account:
    entry = trouble.entries.select_related("item__agency").first()
    assert entry is not None
    return world.staff(Role.CATALOGUE_KEEPER, entry.item.agency)


def stock(world: World) -> StockTake:
    return take_stock(catalogue=world.catalogue, by=world.staff(Role.JUSTICE_REVIEWER))


def plant(world: World, proof: str, issuer: str) -> CatalogueEntry:
    """One more proof for the story service."""
    item: ServiceItem = world.item()
    entry = CatalogueEntry.objects.create(
        item=item,
        proof=Proof.objects.create(code=f"T{Proof.objects.count()}", name=proof, kind="",
                                   issuing_body=issuer),
        position=90,
    )  # fmt: skip
    EntryVersion.objects.create(
        entry=entry,
        number=1,
        effective_from=timezone.localdate() - timedelta(days=30),
        substitution=Substitution.RETAINED,
    )
    return entry


def cancel(entry: CatalogueEntry) -> None:
    entry.versions.update(effective_until=timezone.localdate() - timedelta(days=1))


@pytest.mark.clause("ORD23-2.1.1a")
def test_the_report_counts_each_class_and_says_what_became_of_each(ordos: World) -> None:
    entry = plant(ordos, "养犬证明", "村（居）委会")
    taken = stock(ordos)
    assert set(taken.counts) <= {kind.value for kind in Trouble}
    assert sum(taken.counts.values()) == TroubledProof.objects.count()
    trouble = TroubledProof.objects.get(entries=entry)
    assert (trouble.kind, trouble.status) == ("odd", "open")
    assert "养犬证明" in trouble.evidence[0]
    decide(trouble=trouble, outcome="confirm", reason="改为数据共享", by=keeper(ordos, trouble))
    report = by_class_and_status(ordos.catalogue)
    assert report["odd"]["confirmed"] == 1
    assert set(report) == {"circular", "duplicate", "odd"}
    again = stock(ordos)
    assert again.counts == taken.counts
    trouble.refresh_from_db()
    assert (trouble.status, trouble.reason) == ("confirmed", "改为数据共享")
    assert [one.act for one in history("troubled_proof", trouble.pk)] == ["find", "confirm"]


@pytest.mark.clause("ORD23-3.3.1b")
def test_it_cannot_be_closed_while_a_circular_one_is_open(ordos: World) -> None:
    reviewer = ordos.staff(Role.JUSTICE_REVIEWER)
    police = next(
        item for item in ordos.catalogue.items.select_related("agency")
        if "公安局" in item.agency.name
    )  # fmt: skip
    taken = stock(ordos)
    for trouble in TroubledProof.objects.all():
        decide(trouble=trouble, outcome="dismiss", reason="示例：经核不是。", by=reviewer)
    proof = Proof.objects.create(code="TC", name="亲属关系证明", issuing_body="公安派出所", kind="")
    entry = CatalogueEntry.objects.create(item=police, proof=proof, position=91)
    EntryVersion.objects.create(
        entry=entry,
        number=1,
        effective_from=ordos.catalogue.published_on,
        substitution=Substitution.RETAINED,
    )
    taken = stock(ordos)
    circle = TroubledProof.objects.get(entries=entry, kind="circular")
    for status in ("open", "confirmed"):
        with pytest.raises(Refused, match="亲属关系证明") as refused:
            close(taken=taken, by=reviewer)
        assert refused.value.key == "troubled_proofs_left"
        if status == "open":
            decide(trouble=circle, outcome="confirm", reason="属实", by=reviewer)
    with pytest.raises(Refused, match="今天的清单里还查得到"):
        decide(trouble=circle, outcome="eliminate", reason="已取消", by=reviewer)
    cancel(entry)
    decide(trouble=circle, outcome="eliminate", reason="第2版起取消", by=reviewer)
    closed = close(taken=taken, by=reviewer)
    assert closed.closing["circular"]["eliminated"] == 1
    with pytest.raises(Refused):
        close(taken=closed, by=reviewer)


def test_ordos_2021_only_wants_each_decided(world: Worlds) -> None:
    ordos = world("ordos-2021")
    plant(ordos, "养犬证明", "村（居）委会")
    taken, reviewer = stock(ordos), ordos.staff(Role.JUSTICE_REVIEWER)
    with pytest.raises(Refused):
        close(taken=taken, by=reviewer)
    for trouble in TroubledProof.objects.all():
        decide(trouble=trouble, outcome="confirm", reason="属实", by=reviewer)
    assert close(taken=taken, by=reviewer).closed_by == reviewer


def test_what_was_eliminated_and_comes_back_is_open_again(ordos: World) -> None:
    entry = plant(ordos, "养犬证明", "村（居）委会")
    stock(ordos)
    trouble, reviewer = TroubledProof.objects.get(entries=entry), ordos.staff(Role.JUSTICE_REVIEWER)
    cancel(entry)
    decide(trouble=trouble, outcome="eliminate", reason="已取消", by=reviewer)
    entry.versions.update(effective_until=None)
    stock(ordos)
    trouble.refresh_from_db()
    assert trouble.status == "open"
    assert [one.act for one in history("troubled_proof", trouble.pk)][-1] == "return"


def test_who_may(ordos: World, world: Worlds) -> None:
    plant(ordos, "养犬证明", "村（居）委会")
    taken = stock(ordos)
    trouble = TroubledProof.objects.get(entries__proof__name="养犬证明")
    today = timezone.localdate()
    mine = keeper(ordos, trouble)
    elsewhere = ordos.elsewhere(Role.CATALOGUE_KEEPER)
    far = world("lianyungang-2019").staff(Role.JUSTICE_REVIEWER)
    assert trouble in visible_to(mine, today)
    for stranger in (elsewhere, far, ordos.citizen, ordos.staff(Role.OFFICER)):
        assert trouble not in visible_to(stranger, today)
        with pytest.raises(Refused):
            decide(trouble=trouble, outcome="confirm", reason="属实", by=stranger)
    with pytest.raises(Refused):
        decide(trouble=trouble, outcome="dismiss", reason="不是", by=mine)
    with pytest.raises(Refused):
        decide(trouble=trouble, outcome="confirm", reason=" ", by=mine)
    for stranger in (ordos.citizen, far):
        with pytest.raises(Refused):
            take_stock(catalogue=ordos.catalogue, by=stranger)
    with pytest.raises(Refused):
        close(taken=taken, by=mine)


def test_the_search_is_the_queues_and_runs_once_however_often_it_is_asked_for(
    ordos: World,
) -> None:
    reviewer = ordos.staff(Role.JUSTICE_REVIEWER)
    first = ask_for_search(catalogue=ordos.catalogue, by=reviewer)
    again = ask_for_search(catalogue=ordos.catalogue, by=reviewer)
    assert (first.pk, again.in_words) == (again.pk, "等着查找")
    assert not StockTake.objects.exists()
    assert work_off() == 1
    carry_out(first.pk)
    search = TroubleSearch.objects.get()
    taken = StockTake.objects.get()
    assert (search.in_words, search.entries) == ("查完了", taken.entries)
    assert search.found == sum(taken.counts.values()) == TroubledProof.objects.count()
    with pytest.raises(Refused):
        ask_for_search(catalogue=ordos.catalogue, by=ordos.citizen)


def test_every_night_every_list_is_searched_and_only_news_is_a_new_stock_take(
    ordos: World,
) -> None:
    for _night in range(2):
        assert ask_for_every_list() == Catalogue.objects.count()
        assert work_off() == Catalogue.objects.count()
    assert StockTake.objects.filter(taken_by=None).count() == Catalogue.objects.count()
    assert StockTake.objects.count() == Catalogue.objects.count()
    plant(ordos, "养犬证明", "村（居）委会")
    ask_for_every_list()
    work_off()
    assert StockTake.objects.filter(catalogue=ordos.catalogue).count() == 2
    found = TroubledProof.objects.get(entries__proof__name="养犬证明")
    (move,) = history("troubled_proof", found.pk)
    assert (move.act, move.by, move.role) == ("find", None, "system")


def test_a_search_that_breaks_off_says_so_and_can_be_asked_for_again(
    ordos: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviewer = ordos.staff(Role.JUSTICE_REVIEWER)
    search = ask_for_search(catalogue=ordos.catalogue, by=reviewer)
    reviewer.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused):
        carry_out(search.pk)
    search.refresh_from_db()
    assert search.in_words == "没有查成"
    reviewer.memberships.update(ends_on=None)
    assert ask_for_search(catalogue=ordos.catalogue, by=reviewer).in_words == "等着查找"
    silent = timezone.now() - timedelta(minutes=11)
    TroubleSearch.objects.update(status="searching", begun_at=silent)
    assert ask_for_search(catalogue=ordos.catalogue, by=reviewer).in_words == "等着查找"


def test_many_are_written_down_with_as_many_statements_as_few(ordos: World) -> None:
    def statements(count: int) -> int:
        for number in range(count):
            plant(ordos, f"养犬第{TroubledProof.objects.count()}之{number}号证明", "村（居）委会")
        with CaptureQueriesContext(connection) as captured:
            stock(ordos)
        return len(captured)

    stock(ordos)
    few = statements(2)
    known = TroubledProof.objects.count()
    many = statements(40)
    assert TroubledProof.objects.count() > known + 30
    assert many <= few + 2
