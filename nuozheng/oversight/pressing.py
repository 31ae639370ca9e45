"""What waits for a supervisor: agencies that were reported as late, differences to look into."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import CharField, Value

from nuozheng.law.debt import DEBT_NOTICE, DebtStatus
from nuozheng.law.fairness.moves import FAIRNESS_ALARM, FairnessStatus
from nuozheng.parties.models import Jurisdiction
from nuozheng.verification.debt.models import DebtNotice
from nuozheng.verification.fairness.models import FairnessAlarm


def waiting(places: Sequence[Jurisdiction]) -> Counter[str]:
    """How many of each kind of record wait, in one query; both are few."""
    late = DebtNotice.objects.filter(
        agency__jurisdiction__in=places, status=DebtStatus.ESCALATED
    ).order_by()
    unequal = FairnessAlarm.objects.filter(
        jurisdiction__in=places, status=FairnessStatus.OPEN
    ).order_by()
    rows = late.values_list(Value(DEBT_NOTICE.kind, CharField())).union(
        unequal.values_list(Value(FAIRNESS_ALARM.kind, CharField())), all=True
    )
    return Counter(kind for (kind,) in rows)
