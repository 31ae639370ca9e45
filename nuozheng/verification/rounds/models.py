"""分批定期核查: a unit's batch of a month, and what was assigned to it."""

from django.db import models

from nuozheng.parties.models import Agency
from nuozheng.verification.models import VerificationTask


class CheckRound(models.Model):
    """One unit's batch of one month; `month` is its first day, `due_on` its last."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()
    due_on = models.DateField()
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ("-month", "agency")
        constraints = (
            models.UniqueConstraint(fields=["agency", "month"], name="one_round_in_a_month"),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.month:%Y-%m}"


class RoundTask(models.Model):
    """A task in a month's batch; one that is left over stands in the next as well."""

    round = models.ForeignKey(CheckRound, models.PROTECT, related_name="assigned", db_index=False)
    task = models.ForeignKey(VerificationTask, models.PROTECT, related_name="rounds")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["round", "task"], name="task_once_in_a_round"),
        )

    def __str__(self) -> str:
        return f"{self.round_id} {self.task_id}"
