"""日常检查 as they were made, the reading of each day, and the alarms that a reading raised."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from nuozheng.applications.models import Application
from nuozheng.law.fairness.comparison import MEASURE_WORD
from nuozheng.law.fairness.moves import FairnessStatus
from nuozheng.law.fairness.routine import RESULT_WORD
from nuozheng.parties.models import Account, Agency, Jurisdiction

_PERSON = settings.AUTH_USER_MODEL


class RoutineInspection(models.Model):
    """日常检查 of one case, by commitment or not; `criteria` say why this one. Never changed."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="routine_inspections")
    application = models.ForeignKey(Application, models.PROTECT, related_name="routine_inspections")
    inspectors: "models.ManyToManyField[Account, Any]" = models.ManyToManyField(
        _PERSON, related_name="+"
    )
    on = models.DateField()
    criteria = ArrayField(models.CharField(max_length=12))
    measure = models.CharField(max_length=10, blank=True, choices=list(RESULT_WORD.items()))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-on", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["application", "on"], name="case_inspected_once_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.on}"


class FairnessReading(models.Model):
    """What the test of one day said about one place. `counted`: cases by how they were brought;
    `comparisons`: every test as law/fairness gives it, with its chance."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="fairness_readings")
    on = models.DateField()
    counted = models.JSONField()
    comparisons = models.JSONField()
    basis = ArrayField(models.CharField(max_length=40), default=list)
    read_at = models.DateTimeField()

    class Meta:
        ordering = ("-on", "jurisdiction")
        constraints = (
            models.UniqueConstraint(fields=["jurisdiction", "on"], name="place_read_once_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.jurisdiction_id} {self.on}"


class FairnessAlarm(models.Model):
    """A difference that a supervisor has to look into; `inspector` None: of the whole place."""

    reading = models.ForeignKey(FairnessReading, models.PROTECT, related_name="alarms")
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    measure = models.CharField(max_length=12, choices=list(MEASURE_WORD.items()))
    inspector = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=12, choices=[(s.value, s.chinese) for s in FairnessStatus])
    found = models.JSONField()
    basis = ArrayField(models.CharField(max_length=40), default=list)
    raised_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-raised_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["jurisdiction", "measure", "inspector"],
                condition=models.Q(status="open"),
                nulls_distinct=False,
                name="one_open_alarm_of_a_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.jurisdiction_id} {self.measure} {self.status}"

    @property
    def state(self) -> FairnessStatus:
        return FairnessStatus(self.status)
