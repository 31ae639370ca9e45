"""现场检查: the visit, who goes, what is checked, and what was brought back."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from nuozheng.catalogue.models import Proof
from nuozheng.documents.models import Document
from nuozheng.evidence.encryption import EncryptedJSONField, EncryptedTextField
from nuozheng.law.inspections.moves import InspectionItemStatus, VisitStatus
from nuozheng.law.procedure import TaskStatus
from nuozheng.parties.models import Agency, Party
from nuozheng.verification.draws.models import Draw
from nuozheng.verification.models import VerificationTask

_PERSON = settings.AUTH_USER_MODEL
PAPERS = {"photo": "照片", "officer": "检查人员签名", "party": "对方签名"}


class InspectionItem(models.Model):
    """检查事项: what an agency may look at on the spot, published with its basis."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="inspection_items")
    proof = models.ForeignKey(Proof, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    legal_basis = models.CharField(max_length=200)
    status = models.CharField(
        max_length=12, choices=[(s.value, s.chinese) for s in InspectionItemStatus]
    )
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("agency__name", "name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["agency", "proof"],
                condition=models.Q(status=InspectionItemStatus.PUBLISHED),
                name="inspection_item_published_once",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Visit(models.Model):
    """One visit of one agency to one subject, for one or several checks.

    `where`: {address, division, latitude, longitude}, the last three where known. `version` goes up
    with every change at the desk, so that a record made meanwhile without network is told apart.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="visits")
    party = models.ForeignKey(Party, models.PROTECT, related_name="visits")
    policy_key = models.CharField(max_length=40)
    status = models.CharField(max_length=12, choices=[(s.value, s.chinese) for s in VisitStatus])
    version = models.PositiveIntegerField(default=1)
    draw = models.ForeignKey(Draw, models.PROTECT, null=True, related_name="visits")
    joined_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="joined_by")
    mode = models.CharField(max_length=20, blank=True)
    planned_on = models.DateField(null=True)
    where: "EncryptedJSONField | Any" = EncryptedJSONField(default=dict)
    need_reason = models.TextField(blank=True)
    override_reason = models.TextField(blank=True)
    team_reason = models.TextField(blank=True)
    basis = ArrayField(models.CharField(max_length=40), default=list)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    review_opinion = models.TextField(blank=True)
    reviewed_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    major = models.BooleanField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("planned_on", "pk")
        indexes = (
            models.Index(fields=["agency", "status", "planned_on"], name="visit_queue"),
            models.Index(fields=["party", "planned_on"], name="visit_of_party"),
        )
        constraints = (
            models.CheckConstraint(
                name="planned_visit_has_its_day_and_reason",
                condition=models.Q(status__in=["proposed", "called_off"])
                | (models.Q(planned_on__isnull=False) & ~models.Q(need_reason="")),
            ),
        )

    def __str__(self) -> str:
        return f"visit {self.pk}"

    @property
    def state(self) -> VisitStatus:
        return VisitStatus(self.status)

    @property
    def address(self) -> str:
        return str(self.where.get("address", ""))


class VisitInspector(models.Model):
    """Somebody who goes; `opened_at` is the receipt of the case package."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="team")
    account = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    is_drawn = models.BooleanField(default=False)
    certificate = models.CharField(max_length=40, blank=True)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["visit", "account"], name="inspector_goes_once"),
        )

    def __str__(self) -> str:
        return f"{self.visit_id} {self.account_id}"


class VisitCheck(models.Model):
    """One check of a visit, and what came of it; "" while nothing was seen."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="checks")
    task = models.ForeignKey(VerificationTask, models.PROTECT, related_name="visit_checks")
    item = models.ForeignKey(InspectionItem, models.PROTECT, null=True, related_name="+")
    result = models.CharField(
        max_length=16, blank=True, choices=[(s.value, s.value) for s in TaskStatus]
    )
    note = EncryptedTextField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["visit", "task"], name="checked_once_in_a_visit"),
        )

    def __str__(self) -> str:
        return f"{self.visit_id} {self.task_id}"


class VisitRecord(models.Model):
    """现场记录: handed in once; `key` was made by the phone, so that it can be sent again.

    `spot`: {said, signer, refusal, witness}: what the inspected party said and how it signed.
    """

    visit = models.OneToOneField(Visit, models.PROTECT, related_name="record")
    key = models.UUIDField(unique=True)
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField()
    spot: "EncryptedJSONField | Any" = EncryptedJSONField(default=dict)
    received_at = models.DateTimeField()
    sent_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.key)


class VisitPaper(models.Model):
    """A photo or a signature. `place`: {latitude, longitude, accuracy} in degrees and metres."""

    record = models.ForeignKey(VisitRecord, models.PROTECT, related_name="papers")
    kind = models.CharField(
        max_length=12,
        choices=[("photo", "照片"), ("officer", "检查人员签名"), ("party", "对方签名")],
    )
    check_row = models.ForeignKey(VisitCheck, models.PROTECT, null=True, related_name="papers")
    inspector = models.ForeignKey(VisitInspector, models.PROTECT, null=True, related_name="papers")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    typed_name = EncryptedTextField(null=True)
    taken_at = models.DateTimeField(null=True)
    place: "EncryptedJSONField | Any" = EncryptedJSONField(default=dict)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.record_id} {self.kind}"
