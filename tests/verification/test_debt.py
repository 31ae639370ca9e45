"""Late agencies: reminded once, reported when their days are over, let go when they caught up."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from nuozheng.evidence import deadlines
from nuozheng.evidence.models import Deadline, Move
from nuozheng.law.conditions import sentence
from nuozheng.law.debt import DEBT_NOTICE, DebtStatus
from nuozheng.law.procedure import TaskStatus
from nuozheng.law.vocabulary import Role
from nuozheng.oversight.debt import Wanted, agencies_seen, debt_of, listed
from nuozheng.verification.debt.actions import answer_debt, direct_debt
from nuozheng.verification.debt.models import DebtNotice
from nuozheng.verification.debt.pressing import press
from nuozheng.verification.models import VerificationTask
from tests.api.caller import Caller
from tests.refusing import refused
from tests.web.visits import at_most, page, send, text_of, visitor
from tests.world import Case, World

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def late(world: Callable[[str], World]) -> Case:
    """A case whose first check is ten days late and whose others are due in ten days."""
    case = world("ordos-2021").opened().signed()
    today = timezone.localdate()
    first, *others = case.tasks()
    VerificationTask.objects.filter(pk=first.pk).update(due_on=today - 10 * DAY)
    rest = VerificationTask.objects.filter(pk__in=[one.pk for one in others])
    rest.update(due_on=today + 10 * DAY)
    return case


def said(notice: DebtNotice) -> list[tuple[str, str]]:
    rows = Move.objects.filter(kind=DEBT_NOTICE.kind, record_id=notice.pk).order_by("id")
    return [(row.act, row.role) for row in rows]


def test_reminded_reported_and_let_go(late: Case) -> None:
    today = timezone.localdate()
    assert press(today) == 1 and press(today) == 0
    notice = DebtNotice.objects.get()
    (clock,) = deadlines.running(DEBT_NOTICE.kind, notice.pk)
    assert (notice.late, notice.oldest_due_on) == (1, today - 10 * DAY)
    assert clock.days == late.application.policy.supervision.escalation_days.value
    with refused("not_your_move"):
        answer_debt(notice=notice, by=late.officer, reason="忙")
    with refused("move_not_possible"):
        direct_debt(notice=notice, by=late.supervisor, reason="本周补上")
    with refused("reason_required"):
        answer_debt(notice=notice, by=late.verifier, reason=" ")
    answer_debt(notice=notice, by=late.verifier, reason="等协查答复，下周补上。")
    after = clock.due_on + DAY
    assert press(after) == 1 and press(after) == 0
    notice.refresh_from_db()
    assert notice.state is DebtStatus.ESCALATED
    elsewhere = World("lianyungang-2019").staff(Role.SUPERVISOR)
    with refused("not_your_move"):
        direct_debt(notice=notice, by=elsewhere, reason="本周补上")
    direct_debt(notice=notice, by=late.supervisor, reason="本周补上，另派两人。")
    VerificationTask.objects.filter(due_on__lt=today).update(status=TaskStatus.CONFIRMED)
    assert press(after) == 1
    notice.refresh_from_db()
    assert notice.status == DebtStatus.CLEARED
    assert not Deadline.objects.running().filter(kind=DEBT_NOTICE.kind).exists()
    assert said(notice) == [
        ("remind_debt", "system"), ("answer_debt", "verifier"), ("escalate_debt", "system"),
        ("direct_debt", "supervisor"), ("clear_debt", "system"),
    ]  # fmt: skip


def test_what_becomes_late_later_is_a_notice_of_its_own(late: Case) -> None:
    today = timezone.localdate()
    press(today)
    VerificationTask.objects.filter(due_on__lt=today).update(status=TaskStatus.CONFIRMED)
    assert press(today + 11 * DAY) == 2, "the first is let go, the others are new"
    assert DebtNotice.objects.filter(status=DebtStatus.REMINDED).count() == 1


def test_the_figures_add_up_and_lead_to_their_checks(late: Case) -> None:
    today = timezone.localdate()
    agencies = agencies_seen(late.supervisor, today)
    found = debt_of(agencies, today)
    tasks = late.tasks()
    assert (found.total, found.late) == (len(tasks), 1)
    ages = {one.key: one.value for one in found.ages}
    assert (
        ages["over_7"] == 1 and ages["in_30"] == len(tasks) - 1 and sum(ages.values()) == len(tasks)
    )
    for lines, name in (
        (found.agencies, "agency"),
        (found.places, "place"),
        (found.methods, "method"),
    ):
        assert sum(line.total for line in lines) == len(tasks)
        for line in lines:
            chosen = Wanted(**{name: line.key})
            assert listed(agencies, today, chosen).count() == line.total == sum(line.ages)
            of_late = Wanted(**{name: line.key}, age="late")
            assert listed(agencies, today, of_late).count() == line.late
    assert sum(one.due for one in found.forecast.weeks) == len(tasks) - 1
    assert found.forecast.weeks[-1].late_at_end == len(tasks) and not found.forecast.holds
    assert listed(agencies, today, Wanted(age="no such")).count() == 0
    assert listed(agencies, today, Wanted(agency="x")).count() == 0
    assert debt_of(agencies_seen(late.officer, today), today).total == 0
    assert debt_of(agencies_seen(late.verifier, today), today).total == len(tasks)


def test_done_weeks_are_the_capacity(late: Case) -> None:
    now = timezone.now()
    first, *_others = late.tasks()
    VerificationTask.objects.filter(pk=first.pk).update(
        status=TaskStatus.CONFIRMED, checked_at=now - 14 * DAY
    )
    today = timezone.localdate()
    agencies = agencies_seen(late.supervisor, today)
    assert debt_of(agencies, today).forecast.capacity == 0, "one week of eight is not the usual"


def test_the_page_the_list_and_the_files(late: Case) -> None:
    today = timezone.localdate()
    press(today)
    browser = visitor(late.supervisor)
    with at_most(14):
        html = text_of(browser.get("/desk/debt/"))
    assert "有1项核查超期" in html and "超期8—30天" in html and "<svg" in html
    assert "已提醒本单位" in html and late.member.name not in html
    with at_most(10):
        listed_page = text_of(browser.get("/desk/debt/tasks/?age=late"))
    assert late.application.number in listed_page and "共1项" in listed_page
    first = late.tasks()[0]
    promised = first.proof.version.condition_set.conditions
    (which,) = [one for one in promised if one.key == first.condition_key]
    assert sentence(which, {}, "…") in unescape(listed_page)
    assert "/desk/tasks/" not in listed_page.split("</nav>")[-1], "a supervisor opens no case file"
    csv = browser.get("/desk/debt/tasks.csv?age=late").content.decode()
    assert len(csv.strip().splitlines()) == 2 and late.application.number in csv
    book: Any = browser.get("/desk/debt/tasks.xlsx")
    assert book.status_code == 200 and book.content[:2] == b"PK"
    assert browser.get("/desk/debt/tasks.pdf").status_code == 404
    notice = DebtNotice.objects.get()
    answer = send(late.verifier, "debt", act="answer_debt", notice=notice.pk, reason="人手不够。")
    assert answer.status_code == 302
    assert "人手不够。" in text_of(page(late.verifier, "debt"))
    assert send(late.verifier, "debt", act="answer_debt", notice="9" * 30).status_code == 404
    assert page(late.officer, "debt").status_code == 404
    other = World("lianyungang-2019").staff(Role.SUPERVISOR)
    assert send(other, "debt", act="direct_debt", notice=notice.pk, reason="x").status_code == 404
    assert late.application.number not in text_of(page(other, "debt_tasks"))
    told = Caller(late.supervisor)
    assert told.get("debt").json["late"] == 1
    listed_there = told.get("debt/tasks", age="late").json
    assert [one["number"] for one in listed_there["items"]] == [late.application.number]
    assert Caller(late.officer).get("debt").status == 404
