"""Deletion receipts, one per recipient; whoever stays silent is an alarm until they answer."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from nuozheng.credit import access
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.push.models import CreditMessage
from nuozheng.credit.stops.models import RecipientKind, StopOrder
from nuozheng.evidence import alarms
from nuozheng.evidence.moves import append, locked
from nuozheng.evidence.wording import written
from nuozheng.law.alarms import AlarmKind
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import CREDIT_RECORD
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account

SUBJECT = 60
"""Characters of a recipient's name in an alarm."""


def unconfirmed() -> QuerySet[StopOrder]:
    """Orders that nobody has confirmed yet."""
    return StopOrder.objects.filter(confirmed_at=None)


def confirmed_by_platform(message: CreditMessage, at: datetime) -> None:
    """The platform's receipt of a removal says that it is gone."""
    done = unconfirmed().filter(message=message).update(confirmed_at=at, receipt=message.receipt)
    if done:
        _end_alarm(message.platform, at)


def confirm(*, order: StopOrder, by: Account, receipt: str) -> StopOrder:
    """A credit officer records what a department answered. Errors: Refused without its words."""
    receipt, now = written(receipt, "回执", 200), timezone.now()
    with transaction.atomic():
        record = locked(CreditRecord, order.record_id)
        row = locked(StopOrder, order.pk)
        if Role.CREDIT_OFFICER not in access.roles_on(by, record, timezone.localdate()):
            raise Refused.because(
                "not_your_move",
                "只有本地的信用管理人员可以登记回执。",
                "CN-XF36-3",
                cure="请用有这个职责的账号登录，或者转给他们办理。",
            )
        if row.confirmed_at is not None or row.kind == RecipientKind.PLATFORM:
            raise Refused.because(
                "stop_is_confirmed",
                "已经有回执了，或者要等平台自己的回执。",
                "CN-XF36-3",
                cure="平台的回执由系统收；平台一直不答复的，请联系平台。",
            )
        if not receipt:
            raise Refused.because(
                "receipt_required",
                "没有写对方怎样答复。",
                "CN-XF36-3",
                cure="写明谁、哪一天、怎样答复的；有文号的写文号。",
            )
        row.confirmed_at, row.confirmed_by, row.receipt = now, by, receipt
        row.save(update_fields=["confirmed_at", "confirmed_by", "receipt"])
        append(
            CREDIT_RECORD.kind,
            record.pk,
            "confirm_stop",
            record.status,
            record.status,
            by=by,
            role=Role.CREDIT_OFFICER,
            at=now,
            detail={"recipient": row.recipient},
        )
        _end_alarm(row.recipient, now)
    return row


def escalate(today: date) -> int:
    """An alarm for each recipient who is silent beyond the day; how many recipients."""
    now = timezone.now()
    late = (
        unconfirmed()
        .filter(due_on__lt=today)
        .order_by()
        .values("recipient")
        .annotate(orders=Count("pk"), since=Min("due_on"))
    )
    for one in late:
        detail = {"orders": one["orders"], "since": one["since"].isoformat()}
        alarms.sound(AlarmKind.STOP_ORDER, one["recipient"][:SUBJECT], detail, at=now)
    return len(late)


def _end_alarm(recipient: str, at: datetime) -> None:
    today = timezone.localtime(at).date()
    if not unconfirmed().filter(recipient=recipient, due_on__lt=today).exists():
        alarms.silence(AlarmKind.STOP_ORDER, recipient[:SUBJECT], at=at)
