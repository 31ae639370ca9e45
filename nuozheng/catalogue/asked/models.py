"""还要我交: somebody was asked for a proof that the list says nobody has to bring."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from nuozheng.catalogue.models import Catalogue, EntryVersion, ServiceItem
from nuozheng.evidence.encryption import EncryptedTextField
from nuozheng.parties.models import Agency


class AskedChannel(models.TextChoices):
    """Where it was told."""

    PAGE = "page", "清单网页"
    CASE = "case", "办件页"


class StillAsked(models.Model):
    """One telling. Nobody's name is asked for or kept; what was written freely is encrypted.

    `version` is what the list said that day, None where the proof is not on the list at all;
    `basis` the clauses by which nobody may ask. `case_number` only where the person added it.
    """

    number = models.CharField(max_length=20, unique=True)
    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="still_asked")
    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="still_asked")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="still_asked")
    version = models.ForeignKey(EntryVersion, models.PROTECT, null=True, related_name="still_asked")
    basis = ArrayField(models.CharField(max_length=40), default=list)
    channel = models.CharField(max_length=8, choices=AskedChannel.choices)
    case_number = models.CharField(max_length=40, blank=True)
    window = EncryptedTextField(null=True)
    words = EncryptedTextField(null=True)
    said_on = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name_plural = "still asked"
        indexes = (models.Index(fields=["agency", "-at"], name="still_asked_of_agency"),)

    def __str__(self) -> str:
        return self.number
