"""A record that is over is stopped everywhere in the act that ended it (信用修复管理办法第三条)."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from nuozheng.credit.models import CreditRecord
from nuozheng.credit.push.telling import tell_removed
from nuozheng.credit.stops.models import RecipientKind, StopOrder
from nuozheng.evidence import deadlines
from nuozheng.evidence.models import Move
from nuozheng.law.policy import load_policy

REASON = {
    "repair": "信用修复",
    "end": "有效期届满",
    "annul": "异议成立，记录已撤销",
}
PLATFORM_STOPS = "终止公示，停止共享和使用"


def stop_everywhere(record: CreditRecord, move: Move) -> None:
    """One order for each platform that was told of the record, with its message."""
    reason = REASON[move.act]
    _order(
        record,
        reason,
        move.at,
        (
            StopOrder(
                kind=RecipientKind.PLATFORM,
                recipient=message.platform,
                what=PLATFORM_STOPS,
                message=message,
            )
            for message in tell_removed(record, reason, move.at)
        ),
    )


def stop_departments(
    record: CreditRecord, departments: Iterable[tuple[str, str]], *, reason: str, at: datetime
) -> None:
    """One order for each department (its name, what it has to lift) that acted on the record."""
    _order(
        record,
        reason,
        at,
        (
            StopOrder(kind=RecipientKind.DEPARTMENT, recipient=name[:120], what=what[:200])
            for name, what in departments
        ),
    )


def _order(record: CreditRecord, reason: str, at: datetime, wanted: Iterable[StopOrder]) -> None:
    orders = list(wanted)
    if not orders:
        return
    days = load_policy(record.policy_key).credit.stop_days.value
    due_on = deadlines.counted(timezone.localtime(at).date(), days)
    for order in orders:
        order.record, order.reason, order.ordered_at, order.due_on = record, reason, at, due_on
    StopOrder.objects.bulk_create(orders)
