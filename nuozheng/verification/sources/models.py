"""Records of data sources: what is asked again, what is shared, contested."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from nuozheng.applications.models import Application, DisposedProof
from nuozheng.catalogue.models import Proof
from nuozheng.evidence.encryption import EncryptedTextField
from nuozheng.evidence.models import AccessReceipt
from nuozheng.law.data_registers import SCOPES, InterfaceState, SharingTaskStatus
from nuozheng.law.data_sources import CorrectionStatus, SharingStatus
from nuozheng.parties.models import Agency, Jurisdiction, Party
from nuozheng.verification.models import VerificationTask

_PERSON = settings.AUTH_USER_MODEL


class LookupStatus(models.TextChoices):
    """WAITING is asked again when its time comes; TO_PERSON says why somebody has to look."""

    WAITING = "waiting", "等数据源答复"
    ANSWERED = "answered", "已经答复"
    TO_PERSON = "to_person", "转由人核查"
    DROPPED = "dropped", "不用再查"


class QueuedLookup(models.Model):
    """A look-up for one task that got no answer: asked again until `give_up_at`."""

    task = models.ForeignKey(VerificationTask, models.PROTECT, related_name="lookups")
    sources = ArrayField(models.CharField(max_length=40))
    status = models.CharField(max_length=12, choices=LookupStatus.choices)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    give_up_at = models.DateTimeField()
    trouble = models.CharField(max_length=16, blank=True)
    problem = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["task"],
                condition=models.Q(status="waiting"),
                name="one_waiting_lookup_of_a_task",
            ),
        )
        indexes = (
            models.Index(
                fields=["next_at"], name="lookup_due", condition=models.Q(status="waiting")
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id} {self.status} {self.attempts}"


class QueuedProof(models.Model):
    """A proof of a handed-in case whose data were not to be had: asked for until `give_up_at`."""

    proof = models.ForeignKey(DisposedProof, models.PROTECT, related_name="lookups")
    status = models.CharField(max_length=12, choices=LookupStatus.choices)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    give_up_at = models.DateTimeField()
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["proof"],
                condition=models.Q(status="waiting"),
                name="one_waiting_lookup_of_a_proof",
            ),
        )
        indexes = (
            models.Index(
                fields=["next_at"], name="queued_proof_due", condition=models.Q(status="waiting")
            ),
        )

    def __str__(self) -> str:
        return f"{self.proof_id} {self.status} {self.attempts}"


class SharedProof(models.Model):
    """数据共享清单: a proof that a unit supplies as data in one place, by which source."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="shared_proofs")
    proof = models.ForeignKey(Proof, models.PROTECT, related_name="shared")
    source = models.CharField(max_length=40)
    supplier = models.CharField(max_length=120)
    status = models.CharField(
        max_length=12, choices=[(one.value, one.chinese) for one in SharingStatus]
    )
    blocker = models.CharField(max_length=200, blank=True)
    listed_at = models.DateTimeField()
    listed_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("proof__code", "source")
        constraints = (
            models.UniqueConstraint(
                fields=["jurisdiction", "proof", "source"], name="proof_shared_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.proof_id} {self.source} {self.status}"


class SharingTask(models.Model):
    """共享任务: the unit in charge is to get one proof shared by a day; its moves are progress."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="sharing_tasks")
    proof = models.ForeignKey(Proof, models.PROTECT, related_name="sharing_tasks")
    owner = models.ForeignKey(Agency, models.PROTECT, related_name="sharing_tasks")
    scope = models.CharField(max_length=12, choices=list(SCOPES.items()))
    what = models.CharField(max_length=200)
    status = models.CharField(
        max_length=12, choices=[(one.value, one.chinese) for one in SharingTaskStatus]
    )
    progress = models.CharField(max_length=200, blank=True)
    set_at = models.DateTimeField()
    due_on = models.DateField()

    class Meta:
        ordering = ("due_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["jurisdiction", "proof"],
                condition=models.Q(status="open"),
                name="one_open_sharing_task_of_a_proof",
            ),
        )

    def __str__(self) -> str:
        return f"{self.proof_id} {self.status}"


class DepartmentSystem(models.Model):
    """对接登记: a department's own system, and its interface with the service platform."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="systems")
    name = models.CharField(max_length=120)
    platform = models.CharField(max_length=120)
    status = models.CharField(
        max_length=12, choices=[(one.value, one.chinese) for one in InterfaceState]
    )
    note = models.CharField(max_length=200, blank=True)
    registered_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("agency", "name")
        constraints = (
            models.UniqueConstraint(fields=["agency", "name"], name="system_of_an_agency_once"),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.status}"


class SourceCorrection(models.Model):
    """更正申请: the person says that a source's record about them is wrong, and how it is."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="source_corrections")
    application = models.ForeignKey(Application, models.PROTECT, related_name="source_corrections")
    # Receipts are append-only by trigger, so that the database need not watch this key as well.
    receipt = models.ForeignKey(
        AccessReceipt, models.PROTECT, related_name="+", db_constraint=False
    )
    source = models.CharField(max_length=40)
    attribute = models.CharField(max_length=60)
    said = EncryptedTextField()
    status = models.CharField(
        max_length=12, choices=[(one.value, one.chinese) for one in CorrectionStatus]
    )
    asked_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    answer = EncryptedTextField(null=True)
    answered_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("due_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["party", "source", "attribute"],
                condition=models.Q(status="open"),
                name="one_open_correction_of_a_fact",
            ),
        )

    def __str__(self) -> str:
        return f"{self.party_id} {self.source}.{self.attribute} {self.status}"
