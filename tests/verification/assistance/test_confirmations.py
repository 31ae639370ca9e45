"""部门证明核验: one form for a proof, answered in batches with a signature, joined to the case."""

from datetime import timedelta

import pytest
from django.utils import timezone

from nuozheng.applications.models import DisposedProof, ProofStatus
from nuozheng.evidence.moves import history
from nuozheng.law.procedure import TaskStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency
from nuozheng.verification.assistance.clocks import remind_and_escalate
from nuozheng.verification.confirmation.access import owed
from nuozheng.verification.confirmation.actions.answer import answer_many, is_intact
from nuozheng.verification.confirmation.actions.ask import ask_issuer, take_back
from nuozheng.verification.confirmation.models import ConfirmationRequest
from nuozheng.verification.models import UntruthFinding
from tests.refusing import refused
from tests.world import Case, Worlds

pytestmark = pytest.mark.django_db


def waiting(case: Case) -> DisposedProof:
    return next(one for one in case.proofs() if one.status == ProofStatus.AWAITING_AGENCY)


def issuer(case: Case) -> Agency:
    mine = case.application.agency
    return Agency.objects.filter(jurisdiction=mine.jurisdiction).exclude(pk=mine.pk)[0]


def registrar(case: Case) -> Account:
    return case.world.staff(Role.OFFICER, issuer(case), "登记")


def asked(case: Case) -> ConfirmationRequest:
    return ask_issuer(proof=waiting(case), provider=issuer(case), by=case.officer)


def asked_of_task(case: Case) -> ConfirmationRequest:
    task = next(one for one in case.tasks() if one.manner == "internal")
    return ask_issuer(proof=task.proof, task=task, provider=issuer(case), by=case.verifier)


@pytest.fixture
def case(world: Worlds) -> Case:
    here = world("ordos-2021")
    return here.opened(item=here.item("sv-036")).handed_over()


@pytest.mark.clause("ORD23-3.3.4a", "ORD23-3.3.4c")
def test_the_issuer_confirms_and_the_proof_is_there_all_online(case: Case) -> None:
    row = asked(case)
    assert list(owed(registrar(case), timezone.localdate())) == [row]
    (row,) = answer_many(requests=[row], by=registrar(case), act="vouch", of_kind="登记簿第3页")
    assert (row.status, row.signer_name) == ("confirmed", str(registrar(case)))
    assert row.signer_post.startswith(issuer(case).name) and row.answered_at and is_intact(row)
    proof = DisposedProof.objects.get(pk=row.proof_id)
    assert proof.status == ProofStatus.SETTLED
    assert proof.obtained["confirmation"] == row.number and row.number in proof.obtained["note"]
    assert case.moves()[-1].act == "obtain"
    row.answer = "改过的话"
    assert not is_intact(row)


@pytest.mark.clause("ORD23-3.3.4b")
def test_two_units_that_ask_for_one_proof_send_the_same_form(world: Worlds, case: Case) -> None:
    other_place = world("lianyungang-2019")
    other = other_place.opened(item=other_place.item("sv-036")).handed_over()
    first, second = asked(case), asked(other)
    code = first.asked["proof_code"]
    assert first.requester != second.requester and second.asked["proof_code"] == code
    assert list(first.asked) == list(second.asked)


@pytest.mark.parametrize(("act", "status"), [("deny", "denied"), ("send_back", "returned")])
def test_anything_else_goes_to_a_person_and_harms_nobody(case: Case, act: str, status: str) -> None:
    row = asked(case)
    with refused("reason_required"):
        answer_many(requests=[row], by=registrar(case), act=act)  # type: ignore[arg-type]
    (row,) = answer_many(requests=[row], by=registrar(case), act=act, note="查无记载")  # type: ignore[arg-type]
    assert row.status == status and waiting(case)
    promised = case.world.opened().signed()
    of_task = asked_of_task(promised)
    answer_many(requests=[of_task], by=registrar(promised), act=act, note="查无记载")  # type: ignore[arg-type]
    assert of_task.task is not None
    of_task.task.refresh_from_db()
    assert of_task.task.status == TaskStatus.OPEN and not UntruthFinding.objects.exists()
    assert history("verification_task", of_task.task.pk).last().act == "to_person"  # type: ignore[union-attr]


def test_many_are_answered_at_once_each_signed_by_itself(world: Worlds, case: Case) -> None:
    promised = world("ordos-2021").opened("wronged").signed(insists="登记有误")
    rows = [asked(case), asked_of_task(promised)]
    rows[1].provider = rows[0].provider
    rows[1].save()
    done = answer_many(requests=rows, by=registrar(case), act="vouch", note="一致")
    assert len({one.digest for one in done}) == 2 and all(map(is_intact, done))
    task = rows[1].task
    assert task is not None
    task.refresh_from_db()
    assert (task.status, task.manner) == (TaskStatus.CONFIRMED, "agency_verification")
    assert task.seen["confirmation"] == rows[1].number
    with refused("nothing_ticked"):
        answer_many(requests=[], by=registrar(case), act="vouch")
    with refused("move_not_possible"):
        answer_many(requests=rows, by=registrar(case), act="vouch")


def test_who_may_ask_answer_and_take_back(case: Case) -> None:
    proof = waiting(case)
    for who in (*case.not_of_the_office.values(), case.verifier):
        with refused("not_your_move"):
            ask_issuer(proof=proof, provider=issuer(case), by=who)
    with refused("provider_is_another"):
        ask_issuer(proof=proof, provider=case.application.agency, by=case.officer)
    row = asked(case)
    with refused("confirmation_is_running"):
        asked(case)
    for who in (case.officer, case.world.stranger(), case.by):
        with refused("not_your_move"):
            answer_many(requests=[row], by=who, act="vouch")
    assert remind_and_escalate(row.due_on + timedelta(1)) == 1
    assert history("confirmation_request", row.pk).last().act == "escalate"  # type: ignore[union-attr]
    with refused("not_your_move"):
        take_back(request=row, by=registrar(case), reason="不办")
    assert take_back(request=row, by=case.officer, reason="改请别的单位").status == "taken_back"
    assert not owed(registrar(case), timezone.localdate()).exists()
    answer_many(requests=[asked(case)], by=registrar(case), act="vouch")
    with refused("proof_is_settled"):
        ask_issuer(proof=proof, provider=issuer(case), by=case.officer)
    settled = asked_of_task(case.world.opened().signed())
    answer_many(requests=[settled], by=registrar(case), act="vouch")
    assert settled.task is not None
    settled.task.refresh_from_db()
    with refused("task_closed"):
        ask_issuer(
            proof=settled.proof,
            task=settled.task,
            provider=issuer(case),
            by=case.world.staff(Role.VERIFIER, settled.application.agency),
        )
