"""The applicant's own choice for one proof."""

import pytest

from nuozheng.applications.actions.choose import choose
from nuozheng.applications.models import DisposedProof, ProofStatus
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.vocabulary import Role, Substitution
from tests.refusing import refused
from tests.world import Case, Worlds

pytestmark = pytest.mark.django_db


def take(case: Case, way: Substitution, **fields: object) -> DisposedProof:
    values = {
        "application": case.application,
        "proof": case.proofs()[0],
        "way": way,
        "by": case.by,
    } | fields
    return choose(**values)  # type: ignore[arg-type]


@pytest.mark.clause("ORD21-4.1b")
def test_a_choice_is_stored_with_its_moment_and_actor(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    proof = take(case, Substitution.COMMITMENT)
    proof.refresh_from_db()
    assert (proof.way, proof.status) == (Substitution.COMMITMENT, ProofStatus.AWAITING_COMMITMENT)
    assert proof.chosen_by == case.by and proof.chosen_at is not None
    assert Substitution.RETAINED in proof.alternatives
    move = case.moves()[-1]
    assert (move.act, move.old, move.new) == ("choose", "draft", "draft")
    assert (move.role, move.detail["way"]) == (Role.APPLICANT, "commitment")
    assert set(case.application.policy.applicants.free_choice.clause) <= set(move.basis)


@pytest.mark.clause("ORD21-4.1c")
@pytest.mark.parametrize("why", ["unwilling", "unable", "wont_bear_liability"])
def test_who_declines_goes_on_by_proofs_and_says_which_reason(world: Worlds, why: str) -> None:
    case = world("ordos-2021").opened()
    proof = take(case, Substitution.RETAINED, declined_because=why)
    assert (proof.status, proof.chosen_reason) == (ProofStatus.AWAITING_DOCUMENT, why)
    assert proof.version.basis_level in ("law", "regulation")


@pytest.mark.clause("XBQ21-2.2b", "MJ21-2.1.2b")
@pytest.mark.parametrize("slug", ["xian-baqiao-2021", "huainan-maoji-2021"])
def test_without_a_legal_basis_the_proof_branch_asks_for_nothing(world: Worlds, slug: str) -> None:
    case = world(slug).opened()
    proof = case.proofs()[0]
    assert proof.version.basis_level == "normative"
    with refused("may_choose_this_way"):
        take(case, Substitution.RETAINED, declined_because="unwilling")
    with refused("may_decline"):
        take(case, Substitution.DATA_SHARING, declined_because="wont_bear_liability")
    chosen = take(case, Substitution.DATA_SHARING, declined_because="unwilling")
    assert chosen.status == ProofStatus.AWAITING_AGENCY


def test_declining_needs_one_of_the_reasons(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    for reason in ("", "no time", "unwilling\x00"):
        with refused("may_decline"):
            take(case, Substitution.RETAINED, declined_because=reason)


def test_a_way_that_was_not_offered_is_refused(world: Worlds) -> None:
    case = world("ordos-2023").opened()
    with refused("may_choose_this_way"):
        take(case, Substitution.RETAINED, declined_because="unwilling")


def test_a_choice_can_be_changed_and_back(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    take(case, Substitution.COMMITMENT)
    take(case, Substitution.RETAINED, declined_because="unable")
    proof = take(case, Substitution.COMMITMENT)
    assert (proof.way, proof.chosen_reason) == (Substitution.COMMITMENT, "")
    assert len(case.moves()) == 4


def test_what_is_settled_is_not_chosen_again(world: Worlds) -> None:
    case = world("ordos-2021").opened().chosen(commit=False)
    with refused("proof_is_settled"):
        take(case, Substitution.COMMITMENT)


def test_after_the_notice_one_may_still_change_ones_mind(world: Worlds) -> None:
    case = world("ordos-2021").opened().notified()
    take(case, Substitution.RETAINED, declined_because="unwilling")
    assert case.moves()[-1].new == ApplicationStatus.NOTICED


def test_after_handing_in_there_is_nothing_to_choose(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    with refused("move_not_possible"):
        take(case, Substitution.RETAINED, declined_because="unwilling")


def test_nobody_else_chooses(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    for who, account in case.not_the_applicant.items():
        with refused("not_your_move"):
            take(case, Substitution.COMMITMENT, by=account)
        assert case.proofs()[0].chosen_at is None, who


def test_a_proof_of_another_case_is_not_there(world: Worlds) -> None:
    here = world("ordos-2021")
    mine, other = here.opened(), here.opened("wronged")
    with pytest.raises(DisposedProof.DoesNotExist):
        take(mine, Substitution.COMMITMENT, proof=other.proofs()[0])
    assert other.proofs()[0].chosen_at is None
