"""Registering, sending back, and the day on which a record ends by itself."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from nuozheng.applications.examination import examine
from nuozheng.credit import access
from nuozheng.credit.actions.register import drop, end_on_their_day, register
from nuozheng.credit.models import CreditRecord
from nuozheng.evidence.moves import history
from nuozheng.law.findings import obstacles
from nuozheng.law.procedure import RecordStatus
from nuozheng.law.repair import add_months
from nuozheng.law.vocabulary import Role, Severity
from nuozheng.parties.models import Membership
from tests.refusing import refused
from tests.world import SINCE, Case, Worlds

pytestmark = pytest.mark.django_db


def proposed(world: Worlds) -> tuple[Case, CreditRecord]:
    """A proposed record from a case's finding."""
    case = world("ordos-2021").opened().signed()
    case.found()
    return case, CreditRecord.objects.get()


def test_registering_brings_it_into_force_with_its_end(world: Worlds) -> None:
    case, record = proposed(world)
    registered = register(record=record, by=case.credit_officer)
    assert (registered.status, registered.recorded_by) == (
        RecordStatus.IN_FORCE,
        case.credit_officer,
    )
    assert record.document_on is not None
    assert registered.ends_on == add_months(record.document_on, 12)
    move = history("credit_record", record.pk).last()
    assert move is not None and (move.act, move.role) == ("register", Role.CREDIT_OFFICER)
    for act in (register,):
        with refused("move_not_possible"):
            act(record=record, by=case.credit_officer)


def test_whoever_found_it_does_not_record_it(world: Worlds) -> None:
    case, record = proposed(world)
    Membership.objects.create(
        account=case.officer,
        agency=case.application.agency,
        role=Role.CREDIT_OFFICER,
        starts_on=SINCE,
    )
    with refused("same_person_finds_and_records"):
        register(record=record, by=case.officer)


def test_nobody_else_registers_or_drops_least_of_all_about_themselves(world: Worlds) -> None:
    case, record = proposed(world)
    Membership.objects.create(
        account=case.by,
        agency=case.application.agency,
        role=Role.CREDIT_OFFICER,
        starts_on=SINCE,
    )
    elsewhere = world("lianyungang-2019").staff(Role.CREDIT_OFFICER)
    for account in (case.by, case.officer, case.supervisor, case.world.stranger(), elsewhere):
        with refused("not_your_move"):
            register(record=record, by=account)
        with refused("not_your_move"):
            drop(record=record, by=account, reason="依据不足")
    record.refresh_from_db()
    assert record.status == RecordStatus.PROPOSED


def test_a_record_sent_back_has_no_effect(world: Worlds) -> None:
    case, record = proposed(world)
    with refused("reason_required"):
        drop(record=record, by=case.credit_officer, reason=" \x00")
    with refused("text_too_long"):
        drop(record=record, by=case.credit_officer, reason="长" * 2001)
    dropped = drop(record=record, by=case.credit_officer, reason="认定书没有送达")
    assert (dropped.status, dropped.ends_on) == (RecordStatus.DROPPED, None)
    with refused("move_not_possible"):
        register(record=record, by=case.credit_officer)
    assert not obstacles(examine(case.application, date(2027, 1, 1)).alone_or_agent)


def test_a_record_ends_on_its_day_and_the_person_may_commit_again(world: Worlds) -> None:
    here = world("ordos-2021")
    with time_machine.travel(datetime(2026, 12, 1, 2, tzinfo=UTC)):
        record = here.on_record("honest", Severity.SERIOUS)
        case = here.opened()
    assert record.ends_on == date(2027, 12, 1)
    assert obstacles(examine(case.application, date(2027, 11, 30)).alone_or_agent)
    assert not obstacles(examine(case.application, date(2027, 12, 1)).alone_or_agent)
    assert end_on_their_day(date(2027, 11, 30)) == 0
    assert end_on_their_day(date(2027, 12, 1)) == 1
    assert end_on_their_day(date(2027, 12, 1)) == 0
    record.refresh_from_db()
    assert record.status == RecordStatus.ENDED
    move = history("credit_record", record.pk).last()
    assert move is not None and (move.act, move.role, move.by) == ("end", Role.SYSTEM, None)


def test_the_desk_is_that_of_the_place_and_the_file_ones_own(world: Worlds) -> None:
    case, record = proposed(world)
    today = date(2026, 12, 1)
    assert list(access.desk_records(case.credit_officer, today)) == [record]
    elsewhere = world("lianyungang-2019").staff(Role.CREDIT_OFFICER)
    for account in (elsewhere, case.officer, case.by, case.supervisor):
        assert not access.desk_records(account, today).exists()
    assert list(access.own_parties(case.by, today)) == [case.application.applicant]
    assert access.roles_on(case.by, record, today) == (Role.APPLICANT,)
    assert access.roles_on(case.world.stranger(), record, today) == ()
    company = case.world.company_account()
    assert case.world.party("honest_company") in access.own_parties(company, today)
