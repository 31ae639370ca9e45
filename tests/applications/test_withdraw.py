"""Taking a promise back before the decision, with a reason, and without a mark."""

from typing import Any

import pytest

from nuozheng.applications.actions.decide import decide
from nuozheng.applications.actions.obtain import obtain
from nuozheng.applications.actions.withdraw import foreseen, withdraw
from nuozheng.applications.fetched import left_open
from nuozheng.applications.letter import compose, letter_document
from nuozheng.applications.models import Application, CommitmentStatus, ProofStatus
from nuozheng.credit.models import CreditRecord
from nuozheng.documents.typesetting import render_letter
from nuozheng.evidence import deadlines
from nuozheng.law import withdrawal
from nuozheng.law.procedure import ApplicationStatus, TaskStatus
from nuozheng.law.vocabulary import Role, Substitution
from nuozheng.verification.actions.check import Observation, record_result
from tests.refusing import refused
from tests.world import Case, Worlds

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause
KNOWN = ["xian-baqiao-2021", "huainan-maoji-2021"]


def take_back(case: Case, **fields: Any) -> Application:
    values: dict[str, Any] = {
        "application": case.application,
        "by": case.by,
        "reason": "看错了条件",
    } | fields
    return withdraw(**values)


@clause("XBQ21-2.7b", "MJ21-2.3.9c", "XBQ21-2.7c", "MJ21-2.3.9d")
@pytest.mark.parametrize("slug", KNOWN)
def test_a_promise_is_taken_back_with_a_reason_and_without_a_mark(world: Worlds, slug: str) -> None:
    case = world(slug).opened("honest_company").signed()
    received, number = case.application.submitted_at, len(case.moves())
    take_back(case)
    application = case.refresh()
    assert application.status == ApplicationStatus.AWAITING_PROOFS
    assert application.submitted_at == received and application.due_on is None
    assert len(case.moves()) == number + 1
    commitment = application.commitment
    assert commitment.status == CommitmentStatus.WITHDRAWN
    assert commitment.withdrawal_reason == "看错了条件"
    (proof,) = case.proofs()
    assert (proof.way, proof.status) == (Substitution.RETAINED, ProofStatus.AWAITING_DOCUMENT)
    assert {task.status for task in case.tasks()} == {TaskStatus.CANCELLED}
    assert deadlines.running("application", application.pk) == []
    assert not CreditRecord.objects.exists()
    move = case.moves()[-1]
    assert (move.act, move.role) == ("withdraw", Role.APPLICANT)
    assert set(application.policy.applicants.withdrawal.clause) <= set(move.basis)
    assert "看错了条件" not in move.reason


@clause("XBQ21-2.7b", "MJ21-2.3.9c")
@pytest.mark.parametrize("slug", KNOWN)
def test_without_a_reason_or_after_the_decision_it_is_too_late(world: Worlds, slug: str) -> None:
    case = world(slug).opened("honest_company").accepted()
    with refused("has_a_reason"):
        take_back(case, reason=" \x00")
    decide(application=case.application, by=case.officer, grant=True)
    with refused("not_yet_concluded"):
        take_back(case)
    assert case.refresh().commitment.status == CommitmentStatus.SIGNED


@clause("XBQ21-2.7c")
@pytest.mark.parametrize("accepted", [False, True])
def test_where_nothing_is_to_be_handed_in_the_case_goes_straight_on(
    world: Worlds, accepted: bool
) -> None:
    case = world("xian-baqiao-2021").opened().signed()
    received = case.application.submitted_at
    if accepted:
        case.accepted_now()
    after = foreseen(case.application)
    take_back(case)
    application = case.refresh()
    assert application.status == ApplicationStatus.SUBMITTED
    assert application.submitted_at == received
    (clock,) = deadlines.running("application", application.pk)
    assert clock.what == "accept" and application.due_on == clock.due_on
    assert [move.act for move in case.moves()[-2:]] == ["withdraw", "go_on"]
    assert case.moves()[-1].role == Role.SYSTEM
    assert case.moves()[-1].basis == list(withdrawal.effect(application.policy).basis)
    assert [(proof.pk, proof.way) for proof in case.proofs()] == [
        (proof.pk, way) for proof, way in after.ways
    ]
    assert "没有要您交的证明" in after.effect.told
    assert all(left_open(proof) for proof in case.proofs()), "the officer sees what to find out"
    case.accepted_now()
    for proof in case.proofs():
        if proof.status == ProofStatus.AWAITING_AGENCY:
            obtain(
                application=application, proof=proof, by=case.officer, note="考试中心当日书面确认"
            )
    decide(application=application, by=case.officer, grant=True)


def test_what_a_withdrawal_leads_to_is_told_before_it(world: Worlds) -> None:
    case = world("xian-baqiao-2021").opened("honest_company").signed()
    after = foreseen(case.application)
    assert [way for _, way in after.ways] == [Substitution.RETAINED]
    assert "请按依据提交证明" in after.effect.told


def test_before_signing_there_is_nothing_to_take_back(world: Worlds) -> None:
    case = world("xian-baqiao-2021").opened().checked()
    with refused("there_is_a_commitment"):
        take_back(case)


def test_twice_is_refused(world: Worlds) -> None:
    case = world("xian-baqiao-2021").opened().signed()
    take_back(case)
    with refused("there_is_a_commitment"):
        take_back(case)


def test_nobody_else_takes_it_back(world: Worlds) -> None:
    case = world("xian-baqiao-2021").opened().signed()
    for account in case.not_the_applicant.values():
        with refused("not_your_move"):
            take_back(case, by=account)
    assert case.refresh().status == ApplicationStatus.SUBMITTED


def test_a_check_that_has_begun_does_not_hinder(world: Worlds) -> None:
    case = world("xian-baqiao-2021").opened("honest_company").signed()
    record_result(
        task=case.tasks()[0],
        by=case.verifier,
        result=TaskStatus.UNABLE,
        observation=Observation("门锁着"),
    )
    assert take_back(case).status == ApplicationStatus.AWAITING_PROOFS
    assert {task.status for task in case.tasks()} == {TaskStatus.CANCELLED}


def test_the_letter_that_was_signed_stays_what_it_was(world: Worlds) -> None:
    """Set only after the withdrawal, it still says what was promised."""
    case = world("xian-baqiao-2021").opened("honest_company").signed()
    before = letter_bytes(case)
    take_back(case)
    after = letter_document(case.application.commitment.pk).content
    assert after.startswith(before) and after != before, "the seal is only added to it"


def letter_bytes(case: Case) -> bytes:
    return render_letter(compose(case.application.commitment))
