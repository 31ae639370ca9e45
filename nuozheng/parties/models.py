"""Who takes part: places, agencies, accounts with their posts, people and companies."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from nuozheng.evidence.encryption import EncryptedTextField, blind_index, blind_indexes
from nuozheng.law.vocabulary import PartyKind, Role


class Jurisdiction(models.Model):
    """行政区划. `code` is the published statistical code, or our own where none exists."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=12)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    place = models.SlugField(max_length=40, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """行政机关, 授权组织 or 公共服务机构 that handles items or answers questions."""

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="agencies")
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=40)
    role = models.CharField(max_length=80, blank=True)
    provenance = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("jurisdiction", "name")
        verbose_name_plural = "agencies"
        constraints = (
            models.UniqueConstraint(fields=["jurisdiction", "name"], name="agency_named_once"),
        )

    def __str__(self) -> str:
        return self.name


class PartyManager(models.Manager["Party"]):
    def known_as(self, kind: str, identifier: str) -> "Party | None":
        """The party with this ID number or credit code, found through the blind index."""
        return self.indexed(identifier).filter(kind=kind).first()

    def indexed(self, identifier: str) -> "models.QuerySet[Party]":
        """Whoever has this number, of either kind; also while the index key changes."""
        return self.filter(identifier_index__in=Party.indexes_of(identifier))


IDENTITY = ("name", "identifier", "phone", "representative")
"""The encrypted columns of a party; who needs only its row leaves them closed."""


class Party(models.Model):
    """自然人 or 法人 / 其他组织, as applicant and credit subject. Identity is encrypted."""

    BLIND_INDEXES = {"identifier_index": "identifier"}  # noqa: RUF012 - read by key rotation
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in PartyKind])
    name = EncryptedTextField()
    identifier = EncryptedTextField()
    identifier_index = models.CharField(max_length=64, editable=False)
    phone = EncryptedTextField(null=True)
    representative = EncryptedTextField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PartyManager()

    class Meta:
        verbose_name_plural = "parties"
        constraints = (
            models.UniqueConstraint(fields=["kind", "identifier_index"], name="party_known_once"),
        )

    def __str__(self) -> str:
        return f"party {self.pk}"

    @staticmethod
    def index_of(identifier: str) -> str:
        return blind_index(identifier.strip().upper())

    @staticmethod
    def indexes_of(identifier: str) -> list[str]:
        """For look-ups: each index that a row with this number may have today."""
        return blind_indexes(identifier.strip().upper())

    def save(self, **kwargs: object) -> None:
        self.identifier_index = self.index_of(self.identifier)
        super().save(**kwargs)  # type: ignore[arg-type]

    @property
    def is_person(self) -> bool:
        return self.kind == PartyKind.PERSON


class Account(AbstractUser):
    """A sign-in. Its party is the person behind it; staff act through their posts."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    display_name = EncryptedTextField(null=True)
    party = models.OneToOneField(Party, models.PROTECT, null=True, related_name="account")
    demo_note = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return self.display_name or self.username


def in_force(today: date) -> Q:
    """Terms that run on a day: begun, and either open or not yet over (the last day counts)."""
    return Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))


class Membership(models.Model):
    """A post: this account acts in this role for this agency, for a term."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(r.value, r.value) for r in Role])
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["account", "agency", "role"], name="one_post_once"),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.role} {self.agency_id}"


class Representation(models.Model):
    """This account's person may act as the company itself (法定代表人 or 经办人)."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="representations")
    company = models.ForeignKey(Party, models.CASCADE, related_name="representatives")
    title = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["account", "company"], name="one_representation"),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.title} {self.company_id}"


class Authorisation(models.Model):
    """申请人的授权: the principal lets the agent commit, for named services, for a term."""

    principal = models.ForeignKey(Party, models.PROTECT, related_name="authorisations_given")
    agent = models.ForeignKey(Party, models.PROTECT, related_name="authorisations_held")
    services = ArrayField(models.CharField(max_length=40), default=list)
    may_commit = models.BooleanField(default=True)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    revoked_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.principal_id} → {self.agent_id}"


class ApiToken(models.Model):
    """A program's key to act as an account. Only a digest is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
