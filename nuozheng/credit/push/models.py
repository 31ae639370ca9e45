"""What credit platforms must be told, kept until they have it."""

from django.db import models

from nuozheng.credit.models import CreditRecord
from nuozheng.evidence.encryption import EncryptedJSONField


class PushStatus(models.TextChoices):
    """WAITING is sent again when its time comes; STUCK was refused and needs a person."""

    WAITING = "waiting", "还没有送到"
    DELIVERED = "delivered", "已送到"
    STUCK = "stuck", "平台不收"


class PushAction(models.TextChoices):
    """What becomes of the record at the platform."""

    ADD = "add", "报送记录"
    UPDATE = "update", "报送变动"
    REMOVE = "remove", "请平台撤下"


class CreditMessage(models.Model):
    """One message to a platform about one record. A retry keeps its id; `receipt` is theirs."""

    id = models.UUIDField(primary_key=True)
    platform = models.CharField(max_length=40)
    record = models.ForeignKey(CreditRecord, models.PROTECT, related_name="+")
    action = models.CharField(max_length=8, choices=PushAction.choices)
    body = EncryptedJSONField()
    status = models.CharField(max_length=10, choices=PushStatus.choices)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    problem = models.CharField(max_length=200, blank=True)
    receipt = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("created_at", "pk")
        indexes = (
            models.Index(
                fields=["next_at"], name="credit_message_due", condition=models.Q(status="waiting")
            ),
            models.Index(
                fields=["platform"],
                name="credit_message_undelivered",
                condition=~models.Q(status="delivered"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.platform} {self.action} {self.status}"
