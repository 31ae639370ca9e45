"""告知书 and 决定书 of a list entry or a sanction, and the clock of the person's answer."""

from datetime import date, datetime

from django.utils import timezone

from nuozheng.credit import papers
from nuozheng.credit.sanctions.access import AnyRestraint
from nuozheng.documents.models import Document
from nuozheng.evidence import deadlines
from nuozheng.law.repair import spoken
from nuozheng.law.sanctions import exit_words
from nuozheng.parties.models import Account
from nuozheng.parties.roles import can_be_reached

ANSWER = "answer"
ONLINE = "放到本人的网上页面"


def write_notice(row: AnyRestraint, by: Account, at: datetime) -> None:
    """The notice with every right; served at once where the person has a page."""
    today = timezone.localtime(at).date()
    days = row.policy.consequences.statement_days
    row.notice = papers.issue(
        row.record,
        title=f"拟{row.title}告知书",
        number=papers.number_of(row.record, f"拟{_sort(row)}告", at, row.pk),
        opening=[papers.told_of(row.record), f"拟对您：{row.title}。"],
        reasons=[
            papers.reason(row.reasons, row.basis),
            papers.reason(f"证据：{row.evidence}"),
        ],
        orders=[
            f"收到以后{days.value}个工作日以内，您可以陈述、申辩，网上写、到窗口说都行。",
            "您的意见我们逐条看过再决定；不会因为您申辩而加重处理。",
        ],
        by=by,
        at=at,
        office=row.agency.name,
        appealable=False,
    )
    if can_be_reached(row.party, today):
        start_clock(row, today, ONLINE)


def start_clock(row: AnyRestraint, on: date, how: str) -> None:
    """The notice was served: the person's days to answer run from here."""
    days = row.policy.consequences.statement_days
    clock = deadlines.start(
        row.table.kind,
        row.pk,
        ANSWER,
        title=f"对拟{row.title}说明意见",
        from_day=on,
        days=days.value,
        basis=days.clause,
        of_person=True,
    )
    row.told_on, row.told_how, row.answer_due_on = on, how, clock.due_on


def write_decision(row: AnyRestraint, reason: str, by: Account, at: datetime) -> None:
    """The decision: why, from when until when, how it ends, and every remedy."""
    assert row.starts_on is not None
    row.document_number = papers.number_of(row.record, f"{_sort(row)}决", at, row.pk)
    said = f"您的说明：{row.answer}" if row.answer else "您没有说明。"
    until = f"{spoken(row.starts_on)}起，到{spoken(row.ends_on)}止。" if row.ends_on else ""
    row.decision = papers.issue(
        row.record,
        title=f"{row.title}决定书",
        number=row.document_number,
        opening=[papers.told_of(row.record), said],
        reasons=[papers.reason(reason, row.basis), papers.reason(f"证据：{row.evidence}")],
        orders=[f"决定：{row.title}。{until}", f"怎样解除：{ways_out(row)}"],
        by=by,
        at=at,
        office=row.agency.name,
    )


def write_release(row: AnyRestraint, reason: str, by: Account, at: datetime) -> Document:
    """The decision that lets somebody out before the end."""
    return papers.issue(
        row.record,
        title=f"解除“{row.title}”决定书",
        number=papers.number_of(row.record, f"{_sort(row)}解", at, row.pk),
        opening=[f"依据{row.document_number}作出的“{row.title}”。"],
        reasons=[papers.reason(reason, row.policy.credit.blacklists.clause)],
        orders=["决定解除，自今天起没有任何效果；已经公布的当天撤下，一并实施的惩戒同时解除。"],
        by=by,
        at=at,
        office=_office_of(row, by),
    )


def ways_out(row: AnyRestraint) -> str:
    """How the person gets out of it, in a sentence."""
    if row.kind == "listing":
        return exit_words(row.policy, row.list_key)
    return "信用修复的、依据的记录到期或者撤销的、作出的单位解除的，当天解除。"


def _sort(row: AnyRestraint) -> str:
    return "列" if row.kind == "listing" else "惩"


def _office_of(row: AnyRestraint, by: Account) -> str:
    post = by.memberships.filter(agency__jurisdiction=row.jurisdiction_id).first()
    return post.agency.name if post else row.agency.name
