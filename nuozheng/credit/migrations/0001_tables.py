"""The tables."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import nuozheng.evidence.encryption
from nuozheng.evidence.tables import MakeTables


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("credit", "0001_initial"),
        ("credit", "0002_initial"),
        ("credit", "0003_credit_push"),
    ]
    dependencies = [
        ("parties", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="CreditRecord",
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
                        ("policy_key", models.CharField(max_length=40)),
                        ("kind", models.CharField(max_length=20)),
                        (
                            "severity",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("minor", "minor"),
                                    ("serious", "serious"),
                                    ("grave", "grave"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("behaviour", models.CharField(blank=True, max_length=120)),
                        ("impact", models.TextField(blank=True)),
                        ("promise", models.CharField(max_length=200)),
                        ("case_number", models.CharField(max_length=40)),
                        ("document_number", models.CharField(blank=True, max_length=80)),
                        ("document_on", models.DateField(null=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("proposed", "proposed"),
                                    ("in_force", "in_force"),
                                    ("dropped", "dropped"),
                                    ("repaired", "repaired"),
                                    ("ended", "ended"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "basis",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), default=list, size=None
                            ),
                        ),
                        ("proposed_at", models.DateTimeField()),
                        ("recorded_at", models.DateTimeField(null=True)),
                        ("ends_on", models.DateField(null=True)),
                        ("repaired_on", models.DateField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "jurisdiction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.jurisdiction",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="credit_records",
                                to="parties.party",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-proposed_at",),
                    },
                ),
                migrations.CreateModel(
                    name="CreditMessage",
                    fields=[
                        ("id", models.UUIDField(primary_key=True, serialize=False)),
                        ("platform", models.CharField(max_length=40)),
                        (
                            "action",
                            models.CharField(
                                choices=[
                                    ("add", "报送记录"),
                                    ("update", "报送修复"),
                                    ("remove", "请平台撤下"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("body", nuozheng.evidence.encryption.EncryptedJSONField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("waiting", "还没有送到"),
                                    ("delivered", "已送到"),
                                    ("stuck", "平台不收"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("next_at", models.DateTimeField()),
                        ("problem", models.CharField(blank=True, max_length=200)),
                        ("receipt", models.CharField(blank=True, max_length=80)),
                        ("created_at", models.DateTimeField()),
                        ("delivered_at", models.DateTimeField(null=True)),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="credit.creditrecord",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("created_at", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="CreditRepair",
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
                            "status",
                            models.CharField(
                                choices=[
                                    ("requested", "requested"),
                                    ("granted", "granted"),
                                    ("refused", "refused"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("evidence", nuozheng.evidence.encryption.EncryptedTextField()),
                        ("requested_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("reason", models.TextField(blank=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="repairs",
                                to="credit.creditrecord",
                            ),
                        ),
                        (
                            "requested_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.AddIndex(
                    model_name="creditrecord",
                    index=models.Index(fields=["party", "status"], name="credit_of_party"),
                ),
                migrations.AddConstraint(
                    model_name="creditrecord",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "kept"),
                            models.Q(("document_number", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="adverse_record_has_a_document",
                    ),
                ),
                migrations.AddIndex(
                    model_name="creditmessage",
                    index=models.Index(
                        condition=models.Q(("status", "waiting")),
                        fields=["next_at"],
                        name="credit_message_due",
                    ),
                ),
                migrations.AddIndex(
                    model_name="creditmessage",
                    index=models.Index(
                        condition=models.Q(("status", "delivered"), _negated=True),
                        fields=["platform"],
                        name="credit_message_undelivered",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="creditrepair",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status", "requested")),
                        fields=("record",),
                        name="one_repair_under_way",
                    ),
                ),
            ]
        )
    ]
