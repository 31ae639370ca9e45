"""Who has to stop publishing, sharing, using or punishing, and who said that they did."""

from django.conf import settings
from django.db import models

from nuozheng.credit.models import CreditRecord
from nuozheng.credit.push.models import CreditMessage


class RecipientKind(models.TextChoices):
    """Who was told of a record."""

    PLATFORM = "platform", "信用平台"
    DEPARTMENT = "department", "实施惩戒的部门"


class StopOrder(models.Model):
    """停止通知: one recipient of a record that is over; `receipt` is what they said of it.

    A platform's is confirmed by its signed receipt of `message`, a department's by an officer.
    """

    record = models.ForeignKey(CreditRecord, models.PROTECT, related_name="stop_orders")
    kind = models.CharField(max_length=12, choices=RecipientKind.choices)
    recipient = models.CharField(max_length=120)
    what = models.CharField(max_length=200)
    message = models.OneToOneField(
        CreditMessage, models.PROTECT, null=True, related_name="stop_order"
    )
    reason = models.CharField(max_length=200)
    ordered_at = models.DateTimeField()
    due_on = models.DateField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    receipt = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("ordered_at", "pk")
        indexes = (
            models.Index(
                fields=["due_on"],
                name="stop_order_unconfirmed",
                condition=models.Q(confirmed_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.record_id} {self.recipient}"
