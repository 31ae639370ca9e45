"""公示: what is public of a letter or a record, where, from which day until which day."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from nuozheng.documents.models import Document
from nuozheng.evidence.encryption import EncryptedJSONField, EncryptedTextField
from nuozheng.law.disclosure.duty import Regime
from nuozheng.law.disclosure.moves import UNSEEN, PostingStatus, PublicationStatus
from nuozheng.law.disclosure.pieces import Piece
from nuozheng.law.policy import Policy, load_policy
from nuozheng.parties.models import Agency, Jurisdiction, Party

_PERSON = settings.AUTH_USER_MODEL
_OPEN = [one.value for one in (*UNSEEN, PublicationStatus.PUBLISHED)]
LETTER = "commitment"
"""The kind of what is published from a case; everything else is about credit."""


class PublicationQuerySet(models.QuerySet["Publication"]):
    def public_on(self, today: date) -> "PublicationQuerySet":
        """What anybody may read on a day: read by the day itself, whatever a job has done yet."""
        return self.filter(
            status=PublicationStatus.PUBLISHED, start_on__lte=today, end_on__gte=today
        )


class Publication(models.Model):
    """One thing that is, will be or was public.

    `of` and `record_id` name it: "commitment" and the case, "credit_record", "listing" and so on.
    `pieces` holds what is stored and how each piece is to be shown, encrypted; `shown` only what
    the public reads. Both are emptied when it ends. `secrets` are the marks of its entries.
    `disputed` while the person holds the record to be wrong and that is being looked into.
    """

    code = models.CharField(max_length=16, unique=True)
    of = models.CharField(max_length=24)
    record_id = models.BigIntegerField()
    section = models.CharField(max_length=16, blank=True)
    regime = models.CharField(max_length=12, choices=[(one.value, one.chinese) for one in Regime])
    object = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    party = models.ForeignKey(Party, models.PROTECT, related_name="publications")
    policy_key = models.CharField(max_length=40)
    case_number = models.CharField(max_length=40, blank=True)
    places = ArrayField(models.CharField(max_length=60), default=list)
    basis = ArrayField(models.CharField(max_length=40), default=list)
    legal_basis = models.CharField(max_length=200, blank=True)
    scope = models.CharField(max_length=400, blank=True)
    until = models.CharField(max_length=200, blank=True)
    secrets = ArrayField(models.CharField(max_length=16), default=list)
    pieces = EncryptedJSONField(null=True)
    shown = models.JSONField(default=list)
    status = models.CharField(
        max_length=12, choices=[(one.value, one.chinese) for one in PublicationStatus]
    )
    opened_at = models.DateTimeField()
    start_on = models.DateField(null=True)
    end_on = models.DateField(null=True)
    proposed_by = models.ForeignKey(
        _PERSON, models.PROTECT, null=True, related_name="+", db_index=False
    )
    reviewed_by = models.ForeignKey(
        _PERSON, models.PROTECT, null=True, related_name="+", db_index=False
    )
    ended_at = models.DateTimeField(null=True)
    disputed = models.BooleanField(default=False)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_at", "-pk")
        indexes = (
            models.Index(fields=["agency", "status"], name="publication_queue"),
            models.Index(fields=["jurisdiction", "status", "-start_on"], name="publication_public"),
            models.Index(fields=["of", "record_id"], name="publication_of"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["of", "record_id", "regime", "section"],
                condition=Q(status__in=_OPEN),
                name="one_publication_under_way",
            ),
            models.CheckConstraint(
                name="published_ends_on_a_day",
                condition=~Q(status="published") | Q(start_on__isnull=False, end_on__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def state(self) -> PublicationStatus:
        return PublicationStatus(self.status)

    @property
    def policy(self) -> Policy:
        return load_policy(self.policy_key)

    @property
    def is_letter(self) -> bool:
        return self.of == LETTER

    @property
    def read_pieces(self) -> list[Piece]:
        """The pieces with the ways chosen so far; empty once it has ended."""
        return [Piece.from_stored(one) for one in self.pieces or ()]

    def is_public_on(self, today: date) -> bool:
        """The same as `public_on` for a row at hand."""
        if self.status != PublicationStatus.PUBLISHED or not self.start_on or not self.end_on:
            return False
        return self.start_on <= today <= self.end_on


class Posting(models.Model):
    """One place where it hangs: posted with a proof, taken off when it is over."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="postings")
    place = models.CharField(max_length=60)
    status = models.CharField(
        max_length=12, choices=[(one.value, one.chinese) for one in PostingStatus]
    )
    receipt = models.CharField(max_length=300, blank=True)
    proof = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+", db_index=False)
    posted_on = models.DateField(null=True)
    posted_by = models.ForeignKey(
        _PERSON, models.PROTECT, null=True, related_name="+", db_index=False
    )
    off_on = models.DateField(null=True)
    off_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+", db_index=False)
    off_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("publication", "pk")
        constraints = (
            models.UniqueConstraint(fields=["publication", "place"], name="posted_once_in_a_place"),
        )

    def __str__(self) -> str:
        return f"{self.publication_id} {self.place}"

    @property
    def state(self) -> PostingStatus:
        return PostingStatus(self.status)


class Consent(models.Model):
    """单独同意: what somebody wished to show, apart from whatever must be shown anyway."""

    publication = models.OneToOneField(Publication, models.PROTECT, related_name="consent")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    places = ArrayField(models.CharField(max_length=60))
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", db_index=False)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.publication_id} {self.given_at:%Y-%m-%d}"


class RefusedPublication(models.Model):
    """An attempt to publish what may not be published: nothing was shown, the attempt is kept."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="refused")
    tried_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", db_index=False)
    tried_at = models.DateTimeField()
    findings = models.JSONField(default=list)

    class Meta:
        ordering = ("-tried_at",)

    def __str__(self) -> str:
        return f"{self.publication_id} {self.tried_at:%Y-%m-%d}"


class PublicReport(models.Model):
    """社会监督: what somebody who read a publication holds against it. No name is asked for."""

    number = models.CharField(max_length=20, unique=True)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="reports")
    words = EncryptedTextField()
    contact = EncryptedTextField(null=True)
    at = models.DateTimeField()
    answer = EncryptedTextField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        _PERSON, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return self.number
