"""The person answers, another than the proposer decides; a unit reports what it carried out."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from nuozheng.credit.models import CreditRecord
from nuozheng.credit.sanctions import access
from nuozheng.credit.sanctions.access import AnyRestraint
from nuozheng.credit.sanctions.models import Execution, Sanction
from nuozheng.credit.sanctions.proposing import ground_of
from nuozheng.credit.sanctions.telling import start_clock, write_decision
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law import sanctions as rules
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.restraints import DECIDES, PROPOSES, RestraintStatus
from nuozheng.law.sanctions import Heard
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account


def serve(*, row: AnyRestraint, on: date, how: str, by: Account) -> AnyRestraint:
    """Record how the notice was served off line; the days to answer run from there."""
    how = written(how, "送达情况", 500)
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        held = _held(row)
        role = _one_of(access.roles_on(by, held, today), PROPOSES)
        if held.told_on is not None or held.status != RestraintStatus.TOLD:
            raise Refused.because(
                "served_already", "已经送达，不用再登记。", "CN-CFF-44", cure="请看下面的经过。"
            )
        if not how or not timezone.localdate(held.proposed_at) <= on <= today:
            raise Refused.because(
                "service_is_whole",
                "还没有写怎样送达的，或者日期不对。",
                *held.policy.consequences.statement_days.clause,
                cure="写明谁签收、怎样送；日期在告知书作出以后、今天以前。",
            )
        start_clock(held, on, how)
        held.save(update_fields=["told_on", "told_how", "answer_due_on"])
        append(
            held.table.kind, held.pk, "serve", held.status, held.status, by=by, role=role, at=now
        )
    return held


def answer(*, row: AnyRestraint, text: str, by: Account) -> AnyRestraint:
    """The person's answer; each one is added to those before."""
    text = written(text, "意见")
    now = timezone.now()
    with transaction.atomic():
        held = _held(row)
        roles = access.roles_on(by, held, timezone.localdate())
        role = must_be_allowed(held.table, "answer", held.status, roles)
        if not text:
            raise Refused.because(
                "answer_has_words", "还没有写意见。", "CN-CFF-45", cure="写一两句就行。"
            )
        held.answer = f"{held.answer}\n{text}" if held.answer else text
        held.answered_at = now
        move(
            held, held.table, "answer", by=by, role=role, at=now, changed=("answer", "answered_at")
        )
    return held


def decide(
    *, row: AnyRestraint, by: Account, reason: str, until: date | None = None
) -> AnyRestraint:
    """Bring it into force, until the record's end or an earlier day, with a decision in writing.

    Errors: Refused before the person was heard, for whoever proposed it, where the record is no
    longer in force, and for a day after the record's end.
    """
    reason = written(reason, "理由")
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        held = _held(row)
        roles = access.roles_on(by, held, today)
        role = must_be_allowed(held.table, "decide", held.status, roles)
        heard = Heard(
            proposed_by=held.proposed_by_id,
            decides=by.pk,
            answered=held.answered_at is not None,
            answer_due_on=held.answer_due_on,
            on=today,
        )
        found = [
            rules.breach_is_verified(held.policy, ground_of(held.record), today),
            *rules.was_heard(held.policy, heard),
        ]
        if wrong := obstacles(found):
            raise Refused(*wrong)
        held.starts_on, held.ends_on = today, _end_of(held, until, today)
        held.decided_by, held.decided_at = by, now
        if reason:
            write_decision(held, reason, by, now)
        deadlines.meet_all(held.table.kind, held.pk, now)
        move(
            held,
            held.table,
            "decide",
            by=by,
            role=role,
            at=now,
            reason=reason,
            basis=held.basis,
            changed=(
                "starts_on",
                "ends_on",
                "decided_by",
                "decided_at",
                "decision",
                "document_number",
            ),
        )
    return held


def drop(*, row: AnyRestraint, by: Account, reason: str) -> AnyRestraint:
    """Leave it: the answer was right, or the ground is too weak; nothing follows."""
    reason = written(reason, "理由")
    now = timezone.now()
    with transaction.atomic():
        held = _held(row)
        roles = access.roles_on(by, held, timezone.localdate())
        role = must_be_allowed(held.table, "drop", held.status, roles)
        deadlines.meet_all(held.table.kind, held.pk, now)
        move(held, held.table, "drop", by=by, role=role, at=now, reason=reason)
    return held


def record_execution(*, sanction: Sanction, on: date, words: str, by: Account) -> Execution:
    """反馈执行情况: what was done, when. Errors: Refused unless the sanction is in force then."""
    words = written(words, "执行情况")
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        held = locked(Sanction, sanction.pk)
        role = _one_of(access.roles_on(by, held, today), DECIDES)
        if not words:
            raise Refused.because(
                "execution_has_words",
                "还没有写执行了什么。",
                *held.policy.credit.joint_discipline.clause,
                cure="写明哪一件事、怎样限制的。",
            )
        began = held.starts_on
        if began is None or not began <= on <= today or not held.is_effective(on):
            raise Refused.because(
                "execution_while_in_force",
                "这一天惩戒没有生效，不能执行。",
                *held.policy.credit.joint_discipline.clause,
                cure="请写惩戒有效期以内、今天以前的日期；已经解除的，不能再限制。",
            )
        done = Execution.objects.create(sanction=held, on=on, words=words, by=by, at=now)
        append(
            held.table.kind, held.pk, "execute", held.status, held.status, by=by, role=role, at=now
        )
    return done


def _held(row: AnyRestraint) -> AnyRestraint:
    """The row under its record's lock, so that a repair and a decision never cross."""
    locked(CreditRecord, row.record_id)
    return locked(type(row), row.pk)


def _one_of(roles: tuple[Role, ...], wanted: tuple[Role, ...]) -> Role:
    for role in wanted:
        if role in roles:
            return role
    raise Refused.because(
        "not_your_move",
        f"只能由本单位的{'、'.join(role.chinese for role in wanted)}来做。",
        "CN-GBF49-basis",
        cure="请用有这个职责的账号登录，或者转给他们办理。",
    )


def _end_of(row: AnyRestraint, until: date | None, today: date) -> date | None:
    last = row.record.ends_on
    if until is None:
        return last
    if until <= today or (last is not None and until > last):
        raise Refused.because(
            "end_within_the_record",
            "结束的日期要在今天以后，并且不晚于信用记录到期的日期。",
            *row.policy.credit.publication_months.clause,
            cure="请改日期；不填的，到记录到期为止。",
        )
    return until
