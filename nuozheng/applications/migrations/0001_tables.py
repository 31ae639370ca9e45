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
        ("applications", "0001_initial"),
        ("applications", "0002_initial"),
        ("applications", "0003_number"),
        ("applications", "0004_fetched_values"),
    ]
    dependencies = [
        ("catalogue", "0001_tables"),
        ("documents", "0002_authors"),
        ("parties", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Application",
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
                        ("number", models.CharField(max_length=40, unique=True)),
                        ("policy_key", models.CharField(max_length=40)),
                        (
                            "channel",
                            models.CharField(
                                choices=[
                                    ("web", "网上"),
                                    ("app", "手机应用"),
                                    ("window", "窗口"),
                                    ("api", "系统对接"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("opening_key", models.CharField(max_length=64)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("noticed", "noticed"),
                                    ("submitted", "submitted"),
                                    ("awaiting_completion", "awaiting_completion"),
                                    ("awaiting_proofs", "awaiting_proofs"),
                                    ("accepted", "accepted"),
                                    ("granted", "granted"),
                                    ("refused", "refused"),
                                    ("terminated", "terminated"),
                                    ("invalid", "invalid"),
                                    ("revoked", "revoked"),
                                    ("abandoned", "abandoned"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("submitted_at", models.DateTimeField(null=True)),
                        ("accepted_at", models.DateTimeField(null=True)),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("decision_reason", models.TextField(blank=True)),
                        ("due_on", models.DateField(null=True)),
                        ("eligibility", models.JSONField(default=list)),
                        ("snapshot", models.JSONField(default=dict)),
                        ("fee_paid_fen", models.PositiveIntegerField(default=0)),
                        (
                            "agency",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "agent",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.party",
                            ),
                        ),
                        (
                            "applicant",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to="parties.party",
                            ),
                        ),
                        (
                            "authorisation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.authorisation",
                            ),
                        ),
                        (
                            "catalogue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to="catalogue.catalogue",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decision_document",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="applications",
                                to="catalogue.serviceitem",
                            ),
                        ),
                        (
                            "opened_by",
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
                    name="Commitment",
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
                                    ("draft", "没有签"),
                                    ("signed", "已签"),
                                    ("withdrawn", "已撤回"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("entered", nuozheng.evidence.encryption.EncryptedJSONField(default=dict)),
                        ("declared", nuozheng.evidence.encryption.EncryptedJSONField(default=dict)),
                        ("declared_digest", models.CharField(blank=True, max_length=64)),
                        ("checks", nuozheng.evidence.encryption.EncryptedJSONField(default=list)),
                        ("checked_at", models.DateTimeField(null=True)),
                        ("checked_digest", models.CharField(blank=True, max_length=64)),
                        ("statements", models.JSONField(default=list)),
                        ("insists", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                        ("letter_number", models.CharField(max_length=24, unique=True)),
                        ("content_digest", models.CharField(blank=True, max_length=64)),
                        ("signed_at", models.DateTimeField(null=True)),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        (
                            "withdrawal_reason",
                            nuozheng.evidence.encryption.EncryptedTextField(null=True),
                        ),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="commitment",
                                to="applications.application",
                            ),
                        ),
                        (
                            "letter",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "witnessed_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="DisposedProof",
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
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "substitution",
                            models.CharField(
                                choices=[
                                    ("cancelled", "cancelled"),
                                    ("data_sharing", "data_sharing"),
                                    ("commitment", "commitment"),
                                    ("agency_verification", "agency_verification"),
                                    ("other", "other"),
                                    ("retained", "retained"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "alternatives",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20), default=list, size=None
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("awaiting_choice", "等您选择办法"),
                                    ("awaiting_commitment", "等您承诺"),
                                    ("awaiting_document", "等您提交"),
                                    ("awaiting_agency", "等部门答复"),
                                    ("settled", "有着落了"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("findings", models.JSONField(default=list)),
                        ("chosen_reason", models.CharField(blank=True, max_length=40)),
                        ("chosen_at", models.DateTimeField(null=True)),
                        ("obtained", models.JSONField(default=dict)),
                        ("fetched", nuozheng.evidence.encryption.EncryptedJSONField(null=True)),
                        (
                            "application",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="proofs",
                                to="applications.application",
                            ),
                        ),
                        (
                            "chosen_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.entryversion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("application", "position"),
                    },
                ),
                migrations.CreateModel(
                    name="CompletionRequest",
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
                        ("message", models.TextField()),
                        ("requested_at", models.DateTimeField()),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("answer", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="completion",
                                to="applications.application",
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
                        (
                            "proofs",
                            models.ManyToManyField(
                                related_name="+", to="applications.disposedproof"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Enquiry",
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
                        ("question", nuozheng.evidence.encryption.EncryptedTextField()),
                        ("asked_at", models.DateTimeField()),
                        ("answer", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                        ("answered_at", models.DateTimeField(null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="enquiries",
                                to="applications.application",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "enquiries",
                        "ordering": ("asked_at", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
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
                        ("content", models.JSONField()),
                        ("digest", models.CharField(max_length=64)),
                        ("delivered_at", models.DateTimeField()),
                        (
                            "application",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notice",
                                to="applications.application",
                            ),
                        ),
                        (
                            "delivered_to",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.lettertemplate",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="RefusedDemand",
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
                        ("asked_for", models.CharField(max_length=200)),
                        ("asked_at", models.DateTimeField()),
                        ("findings", models.JSONField(default=list)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="refused_demands",
                                to="applications.application",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.AddIndex(
                    model_name="application",
                    index=models.Index(
                        fields=["agency", "status", "due_on"], name="application_queue"
                    ),
                ),
                migrations.AddIndex(
                    model_name="application",
                    index=models.Index(
                        fields=["applicant", "-opened_at"], name="application_of_party"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.UniqueConstraint(
                        fields=("opened_by", "opening_key"), name="one_application_per_opening"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="application",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("agent", None), ("authorisation__isnull", False), _connector="OR"
                        ),
                        name="agent_acts_with_authority",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disposedproof",
                    constraint=models.UniqueConstraint(
                        fields=("application", "version"), name="proof_once_in_a_case"
                    ),
                ),
                migrations.AddIndex(
                    model_name="refuseddemand",
                    index=models.Index(
                        fields=["agency", "-asked_at"], name="refused_demand_of_agency"
                    ),
                ),
            ]
        )
    ]
