"""经过: what happened in a case, latest first, with who did it and under which clause."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.functional import Promise

from nuozheng.evidence.models import Move
from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.words import KIND_NAME, act_name


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the history."""

    at: datetime
    kind: str | Promise
    act: str
    who: str
    reason: str
    basis: tuple[str, ...]


def happened(records: dict[str, Collection[int]]) -> list[Happened]:
    """All moves of these records, given by kind, in one query."""
    wanted = Q()
    for kind, ids in records.items():
        if ids:
            wanted |= Q(kind=kind, record_id__in=list(ids))
    if not wanted:
        return []
    rows = Move.objects.filter(wanted).select_related("by").order_by("-id")
    return [_line(row, mixed=len(records) > 1) for row in rows]


def _line(row: Move, *, mixed: bool) -> Happened:
    return Happened(
        at=row.at,
        kind=KIND_NAME[row.kind] if mixed else "",
        act=act_name(row.kind, row.act),
        who=_who(row),
        reason=row.reason,
        basis=tuple(row.basis),
    )


def _who(row: Move) -> str:
    """Staff by name, since they answer for what they do; the person only by their part."""
    role = Role(row.role)
    if row.by is None or role.speaks_for_applicant or role is Role.SYSTEM:
        return role.chinese
    return f"{row.by}，{role.chinese}"
