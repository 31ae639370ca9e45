"""Records of assistance: the catalogue, the requests, and the messages between installations."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from nuozheng.documents.models import Document
from nuozheng.evidence.encryption import EncryptedJSONField, EncryptedTextField
from nuozheng.law.assistance.moves import AssistanceKind, AssistanceStatus, EntryStatus
from nuozheng.parties.models import Agency, Jurisdiction
from nuozheng.verification.models import VerificationTask

_PERSON = settings.AUTH_USER_MODEL
_KINDS = [(one.value, one.chinese) for one in AssistanceKind]


class AssistanceEntry(models.Model):
    """行政协助目录: what one agency helps the others with, and in how many working days.

    `wanted` is what its provider asked to change: {content, days} or {end: true}.
    """

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="assistance")
    provider = models.ForeignKey(Agency, models.PROTECT, related_name="assistance_offered")
    kind = models.CharField(max_length=12, choices=_KINDS)
    title = models.CharField(max_length=120)
    content = models.TextField()
    legal_basis = models.CharField(max_length=200)
    days = models.PositiveSmallIntegerField()
    status = models.CharField(
        max_length=16, choices=[(one.value, one.chinese) for one in EntryStatus]
    )
    wanted = models.JSONField(default=dict)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        ordering = ("provider", "title")
        verbose_name_plural = "assistance entries"

    def __str__(self) -> str:
        return self.title


class AssistanceRequest(models.Model):
    """协助请求 on the standard form. A cell that is not empty names another installation.

    One that we sent has its task and requester; one that came from elsewhere has only its provider
    here. `number` is the requester's and means the same request in both installations.
    """

    BLIND_INDEXES = {"subject_index": "subject_identifier"}  # noqa: RUF012 - read by key rotation
    number = models.CharField(max_length=24)
    task = models.ForeignKey(
        VerificationTask, models.PROTECT, null=True, related_name="assistance_requests"
    )
    requester = models.ForeignKey(
        Agency, models.PROTECT, null=True, related_name="assistance_asked"
    )
    requester_cell = models.CharField(max_length=40, blank=True)
    requester_name = models.CharField(max_length=80)
    provider = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="assistance_owed")
    provider_cell = models.CharField(max_length=40, blank=True)
    provider_name = models.CharField(max_length=80)
    entry = models.ForeignKey(AssistanceEntry, models.PROTECT, null=True, related_name="requests")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    policy_key = models.CharField(max_length=40)
    kind = models.CharField(max_length=12, choices=_KINDS)
    urgent_reason = models.CharField(max_length=200, blank=True)
    item = models.CharField(max_length=120)
    proof = models.CharField(max_length=120)
    subject_kind = models.CharField(max_length=10)
    subject_name = EncryptedTextField()
    subject_identifier = EncryptedTextField()
    subject_index = models.CharField(max_length=64)
    question = EncryptedTextField()
    legal_basis = models.CharField(max_length=200)
    tried = ArrayField(models.CharField(max_length=24), default=list)
    days = models.PositiveSmallIntegerField()
    basis = ArrayField(models.CharField(max_length=40), default=list)
    status = models.CharField(
        max_length=12, choices=[(one.value, one.chinese) for one in AssistanceStatus]
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        _PERSON, models.PROTECT, null=True, related_name="+", db_index=False
    )
    sent_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True)
    reply = EncryptedTextField(null=True)
    replied_at = models.DateTimeField(null=True)
    replied_by = models.ForeignKey(
        _PERSON, models.PROTECT, null=True, related_name="+", db_index=False
    )
    signer_name = models.CharField(max_length=80, blank=True)
    signer_post = models.CharField(max_length=120, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ("due_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["requester_cell", "number"], name="assistance_known_once"
            ),
            models.CheckConstraint(
                name="assistance_is_between_two",
                condition=(models.Q(requester__isnull=False) | ~models.Q(requester_cell=""))
                & (models.Q(provider__isnull=False) | ~models.Q(provider_cell="")),
            ),
            models.CheckConstraint(
                name="assistance_is_answered_by_a_named_officer",
                condition=~models.Q(status__in=["answered", "declined"])
                | ~models.Q(signer_name=""),
            ),
        )
        indexes = (
            models.Index(fields=["provider", "status", "due_on"], name="assistance_inbox"),
            models.Index(fields=["requester", "status", "due_on"], name="assistance_sent"),
        )

    def __str__(self) -> str:
        return self.number


class MessageStatus(models.TextChoices):
    """WAITING is sent again when its time comes; STUCK was refused and needs a person."""

    WAITING = "waiting", "等送达"
    DELIVERED = "delivered", "已送达"
    STUCK = "stuck", "对方不收"


class OutgoingMessage(models.Model):
    """One message to a partner, kept until the partner has it. A retry keeps its id."""

    id = models.UUIDField(primary_key=True)
    cell = models.CharField(max_length=40)
    request = models.ForeignKey(AssistanceRequest, models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=12)
    body = EncryptedJSONField()
    status = models.CharField(max_length=12, choices=MessageStatus.choices)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    problem = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("created_at",)
        indexes = (
            models.Index(
                fields=["next_at"], name="message_due", condition=models.Q(status="waiting")
            ),
        )

    def __str__(self) -> str:
        return f"{self.cell} {self.kind} {self.status}"


class IncomingMessage(models.Model):
    """A message that was taken in: the second delivery of the same one does nothing more."""

    cell = models.CharField(max_length=40)
    message_id = models.UUIDField()
    kind = models.CharField(max_length=12)
    request = models.ForeignKey(AssistanceRequest, models.PROTECT, related_name="+", db_index=False)
    received_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["cell", "message_id"], name="message_taken_once"),
        )

    def __str__(self) -> str:
        return f"{self.cell} {self.kind}"


class UsedNonce(models.Model):
    """A partner's nonce within the time window: the same signed bytes are not believed twice."""

    cell = models.CharField(max_length=40)
    nonce = models.CharField(max_length=64)
    used_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["cell", "nonce"], name="nonce_used_once"),)
        indexes = (models.Index(fields=["used_at"], name="nonce_age"),)

    def __str__(self) -> str:
        return f"{self.cell} {self.used_at:%Y-%m-%d %H:%M}"
