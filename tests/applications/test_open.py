"""Open a case: who may, which proofs wait for what, and once only."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from nuozheng.applications.actions.open import Applying, open_application
from nuozheng.applications.models import Application, Channel, ProofStatus
from nuozheng.evidence.models import AccessReceipt
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.vocabulary import Role, Severity, Substitution
from nuozheng.parties.models import Authorisation, Party
from nuozheng.sandbox.faults import Mode
from nuozheng.sandbox.servers import Running
from tests.refusing import refused
from tests.world import World, Worlds

pytestmark = pytest.mark.django_db
KEY = "opening-key-1"


def open_for(world: World, party: Party, who: str = "honest", **fields: object) -> Application:
    values = {
        "item": world.item(),
        "applying": Applying(party),
        "by": world.account(who),
        "opening_key": KEY,
    } | fields
    return open_application(**values)  # type: ignore[arg-type]


def test_a_case_is_opened_with_every_proof_and_one_move(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    application = case.application
    assert application.status == ApplicationStatus.DRAFT
    assert application.number.startswith("ORD21-")
    assert (application.policy_key, application.channel) == ("ordos-2021", Channel.WEB)
    entries = application.item.entries.count()
    assert [proof.position for proof in case.proofs()] == list(range(1, entries + 1))
    (move,) = case.moves()
    assert (move.act, move.old, move.new) == ("open", "", ApplicationStatus.DRAFT)
    assert (move.role, move.by) == (Role.APPLICANT, case.by)
    assert move.basis == list(application.policy.scope.matter_types.clause)


@pytest.mark.clause("ORD21-4.1b", "XBQ21-2.2a", "MJ21-2.1.2a")
@pytest.mark.parametrize("slug", ["ordos-2021", "xian-baqiao-2021", "huainan-maoji-2021"])
def test_nothing_is_chosen_beforehand(world: Worlds, slug: str) -> None:
    for proof in world(slug).opened().proofs():
        ways = {proof.substitution, *proof.alternatives}
        assert Substitution.COMMITMENT in ways and len(ways) > 1
        assert proof.status == ProofStatus.AWAITING_CHOICE
        assert proof.chosen_at is None


def test_a_representative_opens_for_the_company(world: Worlds) -> None:
    case = world("ordos-2021").opened("honest_company")
    assert not case.application.applicant.is_person
    assert case.moves()[0].role == Role.APPLICANT


def test_an_agent_opens_under_an_authority(world: Worlds) -> None:
    here = world("ordos-2021")
    held = here.authorisation(here.item())
    case = open_for(here, here.party("honest"), "agent", applying=Applying(held.principal, held))
    assert case.agent == here.party("agent")
    assert case.authorisation == held


def test_an_authority_that_is_not_ones_own_opens_nothing(world: Worlds) -> None:
    here = world("ordos-2021")
    held = here.authorisation(here.item())
    honest = here.party("honest")
    with refused("no_authority"):
        open_for(here, honest, "contradicted", applying=Applying(honest, held))
    with refused("no_authority"):
        open_for(
            here, here.party("wronged"), "agent", applying=Applying(here.party("wronged"), held)
        )
    Authorisation.objects.update(revoked_at=timezone.now())
    with refused("no_authority"):
        open_for(here, honest, "agent", applying=Applying(honest, held))


def test_an_expired_authority_opens_nothing(world: Worlds) -> None:
    here = world("ordos-2021")
    held = here.authorisation(here.item(), ends_on=date(2027, 1, 31))
    applying = Applying(held.principal, held)
    with time_machine.travel(datetime(2027, 2, 1, 2, tzinfo=UTC)), refused("no_authority"):
        open_for(here, held.principal, "agent", applying=applying)


def test_nobody_opens_for_somebody_else(world: Worlds) -> None:
    here = world("ordos-2021")
    for account in (here.stranger(), here.staff(Role.OFFICER)):
        with refused("no_authority"):
            open_for(here, here.party("honest"), by=account)
    representative = here.company_account()
    representative.representations.update(ends_on=timezone.localdate() - timedelta(days=1))
    with refused("no_authority"):
        open_for(here, here.party("honest_company"), by=representative)
    assert not Application.objects.exists()


def test_a_company_does_not_apply_for_what_people_apply_for(world: Worlds) -> None:
    here = world("ordos-2021")
    company, by = here.party("honest_company"), here.company_account()
    with refused("wrong_kind_of_applicant"):
        open_for(here, company, by=by, item=here.item(kind="person"))


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "opening\x00key", "opening\nkey"])
def test_the_opening_key_must_be_one(world: Worlds, key: str) -> None:
    here = world("ordos-2021")
    with refused("opening_key_wrong"):
        open_for(here, here.party("honest"), opening_key=key)


def test_the_channel_is_stored_and_must_be_known(world: Worlds) -> None:
    here = world("ordos-2023")
    assert open_for(here, here.party("honest"), channel=Channel.APP).channel == "app"
    with refused("channel_unknown"):
        open_for(here, here.party("honest"), channel="pigeon", opening_key="opening-key-2")


def test_twice_is_one_case(world: Worlds) -> None:
    here = world("ordos-2021")
    first = open_for(here, here.party("honest"))
    assert open_for(here, here.party("honest")) == first
    assert Application.objects.count() == 1


def test_a_used_key_opens_no_other_service_and_shows_no_other_case(world: Worlds) -> None:
    here = world("ordos-2021")
    open_for(here, here.party("honest"))
    other = here.catalogue.items.filter(applicant_kinds__contains=["person"]).exclude(
        pk=here.item().pk
    )
    with refused("opening_key_used"):
        open_for(here, here.party("honest"), item=other[0])


@pytest.mark.clause("ORD23-2.2c")
def test_shared_data_are_fetched_and_kept_and_nothing_is_collected(world: Worlds) -> None:
    case = world("ordos-2023").opened("honest_company")
    (proof,) = case.proofs()
    # Some of its conditions no source can tell: those are ours to find out, never the applicant's.
    assert (proof.way, proof.status) == (Substitution.DATA_SHARING, ProofStatus.AWAITING_AGENCY)
    assert proof.obtained["sources"] == {"property": "found"}
    assert proof.obtained["unanswered"] and proof.fetched["property"]["attributes"]
    assert Substitution.RETAINED not in proof.alternatives
    receipt = AccessReceipt.objects.get(case_number=case.application.number)
    assert (receipt.result, receipt.asked_by) == ("found", case.by)
    assert receipt.basis == list(case.application.policy.scope.dispositions.clause)


@pytest.mark.parametrize(("item", "source"), [("sv-043", "household"), ("sv-138", "property")])
def test_a_proof_that_data_tell_whole_is_settled_at_once(
    world: Worlds, item: str, source: str
) -> None:
    here = world("xian-baqiao-2021")
    case = here.opened(item=here.item(item))
    proof = next(one for one in case.proofs() if source in one.obtained.get("sources", {}))
    assert (proof.way, proof.status) == (Substitution.DATA_SHARING, ProofStatus.SETTLED)
    assert proof.obtained["unanswered"] == []


def test_a_source_that_is_down_refuses_nobody(world: Worlds, sources: Running) -> None:
    sources.faults.set("property", Mode.DOWN)
    case = world("ordos-2023").opened("honest_company")
    (proof,) = case.proofs()
    assert (proof.way, proof.status) == (Substitution.DATA_SHARING, ProofStatus.AWAITING_AGENCY)
    assert AccessReceipt.objects.get().result == "unavailable"


def test_a_source_that_knows_nobody_leads_to_the_next_way(world: Worlds) -> None:
    case = world("ordos-2023").opened("unknown")
    proof = case.proofs()[1]
    assert Substitution.COMMITMENT in {proof.way, *proof.alternatives}
    assert set(proof.obtained["sources"].values()) == {"not_found"}


@pytest.mark.clause("ORD21-4.1e", "XBQ21-2.2c")
@pytest.mark.parametrize(
    ("slug", "severity", "may"),
    [
        ("ordos-2021", Severity.MINOR, True),
        ("ordos-2021", Severity.SERIOUS, False),
        ("xian-baqiao-2021", Severity.MINOR, False),
    ],
)
def test_a_record_closes_commitment_but_not_the_case(
    world: Worlds, slug: str, severity: Severity, may: bool
) -> None:
    here = world(slug)
    record = here.on_record("honest", severity)
    case = here.opened()
    offered = {way for proof in case.proofs() for way in (proof.substitution, *proof.alternatives)}
    assert (Substitution.COMMITMENT in offered) is may
    barred = [row for row in case.application.eligibility if row["outcome"] == "not_met"]
    assert bool(barred) is not may
    assert may or (record.document_number in barred[0]["detail"] and barred[0]["cure"])


@pytest.mark.clause("ORD21-4.1f", "MJ21-2.1.2d", "XBQ21-2.2d")
@pytest.mark.parametrize("slug", ["ordos-2021", "huainan-maoji-2021", "xian-baqiao-2021"])
def test_a_false_promise_before_another_agency_closes_commitment_here(
    world: Worlds, slug: str
) -> None:
    here = world(slug)
    record = here.on_record("honest", Severity.SERIOUS, "false")
    case = here.opened()
    assert record.agency != case.application.agency
    barred = [row for row in case.application.eligibility if row["outcome"] == "not_met"]
    assert record.agency.name in barred[0]["detail"]
    assert all(
        Substitution.COMMITMENT not in {proof.substitution, *proof.alternatives}
        for proof in case.proofs()
    )


def test_a_proposed_record_has_no_effect(world: Worlds) -> None:
    here = world("ordos-2021")
    record = here.on_record("honest", Severity.GRAVE)
    record.status = "proposed"
    record.save()
    assert not [r for r in here.opened().application.eligibility if r["outcome"] == "not_met"]
