"""What an agency wants changed in its list, and the way of that to publication."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from nuozheng.catalogue.models import Catalogue, CatalogueEntry, EntryVersion, ServiceItem
from nuozheng.law.policy import Policy
from nuozheng.law.policy.review_step import ReviewStep
from nuozheng.law.review import DRAFT, RevisionFacts, chain, status_in_words
from nuozheng.parties.models import Agency


class Revision(models.Model):
    """报送稿: the changes of one agency's part of a list that go through review together.

    `specialised` and `retains` are fixed when it is handed in; they decide the chain. A revision
    that was returned keeps its opinions and goes its way again in the next `round`.
    """

    number = models.CharField(max_length=40, unique=True)
    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="revisions")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="revisions")
    kind = models.CharField(
        max_length=12, choices=[("list", "编制清单"), ("adjustment", "动态调整")]
    )
    title = models.CharField(max_length=120)
    grounds = models.TextField(blank=True)
    grounds_documents = models.ManyToManyField("documents.Document", related_name="+")
    event_on = models.DateField(null=True)
    specialised = models.BooleanField(default=False)
    retains = models.BooleanField(default=False)
    status = models.CharField(max_length=40, default=DRAFT)
    round = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="revisions_opened"
    )
    submitted_at = models.DateTimeField(null=True)
    published_on = models.DateField(null=True)
    effective_from = models.DateField(null=True)
    filed_on = models.DateField(null=True)
    filing_receipt = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("-opened_at",)
        indexes = (
            models.Index(fields=["catalogue", "status"], name="revision_by_status"),
            models.Index(fields=["agency", "status"], name="revision_of_agency"),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def policy(self) -> Policy:
        return self.catalogue.policy

    @property
    def facts(self) -> RevisionFacts:
        return RevisionFacts(
            kind="adjustment" if self.kind == "adjustment" else "list",
            specialised=self.specialised,
            retains=self.retains,
        )

    @property
    def steps(self) -> tuple[ReviewStep, ...]:
        return chain(self.policy, self.facts)

    @property
    def status_in_words(self) -> str:
        return status_in_words(self.status, self.steps)


class Change(models.Model):
    """One proof of one service that a revision adds, changes or removes.

    `content` is the whole proposed text (`revision.content.EntryContent` as JSON); `base` is the
    version it was written against. `checklist` holds the signed answers of the scope check.
    """

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="changes")
    position = models.PositiveIntegerField()
    kind = models.CharField(
        max_length=8, choices=[("add", "新增"), ("change", "变更"), ("remove", "取消")]
    )
    entry = models.ForeignKey(CatalogueEntry, models.PROTECT, null=True, related_name="changes")
    item = models.ForeignKey(ServiceItem, models.PROTECT, null=True, related_name="changes")
    base = models.ForeignKey(EntryVersion, models.PROTECT, null=True, related_name="+")
    content = models.JSONField()
    reason = models.TextField(blank=True)
    origin = models.CharField(max_length=120, blank=True)
    checklist = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made = models.ForeignKey(EntryVersion, models.PROTECT, null=True, related_name="made_by_change")

    class Meta:
        ordering = ("revision", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["revision", "entry"],
                condition=~Q(entry=None),
                name="entry_once_in_a_revision",
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision_id}/{self.position}"


class Opinion(models.Model):
    """What a reviewer said of a revision at one step: passed, or returned point by point.

    `points` is [{"change": id or null, "what": text}]: exactly what is to be mended.
    """

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="opinions")
    round = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=40)
    outcome = models.CharField(max_length=10)
    text = models.TextField()
    points = models.JSONField(default=list)
    document_number = models.CharField(max_length=80, blank=True)
    documents = models.ManyToManyField("documents.Document", related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=["revision", "round", "step"], name="one_opinion_in_a_round"
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision_id} {self.step} {self.outcome}"


class Announcement(models.Model):
    """公布记录: where and when a published revision was made known, channel by channel."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="announcements")
    subject = models.CharField(
        max_length=10, choices=[("list", "清单"), ("template", "文本和指南")]
    )
    channel = models.CharField(max_length=60)
    place = models.CharField(max_length=300)
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["revision", "subject", "channel"], name="channel_once"),
        )

    def __str__(self) -> str:
        return f"{self.revision_id} {self.channel}"
