"""通过分批定期核查 (ORD21-4.6b): each month every open check stands in its unit's batch."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import Count, Q
from django.utils import timezone

from nuozheng.law.policy import policies
from nuozheng.parties.models import Agency
from nuozheng.verification.follow import PENDING
from nuozheng.verification.models import VerificationTask
from nuozheng.verification.rounds.models import CheckRound, RoundTask

_ASSIGN = """
INSERT INTO verification_roundtask (round_id, task_id)
SELECT round.id, task.id
FROM verification_verificationtask AS task
JOIN applications_application AS one ON one.id = task.application_id
JOIN verification_checkround AS round ON round.agency_id = task.agency_id
WHERE round.month = %(month)s AND task.status = ANY(%(pending)s) AND one.policy_key = ANY(%(keys)s)
ON CONFLICT (round_id, task_id) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """A month's batch: what was assigned to it, and what of it is still to be checked."""

    round: CheckRound
    assigned: int
    left: int


def assign(today: date) -> int:
    """Put every open check into its unit's batch of this month; how many are new to it.

    Twice does nothing more. What a month left over stands in the next month's batch again, so
    that nothing is left out at the end of any.
    """
    keys = [key for key, one in policies().items() if one.verification.batch_checks.value]
    owed = VerificationTask.objects.filter(status__in=PENDING, application__policy_key__in=keys)
    month = today.replace(day=1)
    units = owed.order_by().values_list("agency", flat=True).distinct()
    known = CheckRound.objects.filter(month=month).values_list("agency", flat=True)
    CheckRound.objects.bulk_create(
        [
            CheckRound(
                agency_id=unit,
                month=month,
                due_on=(month + timedelta(days=32)).replace(day=1) - timedelta(days=1),
                opened_at=timezone.now(),
            )
            for unit in sorted(set(units) - set(known))
        ],
        ignore_conflicts=True,
    )
    pending = [one.value for one in PENDING]
    with connection.cursor() as cursor:
        cursor.execute(_ASSIGN, {"month": month, "pending": pending, "keys": keys})
        return int(cursor.rowcount)


def progress(agencies: list[Agency], most: int = 12) -> list[RoundProgress]:
    """The batches of these units, latest month first."""
    rounds = list(CheckRound.objects.filter(agency__in=agencies).select_related("agency")[:most])
    counts = {
        row["round"]: (row["assigned"], row["left"])
        for row in RoundTask.objects.filter(round__in=rounds)
        .values("round")
        .annotate(
            assigned=Count("pk"),
            left=Count("pk", filter=Q(task__status__in=PENDING)),
        )
        .order_by()
    }
    return [RoundProgress(one, *counts.get(one.pk, (0, 0))) for one in rounds]
