"""The tables."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from nuozheng.evidence.tables import MakeTables


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("evidence", "0001_initial"),
        ("evidence", "0002_initial"),
        ("evidence", "0003_append_only"),
        ("evidence", "0004_data_sources"),
        ("evidence", "0004_alarm"),
        ("evidence", "0005_credit_push"),
    ]
    dependencies = [
        ("parties", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Deadline",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("kind", models.CharField(max_length=32)),
                        ("record_id", models.BigIntegerField()),
                        ("what", models.CharField(max_length=40)),
                        ("title", models.CharField(max_length=120)),
                        ("started_on", models.DateField()),
                        ("days", models.PositiveSmallIntegerField()),
                        ("natural", models.BooleanField(default=False)),
                        ("of_person", models.BooleanField(default=False)),
                        ("due_on", models.DateField()),
                        ("provisional", models.BooleanField(default=False)),
                        ("explanation", models.TextField(blank=True)),
                        (
                            "basis",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), default=list, size=None
                            ),
                        ),
                        ("met_at", models.DateTimeField(null=True)),
                        ("lapsed_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "indexes": [
                            models.Index(
                                condition=models.Q(("met_at", None)),
                                fields=["due_on"],
                                name="deadline_running",
                            ),
                            models.Index(fields=["kind", "record_id"], name="deadline_of_record"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("met_at", None)),
                                fields=("kind", "record_id", "what"),
                                name="one_running_clock_of_a_kind",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SourceDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("source", models.CharField(max_length=40)),
                        ("on", models.DateField()),
                        ("asked", models.PositiveIntegerField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("source", "on"), name="source_counted_once_a_day"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccessReceipt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("source", models.CharField(max_length=40)),
                        ("purpose", models.CharField(max_length=120)),
                        ("case_number", models.CharField(max_length=40)),
                        (
                            "attributes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60), default=list, size=None
                            ),
                        ),
                        (
                            "basis",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), default=list, size=None
                            ),
                        ),
                        ("result", models.CharField(max_length=20)),
                        ("problem", models.CharField(blank=True, max_length=120)),
                        ("trouble", models.CharField(blank=True, default="", max_length=16)),
                        (
                            "unanswered",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60), default=list, size=None
                            ),
                        ),
                        ("elapsed_ms", models.PositiveIntegerField(default=0)),
                        ("asked_at", models.DateTimeField()),
                        (
                            "asked_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="access_receipts",
                                to="parties.party",
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["party", "-asked_at"], name="receipt_of_party"),
                            models.Index(fields=["case_number"], name="receipt_of_case"),
                            models.Index(fields=["source", "-asked_at"], name="receipt_of_source"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Alarm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("source", "source"),
                                    ("partner", "partner"),
                                    ("credit_platform", "credit_platform"),
                                    ("batch_stopped", "batch_stopped"),
                                    ("batch_differs", "batch_differs"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("subject", models.CharField(max_length=60)),
                        ("detail", models.JSONField(default=dict)),
                        ("raised_at", models.DateTimeField()),
                        ("last_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("seen_at", models.DateTimeField(null=True)),
                        (
                            "seen_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-raised_at", "-pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_at", None)),
                                fields=("kind", "subject"),
                                name="one_alarm_of_a_kind_at_a_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Move",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("kind", models.CharField(max_length=32)),
                        ("record_id", models.BigIntegerField()),
                        ("act", models.CharField(max_length=40)),
                        ("old", models.CharField(blank=True, max_length=40)),
                        ("new", models.CharField(max_length=40)),
                        ("role", models.CharField(max_length=32)),
                        ("at", models.DateTimeField()),
                        ("reason", models.TextField(blank=True)),
                        (
                            "basis",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), default=list, size=None
                            ),
                        ),
                        ("detail", models.JSONField(default=dict)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["kind", "record_id", "id"], name="move_of_record"),
                            models.Index(fields=["kind", "act", "at"], name="move_by_act"),
                        ],
                    },
                ),
            ]
        )
    ]
