"""Records of risk: points of each work step, hazards, analysed errors, liability."""

from datetime import date

from django.conf import settings
from django.db import models

from nuozheng.applications.models import Application
from nuozheng.catalogue.models import CatalogueEntry
from nuozheng.documents.models import Document
from nuozheng.evidence.encryption import EncryptedTextField
from nuozheng.law.risk.moves import ErrorStatus, HazardStatus, LiabilityStatus, RiskStatus
from nuozheng.law.risk.records import SUBJECT_WORD
from nuozheng.law.risk.register import Grade, WorkStep
from nuozheng.parties.models import Agency
from nuozheng.verification.models import UntruthFinding, VerificationTask

_PERSON = settings.AUTH_USER_MODEL
_GRADES = [(one.value, one.chinese) for one in Grade]


class RiskPoint(models.Model):
    """风险点 of one work step of an entry; with `none_reason` it says that there is none."""

    entry = models.ForeignKey(CatalogueEntry, models.PROTECT, related_name="risk_points")
    step = models.CharField(max_length=12, choices=[(one.value, one.chinese) for one in WorkStep])
    point = models.CharField(max_length=500, blank=True)
    none_reason = models.CharField(max_length=500, blank=True)
    likelihood = models.PositiveSmallIntegerField(null=True, choices=_GRADES)
    impact = models.PositiveSmallIntegerField(null=True, choices=_GRADES)
    measure = models.CharField(max_length=1000, blank=True)
    owner = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    review_on = models.DateField()
    reviewed_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=12, choices=[(s.value, s.chinese) for s in RiskStatus])
    listed_at = models.DateTimeField()
    listed_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="risk_is_assessed_or_explicitly_none",
                condition=(
                    ~models.Q(none_reason="") & models.Q(point="", measure="")
                    | models.Q(none_reason="", likelihood__isnull=False, impact__isnull=False)
                    & ~models.Q(point="")
                    & ~models.Q(measure="")
                ),
            ),
        )
        indexes = (models.Index(fields=["entry", "status"], name="risk_of_entry"),)

    def __str__(self) -> str:
        return f"{self.entry_id} {self.step}"

    @property
    def level(self) -> int:
        """可能性乘影响, 1 to 9; 0 where there is no risk."""
        return (self.likelihood or 0) * (self.impact or 0)

    def is_overdue(self, today: date) -> bool:
        return self.status == RiskStatus.IN_FORCE and self.review_on < today


class Hazard(models.Model):
    """隐患 found in a check: who removes it, until when, and what proves that it is gone."""

    task = models.ForeignKey(VerificationTask, models.PROTECT, related_name="hazards")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="hazards")
    what = EncryptedTextField()
    owner = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    due_on = models.DateField()
    status = models.CharField(max_length=12, choices=[(s.value, s.chinese) for s in HazardStatus])
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    note = EncryptedTextField(null=True)
    evidence = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("due_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="hazard_is_closed_with_evidence",
                condition=models.Q(status="open") | models.Q(evidence__isnull=False),
            ),
        )
        indexes = (models.Index(fields=["agency", "status", "due_on"], name="hazard_queue"),)

    def __str__(self) -> str:
        return f"{self.agency_id} {self.status} {self.due_on}"


class ErrorCase(models.Model):
    """差错分析: what went wrong in a finding that did not stand, or a decision that was revoked."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="error_cases")
    finding = models.OneToOneField(
        UntruthFinding, models.PROTECT, null=True, related_name="error_case"
    )
    status = models.CharField(max_length=12, choices=[(s.value, s.chinese) for s in ErrorStatus])
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    cause = EncryptedTextField(null=True)
    lesson = EncryptedTextField(null=True)
    risk_point = models.ForeignKey(RiskPoint, models.PROTECT, null=True, related_name="errors")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(finding=None),
                name="revocation_analysed_once",
            ),
            models.CheckConstraint(
                name="error_is_closed_with_cause_and_risk",
                condition=models.Q(status="open")
                | models.Q(cause__isnull=False, risk_point__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.status}"


class LiabilityEntry(models.Model):
    """责任追究: the unit or person at fault by a finding; only those in charge may read it."""

    finding = models.ForeignKey(UntruthFinding, models.PROTECT, related_name="liability")
    subject_kind = models.CharField(max_length=8, choices=list(SUBJECT_WORD.items()))
    subject = EncryptedTextField()
    fault = EncryptedTextField()
    outcome = EncryptedTextField()
    withdrawn_because = EncryptedTextField(null=True)
    status = models.CharField(
        max_length=12, choices=[(s.value, s.chinese) for s in LiabilityStatus]
    )
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-pk",)
        verbose_name_plural = "liability entries"

    def __str__(self) -> str:
        return f"{self.finding_id} {self.status}"
