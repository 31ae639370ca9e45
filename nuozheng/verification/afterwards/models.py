"""Records of what follows a promise: corrected letters, intended measures, others, service."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from nuozheng.applications.models import Application, Commitment, DisposedProof
from nuozheng.catalogue.models import ServiceItem
from nuozheng.documents.models import Document
from nuozheng.evidence.encryption import EncryptedJSONField, EncryptedTextField
from nuozheng.law.afterwards.moves import IntendedStatus
from nuozheng.parties.models import Party
from nuozheng.verification.models import Consequence, UntruthFinding

_PERSON = settings.AUTH_USER_MODEL


class LetterVersion(models.Model):
    """更正前的承诺书: a signed letter as it was before its signer corrected it; kept whole."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    letter_number = models.CharField(max_length=24, unique=True)
    declared = EncryptedJSONField(default=dict)
    checks = EncryptedJSONField(default=list)
    content_digest = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    letter = models.ForeignKey(Document, models.PROTECT, related_name="+")
    signature = models.JSONField(default=dict)
    signature_paper = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    corrected = ArrayField(models.CharField(max_length=60))
    why = EncryptedTextField()
    falls_short = models.BooleanField(default=False)
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("commitment", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["commitment", "number"], name="letter_version_number_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.letter_number} v{self.number}"


class ThirdParty(models.Model):
    """利害关系人: somebody else whose rights a case touches; `party` where they can sign in."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="third_parties")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    name = EncryptedTextField()
    contact = EncryptedTextField()
    interest = EncryptedTextField()
    recorded_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "third parties"

    def __str__(self) -> str:
        return f"{self.application_id} #{self.pk}"


class ExtraMeasure(models.Model):
    """另外的防范措施: what guards others where a flagged proof is not checked before effect."""

    proof = models.ForeignKey(DisposedProof, models.PROTECT, related_name="extra_measures")
    condition_key = models.CharField(max_length=60)
    words = EncryptedTextField()
    taken_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["proof", "condition_key"], name="extra_measure_of_a_condition_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.proof_id} {self.condition_key}"


class IntendedMeasure(models.Model):
    """拟作出的处理: told before it is taken, heard, and reviewed where the law demands it."""

    finding = models.ForeignKey(UntruthFinding, models.PROTECT, related_name="intended")
    measure = models.CharField(max_length=24)
    legal_basis = models.CharField(max_length=200)
    content = models.TextField()
    reasons = EncryptedTextField()
    penalty_kind = models.CharField(max_length=20, blank=True)
    amount_yuan = models.PositiveIntegerField(default=0)
    complex_case = models.BooleanField(default=False)
    public_interest = models.BooleanField(default=False)
    status = models.CharField(
        max_length=16, choices=[(one.value, one.chinese) for one in IntendedStatus]
    )
    notice = models.ForeignKey(Document, models.PROTECT, related_name="+")
    intended_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    intended_at = models.DateTimeField()
    answer_due_on = models.DateField()
    answer = EncryptedTextField(null=True)
    answered_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    hearing_due_on = models.DateField(null=True)
    hearing_forgone = models.BooleanField(default=False)
    review_opinion = EncryptedTextField(null=True)
    review_passed = models.BooleanField(null=True)
    reviewed_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    answered_how = EncryptedTextField(null=True)
    consequence = models.OneToOneField(
        Consequence, models.PROTECT, null=True, related_name="intention"
    )

    class Meta:
        ordering = ("intended_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["finding", "measure"],
                condition=~models.Q(status="dropped"),
                name="measure_intended_once",
            ),
        )
        indexes = (models.Index(fields=["status", "intended_at"], name="intended_queue"),)

    def __str__(self) -> str:
        return f"{self.finding_id} {self.measure} {self.status}"


class Hearing(models.Model):
    """听证: day, place and who presides, told beforehand; the record, signed or why not."""

    intended = models.OneToOneField(IntendedMeasure, models.PROTECT, related_name="hearing")
    held_at = models.DateTimeField()
    place = models.CharField(max_length=120)
    presided_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    call = models.ForeignKey(Document, models.PROTECT, related_name="+")
    record = EncryptedTextField(null=True)
    signed = models.BooleanField(null=True)
    unsigned_because = models.CharField(max_length=200, blank=True)
    record_document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.intended_id} {self.held_at:%Y-%m-%d}"


class Objection(models.Model):
    """A third party who was told of an intended revocation: what they said, how it was answered."""

    intended = models.ForeignKey(IntendedMeasure, models.PROTECT, related_name="objections")
    third_party = models.ForeignKey(ThirdParty, models.PROTECT, related_name="objections")
    notice = models.ForeignKey(Document, models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    due_on = models.DateField()
    said = EncryptedTextField(null=True)
    said_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField(null=True)
    answer = EncryptedTextField(null=True)
    answered_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer_document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["intended", "third_party"], name="third_party_told_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.intended_id} {self.third_party_id}"


class Recheck(models.Model):
    """复查: one look at whether an order to rectify was fulfilled."""

    consequence = models.ForeignKey(Consequence, models.PROTECT, related_name="rechecks")
    reported = EncryptedTextField(null=True)
    reported_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField(null=True)
    paper = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    fixed = models.BooleanField(null=True)
    note = EncryptedTextField(null=True)
    rechecked_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    rechecked_at = models.DateTimeField(null=True)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.consequence_id} {self.fixed}"


class Manner(models.TextChoices):
    """送达方式."""

    ONLINE = "online", "网上送达"
    HANDED = "handed", "当面送达"
    LEFT = "left", "留置送达"
    POST = "post", "邮寄送达"
    PROXY = "proxy", "委托送达"
    NOTICE = "notice", "公告送达"


class Service(models.Model):
    """送达回证: how, when and by whom a document was served, and when it was read."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="services")
    document = models.ForeignKey(Document, models.PROTECT, related_name="services")
    to = EncryptedTextField()
    third_party = models.ForeignKey(ThirdParty, models.PROTECT, null=True, related_name="services")
    manner = models.CharField(max_length=12, choices=Manner.choices)
    note = models.CharField(max_length=200, blank=True)
    served_at = models.DateTimeField()
    served_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("served_at", "pk")

    def __str__(self) -> str:
        return f"{self.document_id} {self.manner}"


class RuleProposal(models.Model):
    """立法修改建议: what is proposed for a matter without a penalty rule (XBQ21-3.1g)."""

    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="rule_proposals")
    text = models.TextField()
    addressed_to = models.CharField(max_length=120)
    proposed_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    class Meta:
        ordering = ("-proposed_at",)

    def __str__(self) -> str:
        return f"{self.item_id} {self.proposed_at:%Y-%m-%d}"
