"""Asking for completion: once, and for nothing that the list or the promise has settled."""

from typing import Any

import pytest

from nuozheng.applications.actions.demand import request_completion
from nuozheng.applications.actions.submit import complete, submit
from nuozheng.applications.models import (
    CompletionRequest,
    DisposedProof,
    ProofStatus,
    RefusedDemand,
)
from nuozheng.evidence import deadlines
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.vocabulary import Role
from tests.refusing import refused
from tests.world import Case, Worlds

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause


def by_proofs(world: Worlds, who: str = "honest") -> Case:
    case = world("ordos-2021").opened(who).chosen(commit=False)
    submit(application=case.application, by=case.by)
    return case


def demand(case: Case, **fields: Any) -> CompletionRequest:
    values: dict[str, Any] = {
        "application": case.application,
        "by": case.officer,
        "proofs": case.proofs()[:1],
        "message": "第2页看不清，请重新拍。",
    } | fields
    return request_completion(**values)


def test_what_is_missing_is_told_once(world: Worlds) -> None:
    case = by_proofs(world)
    request = demand(case)
    application = case.refresh()
    assert application.status == ApplicationStatus.AWAITING_COMPLETION
    assert list(request.proofs.all()) == case.proofs()[:1]
    assert [proof.status for proof in case.proofs()][:2] == [
        ProofStatus.AWAITING_DOCUMENT,
        ProofStatus.SETTLED,
    ]
    (clock,) = deadlines.running("application", application.pk)
    assert (clock.what, clock.due_on) == ("complete", application.due_on)
    move = case.moves()[-1]
    assert (move.act, move.role, move.reason) == (
        "request_completion",
        Role.OFFICER,
        "第2页看不清，请重新拍。",
    )
    assert not RefusedDemand.objects.exists()


def test_once_means_once(world: Worlds) -> None:
    case = by_proofs(world)
    demand(case)
    case.handed_in()
    complete(application=case.application, by=case.by)
    with refused("completion_asked_once"):
        demand(case)
    assert case.refresh().status == ApplicationStatus.SUBMITTED


@clause("ORD21-3f", "ORD23-3.3.3e")
@pytest.mark.parametrize(("slug", "who"), [("ordos-2021", "honest"), ("ordos-2023", "unknown")])
def test_what_was_promised_is_not_asked_for_and_the_attempt_is_kept(
    world: Worlds, slug: str, who: str
) -> None:
    case = world(slug).opened(who).signed()
    promised = [proof for proof in case.proofs() if proof.substitution == "commitment"]
    with refused("is_not_covered_by_commitment"):
        demand(case, proofs=promised[:1])
    assert case.refresh().status == ApplicationStatus.SUBMITTED
    assert not CompletionRequest.objects.exists()
    (kept,) = RefusedDemand.objects.all()
    assert kept.asked_for == promised[0].version.entry.proof.name
    assert (kept.asked_by, kept.agency) == (case.officer, case.application.agency)
    assert "is_not_covered_by_commitment" in {row["key"] for row in kept.findings}


@clause("ORD23-2.1.3c")
def test_what_is_not_on_the_list_is_not_asked_for_and_the_attempt_is_kept(world: Worlds) -> None:
    case = world("ordos-2023").opened("unknown").signed()
    with refused("is_on_the_list"):
        demand(case, proofs=[], unlisted=[" 邻居证言 ", "", "无犯罪记录证明\x00"])
    assert sorted(RefusedDemand.objects.values_list("asked_for", flat=True)) == [
        "无犯罪记录证明",
        "邻居证言",
    ]


@clause("ORD21-4.1c", "XBQ21-2.2b", "MJ21-2.1.2b")
@pytest.mark.parametrize("slug", ["ordos-2021", "xian-baqiao-2021", "huainan-maoji-2021"])
def test_without_a_legal_basis_nothing_is_asked_for(world: Worlds, slug: str) -> None:
    case = world(slug).opened().signed()
    with refused("applicant_may_be_asked"):
        demand(case, proofs=[], unlisted=["居委会盖章的情况说明"])
    assert RefusedDemand.objects.count() == 1


def test_one_forbidden_thing_stops_the_whole_request(world: Worlds) -> None:
    case = by_proofs(world)
    with refused("applicant_may_be_asked"):
        demand(case, unlisted=["邻居证言"])
    assert not CompletionRequest.objects.exists()
    assert RefusedDemand.objects.count() == 1


def test_nothing_asked_is_nothing(world: Worlds) -> None:
    case = by_proofs(world)
    with refused("nothing_asked"):
        demand(case, proofs=[], unlisted=["  "])
    with refused("reason_required"):
        demand(case, message=" \x00 ")
    with refused("text_too_long"):
        demand(case, message="长" * 2001)
    assert case.refresh().status == ApplicationStatus.SUBMITTED
    assert not CompletionRequest.objects.exists()


def test_a_proof_of_another_case_is_not_there(world: Worlds) -> None:
    case, other = by_proofs(world), world("ordos-2021").opened("wronged")
    with pytest.raises(DisposedProof.DoesNotExist):
        demand(case, proofs=other.proofs()[:1])
    assert not RefusedDemand.objects.exists()


def test_only_an_officer_of_the_agency_asks(world: Worlds) -> None:
    case = by_proofs(world)
    for account in (*case.not_of_the_office.values(), case.verifier):
        with refused("not_your_move"):
            demand(case, by=account)


def test_before_it_is_handed_in_or_after_acceptance_nothing_is_asked(world: Worlds) -> None:
    here = world("ordos-2021")
    for case in (
        here.opened().chosen(commit=False),
        by_proofs(world, "representative").accepted_now(),
    ):
        with refused("move_not_possible"):
            demand(case)
