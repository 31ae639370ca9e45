"""报送任务 of the units of a list, the papers that fulfil them, and what is to be improved."""

from datetime import date
from functools import cached_property

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from nuozheng.catalogue.models import Catalogue
from nuozheng.catalogue.revision.models import Revision
from nuozheng.documents.models import Document
from nuozheng.law.duties import Duty, days_late, duty_named
from nuozheng.parties.models import Agency

_PERSON = settings.AUTH_USER_MODEL


class UnitDuty(models.Model):
    """One task of one unit under a duty of `law/registers/duties.toml`.

    `done_on` is the day on which the paper was there or the revision went its way, `sent_on` the
    day on which it went to whom the text names. `content` holds a report's sections by heading,
    or an evaluation's {dimension: {score, evidence}}; `printed` is the report as it was sent.
    """

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="unit_duties")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="unit_duties")
    key = models.CharField(max_length=60)
    period = models.CharField(max_length=12, blank=True)
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    sent_on = models.DateField(null=True)
    sent_to = models.CharField(max_length=120, blank=True)
    attested = ArrayField(models.CharField(max_length=60), default=list)
    content = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    printed = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("catalogue", "due_on", "key", "agency")
        verbose_name_plural = "unit duties"
        constraints = (
            models.UniqueConstraint(
                fields=["catalogue", "agency", "key", "period"], name="duty_task_once"
            ),
        )
        indexes = (models.Index(fields=["agency", "due_on"], name="duty_of_agency"),)

    def __str__(self) -> str:
        return f"{self.agency_id} {self.key} {self.period}"

    @cached_property
    def duty(self) -> Duty:
        return duty_named(self.key)

    @property
    def fulfilled_on(self) -> date | None:
        """The day that counts: of sending where it goes to somebody, else of being there."""
        if self.duty.to and not self.duty.through:
            return self.sent_on
        return self.done_on

    def days_late(self, today: date) -> int:
        """Days after the due day, 0 in time; grows until it is fulfilled."""
        return days_late(self.due_on, self.fulfilled_on, today)


class DutyPaper(models.Model):
    """A paper that fulfils a task; `part` names which of several demanded ones it is."""

    task = models.ForeignKey(UnitDuty, models.PROTECT, related_name="papers")
    part = models.CharField(max_length=60, blank=True)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.task_id} {self.part}"


class Improvement(models.Model):
    """改进措施: a suggestion of a report, with who does it until when, followed in the next."""

    task = models.ForeignKey(UnitDuty, models.PROTECT, related_name="improvements")
    what = models.CharField(max_length=400)
    owner = models.CharField(max_length=60)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    outcome = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return f"{self.task_id} {self.what}"
