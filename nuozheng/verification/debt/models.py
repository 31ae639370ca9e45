"""催办: one agency that is late with its checks, from the reminder until they are done."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from nuozheng.law.debt import DebtStatus
from nuozheng.parties.models import Agency


class DebtNotice(models.Model):
    """`late` checks were late on the day of the reminder, the oldest since `oldest_due_on`."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="debt_notices")
    status = models.CharField(max_length=12, choices=[(s.value, s.chinese) for s in DebtStatus])
    late = models.PositiveIntegerField()
    oldest_due_on = models.DateField()
    reminded_on = models.DateField()
    basis = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["agency"],
                condition=~models.Q(status="cleared"),
                name="agency_pressed_once_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.reminded_on} {self.status}"

    @property
    def state(self) -> DebtStatus:
        return DebtStatus(self.status)
