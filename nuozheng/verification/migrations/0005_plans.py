import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import nuozheng.evidence.encryption


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0003_in_the_database"),
        ("catalogue", "0003_in_the_database"),
        ("documents", "0002_initial"),
        ("parties", "0003_inspector"),
        ("verification", "0005_risk"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="CheckRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("due_on", models.DateField()),
                ("opened_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.agency",
                    ),
                ),
            ],
            options={"ordering": ("-month", "agency")},
        ),
        migrations.CreateModel(
            name="CreditCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "等监管部门核查"),
                            ("done", "已经核查"),
                            ("dropped", "不用再核查"),
                        ],
                        max_length=12,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("found", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                ("checked_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.agency",
                    ),
                ),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credit_check",
                        to="applications.application",
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ("due_on", "pk")},
        ),
        migrations.CreateModel(
            name="RoundTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assigned",
                        to="verification.checkround",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="verification.verificationtask",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SupervisingUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("named_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.agency",
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supervising",
                        to="catalogue.serviceitem",
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SupervisionEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "modes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                (
                    "basis",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("owed", "还没有安排"),
                            ("planned", "已经安排"),
                            ("done", "已经监管"),
                            ("ended", "不用再监管"),
                        ],
                        max_length=12,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("planned_on", models.DateField(null=True)),
                ("mode", models.CharField(blank=True, max_length=40)),
                ("done_on", models.DateField(null=True)),
                ("note", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.agency",
                    ),
                ),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supervision",
                        to="applications.application",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name_plural": "supervision entries", "ordering": ("due_on", "pk")},
        ),
        migrations.CreateModel(
            name="CheckFeedback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[("deciding", "办理单位"), ("supplier", "提供单位")], max_length=10
                    ),
                ),
                ("supplier", models.CharField(blank=True, max_length=120)),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("confirmed", "confirmed"),
                            ("contradicted", "contradicted"),
                            ("unable", "unable"),
                            ("cancelled", "cancelled"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("sent", "还没有读"), ("read", "已读")], max_length=8
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="parties.agency",
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="verification.verificationtask",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "check feedback",
                "ordering": ("-sent_at", "-pk"),
                "indexes": [
                    models.Index(fields=["agency", "status", "due_on"], name="feedback_inbox")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="checkround",
            constraint=models.UniqueConstraint(
                fields=("agency", "month"), name="one_round_in_a_month"
            ),
        ),
        migrations.AddIndex(
            model_name="creditcheck",
            index=models.Index(fields=["agency", "status", "due_on"], name="credit_check_queue"),
        ),
        migrations.AddConstraint(
            model_name="roundtask",
            constraint=models.UniqueConstraint(
                fields=("round", "task"), name="task_once_in_a_round"
            ),
        ),
        migrations.AddIndex(
            model_name="supervisionentry",
            index=models.Index(fields=["agency", "status", "due_on"], name="supervision_queue"),
        ),
    ]
