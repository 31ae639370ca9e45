"""What services and proofs were called before they were called otherwise."""

from django.db import models
from django.db.models import Q

from nuozheng.catalogue.models import CatalogueEntry, ServiceItem


class EarlierWords(models.Model):
    """The words of a service, or of an entry's proof, up to a day; the database writes them.

    Triggers write a row whenever a service, its agency's name or an entry's proof is changed, so
    that what was published yesterday can be read again to the letter, whoever made the change.
    `until` is the eve of that change. `words` is `revision.content.ItemContent` with the agency's
    name, or `ProofContent`. Nobody changes or removes a row.
    """

    item = models.ForeignKey(ServiceItem, models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey(CatalogueEntry, models.PROTECT, null=True, related_name="+")
    until = models.DateField()
    words = models.JSONField()

    class Meta:
        ordering = ("until", "pk")
        verbose_name_plural = "earlier words"
        constraints = (
            models.UniqueConstraint(fields=["item", "until"], name="item_words_once_a_day"),
            models.UniqueConstraint(fields=["entry", "until"], name="entry_words_once_a_day"),
            models.CheckConstraint(
                condition=Q(item=None, entry__isnull=False) | Q(item__isnull=False, entry=None),
                name="words_of_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.item_id or self.entry_id} {self.until}"
