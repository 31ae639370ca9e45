"""A person objects to a record, or takes the objection back; the mark is there at once."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from nuozheng.credit import access
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.objections.models import CreditObjection
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused
from nuozheng.law.objection import CREDIT_OBJECTION, ObjectionStatus
from nuozheng.law.policy import Policy, load_policy
from nuozheng.law.procedure import CREDIT_RECORD, RecordStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account

ANSWER, DECIDE = "answer", "decide"


def object_to(*, record: CreditRecord, by: Account, said: str) -> CreditObjection:
    """Mark the record as disputed and start both clocks.

    Errors: Refused for anybody but its subject, without a word on what is wrong, and for a record
    that has no effect.
    """
    said, now, today = written(said, "哪里不对"), timezone.now(), timezone.localdate()
    policy = load_policy(record.policy_key)
    basis = policy.credit.objection.clause
    with transaction.atomic():
        row = locked(CreditRecord, record.pk)
        _may_object(row, by, said, today)
        objection = CreditObjection(
            record=row,
            status=ObjectionStatus.RAISED,
            said=said,
            raised_by=by,
            raised_at=now,
            answer_due_on=today,
        )
        objection.save()
        objection.answer_due_on = _start_clocks(objection, policy, today)
        objection.save(update_fields=["answer_due_on"])
        append(
            CREDIT_OBJECTION.kind,
            objection.pk,
            "object",
            "",
            ObjectionStatus.RAISED,
            by=by,
            role=Role.APPLICANT,
            at=now,
            basis=basis,
        )
        move(row, CREDIT_RECORD, "dispute", by=by, role=Role.APPLICANT, at=now, basis=basis)
    return objection


def _may_object(row: CreditRecord, by: Account, said: str, today: date) -> None:
    basis = load_policy(row.policy_key).credit.objection.clause
    if not said:
        raise Refused.because(
            "objection_says_what",
            "还没有写哪里不对。",
            *basis,
            cure="写清楚哪一点不对、实际是怎样的；有材料的写明在哪里能查到。",
        )
    if Role.APPLICANT not in access.roles_on(by, row, today):
        raise Refused.because(
            "not_your_record",
            "只能对自己的记录提出异议。",
            *basis,
            cure="请用记录本人的账号登录；企业的记录，由企业登记的代表登录。",
        )
    if row.status != RecordStatus.IN_FORCE or not row.is_adverse:
        raise Refused.because(
            "record_not_in_force",
            "这条记录现在没有效力，或者已经在核实，不用再提异议。",
            *basis,
            cure="您不用做什么：没有效力的、正在核实的记录，都不影响您承诺。",
        )


def withdraw_objection(*, objection: CreditObjection, by: Account) -> CreditObjection:
    """The subject no longer objects; the record counts again as it did."""
    now = timezone.now()
    with transaction.atomic():
        row, record = held(objection)
        roles = access.roles_on(by, record, timezone.localdate())
        role = must_be_allowed(CREDIT_OBJECTION, "withdraw_objection", row.status, roles)
        deadlines.meet_all(CREDIT_OBJECTION.kind, row.pk, now)
        move(row, CREDIT_OBJECTION, "withdraw_objection", by=by, role=role, at=now)
        if record.status == RecordStatus.DISPUTED:
            move(record, CREDIT_RECORD, "uphold", by=by, role=role, at=now)
    return row


def held(objection: CreditObjection) -> tuple[CreditObjection, CreditRecord]:
    """The objection and its record, both held until the transaction ends, the record first."""
    record = locked(CreditRecord, objection.record_id)
    row = locked(CreditObjection, objection.pk)
    row.record = record
    return row, record


def _start_clocks(objection: CreditObjection, policy: Policy, today: date) -> date:
    """The unit's clock and ours; the last day of the unit's."""
    clocks = {}
    for what, title, days in (
        (ANSWER, "认定单位答复信用异议", policy.credit.objection_answer_days),
        (DECIDE, "决定信用异议", policy.credit.objection_days),
    ):
        clocks[what] = deadlines.start(
            CREDIT_OBJECTION.kind,
            objection.pk,
            what,
            title=title,
            from_day=today,
            days=days.value,
            basis=days.clause,
        )
    return clocks[ANSWER].due_on
