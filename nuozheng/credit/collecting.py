"""Where records stand between being put forward and being with every platform."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from nuozheng.credit.models import CreditRecord
from nuozheng.credit.push.models import CreditMessage, PushAction, PushStatus
from nuozheng.law import collecting as rules
from nuozheng.law.collecting import Step
from nuozheng.law.procedure import RecordStatus


def steps_of(record: CreditRecord, now: datetime) -> tuple[Step, ...]:
    """记录、归集、推送 of one record, each with its moment."""
    added = CreditMessage.objects.filter(record=record, action=PushAction.ADD)
    return rules.steps(
        record.proposed_at,
        record.recorded_at,
        list(added.values_list("delivered_at", flat=True)),
        now,
    )


def stuck(now: datetime) -> Q:
    """Records that should be a step further by now."""
    waiting = CreditMessage.objects.filter(
        record=OuterRef("pk"), action=PushAction.ADD, created_at__lt=now - rules.PUSHED_WITHIN
    ).exclude(status=PushStatus.DELIVERED)
    return Q(status=RecordStatus.PROPOSED, proposed_at__lt=now - rules.COLLECTED_WITHIN) | Q(
        Exists(waiting)
    )
