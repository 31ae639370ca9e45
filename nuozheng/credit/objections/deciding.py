"""The unit answers for its document; an officer with no hand in the record decides, and tells."""

from datetime import date, datetime
from typing import Literal

from django.db import transaction
from django.utils import timezone

from nuozheng.credit import papers
from nuozheng.credit.objections.access import roles_on
from nuozheng.credit.objections.correcting import (
    FIELD_WORD,
    Correction,
    changed_words,
    changes_of,
    correct,
)
from nuozheng.credit.objections.models import CreditObjection
from nuozheng.credit.objections.raising import ANSWER, held
from nuozheng.documents.models import Document
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law import objection as rules
from nuozheng.law.findings import Finding, Refused, obstacles
from nuozheng.law.objection import CREDIT_OBJECTION
from nuozheng.law.policy import Policy, load_policy
from nuozheng.law.procedure import CREDIT_RECORD, RecordStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account

Outcome = Literal["annul_record", "correct_record", "reject_objection"]
OF_RECORD: dict[str, str] = {
    "annul_record": "annul",
    "correct_record": "correct",
    "reject_objection": "uphold",
}
_ORDER: dict[str, str] = {
    "annul_record": "异议成立，撤销这条信用记录。收到过这条记录的平台和部门，都已经通知撤下。",
    "correct_record": "异议成立，按查明的情况更正这条信用记录：{changed}。收到过的都已经通知。",
    "reject_objection": "异议不成立，这条信用记录不变。",
}


def answer(
    *, objection: CreditObjection, by: Account, record_holds: bool, text: str
) -> CreditObjection:
    """The unit whose document it is says whether the record is right, and why."""
    text, now = written(text, "答复"), timezone.now()
    with transaction.atomic():
        row, _record = held(objection)
        roles = roles_on(by, row, timezone.localdate())
        role = must_be_allowed(CREDIT_OBJECTION, "answer_objection", row.status, roles)
        row.record_holds, row.answer = record_holds, text
        row.answered_by, row.answered_at = by, now
        deadlines.meet(CREDIT_OBJECTION.kind, row.pk, ANSWER, now)
        move(
            row,
            CREDIT_OBJECTION,
            "answer_objection",
            by=by,
            role=role,
            at=now,
            # The words are about a person and stay with the objection, encrypted.
            reason="答复见异议" if text else "",
            changed=("record_holds", "answer", "answered_by", "answered_at"),
        )
    return row


def decide(
    *,
    objection: CreditObjection,
    by: Account,
    outcome: Outcome,
    reason: str,
    correction: Correction | None = None,
) -> CreditObjection:
    """Decide, set the document for the person, and carry it out on the record in one act.

    Errors: Refused for whoever had a hand in the record, before the unit answered in its time,
    without reasons, and for a correction that changes nothing.
    """
    reason, now, today = written(reason, "理由"), timezone.now(), timezone.localdate()
    with transaction.atomic():
        row, record = held(objection)
        role = must_be_allowed(CREDIT_OBJECTION, outcome, row.status, roles_on(by, row, today))
        policy = load_policy(record.policy_key)
        changes = {}
        if outcome == "correct_record":
            changes = changes_of(record, policy, correction or Correction())
        if found := obstacles(_rules(policy, row, by, outcome, changes, today)):
            raise Refused(*found)
        changed = correct(record, policy, changes)
        row.reason, row.changes = reason, changes
        row.decided_by, row.decided_at = by, now
        row.document = _document(row, policy, outcome, by, now) if reason else None
        deadlines.meet_all(CREDIT_OBJECTION.kind, row.pk, now)
        move(
            row,
            CREDIT_OBJECTION,
            outcome,
            by=by,
            role=role,
            at=now,
            reason="理由见异议处理决定书" if reason else "",
            basis=policy.credit.objection.clause,
            changed=("reason", "changes", "decided_by", "decided_at", "document"),
        )
        if record.status == RecordStatus.DISPUTED:
            move(
                record,
                CREDIT_RECORD,
                OF_RECORD[outcome],
                by=by,
                role=Role.CREDIT_OFFICER,
                at=now,
                reason="异议处理决定",
                basis=policy.credit.objection.clause,
                changed=changed,
            )
    return row


def _rules(
    policy: Policy,
    row: CreditObjection,
    by: Account,
    outcome: Outcome,
    changes: dict[str, list[str]],
    today: date,
) -> list[Finding]:
    hands = (row.record.proposed_by_id, row.record.recorded_by_id, row.answered_by_id)
    decider = rules.Decider(by.pk, tuple(one for one in hands if one is not None))
    found = [
        rules.decided_by_another(policy, decider),
        rules.provider_had_its_say(policy, row.answered_at is not None, row.answer_due_on, today),
    ]
    if outcome == "correct_record":
        found.append(rules.change_is_named(policy, [FIELD_WORD[name] for name in changes]))
    return found


def _document(
    row: CreditObjection, policy: Policy, outcome: Outcome, by: Account, now: datetime
) -> Document:
    record = row.record
    said = f"您提出异议：{row.said}"
    answered = f"认定单位答复：{row.answer}" if row.answer else "认定单位到期没有答复。"
    return papers.issue(
        record,
        title="信用异议处理决定书",
        number=papers.number_of(record, "信异", now, row.pk),
        opening=[papers.told_of(record), said, answered],
        reasons=[papers.reason(row.reason or "", policy.credit.objection.clause)],
        orders=[_ORDER[outcome].format(changed="；".join(map(changed_words, row.changes.items())))],
        by=by,
        at=now,
    )
