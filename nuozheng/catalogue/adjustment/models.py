"""变更事由 and what each touches; which agency took over from which."""

from django.conf import settings
from django.db import models

from nuozheng.catalogue.models import Catalogue, CatalogueEntry, EntryVersion, ServiceItem
from nuozheng.catalogue.revision.models import Revision
from nuozheng.law.adjustment import EventKind, SuccessionStatus, TouchedStatus
from nuozheng.parties.models import Agency

_PERSON = settings.AUTH_USER_MODEL


class LegalEvent(models.Model):
    """变更事由: a law made, changed, repealed or interpreted, bodies or a service that changed.

    `words` says what became different; `document_number` is that of the paper that says so.
    """

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=24, choices=[(k.value, k.chinese) for k in EventKind])
    instrument = models.CharField(max_length=200, blank=True)
    agencies = models.ManyToManyField(Agency, related_name="events")
    item = models.ForeignKey(ServiceItem, models.PROTECT, null=True, related_name="events")
    happened_on = models.DateField()
    document_number = models.CharField(max_length=80)
    words = models.TextField()
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-happened_on", "-pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.instrument} {self.happened_on}"

    @property
    def event_kind(self) -> EventKind:
        return EventKind(self.kind)

    @property
    def subject(self) -> str:
        """What it is told by: 《教师资格条例》, the bodies, a service."""
        if self.instrument:
            return f"《{self.instrument}》"
        if self.item is not None:
            return self.item.name
        return "、".join(agency.name for agency in self.agencies.all())


class Adjustment(models.Model):
    """One agency's answer to an event: its touched entries, its clocks, its revision if any."""

    event = models.ForeignKey(LegalEvent, models.PROTECT, related_name="adjustments")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="adjustments")
    revision = models.OneToOneField(Revision, models.PROTECT, null=True, related_name="adjustment")

    class Meta:
        ordering = ("event", "agency")
        constraints = (
            models.UniqueConstraint(fields=["event", "agency"], name="agency_answers_once"),
        )

    def __str__(self) -> str:
        return f"{self.event_id} {self.agency_id}"


class TouchedEntry(models.Model):
    """An entry that an event touches; the flag falls only by confirming or by publishing."""

    adjustment = models.ForeignKey(Adjustment, models.PROTECT, related_name="touched")
    entry = models.ForeignKey(CatalogueEntry, models.PROTECT, related_name="touched")
    version = models.ForeignKey(EntryVersion, models.PROTECT, related_name="+")
    why = models.CharField(max_length=120)
    status = models.CharField(
        max_length=12,
        choices=[(s.value, s.chinese) for s in TouchedStatus],
        default=TouchedStatus.OPEN.value,
    )
    reason = models.TextField(blank=True)
    at = models.DateTimeField(null=True)
    by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("adjustment", "entry")
        constraints = (
            models.UniqueConstraint(fields=["adjustment", "entry"], name="touched_once"),
        )
        indexes = (models.Index(fields=["entry", "status"], name="touched_of_entry"),)

    def __str__(self) -> str:
        return f"{self.adjustment_id} {self.entry_id} {self.status}"

    @property
    def state(self) -> TouchedStatus:
        return TouchedStatus(self.status)


class AgencySuccession(models.Model):
    """Which agency took over from which, from which day on, by which event.

    `items` are the services that went over; `whole` marks a body that was merged or renamed, so
    that its staff went with it.
    """

    event = models.ForeignKey(LegalEvent, models.PROTECT, related_name="successions")
    predecessor = models.ForeignKey(Agency, models.PROTECT, related_name="succeeded_by")
    successor = models.ForeignKey(Agency, models.PROTECT, related_name="succeeds")
    on = models.DateField()
    whole = models.BooleanField(default=True)
    items = models.ManyToManyField(ServiceItem, related_name="successions")
    status = models.CharField(
        max_length=12,
        choices=[(s.value, s.chinese) for s in SuccessionStatus],
        default=SuccessionStatus.PREPARED.value,
    )

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["event", "predecessor"], name="predecessor_once_in_an_event"
            ),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")), name="nobody_succeeds_self"
            ),
        )

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id} {self.on}"
