"""办事指南: how one service is handled, published together with its letter."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from nuozheng.catalogue.models import LetterTemplate, ServiceItem
from nuozheng.catalogue.revision.models import Revision


class ServiceGuide(models.Model):
    """The guide of one service, versioned; `content` is its whole text and its flow.

    `made_from` holds the ids of the entry versions, `template` the letter it was written with:
    where the list or the letter says something else, the guide is stale. `revision` is the
    publication that both belong to; None for a list that the program brought along.
    """

    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="guides")
    number = models.PositiveSmallIntegerField()
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    made_from = ArrayField(models.BigIntegerField(), default=list)
    template = models.ForeignKey(LetterTemplate, models.PROTECT, null=True, related_name="guides")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="guides")

    class Meta:
        ordering = ("item", "number")
        constraints = (
            models.UniqueConstraint(fields=["item", "number"], name="guide_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.item_id} 指南第{self.number}版"
