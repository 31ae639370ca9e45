"""The published list: the proofs a service needs, and how each is met without the applicant."""

import json
from datetime import date
from functools import cached_property, lru_cache

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from nuozheng.law.conditions import ConditionSet
from nuozheng.law.policy import Policy, load_policy
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Agency, Jurisdiction


class Catalogue(models.Model):
    """One published list of one jurisdiction under one regulation.

    Ordos has two, by its 2021 and its 2023 text; a case goes by the list it was opened under.
    `parent` is the list of the level above, whose entries a lower list takes over.
    """

    slug = models.SlugField(max_length=40, unique=True)
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="catalogues")
    title = models.CharField(max_length=120)
    policy_key = models.CharField(max_length=40)
    prefix = models.CharField(max_length=12, unique=True)
    published_on = models.DateField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="lower")

    class Meta:
        ordering = ("published_on", "slug")

    def __str__(self) -> str:
        return self.title

    @property
    def policy(self) -> Policy:
        return load_policy(self.policy_key)


class CatalogueFigures(models.Model):
    """The figures of a list, kept beside it by `count_figures`.

    `changes` says by how many the proofs of a way grow on a day, as [day, way, change] by day:
    whatever the list says from midnight on, or said on a past day, is the sum until that day.
    `days` says on which days entries came, changed and went, as [day, added, changed, removed];
    `services` by how many the services with anything listed grow, as [day, change].
    """

    catalogue = models.OneToOneField(Catalogue, models.CASCADE, related_name="figures")
    items = models.PositiveIntegerField()
    domains = models.JSONField()
    changes = models.JSONField()
    days = models.JSONField(db_default=models.Value([], models.JSONField()))
    services = models.JSONField(db_default=models.Value([], models.JSONField()))

    class Meta:
        verbose_name_plural = "catalogue figures"

    def __str__(self) -> str:
        return str(self.catalogue)


class Proof(models.Model):
    """证明事项: material that describes a fact or shows that a condition is met."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    issuing_body = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class ServiceItem(models.Model):
    """政务服务事项: what somebody applies for."""

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="items")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="items")
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    domain = models.CharField(max_length=40)
    applicant_kinds = ArrayField(models.CharField(max_length=10))
    implementation_code = models.CharField(max_length=64)
    code_is_synthetic = models.BooleanField(default=False)
    decision_days = models.PositiveSmallIntegerField(default=20)
    decision_day_kind = models.CharField(max_length=10, default="working")
    decision_days_basis = models.CharField(max_length=200, blank=True)
    has_penalty_basis = models.BooleanField(default=False)
    initials = models.CharField(max_length=120, blank=True)
    search_text = models.TextField(blank=True)
    ways = ArrayField(models.CharField(max_length=20), default=list)
    """Every way that some version of its entries names, whenever: narrows a search down."""

    class Meta:
        ordering = ("catalogue", "domain", "id")
        indexes = (
            models.Index(fields=["catalogue", "domain", "id"], name="item_in_order"),
            models.Index(fields=["catalogue", "id"], name="item_of_a_list"),
        )
        constraints = (
            models.UniqueConstraint(fields=["catalogue", "key"], name="item_once_in_a_list"),
        )

    def __str__(self) -> str:
        return self.name


class CatalogueEntry(models.Model):
    """One proof of one service in the list; what is said of it stands in its versions."""

    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="entries")
    proof = models.ForeignKey(Proof, models.PROTECT, related_name="entries")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("item", "position")
        verbose_name_plural = "catalogue entries"
        constraints = (
            models.UniqueConstraint(fields=["item", "proof"], name="proof_once_in_an_item"),
        )

    def __str__(self) -> str:
        return f"{self.item_id} {self.proof_id}"


class EntryVersionQuerySet(models.QuerySet["EntryVersion"]):
    def in_force(self, on: date) -> "EntryVersionQuerySet":
        return self.filter(effective_from__lte=on).filter(
            Q(effective_until=None) | Q(effective_until__gte=on)
        )


class EntryVersion(models.Model):
    """What the list says of a proof from one day to another; a change is a new version."""

    entry = models.ForeignKey(CatalogueEntry, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)

    substitution = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in Substitution]
    )
    other_way = models.CharField(max_length=200, blank=True)
    alternatives = ArrayField(models.CharField(max_length=20), default=list)
    mandatory = models.BooleanField(default=False)
    agent_allowed = models.BooleanField(default=True)
    legal_basis = models.CharField(max_length=200, blank=True)
    article = models.CharField(max_length=80, blank=True)
    basis_level = models.CharField(max_length=30, blank=True)
    content = models.TextField(blank=True)
    conditions = models.JSONField(default=dict)
    plan = models.JSONField(default=dict)
    liability = models.TextField(blank=True)
    liability_basis = models.CharField(max_length=200, blank=True)
    disclosure = models.JSONField(default=dict)
    facts = models.JSONField(default=dict)
    scope_findings = models.JSONField(default=list)
    honesty = models.JSONField(default=dict)

    objects = EntryVersionQuerySet.as_manager()

    class Meta:
        ordering = ("entry", "number")
        constraints = (
            models.UniqueConstraint(fields=["entry", "number"], name="version_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.entry_id} v{self.number}"

    @cached_property
    def condition_set(self) -> ConditionSet:
        return _condition_set(json.dumps(self.conditions))

    @property
    def may_commit(self) -> bool:
        return Substitution.COMMITMENT in (self.substitution, *self.alternatives)


@lru_cache(maxsize=2048)
def _condition_set(definition: str) -> ConditionSet:
    """Parsed once in each process: cases of one service share it, and nothing changes it."""
    return ConditionSet.model_validate_json(definition)


class LetterTemplate(models.Model):
    """告知承诺书格式文本 of one service, versioned; `content` is the whole notice."""

    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="letter_templates")
    number = models.PositiveSmallIntegerField()
    effective_from = models.DateField()
    effective_until = models.DateField(null=True)
    content = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("item", "number")
        constraints = (
            models.UniqueConstraint(fields=["item", "number"], name="template_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.item_id} 文本第{self.number}版"
