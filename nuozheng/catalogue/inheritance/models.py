"""What a lower list is measured by: registers, the list above, differences, editions."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.law.inheritance import DifferenceStatus
from nuozheng.parties.models import Agency

_PERSON = settings.AUTH_USER_MODEL


class RegisteredProof(models.Model):
    """证明台账: a proof that an agency keeps, or that an earlier campaign cancelled.

    `agency` is empty where it was cancelled for the whole place, `service` where for every
    service; `source` is the paper, `intake` the file that it came in. A line that is struck off
    stays readable.
    """

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="registered_proofs")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    service = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=120)
    standing = models.CharField(
        max_length=10, choices=[("retained", "保留"), ("cancelled", "已经取消")]
    )
    source = models.CharField(max_length=120)
    intake = models.ForeignKey(
        "catalogue.Intake", models.PROTECT, null=True, related_name="registered_proofs"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    struck_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("catalogue", "name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["catalogue", "agency", "service", "name", "standing"],
                condition=models.Q(struck_at=None),
                name="proof_registered_once",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.standing}"


class EntryAbove(models.Model):
    """One line of a list above that came as a file: what ours is compared with and measured by.

    `core` is the service's name as names are compared. `columns` holds only what the file says,
    by the fields of an entry; the way of being met is always there.
    """

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="entries_above")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    intake = models.ForeignKey("catalogue.Intake", models.PROTECT, related_name="entries_above")
    service = models.CharField(max_length=120)
    core = models.CharField(max_length=120)
    proof = models.CharField(max_length=120)
    columns = models.JSONField()

    class Meta:
        ordering = ("catalogue", "agency", "pk")
        verbose_name_plural = "entries above"
        indexes = (
            models.Index(fields=["catalogue", "agency", "core"], name="entry_above_by_service"),
        )

    def __str__(self) -> str:
        return f"{self.service} {self.proof}"


class ListDifference(models.Model):
    """Where a lower list says otherwise than the list above, and what was decided about it.

    `kind`: missing below, only below, or told otherwise; `stricter` marks a difference that may
    not be kept. `detail` is {what: [above, below]}. `upper` is empty where the list above came as
    a file, `agency` where nobody's part of the list lacks the entry in particular.
    """

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="differences")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(
        max_length=10,
        choices=[("missing", "本级没有"), ("added", "上级没有"), ("otherwise", "写法不同")],
    )
    service = models.CharField(max_length=120)
    proof = models.CharField(max_length=120)
    upper = models.ForeignKey(EntryVersion, models.PROTECT, null=True, related_name="+")
    lower = models.ForeignKey(EntryVersion, models.PROTECT, null=True, related_name="+")
    detail = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    stricter = models.BooleanField(default=False)
    status = models.CharField(
        max_length=10,
        choices=[(s.value, s.chinese) for s in DifferenceStatus],
        default=DifferenceStatus.OPEN.value,
    )
    reason = models.TextField(blank=True)
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("catalogue", "service", "proof", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["catalogue", "agency", "service", "proof", "upper", "lower"],
                name="difference_told_once",
                nulls_distinct=False,
            ),
        )
        indexes = (models.Index(fields=["catalogue", "status"], name="difference_by_status"),)

    def __str__(self) -> str:
        return f"{self.catalogue_id} {self.service} {self.proof} {self.kind}"

    @property
    def state(self) -> DifferenceStatus:
        return DifferenceStatus(self.status)


class Edition(models.Model):
    """汇总目录: the merged list of a place as it stood on a day, numbered, filed upward.

    `content` is the edition itself, a packed CSV that never changes afterwards, whatever is
    renamed later; `digest` is its SHA-256, so that what was filed can be recognised. `versions`
    are the entry versions in it, `counts` is {slug: {way: proofs}}.
    """

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    on = models.DateField()
    entries = models.PositiveIntegerField()
    versions = ArrayField(models.BigIntegerField())
    content = models.BinaryField()
    counts = models.JSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    filed_on = models.DateField(null=True)
    filed_to = models.CharField(max_length=120, blank=True)
    receipt = models.CharField(max_length=80, blank=True)
    filed_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("catalogue", "-number")
        constraints = (
            models.UniqueConstraint(fields=["catalogue", "number"], name="edition_numbered_once"),
        )

    def __str__(self) -> str:
        return f"{self.catalogue_id} 第{self.number}版"
