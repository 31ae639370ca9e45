"""What the units concerned were told of a check, and who read it when."""

from django.conf import settings
from django.db import models

from nuozheng.law.feedback import FeedbackStatus
from nuozheng.law.procedure import TaskStatus
from nuozheng.parties.models import Agency
from nuozheng.verification.models import VerificationTask

_PERSON = settings.AUTH_USER_MODEL


class Concerned(models.TextChoices):
    """Why a unit is told."""

    DECIDING = "deciding", "办理单位"
    SUPPLIER = "supplier", "提供单位"


class CheckFeedback(models.Model):
    """One result told to one unit. `supplier` names who holds the data, where another hands it on.

    Nothing of the person stands in it: the proof, the service, the case's number, the result.
    """

    task = models.ForeignKey(VerificationTask, models.PROTECT, related_name="feedback")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    part = models.CharField(max_length=10, choices=Concerned.choices)
    supplier = models.CharField(max_length=120, blank=True)
    result = models.CharField(max_length=16, choices=[(s.value, s.value) for s in TaskStatus])
    status = models.CharField(
        max_length=8, choices=[(one.value, one.chinese) for one in FeedbackStatus]
    )
    sent_at = models.DateTimeField()
    due_on = models.DateField()
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(
        _PERSON, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ("-sent_at", "-pk")
        verbose_name_plural = "check feedback"
        indexes = (models.Index(fields=["agency", "status", "due_on"], name="feedback_inbox"),)

    def __str__(self) -> str:
        return f"{self.task_id} {self.agency_id} {self.status}"

    @property
    def chinese(self) -> str:
        return TaskStatus(self.result).chinese
