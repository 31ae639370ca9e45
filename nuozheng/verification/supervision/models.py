"""Who supervises a service, what is owed after a decision, and the look at the record before."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from nuozheng.applications.models import Application
from nuozheng.catalogue.models import ServiceItem
from nuozheng.documents.models import Document
from nuozheng.evidence.encryption import EncryptedTextField
from nuozheng.law.supervision import CreditCheckStatus, SupervisionStatus
from nuozheng.parties.models import Agency

_PERSON = settings.AUTH_USER_MODEL


class SupervisingUnit(models.Model):
    """事项的监管部门, where it is another than the unit that decides."""

    item = models.OneToOneField(ServiceItem, models.PROTECT, related_name="supervising")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", db_index=False)

    def __str__(self) -> str:
        return f"{self.item_id} {self.agency_id}"


class SupervisionEntry(models.Model):
    """日常监管: what a decision on commitment leaves to be looked at, by when and how."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="supervision")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    modes = ArrayField(models.CharField(max_length=40))
    basis = ArrayField(models.CharField(max_length=40), default=list)
    status = models.CharField(
        max_length=12, choices=[(one.value, one.chinese) for one in SupervisionStatus]
    )
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    planned_on = models.DateField(null=True)
    mode = models.CharField(max_length=40, blank=True)
    planned_by = models.ForeignKey(
        _PERSON, models.PROTECT, null=True, related_name="+", db_index=False
    )
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(
        _PERSON, models.PROTECT, null=True, related_name="+", db_index=False
    )
    note = EncryptedTextField(null=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ("due_on", "pk")
        verbose_name_plural = "supervision entries"
        indexes = (models.Index(fields=["agency", "status", "due_on"], name="supervision_queue"),)

    def __str__(self) -> str:
        return f"{self.application_id} {self.status}"

    @property
    def state(self) -> SupervisionStatus:
        return SupervisionStatus(self.status)


class CreditCheck(models.Model):
    """信用核查: the supervising unit looks at the applicant's record; `found` says what stood."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="credit_check")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    status = models.CharField(
        max_length=12, choices=[(one.value, one.chinese) for one in CreditCheckStatus]
    )
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    found = EncryptedTextField(null=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(
        _PERSON, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ("due_on", "pk")
        indexes = (models.Index(fields=["agency", "status", "due_on"], name="credit_check_queue"),)

    def __str__(self) -> str:
        return f"{self.application_id} {self.status}"

    @property
    def state(self) -> CreditCheckStatus:
        return CreditCheckStatus(self.status)
