"""Tell the person what does not agree, and hear them, before anything is decided."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access, papers
from nuozheng.applications.models import Application
from nuozheng.documents.uploads import received
from nuozheng.evidence import deadlines
from nuozheng.evidence.models import Deadline
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused
from nuozheng.law.hearing import RIGHT_TO_BE_HEARD
from nuozheng.law.procedure import UNTRUTH_FINDING, UntruthStatus
from nuozheng.law.repair import spoken
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification.afterwards.service import serve_online
from nuozheng.verification.models import Statement, UntruthFinding

CLOCK = "state"
LONGEST_STATEMENT = 5000
_TOLD = ("CN-CFF-44", *RIGHT_TO_BE_HEARD)


def notify_person(*, finding: UntruthFinding, by: Account) -> UntruthFinding:
    """Send the notice: what was compared, where it differs, until when the person may answer."""
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        row = locked(UntruthFinding, finding.pk)
        case = row.application
        roles = access.roles_in(by, case, today)
        role = must_be_allowed(UNTRUTH_FINDING, "notify_person", row.status, roles)
        days = case.policy.consequences.statement_days
        clock = deadlines.start(
            UNTRUTH_FINDING.kind,
            row.pk,
            CLOCK,
            title="陈述、申辩",
            from_day=today,
            days=days.value,
            of_person=True,
            basis=(*RIGHT_TO_BE_HEARD, *days.clause),
        )
        row.notified_at, row.statement_due_on = now, clock.due_on
        row.notice = papers.issue(
            case,
            title="陈述申辩告知书",
            number=f"{case.catalogue.prefix}告〔{today.year}〕{row.pk}号",
            opening=_compared(case, row),
            reasons=[
                papers.reason(
                    "您有权陈述和申辩；您说的，我们会逐条答复。不会因为您申辩而加重处理。",
                    RIGHT_TO_BE_HEARD,
                )
            ],
            orders=[
                f"请在{spoken(clock.due_on)}以前说明。可以在网上写，也可以到窗口说，"
                "有材料的一并交来。",
                "在您说明以前，我们不作任何认定，您的申请照常办理。",
            ],
            appealable=False,
            by=by,
            at=now,
        )
        move(
            row,
            UNTRUTH_FINDING,
            "notify_person",
            by=by,
            role=role,
            at=now,
            basis=_TOLD,
            changed=("notified_at", "statement_due_on", "notice"),
        )
        serve_online(case, row.notice, by=by)
    return row


def state(
    *, finding: UntruthFinding, by: Account, text: str, attachment: bytes | None = None
) -> Statement:
    """The person's own words; more may be added until a decision is made, also after the period."""
    now, said = timezone.now(), written(text, "说明", LONGEST_STATEMENT)
    if not said:
        raise Refused.because("statement_empty", "还没有写说明。", cure="写清楚实际情况就行。")
    with transaction.atomic():
        row = locked(UntruthFinding, finding.pk)
        roles = access.roles_in(by, row.application, timezone.localdate())
        role = must_be_allowed(UNTRUTH_FINDING, "state", row.status, roles)
        document = None
        if attachment is not None:
            document = received(attachment, kind="statement", title="陈述申辩材料")
            document.created_at, document.created_by = now, by
            document.save()
        statement = Statement.objects.create(
            finding=row, text=said, made_by=by, made_at=now, document=document
        )
        deadlines.meet(UNTRUTH_FINDING.kind, row.pk, CLOCK, now)
        move(row, UNTRUTH_FINDING, "state", by=by, role=role, at=now, basis=RIGHT_TO_BE_HEARD)
    return statement


def lapse_overdue(today: date) -> int:
    """Silence is an act: the period is over, which by itself says nothing against the person."""
    over = Deadline.objects.overdue(today).filter(kind=UNTRUTH_FINDING.kind, what=CLOCK)
    lapsed = 0
    for clock in over:
        with transaction.atomic():
            row = locked(UntruthFinding, clock.record_id)
            now = timezone.now()
            deadlines.meet(UNTRUTH_FINDING.kind, row.pk, CLOCK, now)
            if row.status == UntruthStatus.NOTIFIED:
                move(row, UNTRUTH_FINDING, "lapse", by=None, role=Role.SYSTEM, at=now)
                lapsed += 1
    return lapsed


def move_statement_days(moved: Iterable[Deadline]) -> None:
    """Statement periods that were counted again end on the new day."""
    for clock in moved:
        if clock.kind == UNTRUTH_FINDING.kind and clock.what == CLOCK:
            UntruthFinding.objects.filter(pk=clock.record_id).update(statement_due_on=clock.due_on)


def _compared(case: Application, row: UntruthFinding) -> list[str]:
    return [
        f"您办理“{case.item.name}”时承诺：{row.compared['sentence']}",
        f"我们核查时看到的情况：{row.compared['found']}",
        "两边对不上。原因可能是数据有误、情况有变化，也可能是填错了，所以先听您说。",
    ]
