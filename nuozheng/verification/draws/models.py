"""双随机抽查: what was frozen, sealed, opened and drawn. Salts and names stay inside."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from nuozheng.applications.models import Application
from nuozheng.law.draws import Stratum
from nuozheng.law.draws.moves import DrawStatus
from nuozheng.parties.models import Agency

_PERSON = settings.AUTH_USER_MODEL


class Draw(models.Model):
    """One draw. `strata` holds the published groups; `guarantee` says why a group is that large."""

    code = models.CharField(max_length=40, unique=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="draws")
    status = models.CharField(max_length=12, choices=[(s.value, s.chinese) for s in DrawStatus])
    team_size = models.PositiveSmallIntegerField()
    strata = models.JSONField()
    guarantee = models.CharField(max_length=200, blank=True)
    basis = ArrayField(models.CharField(max_length=40), default=list)
    due_by = models.DateField()
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    reveal_until = models.DateTimeField()
    number_name = models.CharField(max_length=120)
    number_at = models.DateTimeField()
    number = models.CharField(max_length=80, blank=True)
    number_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    drawn_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                name="number_typed_by_two_persons",
                condition=models.Q(confirmed_by__isnull=True)
                | ~models.Q(confirmed_by=models.F("number_by")),
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def state(self) -> DrawStatus:
        return DrawStatus(self.status)

    @property
    def groups(self) -> tuple[Stratum, ...]:
        return tuple(Stratum(**one) for one in self.strata)


class PublishedRoot(models.Model):
    """A root as it was published. Nobody changes or removes one: the database refuses."""

    draw = models.OneToOneField(Draw, models.PROTECT, related_name="root")
    root = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    published_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.root


class Sealing(models.Model):
    """One agency's part of the seed: the hash first, the secret later; "" while it is kept."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="sealings")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    seal = models.CharField(max_length=64, blank=True)
    sealed_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    sealed_at = models.DateTimeField(null=True)
    secret = models.CharField(max_length=200, blank=True)
    revealed_by = models.ForeignKey(_PERSON, models.PROTECT, null=True, related_name="+")
    revealed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("agency__name",)
        constraints = (
            models.UniqueConstraint(fields=["draw", "agency"], name="agency_seals_once"),
        )

    def __str__(self) -> str:
        return f"{self.draw_id} {self.agency_id}"


class DrawInspector(models.Model):
    """Somebody who may be sent; `key` is their salted hash in the public file."""

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="inspectors")
    account = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    salt = models.CharField(max_length=32)
    skills = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["draw", "account"], name="inspector_listed_once"),
        )

    def __str__(self) -> str:
        return self.key


class DrawUnit(models.Model):
    """One case that may be drawn, with all its due checks: one visit for several.

    `place` is its place in the published result, None where it was not drawn; `team` the keys
    of the inspectors drawn for it.
    """

    draw = models.ForeignKey(Draw, models.PROTECT, related_name="units")
    application = models.ForeignKey(Application, models.PROTECT, related_name="draw_units")
    key = models.CharField(max_length=64)
    salt = models.CharField(max_length=32)
    stratum = models.CharField(max_length=40)
    skill = models.CharField(max_length=60, blank=True)
    recused = ArrayField(models.CharField(max_length=64), default=list)
    place = models.PositiveIntegerField(null=True)
    team = ArrayField(models.CharField(max_length=64), default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["draw", "application"], name="case_listed_once"),
        )

    def __str__(self) -> str:
        return self.key
