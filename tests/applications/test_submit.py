"""Handing in without a promise, after a withdrawal, and after completion."""

from typing import Any

import pytest

from nuozheng.applications.actions.demand import request_completion
from nuozheng.applications.actions.submit import complete, resubmit, submit
from nuozheng.applications.actions.withdraw import withdraw
from nuozheng.applications.models import CompletionRequest, ProofStatus
from nuozheng.evidence import deadlines
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.vocabulary import Role
from tests.refusing import refused
from tests.world import Case, Worlds

pytestmark = pytest.mark.django_db


def asked(case: Case) -> Case:
    """A case by proofs, submitted, and asked for completion."""
    case.chosen(commit=False)
    submit(application=case.application, by=case.by)
    request_completion(
        application=case.application,
        by=case.officer,
        proofs=case.proofs()[:1],
        message="第2页看不清，请重新拍。",
    )
    case.refresh()
    return case


def test_a_case_by_proofs_is_handed_in(world: Worlds) -> None:
    case = world("ordos-2021").opened().chosen(commit=False)
    submitted = submit(application=case.application, by=case.by)
    assert submitted.status == ApplicationStatus.SUBMITTED and submitted.submitted_at
    move = case.moves()[-1]
    assert (move.act, move.old, move.role) == ("submit", "draft", Role.APPLICANT)
    assert [clock.what for clock in deadlines.running("application", submitted.pk)] == ["accept"]
    with refused("move_not_possible"):
        submit(application=case.application, by=case.by)


def test_every_gap_is_named(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    with refused(*(f"proof.{proof.pk}" for proof in case.proofs())):
        submit(application=case.application, by=case.by)


def test_a_promise_is_not_handed_in_unsigned(world: Worlds) -> None:
    case = world("ordos-2021").opened().checked()
    with refused(*(f"proof.{proof.pk}" for proof in case.proofs())):
        submit(application=case.application, by=case.by)


def test_what_waits_for_an_agency_hinders_nobody(world: Worlds) -> None:
    case = world("xian-baqiao-2021").opened().chosen(commit=False)
    assert ProofStatus.AWAITING_AGENCY in {proof.status for proof in case.proofs()}
    assert submit(application=case.application, by=case.by).status == ApplicationStatus.SUBMITTED


@pytest.mark.parametrize("act", [submit, resubmit, complete])
def test_nobody_else_hands_in(world: Worlds, act: Any) -> None:
    here = world("xian-baqiao-2021")
    case = here.opened()
    if act is complete:
        case = asked(world("ordos-2021").opened())
    elif act is resubmit:
        case = here.opened("honest_company").signed()
        withdraw(application=case.application, by=case.by, reason="看错了")
    else:
        case.chosen(commit=False)
    for account in case.not_the_applicant.values():
        with refused("not_your_move"):
            act(application=case.application, by=account)


@pytest.mark.parametrize("act", [resubmit, complete])
def test_not_before_one_was_asked(world: Worlds, act: Any) -> None:
    case = world("ordos-2021").opened().chosen(commit=False)
    with refused("move_not_possible"):
        act(application=case.application, by=case.by)


def test_completing_answers_the_request_and_keeps_the_day_of_receipt(world: Worlds) -> None:
    case = asked(world("ordos-2021").opened())
    received = case.application.submitted_at
    with refused(f"proof.{case.proofs()[0].pk}"):
        complete(application=case.application, by=case.by)
    case.handed_in()
    done = complete(application=case.application, by=case.by, answer="重新拍了。")
    assert (done.status, done.submitted_at) == (ApplicationStatus.SUBMITTED, received)
    request = CompletionRequest.objects.get(application=done)
    assert request.answer == "重新拍了。" and request.answered_at is not None
    assert [clock.what for clock in deadlines.running("application", done.pk)] == ["accept"]


def test_an_answer_that_is_too_long_is_not_cut_in_silence(world: Worlds) -> None:
    case = asked(world("ordos-2021").opened()).handed_in()
    with refused("text_too_long"):
        complete(application=case.application, by=case.by, answer="啊" * 2001)


@pytest.mark.clause("XBQ21-2.7c")
def test_after_a_withdrawal_the_case_goes_on(world: Worlds) -> None:
    case = world("xian-baqiao-2021").opened("honest_company").signed()
    received = case.application.submitted_at
    withdraw(application=case.application, by=case.by, reason="看错了条件")
    with refused(f"proof.{case.proofs()[0].pk}"):
        resubmit(application=case.application, by=case.by)
    case.handed_in()
    again = resubmit(application=case.application, by=case.by)
    assert (again.status, again.submitted_at) == (ApplicationStatus.SUBMITTED, received)
