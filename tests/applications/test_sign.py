"""Signing: what was declared and checked, by who may, with every statement."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from nuozheng.applications.actions.choose import choose
from nuozheng.applications.actions.declare import save_entered
from nuozheng.applications.actions.sign import sign, sign_on_paper
from nuozheng.applications.declaration import TICK
from nuozheng.applications.letter import letter_document
from nuozheng.applications.models import Commitment, CommitmentStatus, ProofStatus
from nuozheng.catalogue.models import EntryVersion
from nuozheng.evidence import deadlines
from nuozheng.evidence.models import AccessReceipt
from nuozheng.law.findings import Refused
from nuozheng.law.letter_model import letter_model
from nuozheng.law.policy import load_policy
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.vocabulary import Role, Severity, Substitution
from nuozheng.sandbox.faults import Mode
from nuozheng.sandbox.servers import Running
from tests.refusing import reasons, refused
from tests.world import ALL_STATEMENTS, PDF, Case, Worlds

SENTENCES = {str(key): said for key, said in letter_model(load_policy("cn")).statements.items()}

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause


def seal(case: Case, **fields: Any) -> Commitment:
    values: dict[str, Any] = {
        "application": case.application,
        "by": case.by,
        "statements": ALL_STATEMENTS,
    } | fields
    return sign(**values)


def test_signing_hands_the_case_over(world: Worlds) -> None:
    case = world("ordos-2021").opened().checked()
    commitment = seal(case)
    assert case.refresh().status == ApplicationStatus.SUBMITTED
    assert commitment.status == CommitmentStatus.SIGNED
    assert commitment.signed_by == case.by and len(commitment.content_digest) == 64
    assert commitment.signed_at == case.application.submitted_at
    assert {proof.status for proof in case.proofs()} == {ProofStatus.SETTLED}
    (clock,) = deadlines.running("application", case.application.pk)
    assert (clock.what, clock.due_on) == ("accept", case.application.due_on)
    move = case.moves()[-1]
    assert (move.act, move.old, move.role) == ("sign", "noticed", Role.APPLICANT)
    assert move.basis == list(case.application.policy.commitment.statements.clause)
    assert move.detail["digest"] == commitment.content_digest
    assert case.tasks(), "what no source confirmed is to be checked"


@clause("ORD21-3e", "ORD21-4.3j", "ORD21-4.3l", "ORD21-4.3m", "ORD23-3.3.3d")
@pytest.mark.parametrize("slug", ["ordos-2021", "ordos-2023"])
def test_without_a_statement_nothing_is_signed(world: Worlds, slug: str) -> None:
    case = world(slug).opened("unknown").checked()
    stated = case.application.policy.commitment.statements.value
    for left_out in stated:
        with refused(f"says_{left_out}"):
            seal(case, statements=[key for key in stated if key != left_out])
    assert case.refresh().status == ApplicationStatus.NOTICED
    commitment = seal(case, statements=stated)
    assert commitment.statements == [SENTENCES[key] for key in stated]
    assert commitment.signed_at is not None


def test_statements_that_the_place_does_not_know_are_not_sealed(world: Worlds) -> None:
    case = world("ordos-2023").opened("unknown").checked()
    commitment = seal(case, statements=[*ALL_STATEMENTS, "owes_a_favour"])
    assert len(commitment.statements) == len(case.application.policy.commitment.statements.value)


@clause("ORD21-4.3m", "MJ21-2.2.5o")
@pytest.mark.parametrize("slug", ["ordos-2021", "huainan-maoji-2021"])
def test_only_the_person_themselves_signs(world: Worlds, slug: str) -> None:
    case = world(slug).opened().checked()
    for account in case.not_the_applicant.values():
        with refused("not_your_move"):
            seal(case, by=account)
    assert case.refresh().status == ApplicationStatus.NOTICED


def test_a_contradiction_stops_the_signature_until_it_is_corrected(world: Worlds) -> None:
    case = world("ordos-2021").opened("contradicted").checked()
    wrong = f"contradicted.{case.proofs()[2].pk}.vehicles"
    with refused(wrong):
        seal(case)
    with refused(wrong):
        seal(case, insists="  \x00 ")
    assert not case.tasks() and case.refresh().status == ApplicationStatus.NOTICED
    save_entered(application=case.application, by=case.by, entered=case.entered(vehicle_count="2"))
    commitment = seal(case)
    assert commitment.declared[str(case.proofs()[2].pk)]["vehicle_count"] == "2"


def test_who_knows_that_the_data_are_wrong_says_so_and_signs(world: Worlds) -> None:
    case = world("ordos-2021").opened("wronged").checked()
    with refused(f"contradicted.{case.proofs()[2].pk}.dwellings"):
        seal(case)
    commitment = seal(case, insists="这套房子已经在2019年卖掉了，登记还没有更新。")
    assert commitment.insists and case.refresh().status == ApplicationStatus.SUBMITTED
    assert "dwellings" in {task.condition_key for task in case.tasks()}


def test_beyond_the_limit_it_is_no_promise_however_much_one_insists(world: Worlds) -> None:
    case = world("ordos-2021").opened().checked(monthly_income="2201")
    with refused(f"condition.{case.proofs()[1].pk}.income_per_head"):
        seal(case, insists="真的符合")


def test_a_source_that_is_down_does_not_stop_anybody(world: Worlds, sources: Running) -> None:
    sources.faults.set("*", Mode.DOWN)
    case = world("ordos-2021").opened("contradicted").signed()
    assert case.application.status == ApplicationStatus.SUBMITTED
    keys = {task.condition_key for task in case.tasks()}
    assert {"vehicles", "income_per_head", "household_size"} <= keys


def test_what_was_typed_after_the_check_is_checked_before_it_is_signed(world: Worlds) -> None:
    case = world("ordos-2021").opened().checked()
    save_entered(application=case.application, by=case.by, entered=case.entered(vehicle_count="3"))
    with refused(f"contradicted.{case.proofs()[2].pk}.vehicles"):
        seal(case)


def test_a_box_unticked_after_the_check_is_not_signed(world: Worlds) -> None:
    case = world("ordos-2021").opened().checked()
    entered = case.entered()
    key = str(case.proofs()[0].pk)
    del entered[key][TICK + "hardship"]
    save_entered(application=case.application, by=case.by, entered=entered)
    with refused(f"ticked.{key}.hardship"):
        seal(case)


def test_a_proof_chosen_after_the_check_is_not_signed_unread(world: Worlds) -> None:
    case = world("ordos-2021").opened().chosen()
    income = case.proofs()[1]
    give_up = {"way": Substitution.RETAINED, "declined_because": "unable"}
    choose(application=case.application, proof=income, by=case.by, **give_up)  # type: ignore[arg-type]
    case.handed_in()
    income.refresh_from_db()
    case.checked()
    assert income.document_id is None or income.status == ProofStatus.SETTLED
    other = case.proofs()[2]
    choose(application=case.application, proof=other, by=case.by, **give_up)  # type: ignore[arg-type]
    choose(application=case.application, proof=other, by=case.by, way=Substitution.COMMITMENT)
    save_entered(application=case.application, by=case.by, entered={str(other.pk): {}})
    with pytest.raises(Refused) as caught:
        seal(case)
    assert reasons(caught) == {"declared", "ticked"}


def test_a_declined_proof_no_longer_stands_in_the_way(world: Worlds) -> None:
    case = world("ordos-2021").opened("contradicted").checked()
    choose(
        application=case.application,
        proof=case.proofs()[2],
        way=Substitution.RETAINED,
        by=case.by,
        declined_because="unable",
    )
    case.handed_in()
    commitment = seal(case)
    assert len(commitment.declared) == 2


def test_with_nothing_left_to_promise_there_is_nothing_to_sign(world: Worlds) -> None:
    case = world("ordos-2021").opened().checked()
    for proof in case.proofs():
        choose(
            application=case.application,
            proof=proof,
            way=Substitution.RETAINED,
            by=case.by,
            declined_because="unwilling",
        )
    case.handed_in()
    with refused("nothing_to_commit"):
        seal(case)


def test_what_is_still_to_be_handed_in_is_named(world: Worlds) -> None:
    case = world("ordos-2021").opened().checked()
    proof = case.proofs()[0]
    choose(
        application=case.application,
        proof=proof,
        way=Substitution.RETAINED,
        by=case.by,
        declined_because="unwilling",
    )
    with refused(f"proof.{proof.pk}"):
        seal(case)


def test_twice_is_refused(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    with refused("move_not_possible"):
        seal(case)
    assert [move.act for move in case.moves()].count("sign") == 1


def test_a_check_older_than_half_an_hour_is_made_again(world: Worlds) -> None:
    with time_machine.travel(datetime(2027, 3, 2, 2, tzinfo=UTC)) as clock:
        case = world("ordos-2021").opened().checked()
        clock.shift(timedelta(minutes=29))
        before = AccessReceipt.objects.count()
        clock.shift(timedelta(minutes=2))
        seal(case)
        assert AccessReceipt.objects.count() > before
        checked_at = Commitment.objects.get(application=case.application).checked_at
        assert checked_at is not None and timezone.now() - checked_at < timedelta(minutes=1)


def test_a_record_that_came_meanwhile_stops_the_signature(world: Worlds) -> None:
    here = world("ordos-2021")
    case = here.opened().checked()
    here.on_record("honest", Severity.SERIOUS)
    with refused("no_serious_breach_on_record"):
        seal(case)


@clause("ORD21-4.1d")
def test_an_agent_signs_with_authority_for_an_item_that_lets_one(world: Worlds) -> None:
    here = world("ordos-2021")
    versions = EntryVersion.objects.filter(entry__item=here.item())
    versions.update(agent_allowed=False)
    closed = here.opened_by_agent().proofs()
    assert Substitution.COMMITMENT not in {way for p in closed for way in (p.way, *p.alternatives)}
    versions.update(agent_allowed=True)
    case = here.opened_by_agent().checked()
    held = case.application.authorisation
    assert held is not None
    held.revoked_at = timezone.now()
    held.save()
    with refused("not_your_move"):
        seal(case)
    held.revoked_at = None
    held.save()
    commitment = seal(case)
    assert case.moves()[-1].role == Role.AGENT
    assert commitment.signed_by == here.account("agent")
    assert letter_document(commitment.pk).intact


@clause("ORD21-3c", "ORD21-4.3m", "MJ21-2.2.5o")
def test_a_letter_signed_on_paper_before_an_officer_counts_as_much(world: Worlds) -> None:
    here = world("ordos-2021")
    paper, electronic = here.opened().checked(), here.opened("representative").signed()
    commitment = sign_on_paper(
        application=paper.application, by=paper.officer, statements=ALL_STATEMENTS, scan=PDF
    )
    assert paper.refresh().status == electronic.application.status == ApplicationStatus.SUBMITTED
    assert (commitment.witnessed_by, commitment.signed_by) == (paper.officer, None)
    for signed in (commitment, electronic.application.commitment):
        letter = letter_document(signed.pk)
        assert letter.intact and len(letter.sm3) == 64 and letter.created_at == signed.signed_at
    assert bytes(letter_document(commitment.pk).content) == PDF
    move = paper.moves()[-1]
    assert (move.act, move.role, move.detail["on_paper"]) == ("sign", Role.OFFICER, True)
    assert paper.tasks()


def test_paper_is_no_way_around_the_rules(world: Worlds) -> None:
    case = world("ordos-2021").opened("contradicted").checked()
    said: dict[str, Any] = {"application": case.application, "statements": ALL_STATEMENTS}
    for name in ("stranger", "verifier elsewhere", "supervisor", "own case"):
        with refused("not_your_move"):
            sign_on_paper(by=case.not_of_the_office[name], scan=PDF, **said)
    with refused(f"contradicted.{case.proofs()[2].pk}.vehicles"):
        sign_on_paper(by=case.officer, scan=PDF, **said)
    with refused("file_kind_unknown"):
        sign_on_paper(by=case.officer, scan=b"signed, honestly", insists="已卖", **said)
    sign_on_paper(by=case.officer, scan=PDF, insists="车已经卖了", **said)
    with refused("move_not_possible"):
        sign_on_paper(by=case.officer, scan=PDF, insists="已卖", **said)
