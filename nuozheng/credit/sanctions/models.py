"""What restricts somebody because of a record, who may look it up, and what kept promises bring."""

from datetime import date
from typing import Literal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from nuozheng.catalogue.models import ServiceItem
from nuozheng.credit.models import CreditRecord
from nuozheng.documents.models import Document
from nuozheng.evidence.encryption import EncryptedTextField
from nuozheng.law.moves import MoveTable
from nuozheng.law.policy import Policy, load_policy
from nuozheng.law.procedure import RecordStatus
from nuozheng.law.restraints import SANCTION, RestraintStatus, UnitLetterStatus
from nuozheng.law.sanctions import DOMAINS, domain_word, measure_named
from nuozheng.parties.models import Agency, Jurisdiction, Party

_PERSON = settings.AUTH_USER_MODEL
_DOMAIN_CHOICES = [(one, one) for one in DOMAINS]


def effective(on: date) -> Q:
    """Those that restrict somebody on a day: the day counts, whether or not a job has run."""
    return (
        (Q(record__ends_on=None) | Q(record__ends_on__gt=on))
        & (Q(ends_on=None) | Q(ends_on__gt=on))
        & Q(
            status=RestraintStatus.IN_FORCE,
            starts_on__lte=on,
            record__status=RecordStatus.IN_FORCE,
        )
    )


class Restraint(models.Model):
    """Told to the person, answered, decided by another person than proposed it, with an end."""

    record = models.ForeignKey(CreditRecord, models.PROTECT, related_name="%(class)ss")
    party = models.ForeignKey(Party, models.PROTECT, related_name="%(class)ss")
    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    policy_key = models.CharField(max_length=40)
    status = models.CharField(
        max_length=12, choices=[(one.value, one.chinese) for one in RestraintStatus]
    )
    basis = ArrayField(models.CharField(max_length=40), default=list)
    reasons = EncryptedTextField()
    evidence = EncryptedTextField()
    notice = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    told_on = models.DateField(null=True)
    told_how = EncryptedTextField(null=True)
    answer_due_on = models.DateField(null=True)
    answer = EncryptedTextField(null=True)
    answered_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", db_index=False)
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        _PERSON, models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    decision = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    document_number = models.CharField(max_length=80, blank=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    left_on = models.DateField(null=True)
    release = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
        ordering = ("-proposed_at", "-pk")

    kind: Literal["listing", "sanction"]
    table: MoveTable

    def __str__(self) -> str:
        return f"{self.code} {self.status}"

    @property
    def code(self) -> str:
        """How pages and programs name it: listing-12, sanction-7."""
        return f"{self.kind}-{self.pk}"

    @property
    def policy(self) -> Policy:
        return load_policy(self.policy_key)

    @property
    def state(self) -> RestraintStatus:
        return RestraintStatus(self.status)

    def is_effective(self, on: date) -> bool:
        """The same as `effective` for one row whose record is at hand."""
        ends = [day for day in (self.ends_on, self.record.ends_on) if day is not None]
        return (
            self.status == RestraintStatus.IN_FORCE
            and self.starts_on is not None
            and self.starts_on <= on
            and self.record.status == RecordStatus.IN_FORCE
            and all(on < day for day in ends)
        )


class Sanction(Restraint):
    """失信惩戒: one measure of the closed list, by one unit, through one kind of actor."""

    measure = models.CharField(max_length=40)
    domain = models.CharField(max_length=24, blank=True, choices=_DOMAIN_CHOICES)
    actor = models.CharField(max_length=10)

    kind = "sanction"
    table = SANCTION

    class Meta(Restraint.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["record", "agency", "measure"],
                condition=Q(status__in=("told", "heard", "in_force")),
                name="sanction_of_a_unit_once",
            ),
        )
        indexes = (models.Index(fields=["party", "status"], name="sanction_of_party"),)

    @property
    def title(self) -> str:
        found = measure_named(self.policy, self.measure)
        return found.title if found else self.measure

    @property
    def domain_text(self) -> str:
        return domain_word(self.domain)


class Execution(models.Model):
    """执行反馈: what a unit did of a sanction, and when."""

    sanction = models.ForeignKey(Sanction, models.PROTECT, related_name="executions")
    on = models.DateField()
    words = EncryptedTextField()
    by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.sanction_id} {self.on}"


class Competence(models.Model):
    """职责权限: in this domain this unit may look up who is restricted, and restrict by law."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="competences")
    domain = models.CharField(max_length=24, choices=_DOMAIN_CHOICES)
    law = models.CharField(max_length=200)
    given_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", db_index=False)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ("agency", "domain")
        constraints = (
            models.UniqueConstraint(fields=["agency", "domain"], name="competence_once"),
        )

    def __str__(self) -> str:
        return f"{self.agency_id} {self.domain}"

    @property
    def domain_text(self) -> str:
        return domain_word(self.domain)


class JointMatter(models.Model):
    """列入联合惩戒的事项: where an applicant's restriction is shown, or must be decided on."""

    item = models.OneToOneField(ServiceItem, models.PROTECT, related_name="joint_matter")
    domain = models.CharField(max_length=24, choices=_DOMAIN_CHOICES)
    must_decide = models.BooleanField()
    law = models.CharField(max_length=200)
    set_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", db_index=False)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.item_id} {self.domain}"

    @property
    def domain_text(self) -> str:
        return domain_word(self.domain)


class FieldDecision(models.Model):
    """A unit decides for its own field whether a restriction counts in one case, with reasons."""

    case_number = models.CharField(max_length=40)
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    restricted = models.BooleanField()
    hits = ArrayField(models.CharField(max_length=40))
    basis = ArrayField(models.CharField(max_length=40), default=list)
    reasons = EncryptedTextField()
    by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=["case_number"], name="field_decision_of_case"),)

    def __str__(self) -> str:
        return f"{self.case_number} {'restricted' if self.restricted else 'not restricted'}"


class UnitLetter(models.Model):
    """通知当事人所在单位: written after the finding is final, with its delivery."""

    record = models.OneToOneField(CreditRecord, models.PROTECT, related_name="unit_letter")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    status = models.CharField(
        max_length=12, choices=[(one.value, one.chinese) for one in UnitLetterStatus]
    )
    opened_at = models.DateTimeField()
    unit = EncryptedTextField(null=True)
    letter = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    document_number = models.CharField(max_length=80, blank=True)
    delivery = EncryptedTextField(null=True)
    delivered_on = models.DateField(null=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=["agency", "status"], name="unit_letter_queue"),)

    def __str__(self) -> str:
        return f"{self.record_id} {self.status}"

    @property
    def state(self) -> UnitLetterStatus:
        return UnitLetterStatus(self.status)


class Incentive(models.Model):
    """守信激励: given in one case because of promises kept, logged as a restriction is."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="incentives")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    policy_key = models.CharField(max_length=40)
    rule = models.CharField(max_length=40)
    case_number = models.CharField(max_length=40)
    kept = models.PositiveIntegerField()
    basis = ArrayField(models.CharField(max_length=40), default=list)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=["case_number", "rule"], name="incentive_once_a_case"),
        )
        indexes = (models.Index(fields=["party"], name="incentive_of_party"),)

    def __str__(self) -> str:
        return f"{self.case_number} {self.rule}"

    @property
    def title(self) -> str:
        """优先办理, 降低抽查比率."""
        rules = load_policy(self.policy_key).credit.incentives.value
        return next((one.title for one in rules if one.key == self.rule), self.rule)
