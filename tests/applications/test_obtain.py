"""An agency's answer is filed by the officer who asked for it."""

from typing import Any

import pytest

from nuozheng.applications.actions.decide import decide
from nuozheng.applications.actions.obtain import obtain
from nuozheng.applications.actions.submit import submit
from nuozheng.applications.models import DisposedProof, ProofStatus
from nuozheng.law.vocabulary import Role
from tests.refusing import refused
from tests.world import Case, Worlds

pytestmark = pytest.mark.django_db


def handed_in(world: Worlds, who: str = "honest") -> Case:
    """A case whose proofs we fetch ourselves."""
    case = world("xian-baqiao-2021").opened(who).chosen(commit=False)
    submit(application=case.application, by=case.by)
    case.refresh()
    return case


def file(case: Case, **fields: Any) -> DisposedProof:
    values: dict[str, Any] = {
        "application": case.application,
        "proof": case.proofs()[0],
        "by": case.officer,
        "note": "考试中心当日书面确认",
    } | fields
    return obtain(**values)


def test_the_answer_settles_the_proof(world: Worlds) -> None:
    case = handed_in(world)
    proof = file(case)
    assert proof.status == ProofStatus.SETTLED
    assert proof.obtained["note"] == "考试中心当日书面确认"
    move = case.moves()[-1]
    assert (move.act, move.role, move.detail) == ("obtain", Role.OFFICER, {"proof": proof.pk})
    with refused("proof_is_settled"):
        file(case)


def test_it_says_who_answered(world: Worlds) -> None:
    case = handed_in(world)
    with refused("note_required"):
        file(case, note=" \x00 ")
    with refused("text_too_long"):
        file(case, note="长" * 2001)


def test_only_an_officer_of_the_agency_files_it(world: Worlds) -> None:
    case = handed_in(world)
    for account in (*case.not_of_the_office.values(), case.verifier):
        with refused("not_your_move"):
            file(case, by=account)
    assert case.proofs()[0].status == ProofStatus.AWAITING_AGENCY


def test_neither_before_handing_in_nor_after_the_decision(world: Worlds) -> None:
    case = world("xian-baqiao-2021").opened().chosen(commit=False)
    with refused("case_not_open"):
        file(case)
    decided = world("xian-baqiao-2021").opened("honest_company").granted()
    with refused("case_not_open"):
        file(decided)


def test_nothing_is_granted_while_an_answer_is_awaited(world: Worlds) -> None:
    case = handed_in(world).accepted_now()
    with refused(*(f"proof.{proof.pk}" for proof in case.proofs())):
        decide(application=case.application, by=case.officer, grant=True)
    for proof in case.proofs():
        file(case, proof=proof)
    decide(application=case.application, by=case.officer, grant=True)


def test_a_proof_of_another_case_is_not_there(world: Worlds) -> None:
    case, other = handed_in(world), handed_in(world, "representative")
    with pytest.raises(DisposedProof.DoesNotExist):
        file(case, proof=other.proofs()[0])
    assert other.proofs()[0].status == ProofStatus.AWAITING_AGENCY
