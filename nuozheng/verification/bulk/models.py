"""批量核查: one run over many tasks, and what it came to for each of them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from nuozheng.law.bulk import BatchStatus
from nuozheng.law.conditions import Reason, Result
from nuozheng.parties.models import Agency
from nuozheng.verification.models import VerificationTask


class VerificationBatch(models.Model):
    """One batch with its receipts. `counts`: result or "by_hand" → tasks; `reached` is the last
    case whose tasks are written; `sources` says for each source what was read of which days.

    `last_task` bounds the batch: what is promised after the start belongs to the next one.
    """

    agencies = models.ManyToManyField(Agency, related_name="+")
    place = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=40, blank=True)
    due_by = models.DateField(null=True)
    most = models.PositiveIntegerField(null=True)
    status = models.CharField(max_length=12, choices=[(s.value, s.value) for s in BatchStatus])
    total = models.PositiveIntegerField()
    last_task = models.BigIntegerField()
    reached = models.BigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    sources = models.JSONField(default=list)
    basis = ArrayField(models.CharField(max_length=40), default=list)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    seconds = models.FloatField(default=0)

    class Meta:
        ordering = ("-pk",)
        verbose_name_plural = "verification batches"

    def __str__(self) -> str:
        return f"批量核查 {self.pk}"

    @property
    def state(self) -> BatchStatus:
        return BatchStatus(self.status)

    @property
    def percent(self) -> int:
        """How much is done, in whole percent."""
        return 100 if self.done >= self.total else self.done * 100 // self.total


class BatchResult(models.Model):
    """What one task came to in one batch: words only, no value of anybody."""

    batch = models.ForeignKey(
        VerificationBatch, models.PROTECT, related_name="results", db_index=False
    )
    task = models.ForeignKey(VerificationTask, models.PROTECT, related_name="batch_results")
    result = models.CharField(max_length=16, choices=[(r.value, r.value) for r in Result])
    reason = models.CharField(
        max_length=20, blank=True, choices=[(r.value, r.value) for r in Reason if r]
    )
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["batch", "task"], name="one_result_in_a_batch"),
        )
        indexes = (
            models.Index(
                fields=["batch", "task"],
                name="batch_contradictions",
                condition=models.Q(result="contradicted"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.batch_id} {self.task_id} {self.result}"
