"""Late agencies as the page shows them: since when they are pressed, and what was said."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from nuozheng.evidence.models import Deadline, Move
from nuozheng.law.debt import DEBT_NOTICE, DebtStatus
from nuozheng.law.moves import MoveRule
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from nuozheng.verification.debt.models import DebtNotice
from nuozheng.web.clocks import Due, due
from nuozheng.web.desk.guards import Desk
from nuozheng.web.desk.words import act_name

_RUNNING = (DebtStatus.REMINDED, DebtStatus.ESCALATED)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wrote about it."""

    at: datetime
    act: str
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One late agency; `rules` are what this desk may do."""

    notice: DebtNotice
    due: Due | None
    rules: list[MoveRule]
    said: list[Said]


def running(agencies: QuerySet[Agency]) -> QuerySet[DebtNotice]:
    """Notices of these agencies that are not over, those that were reported first."""
    return DebtNotice.objects.filter(
        agency__in=agencies.order_by().values("pk"), status__in=_RUNNING
    ).order_by("status", "reminded_on", "pk")


def notice_rows(desk: Desk, agencies: QuerySet[Agency]) -> list[NoticeRow]:
    """One line for each, in three queries."""
    rows = list(running(agencies).select_related("agency__jurisdiction"))
    pks = [one.pk for one in rows]
    clocks = {
        one.record_id: due(one.due_on, desk.today, provisional=one.provisional)
        for one in Deadline.objects.running().filter(kind=DEBT_NOTICE.kind, record_id__in=pks)
    }
    said = _said(pks)
    mine = {one.pk for one in desk.agencies(Role.VERIFIER)}
    return [
        NoticeRow(
            one,
            clocks.get(one.pk),
            DEBT_NOTICE.allowed(
                one.status, Role.VERIFIER if one.agency_id in mine else Role.SUPERVISOR
            ),
            said[one.pk],
        )
        for one in rows
    ]


def _said(pks: Sequence[int]) -> dict[int, list[Said]]:
    found: dict[int, list[Said]] = defaultdict(list)
    moves = Move.objects.filter(kind=DEBT_NOTICE.kind, record_id__in=pks, by__isnull=False)
    for row in moves.select_related("by").order_by("id"):
        who = f"{row.by}，{Role(row.role).chinese}"
        found[row.record_id].append(Said(row.at, act_name(row.kind, row.act), who, row.reason))
    return found
