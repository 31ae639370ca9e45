"""信用: what became of promises; a negative record has a document, an end and a way back."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from nuozheng.documents.models import Document
from nuozheng.evidence.encryption import EncryptedTextField
from nuozheng.law.procedure import RecordStatus, RepairStatus
from nuozheng.law.vocabulary import Severity
from nuozheng.parties.models import Agency, Jurisdiction, Party

_PERSON = settings.AUTH_USER_MODEL


class CreditRecord(models.Model):
    """信用记录: a promise kept, or one found untrue, false or unfulfilled."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="credit_records", db_index=False)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    policy_key = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    severity = models.CharField(
        max_length=10, blank=True, choices=[(s.value, s.value) for s in Severity]
    )
    behaviour = models.CharField(max_length=120, blank=True)
    information = models.CharField(max_length=30, blank=True)
    document_kind = models.CharField(max_length=30, blank=True)
    impact = models.TextField(blank=True)
    promise = models.CharField(max_length=200)
    case_number = models.CharField(max_length=40)
    document_number = models.CharField(max_length=80, blank=True)
    document_on = models.DateField(null=True)
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in RecordStatus])
    basis = ArrayField(models.CharField(max_length=40), default=list)
    proposed_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)
    ends_on = models.DateField(null=True)
    repaired_on = models.DateField(null=True)

    class Meta:
        ordering = ("-proposed_at",)
        indexes = (
            models.Index(fields=["party", "kind", "status"], name="credit_of_party"),
            models.Index(fields=["case_number"], name="credit_of_case"),
        )
        constraints = (
            models.CheckConstraint(
                name="adverse_record_has_a_document",
                condition=models.Q(kind="kept") | ~models.Q(document_number=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.document_number}"

    @property
    def is_adverse(self) -> bool:
        return self.kind != "kept"


class CreditRepair(models.Model):
    """信用修复: asked for by the subject, decided by a named credit officer with reasons.

    `duties` are what was found by ourselves: what, done, shown_by of each.
    """

    record = models.ForeignKey(CreditRecord, models.PROTECT, related_name="repairs")
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in RepairStatus])
    evidence = EncryptedTextField()
    requested_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    decided_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    duties = models.JSONField(default=list)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["record"],
                condition=models.Q(status="requested"),
                name="one_repair_under_way",
            ),
        )

    def __str__(self) -> str:
        return f"{self.record_id} {self.status}"
