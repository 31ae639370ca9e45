"""Records of 部门证明核验."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from nuozheng.applications.models import Application, DisposedProof
from nuozheng.evidence.encryption import EncryptedJSONField, EncryptedTextField
from nuozheng.law.confirmation import ConfirmationStatus
from nuozheng.parties.models import Agency
from nuozheng.verification.models import VerificationTask

_PERSON = settings.AUTH_USER_MODEL


class ConfirmationRequest(models.Model):
    """One fact put to the unit that issues the proof.

    About a proof that we were to obtain, or, with a `task`, about a promised condition. `asked`
    holds the lines of the standard form, encrypted; `digest` covers them, the answer and its
    signer.
    """

    number = models.CharField(max_length=24, unique=True)
    application = models.ForeignKey(Application, models.PROTECT, related_name="confirmations")
    proof = models.ForeignKey(DisposedProof, models.PROTECT, related_name="confirmations")
    task = models.ForeignKey(
        VerificationTask, models.PROTECT, null=True, related_name="confirmations"
    )
    requester = models.ForeignKey(Agency, models.PROTECT, related_name="confirmations_asked")
    provider = models.ForeignKey(Agency, models.PROTECT, related_name="confirmations_owed")
    asked = EncryptedJSONField()
    status = models.CharField(
        max_length=12, choices=[(one.value, one.chinese) for one in ConfirmationStatus]
    )
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", db_index=False)
    due_on = models.DateField()
    escalated_at = models.DateTimeField(null=True)
    answer = EncryptedTextField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        _PERSON, models.PROTECT, null=True, related_name="+", db_index=False
    )
    signer_name = models.CharField(max_length=80, blank=True)
    signer_post = models.CharField(max_length=120, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("due_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["proof"],
                condition=Q(status="sent", task=None),
                name="one_open_confirmation_of_a_proof",
            ),
            models.UniqueConstraint(
                fields=["task"], condition=Q(status="sent"), name="one_open_confirmation_of_a_task"
            ),
            models.CheckConstraint(
                name="confirmation_is_signed",
                condition=Q(status__in=["sent", "taken_back"])
                | (Q(answered_by__isnull=False) & ~Q(digest="")),
            ),
        )
        indexes = (
            models.Index(fields=["provider", "status", "due_on"], name="confirmation_inbox"),
        )

    def __str__(self) -> str:
        return self.number
