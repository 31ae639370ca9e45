"""What happened, by when something must happen, and who looked at whose data."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from nuozheng.law.alarms import AlarmKind


class Move(models.Model):
    """One act on one record: history, outbox and statistics at once. Append-only by trigger."""

    kind = models.CharField(max_length=32)
    record_id = models.BigIntegerField()
    act = models.CharField(max_length=40)
    old = models.CharField(max_length=40, blank=True)
    new = models.CharField(max_length=40)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=32)
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    basis = ArrayField(models.CharField(max_length=40), default=list)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = (
            models.Index(fields=["kind", "record_id", "id"], name="move_of_record"),
            models.Index(fields=["kind", "act", "at"], name="move_by_act"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}: {self.act} {self.old} → {self.new}"


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    def running(self) -> "DeadlineQuerySet":
        return self.filter(met_at=None)

    def overdue(self, today: date) -> "DeadlineQuerySet":
        return self.running().filter(due_on__lt=today)


class Deadline(models.Model):
    """A legal clock: what must happen, counted from which event, due at the end of which day.

    `days` are working days unless `natural`. A clock `of_person` runs for somebody's own act, and
    the day they were told never moves forward.
    """

    kind = models.CharField(max_length=32)
    record_id = models.BigIntegerField()
    what = models.CharField(max_length=40)
    title = models.CharField(max_length=120)
    started_on = models.DateField()
    days = models.PositiveSmallIntegerField()
    natural = models.BooleanField(default=False)
    of_person = models.BooleanField(default=False)
    due_on = models.DateField()
    provisional = models.BooleanField(default=False)
    explanation = models.TextField(blank=True)
    basis = ArrayField(models.CharField(max_length=40), default=list)
    met_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "record_id", "what"],
                condition=models.Q(met_at=None),
                name="one_running_clock_of_a_kind",
            ),
        )
        indexes = (
            models.Index(
                fields=["due_on"], name="deadline_running", condition=models.Q(met_at=None)
            ),
            models.Index(fields=["kind", "record_id"], name="deadline_of_record"),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.due_on}"

    def is_overdue(self, today: date) -> bool:
        return self.met_at is None and self.due_on < today


class AccessReceipt(models.Model):
    """One look at somebody's data at a source: why, under which clause, with what outcome.

    The values that came back are not kept here; a refused or failed look is a row too.
    """

    party = models.ForeignKey(
        "parties.Party", models.PROTECT, related_name="access_receipts", db_index=False
    )
    source = models.CharField(max_length=40)
    purpose = models.CharField(max_length=120)
    case_number = models.CharField(max_length=40)
    attributes = ArrayField(models.CharField(max_length=60), default=list)
    basis = ArrayField(models.CharField(max_length=40), default=list)
    result = models.CharField(max_length=20)
    problem = models.CharField(max_length=120, blank=True)
    trouble = models.CharField(max_length=16, blank=True, default="")
    unanswered = ArrayField(models.CharField(max_length=60), default=list)
    elapsed_ms = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = (
            models.Index(fields=["party", "-asked_at"], name="receipt_of_party"),
            models.Index(fields=["case_number"], name="receipt_of_case"),
            models.Index(fields=["source", "-asked_at"], name="receipt_of_source"),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.result} {self.asked_at:%Y-%m-%d %H:%M}"


class SourceDayManager(models.Manager["SourceDay"]):
    def take(self, source: str, day: date, quota: int) -> bool:
        """Count one look-up of this day; False, and nothing counted, where the quota is used up.

        One statement, so that processes that ask at once never take more than the quota.
        """
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, {"source": source, "day": day, "quota": quota})
            return cursor.fetchone() is not None


_TAKE = """
    INSERT INTO evidence_sourceday (source, "on", asked) VALUES (%(source)s, %(day)s, 1)
    ON CONFLICT (source, "on") DO UPDATE SET asked = evidence_sourceday.asked + 1
    WHERE evidence_sourceday.asked < %(quota)s
    RETURNING asked
"""


class SourceDay(models.Model):
    """How often a source with a quota was asked on one day."""

    source = models.CharField(max_length=40)
    on = models.DateField()
    asked = models.PositiveIntegerField()

    objects = SourceDayManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["source", "on"], name="source_counted_once_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.on} {self.asked}"


class Alarm(models.Model):
    """告警: something that people depend on fails; raised once, until it works again.

    `subject` names what fails within its kind: a source, a partner, a batch.
    """

    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in AlarmKind])
    subject = models.CharField(max_length=60)
    detail = models.JSONField(default=dict)
    raised_at = models.DateTimeField()
    last_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering = ("-raised_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=models.Q(ended_at=None),
                name="one_alarm_of_a_kind_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.raised_at:%Y-%m-%d %H:%M}"


class StaffLook(models.Model):
    """看过: somebody in office had a person's data on the screen; one row for page and day.

    `held` names an inspection or inquiry that the look would give away; until it is over, and no
    longer than `latest_on`, the person isn't shown the row.
    """

    party = models.ForeignKey(
        "parties.Party", models.PROTECT, related_name="staff_looks", db_index=False
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    post = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=40)
    purpose = models.CharField(max_length=120)
    basis = ArrayField(models.CharField(max_length=40), default=list)
    case_number = models.CharField(max_length=40, blank=True)
    day = models.DateField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    held = models.CharField(max_length=40, blank=True)
    latest_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["party", "day", "by", "what", "case_number", "purpose"],
                name="one_look_row_a_day",
            ),
        )
        indexes = (models.Index(fields=["case_number"], name="look_of_case"),)

    def __str__(self) -> str:
        return f"{self.what} {self.day} ×{self.times}"


class LegalHold(models.Model):
    """暂停删除: nothing of this case is deleted while a dispute, a court or an inquiry needs it."""

    case_number = models.CharField(max_length=40)
    reason = models.CharField(max_length=200)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case_number"],
                condition=models.Q(lifted_at=None),
                name="one_hold_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_number} {self.placed_at:%Y-%m-%d}"


class Erasure(models.Model):
    """到期处理: what was deleted, of whose case, how many, by which rule; never what it said."""

    rule = models.CharField(max_length=20)
    title = models.CharField(max_length=80)
    deed = models.CharField(max_length=10)
    party = models.ForeignKey("parties.Party", models.PROTECT, null=True, related_name="erasures")
    case_number = models.CharField(max_length=40, blank=True)
    count = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    basis = ArrayField(models.CharField(max_length=40), default=list)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.rule} ×{self.count} {self.at:%Y-%m-%d}"
