"""解除: by decision of the keeper or the unit, with the record, or on the day; never later."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from nuozheng.credit.listing.models import Listing
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.sanctions import access
from nuozheng.credit.sanctions.access import MODELS, AnyRestraint
from nuozheng.credit.sanctions.models import Sanction, UnitLetter
from nuozheng.credit.sanctions.telling import write_release
from nuozheng.credit.standing import fact_of
from nuozheng.evidence import deadlines
from nuozheng.evidence.models import Move
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law import sanctions as rules
from nuozheng.law.findings import Refused
from nuozheng.law.restraints import (
    PENDING,
    SANCTION,
    UNIT_LETTER,
    RestraintStatus,
)
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account

M = TypeVar("M", Listing, Sanction)
_RUNS = (RestraintStatus.IN_FORCE,)


def release(*, listing: Listing, by: Account, reason: str) -> Listing:
    """Out of the list before its end, by its keeper only (LYG19-1.2.2a); measures go with it.

    失信名单退出 (LYG19-2.1d). Errors: Refused for anybody else, for who proposed or decided it,
    and where the list has no early exit.
    """
    reason = written(reason, "理由")
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        record = locked(CreditRecord, listing.record_id)
        row = locked(Listing, listing.pk)
        role = _keeper(row, by, today)
        way_out = rules.may_be_released(row.policy, row.list_key)
        if way_out.is_obstacle:
            raise Refused(way_out)
        row.left_on = today
        if reason:
            row.release = write_release(row, reason, by, now)
        move(
            row,
            row.table,
            "release",
            by=by,
            role=role,
            at=now,
            reason=reason,
            basis=row.policy.credit.blacklists.clause,
            changed=("left_on", "release"),
        )
        for sanction in _with(Sanction, record, _RUNS):
            _leave(sanction, "lift", now)
    return row


def withdraw(*, sanction: Sanction, by: Account, reason: str) -> Sanction:
    """The unit lifts its own sanction before the end."""
    reason = written(reason, "理由")
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        locked(CreditRecord, sanction.record_id)
        row = locked(Sanction, sanction.pk)
        role = must_be_allowed(SANCTION, "withdraw", row.status, access.roles_on(by, row, today))
        row.left_on = today
        if reason:
            row.release = write_release(row, reason, by, now)
        move(
            row,
            SANCTION,
            "withdraw",
            by=by,
            role=role,
            at=now,
            reason=reason,
            changed=("left_on", "release"),
        )
    return row


def lift_of(record: CreditRecord, *, today: date) -> int:
    """End every entry and sanction that rests on a record; how many. Call it in a transaction.

    Once is enough: what has left already stays as it is.
    """
    now = timezone.now()
    act = "end" if record.ends_on is not None and record.ends_on <= today else "lift"
    standing: list[AnyRestraint] = [
        *_with(Listing, record, _RUNS),
        *_with(Sanction, record, _RUNS),
    ]
    pending: list[AnyRestraint] = [
        *_with(Listing, record, PENDING),
        *_with(Sanction, record, PENDING),
    ]
    for row in standing:
        _leave(row, act, now)
    for row in pending:
        _leave(row, "void", now)
    letter = UnitLetter.objects.select_for_update().filter(record=record).first()
    if letter is not None and letter.status not in UNIT_LETTER.ends:
        move(letter, UNIT_LETTER, "void_letter", by=None, role=Role.SYSTEM, at=now)
    return len(standing) + len(pending)


def record_gone(record: CreditRecord, row: Move) -> None:
    """Follower: the record was repaired, annulled or has ended; all that rests on it ends."""
    lift_of(record, today=timezone.localtime(row.at).date())


def record_corrected(record: CreditRecord, row: Move) -> None:
    """Follower: what the corrected kind and grade no longer allow is lifted."""
    fact = fact_of(record)
    for sanction in _with(Sanction, record, _RUNS):
        if sanction.measure not in {one.key for one in rules.offered_for(sanction.policy, fact)}:
            _leave(sanction, "lift", row.at)
    for entry in _with(Listing, record, _RUNS):
        if entry.list_key not in {one.key for one in rules.lists_for(entry.policy, fact)}:
            _leave(entry, "lift", row.at)


def end_on_their_day(today: date) -> int:
    """End what is over. Only tidies up: from its day on nothing of it counts anyway."""
    now, ended = timezone.now(), 0
    for model in MODELS:
        over = model.objects.filter(status=RestraintStatus.IN_FORCE, ends_on__lte=today)
        for pk, record_id in list(over.values_list("pk", "record_id")):
            with transaction.atomic():
                locked(CreditRecord, record_id)
                row = locked(model, pk)
                if row.status == RestraintStatus.IN_FORCE:
                    _leave(row, "end", now)
                    ended += 1
    return ended


def _with(model: type[M], record: CreditRecord, states: Sequence[str]) -> list[M]:
    rows = model._default_manager.select_for_update().filter(record=record)
    return list(rows.filter(status__in=states).order_by("pk"))


def _leave(row: AnyRestraint, act: str, at: datetime) -> None:
    row.left_on = timezone.localtime(at).date()
    deadlines.meet_all(row.table.kind, row.pk, at)
    move(row, row.table, act, by=None, role=Role.SYSTEM, at=at, changed=("left_on",))


def _keeper(row: Listing, by: Account, today: date) -> Role:
    if not access.keeps(by, row, today):
        owner = row.policy.credit.blacklist_owner.value or "管理名单的单位"
        raise Refused.because(
            "keeper_lets_out",
            f"只有{owner}的{rules.keeper_role(row.policy).chinese}能准予移出。",
            *row.policy.credit.blacklist_keeper.clause,
            cure="请转给他们办理。",
        )
    if by.pk in (row.proposed_by_id, row.decided_by_id):
        raise Refused.because(
            "same_person_proposes_and_decides",
            "提出或者决定列入的人不能自己准予移出。",
            *row.policy.verification.three_systems.clause,
            cure="请转给管理名单的另一位工作人员。",
        )
    return must_be_allowed(row.table, "release", row.status, [rules.keeper_role(row.policy)])
