"""通知当事人所在单位 (LYG19-2.2.4b): after the finding is final, only what is needed, delivered."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from nuozheng.credit import papers
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.sanctions.access import letters_at_desk
from nuozheng.credit.sanctions.models import UnitLetter
from nuozheng.evidence.models import Move
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.credit import at_least
from nuozheng.law.findings import Refused
from nuozheng.law.policy import load_policy
from nuozheng.law.restraints import PROPOSES, UNIT_LETTER, UnitLetterStatus
from nuozheng.law.vocabulary import Role, Severity
from nuozheng.parties.models import Account
from nuozheng.parties.roles import roles_at


def owe_letter(record: CreditRecord, row: Move) -> None:
    """Follower of a registration: where the place says so, a person's unit will be told.

    None for companies, for promises kept, and below the grade that the pack names.
    """
    rules = load_policy(record.policy_key).credit
    if not (rules.employer_notified.value and record.is_adverse and record.party.is_person):
        return
    if not at_least(Severity(record.severity), rules.employer_notified_from.value):
        return
    letter, new = UnitLetter.objects.get_or_create(
        record=record,
        defaults={"agency": record.agency, "status": UnitLetterStatus.OWED, "opened_at": row.at},
    )
    if new:
        append(
            UNIT_LETTER.kind,
            letter.pk,
            "owe_letter",
            "",
            UnitLetterStatus.OWED,
            by=None,
            role=Role.SYSTEM,
            at=row.at,
            basis=rules.employer_notified.clause,
        )


def write_to_unit(*, letter: UnitLetter, unit: str, by: Account) -> UnitLetter:
    """The official letter: who, what was found, in which document; nothing else about the person.

    Errors: Refused for other units' people and without the unit's name.
    """
    unit = written(unit, "单位名称", 100)
    now = timezone.now()
    with transaction.atomic():
        row, role = _held(letter, "write_to_unit", by)
        if not unit:
            raise Refused.because(
                "unit_is_named",
                "还没有写本人在哪个单位。",
                *UNIT_LETTER.rule("write_to_unit", row.status).basis,
                cure="写单位的全称；本人没有单位的，选“不用通知”。",
            )
        record = row.record
        row.unit = unit
        row.document_number = papers.number_of(record, "信通", now, row.pk)
        row.letter = papers.issue(
            record,
            title="失信认定通知书",
            number=row.document_number,
            opening=[
                f"你单位{record.party.name}：{papers.told_of(record)}",
                "认定已经生效，依照规定通知你单位。",
            ],
            reasons=[papers.reason("依据：", load_policy(record.policy_key)
                                   .credit.employer_notified.clause)],
            orders=[
                "请只用于本单位依法应当办理的事，不得扩散。",
                "认定修复、到期或者撤销的，不得再用；本通知不要求你单位处分本人。",
            ],
            by=by,
            at=now,
            office=row.agency.name,
            addressee=unit,
            appealable=False,
        )  # fmt: skip
        move(
            row,
            UNIT_LETTER,
            "write_to_unit",
            by=by,
            role=role,
            at=now,
            changed=("unit", "letter", "document_number"),
        )
    return row


def deliver(*, letter: UnitLetter, on: date, how: str, by: Account) -> UnitLetter:
    """Log the delivery: the day, how, who signed for it. Errors: Refused without, or on no day."""
    how = written(how, "送达情况", 500)
    now = timezone.now()
    with transaction.atomic():
        row, role = _held(letter, "deliver", by)
        if not how or not timezone.localdate(row.opened_at) <= on <= timezone.localdate():
            raise Refused.because(
                "service_is_whole",
                "还没有写怎样送达的，或者日期不对。",
                *UNIT_LETTER.rule("deliver", row.status).basis,
                cure="写明谁签收、怎样送；日期在认定生效以后、今天以前。",
            )
        row.delivery, row.delivered_on = how, on
        changed = ("delivery", "delivered_on")
        move(row, UNIT_LETTER, "deliver", by=by, role=role, at=now, changed=changed)
    return row


def drop_letter(*, letter: UnitLetter, reason: str, by: Account) -> UnitLetter:
    """Nobody is told: the person has no unit, as the reason says."""
    reason = written(reason, "理由")
    with transaction.atomic():
        row, role = _held(letter, "drop_letter", by)
        move(row, UNIT_LETTER, "drop_letter", by=by, role=role, at=timezone.now(), reason=reason)
    return row


def _held(letter: UnitLetter, act: str, by: Account) -> tuple[UnitLetter, Role]:
    locked(CreditRecord, letter.record_id)
    row = locked(UnitLetter, letter.pk)
    today = timezone.localdate()
    mine = letters_at_desk(by, today).filter(pk=row.pk).exists()
    roles = roles_at(by, row.agency_id, today) & set(PROPOSES) if mine else set()
    return row, must_be_allowed(UNIT_LETTER, act, row.status, tuple(roles))
