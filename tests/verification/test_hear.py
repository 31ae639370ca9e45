"""Nobody is found against before they were told and could answer."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import history
from nuozheng.law.calendar import load_calendar
from nuozheng.law.procedure import UntruthStatus
from nuozheng.law.vocabulary import Role
from nuozheng.verification import access
from nuozheng.verification.actions.find import dismiss, find
from nuozheng.verification.actions.hear import lapse_overdue, notify_person, state
from nuozheng.verification.models import Statement, UntruthFinding
from tests.refusing import refused
from tests.world import PDF, Case, Worlds, judgement

pytestmark = pytest.mark.django_db


def told(case: Case) -> UntruthFinding:
    finding = case.contradicted()
    return notify_person(finding=finding, by=case.verifier)


def test_the_notice_says_what_differs_and_until_when(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    finding = told(case)
    days = case.application.policy.consequences.statement_days.value
    due = load_calendar().add_working_days(timezone.localdate(), days).on
    assert (finding.status, finding.statement_due_on) == (UntruthStatus.NOTIFIED, due)
    assert finding.notice is not None and finding.notice.intact
    (clock,) = deadlines.running("untruth_finding", finding.pk)
    assert (clock.what, clock.due_on) == ("state", due)
    move = history("untruth_finding", finding.pk).last()
    assert move is not None and (move.act, move.role) == ("notify_person", Role.VERIFIER)
    assert {"CN-CFF-44", "CN-CFF-45"} <= set(move.basis)
    assert list(access.own_findings(case.by, timezone.localdate())) == [finding]
    with refused("move_not_possible"):
        notify_person(finding=finding, by=case.officer)


def test_what_the_person_says_goes_with_the_file(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    finding = told(case)
    statement = state(finding=finding, by=case.by, text=" 填的时候看错了。 ", attachment=PDF)
    finding.refresh_from_db()
    assert (finding.status, statement.text) == (UntruthStatus.HEARD, "填的时候看错了。")
    assert statement.document is not None and statement.document.created_by == case.by
    assert deadlines.running("untruth_finding", finding.pk) == []
    state(finding=finding, by=case.by, text="再补充一点。")
    assert Statement.objects.filter(finding=finding).count() == 2


def test_an_empty_or_unreadable_statement_is_refused_and_none_is_cut(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    finding = told(case)
    with refused("statement_empty"):
        state(finding=finding, by=case.by, text=" \x00 ")
    with refused("text_too_long"):
        state(finding=finding, by=case.by, text="啊" * 5001)
    with refused("file_kind_unknown"):
        state(finding=finding, by=case.by, text="见附件", attachment=b"zip")
    assert not Statement.objects.exists()
    assert state(finding=finding, by=case.by, text="啊" * 5000).text == "啊" * 5000


def test_only_the_person_states_and_only_the_office_tells(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    finding = case.contradicted()
    for account in case.not_of_the_office.values():
        with refused("not_your_move"):
            notify_person(finding=finding, by=account)
    with refused("move_not_possible"):
        state(finding=finding, by=case.by, text="我还没有收到通知")
    notify_person(finding=finding, by=case.officer)
    for account in case.not_the_applicant.values():
        with refused("not_your_move"):
            state(finding=finding, by=account, text="替他说一句")


def test_silence_lapses_on_the_day_after_and_says_nothing_against_anybody(world: Worlds) -> None:
    with time_machine.travel(datetime(2027, 3, 1, 2, tzinfo=UTC)) as clock:
        case = world("ordos-2021").opened().signed()
        finding = told(case)
        assert finding.statement_due_on == date(2027, 3, 8)
        with refused("person_was_heard"):
            find(finding=finding, by=case.officer, judgement=judgement(UntruthStatus.UNTRUE))
        clock.move_to(datetime(2027, 3, 8, 12, tzinfo=UTC))
        assert lapse_overdue(timezone.localdate()) == 0
        with refused("person_was_heard"):
            find(finding=finding, by=case.officer, judgement=judgement(UntruthStatus.UNTRUE))
        clock.shift(timedelta(days=1))
        assert lapse_overdue(timezone.localdate()) == 1
        assert lapse_overdue(timezone.localdate()) == 0
        finding.refresh_from_db()
        assert (finding.status, finding.outcome) == (UntruthStatus.LAPSED, "")
        move = history("untruth_finding", finding.pk).last()
        assert move is not None and (move.act, move.role, move.by) == ("lapse", Role.SYSTEM, None)
        state(finding=finding, by=case.by, text="我住院了，现在才看到。")
        finding.refresh_from_db()
        assert finding.status == UntruthStatus.HEARD


def test_after_the_decision_nothing_more_is_stated(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    finding = case.heard()
    dismiss(finding=finding, by=case.officer, reason="登记有误")
    with refused("move_not_possible"):
        state(finding=finding, by=case.by, text="谢谢")


def test_a_statement_in_time_keeps_the_clock_from_lapsing(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    finding = case.heard()
    assert lapse_overdue(timezone.localdate() + timedelta(days=60)) == 0
    assert finding.status == UntruthStatus.HEARD
