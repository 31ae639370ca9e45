"""核查: what is still to be checked, what was found, what the person said, what followed."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from nuozheng.applications.models import Application, DisposedProof
from nuozheng.documents.models import Document
from nuozheng.evidence.encryption import EncryptedJSONField, EncryptedTextField
from nuozheng.law.procedure import TaskStatus, UntruthStatus
from nuozheng.parties.models import Agency

_PERSON = settings.AUTH_USER_MODEL


class VerificationTask(models.Model):
    """One committed condition that no source has confirmed yet: a debt of ours with a due date."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="tasks")
    proof = models.ForeignKey(DisposedProof, models.PROTECT, related_name="tasks", db_index=False)
    condition_key = models.CharField(max_length=60)
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="verification_tasks", db_index=False
    )
    manner = models.CharField(max_length=24)
    standard = models.TextField()
    timing = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    basis = ArrayField(models.CharField(max_length=40), default=list)
    due_on = models.DateField()
    provisional = models.BooleanField(default=False)
    status = models.CharField(max_length=16, choices=[(s.value, s.value) for s in TaskStatus])
    created_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(
        _PERSON, models.PROTECT, null=True, related_name="+", db_index=False
    )
    result = EncryptedJSONField(null=True)
    evidence = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["proof", "condition_key"], name="condition_checked_once"
            ),
        )
        indexes = (models.Index(fields=["agency", "status", "due_on"], name="task_queue"),)

    @property
    def seen(self) -> dict[str, Any]:
        """What was found so far: note, data, batch."""
        return self.result or {}

    def __str__(self) -> str:
        return f"{self.application_id} {self.condition_key}"


class UntruthFinding(models.Model):
    """承诺不实的认定: opened by a contradiction, decided by a named officer after a hearing."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="untruth_findings")
    task = models.OneToOneField(VerificationTask, models.PROTECT, related_name="finding")
    status = models.CharField(max_length=16, choices=[(s.value, s.value) for s in UntruthStatus])
    compared = EncryptedJSONField(default=dict)
    opened_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    notified_at = models.DateTimeField(null=True)
    notice = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    statement_due_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=16, blank=True)
    reasoning = EncryptedTextField(null=True)
    intent_reasoning = EncryptedTextField(null=True)
    harm = EncryptedTextField(null=True)
    crime_suspected = models.BooleanField(default=False)
    document_number = models.CharField(max_length=80, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = (models.Index(fields=["status", "opened_at"], name="finding_queue"),)
        constraints = (
            models.CheckConstraint(
                name="found_against_by_a_named_officer_with_a_document",
                condition=~models.Q(outcome__in=["untrue", "false", "unfulfilled"])
                | (models.Q(decided_by__isnull=False) & ~models.Q(document_number="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.status}"


class Statement(models.Model):
    """陈述、申辩: what the person says before anything is decided."""

    finding = models.ForeignKey(UntruthFinding, models.PROTECT, related_name="statements")
    text = EncryptedTextField()
    made_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("made_at",)

    def __str__(self) -> str:
        return f"{self.finding_id} {self.made_at:%Y-%m-%d}"


class Consequence(models.Model):
    """处理: a measure that the place's rule allows at this stage, by a named officer."""

    finding = models.ForeignKey(UntruthFinding, models.PROTECT, related_name="consequences")
    measure = models.CharField(max_length=24)
    legal_basis = models.CharField(max_length=200, blank=True)
    no_basis_reason = models.TextField(blank=True)
    content = models.TextField(blank=True)
    basis = ArrayField(models.CharField(max_length=40), default=list)
    due_on = models.DateField(null=True)
    met_at = models.DateTimeField(null=True)
    document_number = models.CharField(max_length=80)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("decided_at",)
        constraints = (
            models.UniqueConstraint(fields=["finding", "measure"], name="measure_taken_once"),
        )

    def __str__(self) -> str:
        return f"{self.finding_id} {self.measure}"
