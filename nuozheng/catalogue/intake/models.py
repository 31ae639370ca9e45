"""A department's file on its way into the list, row by row, and who keeps contact."""

from django.conf import settings
from django.db import models
from django.db.models import TextChoices

from nuozheng.catalogue.models import Catalogue, CatalogueEntry
from nuozheng.catalogue.revision.models import Revision
from nuozheng.documents.models import Document
from nuozheng.evidence.encryption import EncryptedTextField
from nuozheng.parties.models import Agency


class Purpose(TextChoices):
    """What the file is for. The last three measure the list and are never taken into it."""

    LIST = "list", "本单位的清单（附件2、目录或者自己的表）"
    OFFICERS = "officers", "联络员名单（附件1）"
    UPPER = "upper", "上级确定的清单，用来对照"
    CAMPAIGN = "campaign", "减证便民已经取消的证明"
    RETAINED = "retained", "本部门保留的证明事项"


class Status(TextChoices):
    """The computer's steps and a person's, in turn."""

    READING = "reading", "正在读"
    COLUMNS = "columns", "等您核对列"
    JUDGING = "judging", "正在和现行清单比对"
    READY = "ready", "可以看预览"
    TAKING = "taking", "正在收进修订"
    TAKEN = "taken", "已经收进修订"
    FAILED = "failed", "读不了"
    EXPIRED = "expired", "已经过期"


AT_WORK = (Status.READING, Status.JUDGING, Status.TAKING)


class Fate(TextChoices):
    """What becomes of a row. MISSING stands in the list and not in the file."""

    ADD = "add", "新增"
    CHANGE = "change", "变更"
    SAME = "same", "相同"
    REFUSED = "refused", "不收"
    DROPPED = "dropped", "您说不要"
    MISSING = "missing", "表里没有"


class Intake(models.Model):
    """One uploaded file. `labels` are its columns' headers, `meanings` what they are taken for.

    `tables` says what was found in which sheet, `counts` how many rows have which fate, `problem`
    why it could not be read. Rows go after `expires_on`; the file and the counts stay.
    """

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="intakes")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="intakes")
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.LIST)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.READING)
    labels = models.JSONField(default=list)
    meanings = models.JSONField(default=list)
    exact = models.BooleanField(default=False)
    tables = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    problem = models.JSONField(default=list)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    expires_on = models.DateField()
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    revision = models.ForeignKey(Revision, models.SET_NULL, null=True, related_name="intakes")

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"intake {self.pk}"

    @property
    def at_work(self) -> bool:
        return self.status in AT_WORK

    @property
    def in_words(self) -> str:
        return Status(self.status).label


class IntakeRow(models.Model):
    """One proof of one row: what its cells say, which fate it has and why.

    `fields` are texts by meaning. `remarks` is
    [{"level", "key", "text", "cell", "basis", "cure"}], `changes` [{"title", "old", "new"}].
    """

    intake = models.ForeignKey(Intake, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    sheet = models.CharField(max_length=60)
    line = models.PositiveIntegerField()
    fields = models.JSONField(default=dict)
    fate = models.CharField(max_length=10, choices=Fate.choices)
    remarks = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    entry = models.ForeignKey(CatalogueEntry, models.PROTECT, null=True, related_name="+")
    remove = models.BooleanField(default=False)
    mended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("intake", "position")
        indexes = (models.Index(fields=["intake", "fate", "position"], name="intake_row_by_fate"),)

    def __str__(self) -> str:
        return f"{self.intake_id} {self.origin}"

    @property
    def origin(self) -> str:
        return f"{self.sheet}!{self.line}"


class ColumnMemory(models.Model):
    """What an agency's people took the columns of a header for, so that they say it once."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+")
    signature = models.CharField(max_length=64)
    meanings = models.JSONField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["agency", "signature"], name="header_known_once"),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.signature[:8]}"


class LiaisonOfficer(models.Model):
    """联络员 (ORD23-A1). Name and telephone are encrypted; only keepers of the agency see them."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="liaison_officers")
    name = EncryptedTextField()
    phone = EncryptedTextField()
    department = models.CharField(max_length=60, blank=True)
    post = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        ordering = ("agency", "pk")

    def __str__(self) -> str:
        return f"liaison officer {self.pk}"
