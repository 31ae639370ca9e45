"""What is written for a letter before it is published, and who asked for a printed copy."""

from typing import Any

from django.conf import settings
from django.db import models

from nuozheng.catalogue.models import LetterTemplate, ServiceItem
from nuozheng.catalogue.revision.models import Revision
from nuozheng.parties.models import Agency


class LetterDraft(models.Model):
    """告知承诺书文本稿 of one service in one revision.

    `service` is the service's key in the revision (`wording.services`), `item` the published
    service where there is one. `paragraphs` is {item key: [paragraph]} for what was rewritten;
    `written_over` the digest of the composed text that each stood for then. `answers` is
    {question: {"answer": "yes" | "no", "note", "at", "by", "name"}} to the place's questions of
    quality; `let_stand` lists flaws that a reviewer allows: {"item", "rule", "passage", "reason",
    "at", "by", "name"}. `report` is what the linter and the measures said at the last writing.
    """

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="letter_drafts")
    service = models.CharField(max_length=40)
    item = models.ForeignKey(ServiceItem, models.PROTECT, null=True, related_name="letter_drafts")
    paragraphs = models.JSONField(default=dict)
    written_over = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    let_stand = models.JSONField(default=list)
    report = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("revision", "id")
        constraints = (
            models.UniqueConstraint(fields=["revision", "service"], name="one_letter_draft"),
        )

    def __str__(self) -> str:
        return f"{self.revision_id} {self.service}"

    @property
    def unanswered(self) -> list[str]:
        """The place's questions of quality without a yes."""
        asked = self.revision.policy.notice.quality_rules.value
        return [one for one in asked if self.answer(one).get("answer") != "yes"]

    def answer(self, question: str) -> dict[str, Any]:
        """What was said to a question; empty where nothing was."""
        found: dict[str, Any] = self.answers.get(question, {})
        return found


class LetterCopy(models.Model):
    """索取登记: a copy of a letter's text that somebody asked for at the counter."""

    template = models.ForeignKey(LetterTemplate, models.PROTECT, related_name="copies")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    form = models.CharField(max_length=4, choices=[("pdf", "纸质"), ("docx", "电子版")])
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-at",)
        verbose_name_plural = "letter copies"

    def __str__(self) -> str:
        return f"{self.template_id} {self.form}"
