"""Write a move: the one place where a record's status changes."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.utils.module_loading import import_string

from nuozheng.evidence import rows
from nuozheng.evidence.models import Move
from nuozheng.law.findings import Finding, Outcome, Refused
from nuozheng.law.moves import MoveTable
from nuozheng.law.separation import separations
from nuozheng.law.vocabulary import Role

M = TypeVar("M", bound=models.Model)
Follower = Callable[[Any, Move], None]


def locked(model: type[M], pk: object) -> M:
    """The record, held until the transaction ends; raises model.DoesNotExist."""
    return model._default_manager.select_for_update(of=("self",)).get(pk=pk)


def must_be_allowed(table: MoveTable, act: str, state: str, roles: Sequence[Role]) -> Role:
    """The role in which the actor may do this now; Refused says what is possible instead."""
    rule = table.rule(act, state)
    for role in rule.who:
        if role in roles:
            return role
    allowed = "、".join(role.chinese for role in rule.who)
    raise Refused(
        Finding(
            "not_your_move",
            Outcome.NOT_MET,
            f"“{rule.label}”只能由{allowed}来做。",
            tuple(rule.basis),
            cure="请用有这个职责的账号登录，或者转给他们办理。",
        )
    )


def move(
    record: Any,
    table: MoveTable,
    act: str,
    *,
    by: Any,
    role: Role,
    at: datetime,
    reason: str = "",
    basis: Sequence[str] = (),
    detail: dict[str, object] | None = None,
    changed: Sequence[str] = (),
) -> Move:
    """Set the record's new status, save it with the named changed fields, append the row.

    Followers of the act (config/followers.py) run in the same transaction. Call it inside one,
    on a locked record.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a move is made inside a transaction")
    old: str = record.status
    rule = table.rule(act, old)
    if rule.reason_required and not reason.strip():
        raise Refused.because(
            "reason_required",
            f"“{rule.label}”要写明理由。",
            *rule.basis,
            cure="写清楚为什么，一两句就行。",
        )
    _must_be_another(table.kind, record.pk, act, by, (*rule.basis, *basis))
    record.status = str(rule.to_state)
    row = Move(
        kind=table.kind,
        record_id=record.pk,
        act=act,
        old=old,
        new=record.status,
        by=by,
        role=role.value,
        at=at,
        reason=reason,
        basis=list(dict.fromkeys((*rule.basis, *basis))),
        detail=detail or {},
    )
    rows.update_and_insert(record, ("status", *changed), row)
    for follower in _followers(f"{table.kind}.{act}"):
        follower(record, row)
    return row


def _must_be_another(kind: str, pk: int, act: str, by: Any, basis: tuple[str, ...]) -> None:
    """Refused where the same person did, on this record, what this act must be apart from."""
    for rule in separations(kind, act) if by is not None else ():
        done = Move.objects.filter(kind=kind, record_id=pk).order_by("-id").values_list("act", "by")
        doers = [who for earlier, who in done if rule.comes_after(earlier)]
        if by.pk in (doers[:1] if rule.last_only else doers):
            raise rule.refusal(basis)


def append(
    kind: str,
    record_id: int,
    act: str,
    old: str,
    new: str,
    *,
    by: Any,
    role: Role,
    at: datetime,
    reason: str = "",
    basis: Sequence[str] = (),
    detail: dict[str, object] | None = None,
) -> Move:
    """Append one row without touching the record: its opening, or an act that keeps the status."""
    return rows.insert(
        Move(
            kind=kind,
            record_id=record_id,
            act=act,
            old=old,
            new=new,
            by=by,
            role=role.value,
            at=at,
            reason=reason,
            basis=list(dict.fromkeys(basis)),
            detail=detail or {},
        )
    )


def history(kind: str, record_id: int) -> models.QuerySet[Move]:
    """All moves of one record, oldest first."""
    return Move.objects.filter(kind=kind, record_id=record_id).select_related("by").order_by("id")


@cache
def _followers(key: str) -> tuple[Follower, ...]:
    return tuple(import_string(path) for path in settings.FOLLOWERS.get(key, ()))
