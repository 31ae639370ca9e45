"""The one place where a record's status changes."""

import pytest
from django.db import transaction
from django.utils import timezone

from nuozheng.applications.models import Application
from nuozheng.evidence.models import Move
from nuozheng.evidence.moves import append, history, locked, move, must_be_allowed
from nuozheng.law.procedure import APPLICATION
from nuozheng.law.vocabulary import Role
from tests.refusing import refused
from tests.world import Worlds

pytestmark = pytest.mark.django_db


def test_a_move_changes_the_status_and_appends_one_row(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    before = timezone.now()
    with transaction.atomic():
        record = locked(Application, case.application.pk)
        row = move(
            record,
            APPLICATION,
            "withdraw",
            by=case.by,
            role=Role.APPLICANT,
            at=before,
            reason="看错了",
            basis=("CN-XKF-32", "CN-XKF-32"),
            detail={"a": 1},
        )
    assert case.refresh().status == "awaiting_proofs"
    assert (row.old, row.new, row.at) == ("submitted", "awaiting_proofs", before)
    assert row.basis == ["CN-XKF-32"], "each clause once"
    assert history("application", record.pk).last() == row
    assert {task.status for task in case.tasks()} == {"cancelled"}, "followers ran"


def test_only_the_named_fields_are_saved_with_it(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    with transaction.atomic():
        record = locked(Application, case.application.pk)
        record.due_on, record.decision_reason = timezone.localdate(), "不该存"
        move(
            record,
            APPLICATION,
            "abandon",
            by=case.by,
            role=Role.APPLICANT,
            at=timezone.now(),
            changed=("due_on",),
        )
    stored = case.refresh()
    assert stored.due_on == timezone.localdate() and stored.decision_reason == ""


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_where_a_reason_is_required_there_is_one(world: Worlds, reason: str) -> None:
    case = world("ordos-2021").opened().accepted()
    with refused("reason_required"), transaction.atomic():
        move(
            locked(Application, case.application.pk),
            APPLICATION,
            "refuse",
            by=case.officer,
            role=Role.OFFICER,
            at=timezone.now(),
            reason=reason,
        )
    assert case.refresh().status == "accepted"


def test_what_fails_afterwards_leaves_neither_status_nor_row(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record = locked(Application, case.application.pk)
        move(record, APPLICATION, "abandon", by=case.by, role=Role.APPLICANT, at=timezone.now())
        raise ZeroDivisionError
    assert case.refresh().status == "draft"
    assert [row.act for row in case.moves()] == ["open"]


def test_the_role_is_the_first_of_the_table_that_one_has() -> None:
    assert must_be_allowed(APPLICATION, "notify", "draft", (Role.OFFICER,)) is Role.OFFICER
    both = (Role.OFFICER, Role.AGENT)
    assert must_be_allowed(APPLICATION, "notify", "draft", both) is Role.AGENT
    with refused("not_your_move"):
        must_be_allowed(APPLICATION, "notify", "draft", (Role.SUPERVISOR,))
    with refused("move_not_possible"):
        must_be_allowed(APPLICATION, "notify", "granted", (Role.OFFICER,))
    with refused("move_unknown"):
        must_be_allowed(APPLICATION, "bless", "draft", (Role.OFFICER,))


def test_history_is_in_the_order_in_which_it_happened(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    at = timezone.now()
    for act in ("ask", "answer", "ask"):
        append(
            "application",
            case.application.pk,
            act,
            "draft",
            "draft",
            by=case.by,
            role=Role.APPLICANT,
            at=at,
        )
    assert [row.act for row in case.moves()] == ["open", "ask", "answer", "ask"]
    assert not history("application", 0).exists()
    assert not history("verification_task", case.application.pk).exists()
    assert Move.objects.count() == 4
