"""What somebody holds against a record, how its author answers, and what another decides."""

from django.conf import settings
from django.db import models

from nuozheng.credit.models import CreditRecord
from nuozheng.documents.models import Document
from nuozheng.evidence.encryption import EncryptedTextField
from nuozheng.law.objection import ObjectionStatus

_PERSON = settings.AUTH_USER_MODEL


class CreditObjection(models.Model):
    """信用异议: raised by the subject, answered by the document's unit, decided by another officer.

    `record_holds` is the unit's own view; `changes` are field → [old, new] of a correction.
    """

    record = models.ForeignKey(CreditRecord, models.PROTECT, related_name="objections")
    status = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ObjectionStatus])
    said = EncryptedTextField()
    raised_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    answer_due_on = models.DateField()
    record_holds = models.BooleanField(null=True)
    answer = EncryptedTextField(null=True)
    answered_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    reason = EncryptedTextField(null=True)
    changes = models.JSONField(default=dict)
    decided_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-raised_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["record"],
                condition=models.Q(status__in=["raised", "answered"]),
                name="one_objection_under_way",
            ),
            models.CheckConstraint(
                name="objection_decided_by_another",
                condition=models.Q(decided_by=None)
                | models.Q(answered_by=None)
                | ~models.Q(decided_by=models.F("answered_by")),
            ),
        )

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        return ObjectionStatus(self.status).chinese

    def __str__(self) -> str:
        return f"{self.record_id} {self.status}"
