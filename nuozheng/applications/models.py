"""办件: one case of one applicant for one service, its proofs, notice, commitment and decision."""

from functools import cached_property

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from nuozheng.catalogue.models import Catalogue, EntryVersion, LetterTemplate, ServiceItem
from nuozheng.documents.models import Document
from nuozheng.evidence.encryption import EncryptedJSONField, EncryptedTextField
from nuozheng.law.policy import Policy, load_policy
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.signatures import SignatureMeans, signature_words
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Agency, Authorisation, Party

_PERSON = settings.AUTH_USER_MODEL


class Channel(models.TextChoices):
    """Where a case was opened."""

    WEB = "web", "网上"
    APP = "app", "手机应用"
    WINDOW = "window", "窗口"
    API = "api", "系统对接"


class Application(models.Model):
    """`policy_key`, the entry versions and the template are those in force when it was opened."""

    number = models.CharField(max_length=40, unique=True)
    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="applications")
    policy_key = models.CharField(max_length=40)
    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="applications")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="applications", db_index=False)
    applicant = models.ForeignKey(
        Party, models.PROTECT, related_name="applications", db_index=False
    )
    agent = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+", db_index=False)
    authorisation = models.ForeignKey(Authorisation, models.PROTECT, null=True, related_name="+")
    opened_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    opening_key = models.CharField(max_length=64)
    status = models.CharField(
        max_length=24, choices=[(s.value, s.value) for s in ApplicationStatus]
    )
    opened_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        _PERSON, models.PROTECT, null=True, related_name="+", db_index=False
    )
    decision_reason = models.TextField(blank=True)
    decision_document = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="+", db_index=False
    )
    due_on = models.DateField(null=True)
    eligibility = models.JSONField(default=list)
    snapshot = models.JSONField(default=dict)
    fee_paid_fen = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["opened_by", "opening_key"], name="one_application_per_opening"
            ),
            models.CheckConstraint(
                name="agent_acts_with_authority",
                condition=Q(agent=None) | Q(authorisation__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["agency", "status", "due_on"], name="application_queue"),
            models.Index(fields=["applicant", "-opened_at"], name="application_of_party"),
        )

    def __str__(self) -> str:
        return self.number

    @cached_property
    def policy(self) -> Policy:
        return load_policy(self.policy_key)

    @property
    def state(self) -> ApplicationStatus:
        return ApplicationStatus(self.status)


class ProofStatus(models.TextChoices):
    """Where one proof of one application stands."""

    AWAITING_CHOICE = "awaiting_choice", "等您选择办法"
    AWAITING_COMMITMENT = "awaiting_commitment", "等您承诺"
    AWAITING_DOCUMENT = "awaiting_document", "等您提交"
    AWAITING_AGENCY = "awaiting_agency", "等部门答复"
    SETTLED = "settled", "有着落了"


class DisposedProof(models.Model):
    """How one proof of an application is met. `findings` say why, as they stood that day.

    `obtained` says which sources answered, for which day, and which conditions they left open;
    `fetched` holds the values themselves, encrypted: {source: {as_of, attributes}}.
    """

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="proofs", db_index=False
    )
    version = models.ForeignKey(EntryVersion, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    substitution = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in Substitution]
    )
    alternatives = ArrayField(models.CharField(max_length=20), default=list)
    status = models.CharField(max_length=24, choices=ProofStatus.choices)
    findings = models.JSONField(default=list)
    chosen_reason = models.CharField(max_length=40, blank=True)
    chosen_at = models.DateTimeField(null=True)
    chosen_by = models.ForeignKey(
        _PERSON, models.PROTECT, null=True, related_name="+", db_index=False
    )
    obtained = models.JSONField(default=dict)
    fetched = EncryptedJSONField(null=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ("application", "position")
        constraints = (
            models.UniqueConstraint(fields=["application", "version"], name="proof_once_in_a_case"),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.version_id}"

    @property
    def way(self) -> Substitution:
        return Substitution(self.substitution)


class Notice(models.Model):
    """告知书, given once and whole. `content` is exactly what was shown, item by item."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="notice")
    template = models.ForeignKey(LetterTemplate, models.PROTECT, related_name="+")
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    delivered_at = models.DateTimeField()
    delivered_to = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.application_id} {self.digest[:12]}"


class CommitmentStatus(models.TextChoices):
    DRAFT = "draft", "没有签"
    SIGNED = "signed", "已签"
    WITHDRAWN = "withdrawn", "已撤回"


class Commitment(models.Model):
    """承诺书: what the applicant declares, what the sources said, and the signature.

    `entered` keeps raw text as typed (save and resume), `declared` the typed values, both
    {entry version id: {condition key: {fact key: text}}}; `checks` holds the results with the
    authoritative values. All three are encrypted. A letter signed on paper has `witnessed_by`, who
    saw it signed, instead of `signed_by`; its scan is the letter. `signature` says by which means
    it was signed ({means, factor, holder, certificate}); `signature_paper` is the drawn signature
    or the file made with the signer's own certificate.
    """

    application = models.OneToOneField(Application, models.CASCADE, related_name="commitment")
    status = models.CharField(max_length=12, choices=CommitmentStatus.choices)
    entered = EncryptedJSONField(default=dict)
    declared = EncryptedJSONField(default=dict)
    declared_digest = models.CharField(max_length=64, blank=True)
    checks = EncryptedJSONField(default=list)
    checked_at = models.DateTimeField(null=True)
    checked_digest = models.CharField(max_length=64, blank=True)
    statements = models.JSONField(default=list)
    insists = EncryptedTextField(null=True)
    letter_number = models.CharField(max_length=24, unique=True)
    content_digest = models.CharField(max_length=64, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(
        _PERSON, models.PROTECT, null=True, related_name="+", db_index=False
    )
    witnessed_by = models.ForeignKey(
        _PERSON, models.PROTECT, null=True, related_name="+", db_index=False
    )
    letter = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="+", db_index=False
    )
    signature = models.JSONField(default=dict)
    signature_paper = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="+", db_index=False
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = EncryptedTextField(null=True)

    def __str__(self) -> str:
        return self.letter_number

    @property
    def signature_words(self) -> str:
        """By which means it was signed, as the letter says it."""
        paper = SignatureMeans.PAPER if self.witnessed_by_id else SignatureMeans.ACCOUNT
        said = self.signature
        return signature_words(
            SignatureMeans(said.get("means", paper)),
            factor=said.get("factor", ""),
            holder=said.get("holder", ""),
        )


class Enquiry(models.Model):
    """问答: what an applicant did not understand, and what the office explained."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="enquiries")
    question = EncryptedTextField()
    asked_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = EncryptedTextField(null=True)
    answered_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("asked_at", "pk")
        verbose_name_plural = "enquiries"

    def __str__(self) -> str:
        return f"{self.application_id} {self.asked_at:%Y-%m-%d}"


class CompletionRequest(models.Model):
    """一次告知补正: everything still missing, told once."""

    application = models.OneToOneField(Application, models.CASCADE, related_name="completion")
    proofs = models.ManyToManyField(DisposedProof, related_name="+")
    message = models.TextField()
    requested_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = EncryptedTextField(null=True)

    def __str__(self) -> str:
        return f"{self.application_id}"


class RefusedDemand(models.Model):
    """An attempt to ask an applicant for what may not be asked. It never reaches the applicant."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="refused_demands")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    asked_for = models.CharField(max_length=200)
    asked_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    findings = models.JSONField(default=list)

    class Meta:
        indexes = (models.Index(fields=["agency", "-asked_at"], name="refused_demand_of_agency"),)

    def __str__(self) -> str:
        return self.asked_for
