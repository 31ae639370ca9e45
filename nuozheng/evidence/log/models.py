"""透明日志: its lines with what they stand for, the segments of tables, and the signed heads."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class LogLeaf(models.Model):
    """One line: `sha256` and `sm3` of the data, and the public `entry` with salted digests of them.

    `record` names what it stands for within its kind. A line without `salt` was forgotten: it
    proves that something stood there, and nobody can tell what. `position` is given by the
    sequencer, in the order of the log.
    """

    kind = models.CharField(max_length=16)
    record = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64, blank=True)
    sm3 = models.CharField(max_length=64, blank=True)
    salt = models.BinaryField(max_length=32, null=True)
    entry = models.BinaryField(max_length=1024)
    position = models.BigIntegerField(null=True, unique=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kind", "record"], name="logged_once"),)
        indexes = (
            models.Index(
                fields=["id"], name="leaf_waiting", condition=models.Q(position__isnull=True)
            ),
            models.Index(fields=["sha256"], name="leaf_by_digest", condition=~models.Q(sha256="")),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"


class LogSegment(models.Model):
    """Rows `first` to `last` of a table that nobody changes; `marks` tells each from any other.

    A mark is the row's key (8 bytes) and the SHA-256 of its columns; the line of the segment
    stands for all marks together.
    """

    table = models.CharField(max_length=63)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    marks = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["table", "first"], name="segments_follow_each_other"),
        )

    def __str__(self) -> str:
        return f"{self.table} {self.first}-{self.last}"


class LogCut(models.Model):
    """How far a table has been read: everything up to `done` is in the log.

    Rows up to `wanted` are next, once the transactions in `writers` have ended: one of them may
    still hold a smaller key. `read_at` is when all that stood then was in the log.
    """

    table = models.CharField(max_length=63, unique=True)
    done = models.BigIntegerField(default=0)
    wanted = models.BigIntegerField(default=0)
    writers = ArrayField(models.CharField(max_length=40), default=list)
    read_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.table} {self.done}"


class LogHead(models.Model):
    """A checkpoint: `note` is the signed text, with the cosignatures that came later."""

    size = models.BigIntegerField(unique=True)
    root = models.CharField(max_length=64)
    note = models.TextField()
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ("-size",)

    def __str__(self) -> str:
        return f"{self.size} {self.root[:12]}"
