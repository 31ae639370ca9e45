"""The decision: by a named officer, with its reasons, once."""

from typing import Any

import pytest

from nuozheng.applications.actions.decide import decide
from nuozheng.applications.models import Application
from nuozheng.documents.models import Document
from nuozheng.evidence import deadlines
from nuozheng.law.procedure import ApplicationStatus, TaskStatus
from nuozheng.law.vocabulary import Role
from tests.refusing import refused
from tests.world import Case, Worlds

pytestmark = pytest.mark.django_db


def rule(case: Case, **fields: Any) -> Application:
    values: dict[str, Any] = {
        "application": case.application,
        "by": case.officer,
        "grant": True,
    } | fields
    return decide(**values)


@pytest.mark.clause("ORD21-3f")
def test_granting_rests_on_the_promise_and_keeps_what_it_rested_on(world: Worlds) -> None:
    case = world("ordos-2021").opened().accepted()
    decided = rule(case)
    assert decided.status == ApplicationStatus.GRANTED
    assert (decided.decided_by, decided.due_on) == (case.officer, None)
    assert deadlines.running("application", decided.pk) == []
    commitment = decided.commitment
    assert decided.snapshot["letter"] == commitment.letter_number
    assert decided.snapshot["content_digest"] == commitment.content_digest
    assert decided.snapshot["notice"] == decided.notice.digest
    assert set(decided.snapshot["ways"].values()) == {"commitment"}
    assert decided.snapshot["versions"] == [proof.version_id for proof in case.proofs()]
    assert decided.decision_document is not None and decided.decision_document.intact
    move = case.moves()[-1]
    assert (move.act, move.old, move.role, move.by) == (
        "grant",
        "accepted",
        Role.OFFICER,
        case.officer,
    )
    assert set(decided.policy.commitment.no_demand_after.clause) <= set(move.basis)


def test_refusing_gives_its_reason_and_ends_the_checks(world: Worlds) -> None:
    case = world("ordos-2021").opened().accepted()
    decided = rule(case, grant=False, reason=" 户籍不在本市。 ")
    assert decided.status == ApplicationStatus.REFUSED
    assert decided.decision_reason == case.moves()[-1].reason == "户籍不在本市。"
    assert {task.status for task in case.tasks()} == {TaskStatus.CANCELLED}


@pytest.mark.parametrize("reason", ["", "  ", "\x00"])
def test_a_refusal_without_a_reason_is_none(world: Worlds, reason: str) -> None:
    case = world("ordos-2021").opened().accepted()
    with refused("reason_required"):
        rule(case, grant=False, reason=reason)
    with refused("text_too_long"):
        rule(case, grant=False, reason="长" * 2001)
    assert case.refresh().decided_at is None
    assert not Document.objects.filter(kind="official").exists()


def test_whoever_comes_second_is_told(world: Worlds) -> None:
    case = world("ordos-2021").opened().granted()
    with refused("move_not_possible"):
        rule(case, by=case.second_officer, grant=False, reason="不在辖区")
    assert case.refresh().decided_by == case.officer


def test_only_what_was_accepted_is_decided(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    with refused("move_not_possible"):
        rule(case)


def test_nobody_else_decides_least_of_all_their_own_case(world: Worlds) -> None:
    case = world("ordos-2021").opened().accepted()
    for account in (*case.not_of_the_office.values(), case.verifier):
        with refused("not_your_move"):
            rule(case, by=account)
    assert case.refresh().status == ApplicationStatus.ACCEPTED


def test_a_post_that_has_ended_decides_nothing(world: Worlds) -> None:
    case = world("ordos-2021").opened().accepted()
    case.officer.memberships.update(ends_on="2021-01-01")
    with refused("not_your_move"):
        rule(case)


def test_two_documents_of_one_day_have_two_numbers(world: Worlds) -> None:
    here = world("ordos-2021")
    titles = {
        case.granted().application.decision_document.title  # type: ignore[union-attr]
        for case in (here.opened(), here.opened("representative"))
    }
    assert len(titles) == 2
