"""Decisions on local rules that go beyond national ones."""

from django.conf import settings
from django.db import models


class RuleDecision(models.Model):
    """One decision of a named person. Rows are never changed; the latest of a rule counts."""

    policy_key = models.CharField(max_length=40)
    rule = models.CharField(max_length=60)
    outcome = models.CharField(max_length=10, choices=[("keep", "keep"), ("suspend", "suspend")])
    reason = models.TextField()
    until = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=["policy_key", "rule", "-id"], name="decision_on_rule"),)
        constraints = (
            models.CheckConstraint(
                name="rule_decision_has_reasons", condition=~models.Q(reason="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.policy_key} {self.rule} {self.outcome}"
