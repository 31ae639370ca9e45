"""What a platform refused is sent once more when a credit officer has seen to the reason."""

from django.db import transaction
from django.utils import timezone

from nuozheng.credit import access
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.push.models import CreditMessage, PushStatus
from nuozheng.evidence.moves import append, locked
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import CREDIT_RECORD
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account


def push_again(*, record: CreditRecord, by: Account) -> int:
    """Send what is stuck about a record again, with the same ids; how many messages.

    Errors: Refused for anybody but a credit officer of its place, and where nothing is stuck.
    """
    now = timezone.now()
    with transaction.atomic():
        row = locked(CreditRecord, record.pk)
        if Role.CREDIT_OFFICER not in access.roles_on(by, row, timezone.localdate()):
            raise Refused.because(
                "not_your_move",
                "只有本地的信用管理人员可以再报送。",
                "CN-GBF42-sharing",
                cure="请用有这个职责的账号登录，或者转给他们办理。",
            )
        again = CreditMessage.objects.filter(record=row, status=PushStatus.STUCK).update(
            status=PushStatus.WAITING, attempts=0, next_at=now, problem=""
        )
        if not again:
            raise Refused.because(
                "nothing_is_stuck",
                "这条记录没有平台不收的消息，不用再报送。",
                "CN-GBF42-sharing",
                cure="还没有送到的会自动再送，您不用做什么。",
            )
        append(
            CREDIT_RECORD.kind,
            row.pk,
            "push_again",
            row.status,
            row.status,
            by=by,
            role=Role.CREDIT_OFFICER,
            at=now,
        )
    return again
