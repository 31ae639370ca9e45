"""The data-sharing list: supply and demand with its gaps, changed by its owner alone."""

import pytest
from django.utils import timezone

from nuozheng.catalogue.models import Catalogue, Proof
from nuozheng.evidence.moves import history
from nuozheng.law.data_sources import SharingStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency
from nuozheng.verification.sources.access import register_owner
from nuozheng.verification.sources.models import SharedProof
from nuozheng.verification.sources.sharing import (
    Supply,
    change_sharing,
    list_shared,
    supply_and_demand,
)
from tests.refusing import refused
from tests.world import Worlds

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause


def owner_of(world: Worlds, slug: str) -> tuple[Catalogue, Account]:
    here = world(slug)
    agency = register_owner(here.catalogue.jurisdiction, here.catalogue.policy)
    assert agency is not None
    return here.catalogue, here.staff(Role.DATA_OWNER, agency)


def supply_of(catalogue: Catalogue, proof: Proof) -> Supply:
    rows = supply_and_demand(catalogue, timezone.localdate())
    return next(row for row in rows if row.proof == proof)


@clause("ORD23-3.2a", "ORD23-3.3.2a", "XBQ21-2.4a")
def test_a_proof_comes_onto_the_list_and_leaves_it_with_its_history(world: Worlds) -> None:
    catalogue, owner = owner_of(world, "ordos-2023")
    rows = supply_and_demand(catalogue, timezone.localdate())
    first = next(row for row in rows if row.possible)
    assert first.is_gap and first.demanders
    shared = list_shared(
        catalogue=catalogue,
        proof=first.proof,
        source=first.possible[0],
        blocker="接口还在联调",
        by=owner,
    )
    listed = supply_of(catalogue, first.proof)
    assert listed.is_gap and [one.blocker for one in listed.shared] == ["接口还在联调"]
    assert listed.shared[0].supplier
    change_sharing(catalogue=catalogue, shared=shared, act="connect", reason="", by=owner)
    assert not supply_of(catalogue, first.proof).is_gap
    with refused("reason_required"):
        change_sharing(catalogue=catalogue, shared=shared, act="take_off", reason="", by=owner)
    change_sharing(catalogue=catalogue, shared=shared, act="take_off", reason="停用", by=owner)
    gone = supply_of(catalogue, first.proof)
    assert gone.is_gap and not gone.shared
    acts = [move.act for move in history("shared_proof", shared.pk)]
    assert acts == ["list", "connect", "take_off"]
    again = list_shared(
        catalogue=catalogue, proof=first.proof, source=first.possible[0], blocker="", by=owner
    )
    assert (again.pk, again.status) == (shared.pk, SharingStatus.LISTED)
    assert [move.act for move in history("shared_proof", shared.pk)][-1] == "put_back"


@clause("LYG19-1.5d")
def test_only_the_data_centre_changes_the_register(world: Worlds) -> None:
    catalogue, owner = owner_of(world, "lianyungang-2019")
    agency = register_owner(catalogue.jurisdiction, catalogue.policy)
    assert agency is not None and agency.short_name == "市大数据中心"
    proof = next(r for r in supply_and_demand(catalogue, timezone.localdate()) if r.possible)
    here = world("lianyungang-2019")
    other = Agency.objects.filter(jurisdiction=catalogue.jurisdiction).exclude(pk=agency.pk)
    for account in (
        here.staff(Role.DATA_OWNER, other.order_by("pk")[0], "别处"),
        here.staff(Role.SUPERVISOR, agency),
        here.citizen,
    ):
        with refused("only_the_register_owner"):
            list_shared(
                catalogue=catalogue,
                proof=proof.proof,
                source=proof.possible[0],
                blocker="",
                by=account,
            )
    shared = list_shared(
        catalogue=catalogue, proof=proof.proof, source=proof.possible[0], blocker="", by=owner
    )
    with refused("only_the_register_owner"):
        change_sharing(
            catalogue=catalogue, shared=shared, act="connect", reason="", by=here.citizen
        )
    assert SharedProof.objects.get().status == SharingStatus.LISTED


def test_a_source_must_be_registered_first(world: Worlds) -> None:
    catalogue, owner = owner_of(world, "ordos-2023")
    proof = supply_and_demand(catalogue, timezone.localdate())[0].proof
    with refused("source_is_not_registered"):
        list_shared(catalogue=catalogue, proof=proof, source="moon", blocker="", by=owner)
