"""Records of insurance: a cover of one entry of a list, and claims on it."""

from django.conf import settings
from django.db import models

from nuozheng.applications.models import Application
from nuozheng.catalogue.models import CatalogueEntry
from nuozheng.evidence.encryption import EncryptedTextField
from nuozheng.law.insurance.moves import ClaimStatus, CoverStatus
from nuozheng.verification.models import UntruthFinding

_PERSON = settings.AUTH_USER_MODEL


class Cover(models.Model):
    """责任保险 of one entry. `reasons` says by key why each condition is fulfilled."""

    entry = models.ForeignKey(CatalogueEntry, models.PROTECT, related_name="covers")
    insurer = models.CharField(max_length=120)
    policy_number = models.CharField(max_length=80)
    limit_yuan = models.DecimalField(max_digits=14, decimal_places=2)
    starts_on = models.DateField()
    ends_on = models.DateField()
    reasons = models.JSONField(default=dict)
    status = models.CharField(max_length=12, choices=[(s.value, s.chinese) for s in CoverStatus])
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    warned_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("ends_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["insurer", "policy_number", "entry"], name="policy_recorded_once"
            ),
            models.CheckConstraint(
                name="cover_has_a_period_and_a_limit",
                condition=models.Q(starts_on__lte=models.F("ends_on"), limit_yuan__gt=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.policy_number} {self.status}"


class Claim(models.Model):
    """赔偿: somebody's loss through an untrue commitment, logged against case and cover."""

    cover = models.ForeignKey(Cover, models.PROTECT, related_name="claims")
    application = models.ForeignKey(Application, models.PROTECT, related_name="claims")
    finding = models.ForeignKey(UntruthFinding, models.PROTECT, related_name="claims")
    claimant = EncryptedTextField()
    loss = EncryptedTextField()
    loss_on = models.DateField()
    amount_yuan = models.DecimalField(max_digits=14, decimal_places=2)
    paid_yuan = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    answer = EncryptedTextField(null=True)
    status = models.CharField(max_length=12, choices=[(s.value, s.chinese) for s in ClaimStatus])
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="paid_claim_says_how_much",
                condition=~models.Q(status="paid") | models.Q(paid_yuan__gt=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.cover_id} {self.application_id} {self.status}"
