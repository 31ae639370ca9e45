"""问题证明: what a stock-take of a list found, and what was decided about it."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import models

from nuozheng.catalogue.models import Catalogue, CatalogueEntry
from nuozheng.law.trouble import Trouble
from nuozheng.law.trouble.moves import TroubleStatus

_PERSON = settings.AUTH_USER_MODEL
PATIENCE = timedelta(minutes=10)
"""After so long without an end a search may be asked for again."""


class SearchStatus(StrEnum):
    WAITING = "waiting"
    SEARCHING = "searching"
    DONE = "done"
    BROKEN_OFF = "broken_off"

    @property
    def chinese(self) -> str:
        return _SEARCH[self]


_SEARCH = {
    SearchStatus.WAITING: "等着查找",
    SearchStatus.SEARCHING: "正在查找",
    SearchStatus.DONE: "查完了",
    SearchStatus.BROKEN_OFF: "没有查成",
}


class StockTake(models.Model):
    """梳理: one reading of a list for troubled proofs; `counts` is what it found, by class.

    Nobody took one that the nightly search recorded.
    """

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="stock_takes")
    entries = models.PositiveIntegerField()
    counts = models.JSONField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    closing = models.JSONField(default=dict)

    class Meta:
        ordering = ("-taken_at", "-pk")

    def __str__(self) -> str:
        return f"{self.catalogue_id} {self.taken_at:%Y-%m-%d}"


class TroubleSearch(models.Model):
    """查找: the present or last search of a list, by night or because somebody asked for it.

    The computer's part runs after the answer (`catalogue.jobs`). `found` counts what was found
    the last time that a search came to its end.
    """

    catalogue = models.OneToOneField(Catalogue, models.PROTECT, related_name="trouble_search")
    status = models.CharField(
        max_length=12, choices=[(s.value, s.chinese) for s in SearchStatus], default="waiting"
    )
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    entries = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "trouble searches"

    def __str__(self) -> str:
        return f"{self.catalogue_id} {self.status}"

    @property
    def in_words(self) -> str:
        return SearchStatus(self.status).chinese

    def is_under_way(self, now: datetime) -> bool:
        """Whether one waits or runs; one that says nothing for too long has died."""
        since = self.begun_at or self.asked_at
        return self.status in (SearchStatus.WAITING, SearchStatus.SEARCHING) and (
            now - since < PATIENCE
        )


class TroubledProof(models.Model):
    """One trouble of a list. `signature` is the same when it is found again.

    `evidence` is what the machine saw, sentence by sentence; `reason` is what a person decided.
    """

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="troubled_proofs")
    kind = models.CharField(max_length=12, choices=[(k.value, k.chinese) for k in Trouble])
    signature = models.CharField(max_length=200)
    entries = models.ManyToManyField(CatalogueEntry, related_name="troubles")
    evidence = models.JSONField()
    status = models.CharField(
        max_length=12,
        choices=[(s.value, s.chinese) for s in TroubleStatus],
        default=TroubleStatus.OPEN.value,
    )
    found_at = models.DateTimeField()
    still_found = models.BooleanField(default=True)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("kind", "pk")
        constraints = (
            models.UniqueConstraint(fields=["catalogue", "signature"], name="trouble_found_once"),
        )
        indexes = (models.Index(fields=["catalogue", "status", "kind"], name="trouble_by_status"),)

    def __str__(self) -> str:
        return f"{self.catalogue_id} {self.signature}"

    @property
    def trouble(self) -> Trouble:
        return Trouble(self.kind)

    @property
    def state(self) -> TroubleStatus:
        return TroubleStatus(self.status)
