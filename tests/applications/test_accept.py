"""Acceptance: by an officer, or by silence on the day after the fifth working day."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from nuozheng.applications.actions.accept import accept, accept_overdue
from nuozheng.evidence import deadlines
from nuozheng.law.calendar import load_calendar
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.vocabulary import Role
from tests.refusing import refused
from tests.world import Worlds

pytestmark = pytest.mark.django_db


def test_from_acceptance_the_days_of_the_service_run(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    application = accept(application=case.application, by=case.officer)
    assert application.status == ApplicationStatus.ACCEPTED and application.accepted_at
    (clock,) = deadlines.running("application", application.pk)
    item = application.item
    count = (
        load_calendar().add_days
        if item.decision_day_kind == "calendar"
        else (load_calendar().add_working_days)
    )
    due = count(timezone.localdate(), item.decision_days).on
    assert (clock.what, clock.due_on, application.due_on) == ("decide", due, due)
    move = case.moves()[-1]
    assert (move.act, move.old, move.role, move.by) == (
        "accept",
        "submitted",
        Role.OFFICER,
        case.officer,
    )


def test_only_an_officer_of_the_agency_accepts(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    for account in (*case.not_of_the_office.values(), case.verifier):
        with refused("not_your_move"):
            accept(application=case.application, by=account)


def test_once_and_only_what_was_handed_in(world: Worlds) -> None:
    here = world("ordos-2021")
    case = here.opened()
    with refused("move_not_possible"):
        accept(application=case.application, by=case.officer)
    case.accepted()
    with refused("move_not_possible"):
        accept(application=case.application, by=case.officer)


def test_silence_accepts_on_the_day_after_and_not_before(world: Worlds) -> None:
    with time_machine.travel(datetime(2027, 3, 1, 2, tzinfo=UTC)) as clock:
        case = world("ordos-2021").opened().signed()
        due_on = case.application.due_on
        assert due_on is not None and (due_on - timezone.localdate()).days == 7
        assert accept_overdue(due_on) == 0
        clock.shift(timedelta(days=8))
        assert accept_overdue(timezone.localdate()) == 1
        assert accept_overdue(timezone.localdate()) == 0
    application = case.refresh()
    assert application.status == ApplicationStatus.ACCEPTED
    move = case.moves()[-1]
    assert (move.act, move.role, move.by) == ("accept", Role.SYSTEM, None)
    assert "视为受理" in move.reason and move.basis == ["CN-XKF-32"]


def test_what_was_withdrawn_or_accepted_in_time_is_left_alone(world: Worlds) -> None:
    case = world("ordos-2021").opened().accepted()
    assert accept_overdue(timezone.localdate() + timedelta(days=400)) == 0
    assert [move.act for move in case.moves()].count("accept") == 1
