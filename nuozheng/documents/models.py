"""Letters, forms, decisions and uploads: exact bytes, their digests, and what they are."""

import hashlib
from typing import Self

from django.conf import settings
from django.db import models

from nuozheng.evidence.encryption import EncryptedBinaryField


class Document(models.Model):
    """Bytes that never change; who may fetch them is asked of what they belong to.

    What we issue comes from `sealing.issued`: sealed bytes, and an SM2 signature over them with the
    public key that checks it.
    """

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    sm3 = models.CharField(max_length=64)
    content = EncryptedBinaryField()
    sm2_signature = models.BinaryField(max_length=72, null=True)
    sm2_key = models.CharField(max_length=128, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.title

    @classmethod
    def of(cls, content: bytes, *, kind: str, title: str, media_type: str) -> Self:
        """An unsaved document with its size and digests."""
        return cls(
            kind=kind,
            title=title,
            media_type=media_type,
            content=content,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            sm3=hashlib.new("sm3", content).hexdigest(),
        )

    @property
    def is_ours(self) -> bool:
        """Set by us; whatever others uploaded is handed over as a file, never shown in a page."""
        return self.kind in ("letter", "official")

    @property
    def is_erased(self) -> bool:
        """Deleted when its time was over: title, size and digests are left."""
        return self.size > 0 and not self.content

    @property
    def intact(self) -> bool:
        """Whether the stored bytes still have the digest under which they were filed."""
        return hashlib.sha256(self.content).hexdigest() == self.sha256
