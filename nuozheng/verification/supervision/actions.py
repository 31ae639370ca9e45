"""Name who supervises; plan and record a supervision; look up a record. Nothing here is adverse."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.models import ServiceItem
from nuozheng.credit.standing import standing_of
from nuozheng.documents.uploads import received
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused
from nuozheng.law.supervision import CREDIT_CHECK, SUPERVISION_ENTRY
from nuozheng.parties.models import Account, Agency
from nuozheng.verification.supervision.access import items_to_name, roles_for
from nuozheng.verification.supervision.models import CreditCheck, SupervisingUnit, SupervisionEntry

SUPERVISE, LOOK_UP = "supervise", "look_up_credit"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a supervision came to: the day, the words, a paper or photo if there is one."""

    on: date
    note: str
    evidence: bytes | None = None


def name_unit(*, item: ServiceItem, agency: Agency, by: Account) -> SupervisingUnit:
    """Name the 监管部门 of a service. Errors: Refused for all but the keeper of its list there."""
    if not items_to_name(by, timezone.localdate()).filter(pk=item.pk).exists():
        raise Refused.because(
            "not_your_move",
            "只有办理单位的清单管理人员能写监管部门。",
            cure="请清单管理人员登录办理。",
        )
    if agency.jurisdiction_id != item.agency.jurisdiction_id:
        raise Refused.because(
            "supervising_unit_is_here", "监管部门要是本地的单位。", cure="请从列出的单位里选。"
        )
    row, _new = SupervisingUnit.objects.update_or_create(
        item=item,
        defaults={"agency": agency, "named_at": timezone.now(), "named_by": by},
    )
    return row


def plan_supervision(
    *, entry: SupervisionEntry, on: date, mode: str, by: Account
) -> SupervisionEntry:
    """Fix day and way. Errors: Refused for a day gone by, an unknown way, and for strangers."""
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        row = locked(SupervisionEntry, entry.pk)
        role = must_be_allowed(
            SUPERVISION_ENTRY,
            "plan_supervision",
            row.status,
            roles_for(by, row.agency, row.application, today),
        )
        if on < today:
            raise Refused.because(
                "supervision_day_to_come",
                "安排的日期已经过去。",
                *row.basis,
                cure="请选今天或者以后的日期。",
            )
        if mode not in row.modes:
            raise Refused.because(
                "supervision_mode_known",
                "没有选监管方式。",
                *row.basis,
                cure="请从列出的方式里选一种。",
            )
        row.planned_on, row.mode, row.planned_by = on, mode, by
        move(
            row,
            SUPERVISION_ENTRY,
            "plan_supervision",
            by=by,
            role=role,
            at=now,
            basis=row.basis,
            detail={"on": on.isoformat(), "mode": mode},
            changed=("planned_on", "mode", "planned_by"),
        )
    return row


def record_supervision(*, entry: SupervisionEntry, seen: Seen, by: Account) -> SupervisionEntry:
    """Write down what was seen. Errors: Refused without words, and for a day still to come."""
    now, today = timezone.now(), timezone.localdate()
    note = written(seen.note, "监管情况")
    with transaction.atomic():
        row = locked(SupervisionEntry, entry.pk)
        role = must_be_allowed(
            SUPERVISION_ENTRY,
            "record_supervision",
            row.status,
            roles_for(by, row.agency, row.application, today),
        )
        if not note:
            raise Refused.because(
                "note_required",
                "没有写看到的情况。",
                *row.basis,
                cure="写明看了什么、情况怎样，一两句就行。",
            )
        if not timezone.localtime(row.opened_at).date() <= seen.on <= today:
            raise Refused.because(
                "supervision_day_gone_by",
                "监管的日期要在作出决定以后、今天以前。",
                *row.basis,
                cure="请写实际去看的那一天。",
            )
        row.done_on, row.done_by, row.note = seen.on, by, note
        if seen.evidence is not None:
            document = received(seen.evidence, kind="evidence", title="监管记录")
            document.created_at, document.created_by = now, by
            document.save()
            row.document = document
        deadlines.meet(SUPERVISION_ENTRY.kind, row.pk, SUPERVISE, now)
        move(
            row,
            SUPERVISION_ENTRY,
            "record_supervision",
            by=by,
            role=role,
            at=now,
            basis=row.basis,
            changed=("done_on", "done_by", "note", "document"),
        )
    return row


def look_up_credit(*, check: CreditCheck, by: Account) -> CreditCheck:
    """Write down how the record stands today (ORD23-3.3.3f); Refused for another unit's staff."""
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        row = locked(CreditCheck, check.pk)
        role = must_be_allowed(
            CREDIT_CHECK,
            "look_up_credit",
            row.status,
            roles_for(by, row.agency, row.application, today),
        )
        row.found = standing_of(row.application.applicant, today).chinese
        row.checked_at, row.checked_by = now, by
        deadlines.meet(CREDIT_CHECK.kind, row.pk, LOOK_UP, now)
        move(
            row,
            CREDIT_CHECK,
            "look_up_credit",
            by=by,
            role=role,
            at=now,
            changed=("found", "checked_at", "checked_by"),
        )
    return row
