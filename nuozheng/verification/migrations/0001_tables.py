"""The tables."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import nuozheng.evidence.encryption
import nuozheng.law.inspections.moves
from nuozheng.evidence.tables import MakeTables


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("verification", "0001_initial"),
        ("verification", "0002_bulk"),
        ("verification", "0003_data_sources"),
        ("verification", "0004_draws"),
        ("verification", "0003_inspections"),
        ("verification", "0004_assistance"),
        ("verification", "0005_plans"),
        ("verification", "0005_risk"),
        ("verification", "0006_registers"),
        ("verification", "0007_fairness"),
        ("verification", "0008_afterwards"),
    ]
    dependencies = [
        ("applications", "0001_tables"),
        ("catalogue", "0001_tables"),
        ("documents", "0002_authors"),
        ("evidence", "0001_tables"),
        ("parties", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="AssistanceEntry",
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
                                    ("query", "协助查询"),
                                    ("publish", "协助公示"),
                                    ("locate", "协助查找人员"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("title", models.CharField(max_length=120)),
                        ("content", models.TextField()),
                        ("legal_basis", models.CharField(max_length=200)),
                        ("days", models.PositiveSmallIntegerField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("proposed", "等登记"),
                                    ("listed", "在目录里"),
                                    ("change_asked", "在目录里，申请调整"),
                                    ("ended", "已移出目录"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("wanted", models.JSONField(default=dict)),
                        ("proposed_at", models.DateTimeField()),
                        (
                            "jurisdiction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assistance",
                                to="parties.jurisdiction",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "provider",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assistance_offered",
                                to="parties.agency",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "assistance entries",
                        "ordering": ("provider", "title"),
                    },
                ),
                migrations.CreateModel(
                    name="AssistanceRequest",
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
                        ("number", models.CharField(max_length=24)),
                        ("requester_cell", models.CharField(blank=True, max_length=40)),
                        ("requester_name", models.CharField(max_length=80)),
                        ("provider_cell", models.CharField(blank=True, max_length=40)),
                        ("provider_name", models.CharField(max_length=80)),
                        ("policy_key", models.CharField(max_length=40)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("query", "协助查询"),
                                    ("publish", "协助公示"),
                                    ("locate", "协助查找人员"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("urgent_reason", models.CharField(blank=True, max_length=200)),
                        ("item", models.CharField(max_length=120)),
                        ("proof", models.CharField(max_length=120)),
                        ("subject_kind", models.CharField(max_length=10)),
                        ("subject_name", nuozheng.evidence.encryption.EncryptedTextField()),
                        ("subject_identifier", nuozheng.evidence.encryption.EncryptedTextField()),
                        ("subject_index", models.CharField(max_length=64)),
                        ("question", nuozheng.evidence.encryption.EncryptedTextField()),
                        ("legal_basis", models.CharField(max_length=200)),
                        (
                            "tried",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=24), default=list, size=None
                            ),
                        ),
                        ("days", models.PositiveSmallIntegerField()),
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
                                    ("prepared", "等批准"),
                                    ("sent", "等接收"),
                                    ("taken_on", "正在办"),
                                    ("answered", "已答复"),
                                    ("declined", "不能协助"),
                                    ("taken_back", "已撤回"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("sent_at", models.DateTimeField(null=True)),
                        ("due_on", models.DateField(null=True)),
                        ("reminded_at", models.DateTimeField(null=True)),
                        ("escalated_at", models.DateTimeField(null=True)),
                        ("outcome", models.CharField(blank=True, max_length=12)),
                        ("reply", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                        ("replied_at", models.DateTimeField(null=True)),
                        ("signer_name", models.CharField(blank=True, max_length=80)),
                        ("signer_post", models.CharField(blank=True, max_length=120)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        (
                            "created_by",
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
                            "entry",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="requests",
                                to="verification.assistanceentry",
                            ),
                        ),
                        (
                            "provider",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assistance_owed",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="verification.assistancerequest",
                            ),
                        ),
                        (
                            "replied_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "requester",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assistance_asked",
                                to="parties.agency",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("due_on", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="CheckRound",
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
                    options={
                        "ordering": ("-month", "agency"),
                    },
                ),
                migrations.CreateModel(
                    name="Consequence",
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
                        ("measure", models.CharField(max_length=24)),
                        ("legal_basis", models.CharField(blank=True, max_length=200)),
                        ("no_basis_reason", models.TextField(blank=True)),
                        ("content", models.TextField(blank=True)),
                        (
                            "basis",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), default=list, size=None
                            ),
                        ),
                        ("due_on", models.DateField(null=True)),
                        ("met_at", models.DateTimeField(null=True)),
                        ("document_number", models.CharField(max_length=80)),
                        ("decided_at", models.DateTimeField()),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("decided_at",),
                    },
                ),
                migrations.CreateModel(
                    name="Cover",
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
                        ("insurer", models.CharField(max_length=120)),
                        ("policy_number", models.CharField(max_length=80)),
                        ("limit_yuan", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField()),
                        ("reasons", models.JSONField(default=dict)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("in_force", "有效"),
                                    ("expired", "已过期"),
                                    ("ended", "已退保"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        ("warned_at", models.DateTimeField(null=True)),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="covers",
                                to="catalogue.catalogueentry",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("ends_on", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="CreditCheck",
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
                    options={
                        "ordering": ("due_on", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="DebtNotice",
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
                                    ("reminded", "已提醒本单位"),
                                    ("escalated", "已报监督人员"),
                                    ("cleared", "已经补上"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("late", models.PositiveIntegerField()),
                        ("oldest_due_on", models.DateField()),
                        ("reminded_on", models.DateField()),
                        (
                            "basis",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), default=list, size=None
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="debt_notices",
                                to="parties.agency",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="DepartmentSystem",
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
                        ("name", models.CharField(max_length=120)),
                        ("platform", models.CharField(max_length=120)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "还没有对接"),
                                    ("testing", "正在联调"),
                                    ("linked", "已经对接"),
                                    ("interrupted", "对接中断"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200)),
                        ("registered_at", models.DateTimeField()),
                        ("changed_at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="systems",
                                to="parties.agency",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("agency", "name"),
                    },
                ),
                migrations.CreateModel(
                    name="Draw",
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
                        ("code", models.CharField(max_length=40, unique=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("frozen", "名单已冻结，等各单位封存随机数"),
                                    ("sealed", "随机数已封存，等公开"),
                                    ("numbered", "公开号码已录入，等第二人核对"),
                                    ("drawn", "已抽取，等公布"),
                                    ("published", "已公布"),
                                    ("void", "作废"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("team_size", models.PositiveSmallIntegerField()),
                        ("strata", models.JSONField()),
                        ("guarantee", models.CharField(blank=True, max_length=200)),
                        (
                            "basis",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), default=list, size=None
                            ),
                        ),
                        ("due_by", models.DateField()),
                        ("frozen_at", models.DateTimeField()),
                        ("reveal_until", models.DateTimeField()),
                        ("number_name", models.CharField(max_length=120)),
                        ("number_at", models.DateTimeField()),
                        ("number", models.CharField(blank=True, max_length=80)),
                        ("drawn_at", models.DateTimeField(null=True)),
                        ("published_at", models.DateTimeField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="draws",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "frozen_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "number_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="DrawInspector",
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
                        ("key", models.CharField(max_length=64)),
                        ("salt", models.CharField(max_length=32)),
                        (
                            "skills",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60), default=list, size=None
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "draw",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspectors",
                                to="verification.draw",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="DrawUnit",
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
                        ("key", models.CharField(max_length=64)),
                        ("salt", models.CharField(max_length=32)),
                        ("stratum", models.CharField(max_length=40)),
                        ("skill", models.CharField(blank=True, max_length=60)),
                        (
                            "recused",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=64), default=list, size=None
                            ),
                        ),
                        ("place", models.PositiveIntegerField(null=True)),
                        (
                            "team",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=64), default=list, size=None
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="draw_units",
                                to="applications.application",
                            ),
                        ),
                        (
                            "draw",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="units",
                                to="verification.draw",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ExtraMeasure",
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
                        ("condition_key", models.CharField(max_length=60)),
                        ("words", nuozheng.evidence.encryption.EncryptedTextField()),
                        ("taken_at", models.DateTimeField()),
                        (
                            "proof",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="extra_measures",
                                to="applications.disposedproof",
                            ),
                        ),
                        (
                            "taken_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="FairnessReading",
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
                        ("on", models.DateField()),
                        ("counted", models.JSONField()),
                        ("comparisons", models.JSONField()),
                        (
                            "basis",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), default=list, size=None
                            ),
                        ),
                        ("read_at", models.DateTimeField()),
                        (
                            "jurisdiction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fairness_readings",
                                to="parties.jurisdiction",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-on", "jurisdiction"),
                    },
                ),
                migrations.CreateModel(
                    name="FairnessAlarm",
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
                            "measure",
                            models.CharField(
                                choices=[
                                    ("inspected", "被查"),
                                    ("repeated", "被查两次以上"),
                                    ("punished", "查过以后被处理"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "等监督人员查清"),
                                    ("explained", "查清了，不是差别对待"),
                                    ("corrected", "是差别对待，已经纠正"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("found", models.JSONField()),
                        (
                            "basis",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), default=list, size=None
                            ),
                        ),
                        ("raised_at", models.DateTimeField()),
                        ("answered_at", models.DateTimeField(null=True)),
                        (
                            "inspector",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                            "reading",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="alarms",
                                to="verification.fairnessreading",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-raised_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="IncomingMessage",
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
                        ("cell", models.CharField(max_length=40)),
                        ("message_id", models.UUIDField()),
                        ("kind", models.CharField(max_length=12)),
                        ("received_at", models.DateTimeField()),
                        (
                            "request",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="verification.assistancerequest",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="InspectionItem",
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
                        ("name", models.CharField(max_length=120)),
                        ("legal_basis", models.CharField(max_length=200)),
                        (
                            "status",
                            models.CharField(
                                choices=[("published", "已公布"), ("withdrawn", "已撤下")],
                                max_length=12,
                            ),
                        ),
                        ("published_at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspection_items",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "proof",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.proof",
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("agency__name", "name", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="IntendedMeasure",
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
                        ("measure", models.CharField(max_length=24)),
                        ("legal_basis", models.CharField(max_length=200)),
                        ("content", models.TextField()),
                        ("reasons", nuozheng.evidence.encryption.EncryptedTextField()),
                        ("penalty_kind", models.CharField(blank=True, max_length=20)),
                        ("amount_yuan", models.PositiveIntegerField(default=0)),
                        ("complex_case", models.BooleanField(default=False)),
                        ("public_interest", models.BooleanField(default=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("told", "已告知，等本人意见"),
                                    ("answered", "本人已经说明意见"),
                                    ("hearing_asked", "本人要求听证"),
                                    ("hearing_called", "已通知听证"),
                                    ("hearing_held", "已经听证"),
                                    ("carried_out", "已经作出处理"),
                                    ("dropped", "不再处理"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("intended_at", models.DateTimeField()),
                        ("answer_due_on", models.DateField()),
                        ("answer", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("hearing_due_on", models.DateField(null=True)),
                        ("hearing_forgone", models.BooleanField(default=False)),
                        (
                            "review_opinion",
                            nuozheng.evidence.encryption.EncryptedTextField(null=True),
                        ),
                        ("review_passed", models.BooleanField(null=True)),
                        ("reviewed_at", models.DateTimeField(null=True)),
                        (
                            "answered_how",
                            nuozheng.evidence.encryption.EncryptedTextField(null=True),
                        ),
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
                            "consequence",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="intention",
                                to="verification.consequence",
                            ),
                        ),
                        (
                            "intended_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("intended_at",),
                    },
                ),
                migrations.CreateModel(
                    name="Hearing",
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
                        ("held_at", models.DateTimeField()),
                        ("place", models.CharField(max_length=120)),
                        ("record", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                        ("signed", models.BooleanField(null=True)),
                        ("unsigned_because", models.CharField(blank=True, max_length=200)),
                        ("recorded_at", models.DateTimeField(null=True)),
                        (
                            "call",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "presided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "record_document",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
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
                        (
                            "intended",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hearing",
                                to="verification.intendedmeasure",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="LetterVersion",
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
                        ("number", models.PositiveSmallIntegerField()),
                        ("letter_number", models.CharField(max_length=24, unique=True)),
                        ("declared", nuozheng.evidence.encryption.EncryptedJSONField(default=dict)),
                        ("checks", nuozheng.evidence.encryption.EncryptedJSONField(default=list)),
                        ("content_digest", models.CharField(max_length=64)),
                        ("signed_at", models.DateTimeField()),
                        (
                            "corrected",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60), size=None
                            ),
                        ),
                        ("why", nuozheng.evidence.encryption.EncryptedTextField()),
                        ("falls_short", models.BooleanField(default=False)),
                        ("corrected_at", models.DateTimeField()),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="applications.commitment",
                            ),
                        ),
                        (
                            "corrected_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "letter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("commitment", "number"),
                    },
                ),
                migrations.CreateModel(
                    name="OutgoingMessage",
                    fields=[
                        ("id", models.UUIDField(primary_key=True, serialize=False)),
                        ("cell", models.CharField(max_length=40)),
                        ("kind", models.CharField(max_length=12)),
                        ("body", nuozheng.evidence.encryption.EncryptedJSONField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("waiting", "等送达"),
                                    ("delivered", "已送达"),
                                    ("stuck", "对方不收"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("next_at", models.DateTimeField()),
                        ("problem", models.CharField(blank=True, max_length=200)),
                        ("created_at", models.DateTimeField()),
                        ("delivered_at", models.DateTimeField(null=True)),
                        (
                            "request",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="verification.assistancerequest",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("created_at",),
                    },
                ),
                migrations.CreateModel(
                    name="PublishedRoot",
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
                        ("root", models.CharField(max_length=64)),
                        ("size", models.PositiveIntegerField()),
                        ("published_at", models.DateTimeField()),
                        (
                            "draw",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="root",
                                to="verification.draw",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="QueuedProof",
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
                                    ("waiting", "等数据源答复"),
                                    ("answered", "已经答复"),
                                    ("to_person", "转由人核查"),
                                    ("dropped", "不用再查"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("next_at", models.DateTimeField()),
                        ("give_up_at", models.DateTimeField()),
                        ("created_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "proof",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lookups",
                                to="applications.disposedproof",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Recheck",
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
                        ("reported", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                        ("reported_at", models.DateTimeField(null=True)),
                        ("fixed", models.BooleanField(null=True)),
                        ("note", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                        ("rechecked_at", models.DateTimeField(null=True)),
                        (
                            "consequence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rechecks",
                                to="verification.consequence",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "rechecked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reported_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="RiskPoint",
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
                            "step",
                            models.CharField(
                                choices=[
                                    ("inform", "告知"),
                                    ("choose", "选择办法"),
                                    ("commit", "签承诺书"),
                                    ("decide", "作决定"),
                                    ("check", "核查"),
                                    ("supervise", "日常监管"),
                                    ("consequence", "不实的处理"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("point", models.CharField(blank=True, max_length=500)),
                        ("none_reason", models.CharField(blank=True, max_length=500)),
                        (
                            "likelihood",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "低"), (2, "中"), (3, "高")], null=True
                            ),
                        ),
                        (
                            "impact",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "低"), (2, "中"), (3, "高")], null=True
                            ),
                        ),
                        ("measure", models.CharField(blank=True, max_length=1000)),
                        ("review_on", models.DateField()),
                        ("reviewed_at", models.DateTimeField(null=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[("in_force", "有效"), ("retired", "已撤下")], max_length=12
                            ),
                        ),
                        ("listed_at", models.DateTimeField()),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="risk_points",
                                to="catalogue.catalogueentry",
                            ),
                        ),
                        (
                            "listed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="RoutineInspection",
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
                        ("on", models.DateField()),
                        (
                            "criteria",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), size=None
                            ),
                        ),
                        (
                            "measure",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "没有处理"),
                                    ("guide", "批评教育、指导"),
                                    ("rectify", "责令改正"),
                                    ("penalise", "行政处罚"),
                                    ("refer", "移送"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="routine_inspections",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="routine_inspections",
                                to="applications.application",
                            ),
                        ),
                        (
                            "inspectors",
                            models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-on", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="RuleProposal",
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
                        ("text", models.TextField()),
                        ("addressed_to", models.CharField(max_length=120)),
                        ("proposed_at", models.DateTimeField()),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rule_proposals",
                                to="catalogue.serviceitem",
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
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
                    name="Sealing",
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
                        ("seal", models.CharField(blank=True, max_length=64)),
                        ("sealed_at", models.DateTimeField(null=True)),
                        ("secret", models.CharField(blank=True, max_length=200)),
                        ("revealed_at", models.DateTimeField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "draw",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sealings",
                                to="verification.draw",
                            ),
                        ),
                        (
                            "revealed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "sealed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("agency__name",),
                    },
                ),
                migrations.CreateModel(
                    name="SharedProof",
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
                        ("supplier", models.CharField(max_length=120)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("listed", "已列入，还没有接通"),
                                    ("connected", "已接通"),
                                    ("suspended", "暂停共享"),
                                    ("off", "已移出清单"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("blocker", models.CharField(blank=True, max_length=200)),
                        ("listed_at", models.DateTimeField()),
                        (
                            "jurisdiction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shared_proofs",
                                to="parties.jurisdiction",
                            ),
                        ),
                        (
                            "listed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "proof",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shared",
                                to="catalogue.proof",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("proof__code", "source"),
                    },
                ),
                migrations.CreateModel(
                    name="SharingTask",
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
                            "scope",
                            models.CharField(
                                choices=[
                                    ("regions", "跨地区"),
                                    ("departments", "跨部门"),
                                    ("levels", "跨层级"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("what", models.CharField(max_length=200)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "正在办"),
                                    ("done", "办成了"),
                                    ("dropped", "不办了"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("progress", models.CharField(blank=True, max_length=200)),
                        ("set_at", models.DateTimeField()),
                        ("due_on", models.DateField()),
                        (
                            "jurisdiction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sharing_tasks",
                                to="parties.jurisdiction",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sharing_tasks",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "proof",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sharing_tasks",
                                to="catalogue.proof",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("due_on", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="SourceCorrection",
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
                        ("attribute", models.CharField(max_length=60)),
                        ("said", nuozheng.evidence.encryption.EncryptedTextField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "等数据单位答复"),
                                    ("corrected", "已经更正"),
                                    ("stands", "核实无误，不改"),
                                    ("withdrawn", "本人撤回"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("due_on", models.DateField()),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="source_corrections",
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
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="source_corrections",
                                to="parties.party",
                            ),
                        ),
                        (
                            "receipt",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="evidence.accessreceipt",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("due_on", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="SupervisingUnit",
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
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
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
                    options={
                        "verbose_name_plural": "supervision entries",
                        "ordering": ("due_on", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="ThirdParty",
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
                        ("name", nuozheng.evidence.encryption.EncryptedTextField()),
                        ("contact", nuozheng.evidence.encryption.EncryptedTextField()),
                        ("interest", nuozheng.evidence.encryption.EncryptedTextField()),
                        ("recorded_at", models.DateTimeField()),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="third_parties",
                                to="applications.application",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.party",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "third parties",
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Service",
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
                        ("to", nuozheng.evidence.encryption.EncryptedTextField()),
                        (
                            "manner",
                            models.CharField(
                                choices=[
                                    ("online", "网上送达"),
                                    ("handed", "当面送达"),
                                    ("left", "留置送达"),
                                    ("post", "邮寄送达"),
                                    ("proxy", "委托送达"),
                                    ("notice", "公告送达"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200)),
                        ("served_at", models.DateTimeField()),
                        ("read_at", models.DateTimeField(null=True)),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="services",
                                to="applications.application",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="services",
                                to="documents.document",
                            ),
                        ),
                        (
                            "read_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "served_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "third_party",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="services",
                                to="verification.thirdparty",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("served_at", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Objection",
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
                        ("told_at", models.DateTimeField()),
                        ("due_on", models.DateField()),
                        ("said", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                        ("said_at", models.DateTimeField(null=True)),
                        ("answer", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                        ("answered_at", models.DateTimeField(null=True)),
                        (
                            "answer_document",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
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
                            "intended",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="verification.intendedmeasure",
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "said_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "third_party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="objections",
                                to="verification.thirdparty",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="UntruthFinding",
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
                                    ("opened", "opened"),
                                    ("notified", "notified"),
                                    ("heard", "heard"),
                                    ("lapsed", "lapsed"),
                                    ("dismissed", "dismissed"),
                                    ("mistake", "mistake"),
                                    ("untrue", "untrue"),
                                    ("false", "false"),
                                    ("unfulfilled", "unfulfilled"),
                                    ("closed", "closed"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("compared", nuozheng.evidence.encryption.EncryptedJSONField(default=dict)),
                        ("opened_at", models.DateTimeField()),
                        ("notified_at", models.DateTimeField(null=True)),
                        ("statement_due_on", models.DateField(null=True)),
                        ("decided_at", models.DateTimeField(null=True)),
                        ("outcome", models.CharField(blank=True, max_length=16)),
                        ("reasoning", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                        (
                            "intent_reasoning",
                            nuozheng.evidence.encryption.EncryptedTextField(null=True),
                        ),
                        ("harm", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                        ("crime_suspected", models.BooleanField(default=False)),
                        ("document_number", models.CharField(blank=True, max_length=80)),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="untruth_findings",
                                to="applications.application",
                            ),
                        ),
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
                            "document",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Statement",
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
                        ("text", nuozheng.evidence.encryption.EncryptedTextField()),
                        ("made_at", models.DateTimeField()),
                        (
                            "document",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="statements",
                                to="verification.untruthfinding",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("made_at",),
                    },
                ),
                migrations.CreateModel(
                    name="LiabilityEntry",
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
                            "subject_kind",
                            models.CharField(
                                choices=[("unit", "单位"), ("person", "个人")], max_length=8
                            ),
                        ),
                        ("subject", nuozheng.evidence.encryption.EncryptedTextField()),
                        ("fault", nuozheng.evidence.encryption.EncryptedTextField()),
                        ("outcome", nuozheng.evidence.encryption.EncryptedTextField()),
                        (
                            "withdrawn_because",
                            nuozheng.evidence.encryption.EncryptedTextField(null=True),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[("entered", "已登记"), ("withdrawn", "已撤回")],
                                max_length=12,
                            ),
                        ),
                        ("entered_at", models.DateTimeField()),
                        (
                            "entered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="liability",
                                to="verification.untruthfinding",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "liability entries",
                        "ordering": ("-pk",),
                    },
                ),
                migrations.AddField(
                    model_name="intendedmeasure",
                    name="finding",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="intended",
                        to="verification.untruthfinding",
                    ),
                ),
                migrations.CreateModel(
                    name="ErrorCase",
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
                                choices=[("open", "等分析原因"), ("closed", "已分析")],
                                max_length=12,
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("cause", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                        ("lesson", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                        ("closed_at", models.DateTimeField(null=True)),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="error_cases",
                                to="applications.application",
                            ),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "risk_point",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="errors",
                                to="verification.riskpoint",
                            ),
                        ),
                        (
                            "finding",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="error_case",
                                to="verification.untruthfinding",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.AddField(
                    model_name="consequence",
                    name="finding",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consequences",
                        to="verification.untruthfinding",
                    ),
                ),
                migrations.CreateModel(
                    name="Claim",
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
                        ("claimant", nuozheng.evidence.encryption.EncryptedTextField()),
                        ("loss", nuozheng.evidence.encryption.EncryptedTextField()),
                        ("loss_on", models.DateField()),
                        ("amount_yuan", models.DecimalField(decimal_places=2, max_digits=14)),
                        (
                            "paid_yuan",
                            models.DecimalField(decimal_places=2, max_digits=14, null=True),
                        ),
                        ("answer", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("logged", "等答复"),
                                    ("paid", "已赔付"),
                                    ("declined", "不赔"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("logged_at", models.DateTimeField()),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="claims",
                                to="applications.application",
                            ),
                        ),
                        (
                            "logged_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "cover",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="claims",
                                to="verification.cover",
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="claims",
                                to="verification.untruthfinding",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="UsedNonce",
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
                        ("cell", models.CharField(max_length=40)),
                        ("nonce", models.CharField(max_length=64)),
                        ("used_at", models.DateTimeField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["used_at"], name="nonce_age")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("cell", "nonce"), name="nonce_used_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VerificationBatch",
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
                        ("place", models.CharField(blank=True, max_length=40)),
                        ("source", models.CharField(blank=True, max_length=40)),
                        ("due_by", models.DateField(null=True)),
                        ("most", models.PositiveIntegerField(null=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("queued", "queued"),
                                    ("running", "running"),
                                    ("paused", "paused"),
                                    ("failed", "failed"),
                                    ("done", "done"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("total", models.PositiveIntegerField()),
                        ("last_task", models.BigIntegerField()),
                        ("reached", models.BigIntegerField(default=0)),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("counts", models.JSONField(default=dict)),
                        ("sources", models.JSONField(default=list)),
                        (
                            "basis",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), default=list, size=None
                            ),
                        ),
                        ("opened_at", models.DateTimeField()),
                        ("started_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("seconds", models.FloatField(default=0)),
                        ("agencies", models.ManyToManyField(related_name="+", to="parties.agency")),
                        (
                            "started_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "verification batches",
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="VerificationTask",
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
                        ("condition_key", models.CharField(max_length=60)),
                        ("manner", models.CharField(max_length=24)),
                        ("standard", models.TextField()),
                        ("timing", models.CharField(max_length=20)),
                        ("reason", models.TextField(blank=True)),
                        (
                            "basis",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), default=list, size=None
                            ),
                        ),
                        ("due_on", models.DateField()),
                        ("provisional", models.BooleanField(default=False)),
                        (
                            "status",
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
                        ("created_at", models.DateTimeField()),
                        ("checked_at", models.DateTimeField(null=True)),
                        ("result", nuozheng.evidence.encryption.EncryptedJSONField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="verification_tasks",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
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
                        (
                            "evidence",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "proof",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tasks",
                                to="applications.disposedproof",
                            ),
                        ),
                    ],
                ),
                migrations.AddField(
                    model_name="untruthfinding",
                    name="task",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="finding",
                        to="verification.verificationtask",
                    ),
                ),
                migrations.CreateModel(
                    name="RoundTask",
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
                    name="QueuedLookup",
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
                            "sources",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), size=None
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("waiting", "等数据源答复"),
                                    ("answered", "已经答复"),
                                    ("to_person", "转由人核查"),
                                    ("dropped", "不用再查"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("next_at", models.DateTimeField()),
                        ("give_up_at", models.DateTimeField()),
                        ("trouble", models.CharField(blank=True, max_length=16)),
                        ("problem", models.CharField(blank=True, max_length=200)),
                        ("created_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lookups",
                                to="verification.verificationtask",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Hazard",
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
                        ("what", nuozheng.evidence.encryption.EncryptedTextField()),
                        ("due_on", models.DateField()),
                        (
                            "status",
                            models.CharField(
                                choices=[("open", "没有消除"), ("closed", "已消除")], max_length=12
                            ),
                        ),
                        ("logged_at", models.DateTimeField()),
                        ("note", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                        ("closed_at", models.DateTimeField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hazards",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "logged_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hazards",
                                to="verification.verificationtask",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("due_on", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="ConfirmationRequest",
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
                        ("number", models.CharField(max_length=24, unique=True)),
                        ("asked", nuozheng.evidence.encryption.EncryptedJSONField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("sent", "等出具单位答复"),
                                    ("confirmed", "属实"),
                                    ("denied", "与记载不符"),
                                    ("returned", "退回"),
                                    ("taken_back", "已撤回"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("due_on", models.DateField()),
                        ("escalated_at", models.DateTimeField(null=True)),
                        ("answer", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                        ("answered_at", models.DateTimeField(null=True)),
                        ("signer_name", models.CharField(blank=True, max_length=80)),
                        ("signer_post", models.CharField(blank=True, max_length=120)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "application",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="confirmations",
                                to="applications.application",
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "proof",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="confirmations",
                                to="applications.disposedproof",
                            ),
                        ),
                        (
                            "provider",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="confirmations_owed",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "requester",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="confirmations_asked",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="confirmations",
                                to="verification.verificationtask",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("due_on", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="CheckFeedback",
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
                            "part",
                            models.CharField(
                                choices=[("deciding", "办理单位"), ("supplier", "提供单位")],
                                max_length=10,
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
                    },
                ),
                migrations.CreateModel(
                    name="BatchResult",
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
                            "result",
                            models.CharField(
                                choices=[
                                    ("confirmed", "confirmed"),
                                    ("contradicted", "contradicted"),
                                    ("not_found", "not_found"),
                                    ("ambiguous", "ambiguous"),
                                    ("unknown", "unknown"),
                                    ("met", "met"),
                                    ("not_met", "not_met"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("not_asked", "not_asked"),
                                    ("unavailable", "unavailable"),
                                    ("stale", "stale"),
                                    ("later", "later"),
                                    ("attribute_missing", "attribute_missing"),
                                    ("unreadable", "unreadable"),
                                    ("wording", "wording"),
                                    ("undeclared", "undeclared"),
                                    ("attested", "attested"),
                                    ("not_answered", "not_answered"),
                                    ("contested", "contested"),
                                    ("conflict", "conflict"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "batch",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="results",
                                to="verification.verificationbatch",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="batch_results",
                                to="verification.verificationtask",
                            ),
                        ),
                    ],
                ),
                migrations.AddField(
                    model_name="assistancerequest",
                    name="task",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assistance_requests",
                        to="verification.verificationtask",
                    ),
                ),
                migrations.CreateModel(
                    name="Visit",
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
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("proposed", "等着安排"),
                                    ("planned", "已安排"),
                                    ("recorded", "现场已记录"),
                                    ("closed", "已办结"),
                                    ("called_off", "不去了"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1)),
                        ("mode", models.CharField(blank=True, max_length=20)),
                        ("planned_on", models.DateField(null=True)),
                        ("where", nuozheng.evidence.encryption.EncryptedJSONField(default=dict)),
                        ("need_reason", models.TextField(blank=True)),
                        ("override_reason", models.TextField(blank=True)),
                        ("team_reason", models.TextField(blank=True)),
                        (
                            "basis",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), default=list, size=None
                            ),
                        ),
                        ("created_at", models.DateTimeField()),
                        ("review_opinion", models.TextField(blank=True)),
                        ("major", models.BooleanField(null=True)),
                        ("closed_at", models.DateTimeField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "draw",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="verification.draw",
                            ),
                        ),
                        (
                            "joined_to",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="joined_by",
                                to="verification.visit",
                            ),
                        ),
                        (
                            "party",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visits",
                                to="parties.party",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("planned_on", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="VisitCheck",
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
                            "result",
                            models.CharField(
                                blank=True,
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
                        ("note", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                        (
                            "item",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="verification.inspectionitem",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="visit_checks",
                                to="verification.verificationtask",
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="checks",
                                to="verification.visit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="VisitInspector",
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
                        ("is_drawn", models.BooleanField(default=False)),
                        ("certificate", models.CharField(blank=True, max_length=40)),
                        ("opened_at", models.DateTimeField(null=True)),
                        (
                            "account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "visit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="team",
                                to="verification.visit",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="VisitRecord",
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
                        ("key", models.UUIDField(unique=True)),
                        ("arrived_at", models.DateTimeField()),
                        ("left_at", models.DateTimeField()),
                        ("spot", nuozheng.evidence.encryption.EncryptedJSONField(default=dict)),
                        ("received_at", models.DateTimeField()),
                        (
                            "sent_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "visit",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="record",
                                to="verification.visit",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="VisitPaper",
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
                                    ("photo", "照片"),
                                    ("officer", "检查人员签名"),
                                    ("party", "对方签名"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("typed_name", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                        ("taken_at", models.DateTimeField(null=True)),
                        ("place", nuozheng.evidence.encryption.EncryptedJSONField(default=dict)),
                        (
                            "check_row",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="verification.visitcheck",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "inspector",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="verification.visitinspector",
                            ),
                        ),
                        (
                            "record",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="verification.visitrecord",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.AddConstraint(
                    model_name="checkround",
                    constraint=models.UniqueConstraint(
                        fields=("agency", "month"), name="one_round_in_a_month"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cover",
                    constraint=models.UniqueConstraint(
                        fields=("insurer", "policy_number", "entry"), name="policy_recorded_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="cover",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("limit_yuan__gt", 0), ("starts_on__lte", models.F("ends_on"))
                        ),
                        name="cover_has_a_period_and_a_limit",
                    ),
                ),
                migrations.AddIndex(
                    model_name="creditcheck",
                    index=models.Index(
                        fields=["agency", "status", "due_on"], name="credit_check_queue"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="debtnotice",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status", "cleared"), _negated=True),
                        fields=("agency",),
                        name="agency_pressed_once_at_a_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="departmentsystem",
                    constraint=models.UniqueConstraint(
                        fields=("agency", "name"), name="system_of_an_agency_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="draw",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("number_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="number_typed_by_two_persons",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="drawinspector",
                    constraint=models.UniqueConstraint(
                        fields=("draw", "account"), name="inspector_listed_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="drawunit",
                    constraint=models.UniqueConstraint(
                        fields=("draw", "application"), name="case_listed_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="extrameasure",
                    constraint=models.UniqueConstraint(
                        fields=("proof", "condition_key"), name="extra_measure_of_a_condition_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="fairnessreading",
                    constraint=models.UniqueConstraint(
                        fields=("jurisdiction", "on"), name="place_read_once_a_day"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="fairnessalarm",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status", "open")),
                        fields=("jurisdiction", "measure", "inspector"),
                        name="one_open_alarm_of_a_kind",
                        nulls_distinct=False,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="incomingmessage",
                    constraint=models.UniqueConstraint(
                        fields=("cell", "message_id"), name="message_taken_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="inspectionitem",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "status",
                                nuozheng.law.inspections.moves.InspectionItemStatus["PUBLISHED"],
                            )
                        ),
                        fields=("agency", "proof"),
                        name="inspection_item_published_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="letterversion",
                    constraint=models.UniqueConstraint(
                        fields=("commitment", "number"), name="letter_version_number_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="outgoingmessage",
                    index=models.Index(
                        condition=models.Q(("status", "waiting")),
                        fields=["next_at"],
                        name="message_due",
                    ),
                ),
                migrations.AddIndex(
                    model_name="queuedproof",
                    index=models.Index(
                        condition=models.Q(("status", "waiting")),
                        fields=["next_at"],
                        name="queued_proof_due",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="queuedproof",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status", "waiting")),
                        fields=("proof",),
                        name="one_waiting_lookup_of_a_proof",
                    ),
                ),
                migrations.AddIndex(
                    model_name="riskpoint",
                    index=models.Index(fields=["entry", "status"], name="risk_of_entry"),
                ),
                migrations.AddConstraint(
                    model_name="riskpoint",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("none_reason", ""), _negated=True),
                                ("measure", ""),
                                ("point", ""),
                            ),
                            models.Q(
                                ("impact__isnull", False),
                                ("likelihood__isnull", False),
                                ("none_reason", ""),
                                models.Q(("point", ""), _negated=True),
                                models.Q(("measure", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="risk_is_assessed_or_explicitly_none",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="routineinspection",
                    constraint=models.UniqueConstraint(
                        fields=("application", "on"), name="case_inspected_once_a_day"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sealing",
                    constraint=models.UniqueConstraint(
                        fields=("draw", "agency"), name="agency_seals_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sharedproof",
                    constraint=models.UniqueConstraint(
                        fields=("jurisdiction", "proof", "source"), name="proof_shared_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sharingtask",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status", "open")),
                        fields=("jurisdiction", "proof"),
                        name="one_open_sharing_task_of_a_proof",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sourcecorrection",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status", "open")),
                        fields=("party", "source", "attribute"),
                        name="one_open_correction_of_a_fact",
                    ),
                ),
                migrations.AddIndex(
                    model_name="supervisionentry",
                    index=models.Index(
                        fields=["agency", "status", "due_on"], name="supervision_queue"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="objection",
                    constraint=models.UniqueConstraint(
                        fields=("intended", "third_party"), name="third_party_told_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="intendedmeasure",
                    index=models.Index(fields=["status", "intended_at"], name="intended_queue"),
                ),
                migrations.AddConstraint(
                    model_name="intendedmeasure",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status", "dropped"), _negated=True),
                        fields=("finding", "measure"),
                        name="measure_intended_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="errorcase",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("finding", None)),
                        fields=("application",),
                        name="revocation_analysed_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="errorcase",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("status", "open"),
                            models.Q(("cause__isnull", False), ("risk_point__isnull", False)),
                            _connector="OR",
                        ),
                        name="error_is_closed_with_cause_and_risk",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="consequence",
                    constraint=models.UniqueConstraint(
                        fields=("finding", "measure"), name="measure_taken_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="claim",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "paid"), _negated=True),
                            ("paid_yuan__gt", 0),
                            _connector="OR",
                        ),
                        name="paid_claim_says_how_much",
                    ),
                ),
                migrations.AddIndex(
                    model_name="verificationtask",
                    index=models.Index(fields=["agency", "status", "due_on"], name="task_queue"),
                ),
                migrations.AddConstraint(
                    model_name="verificationtask",
                    constraint=models.UniqueConstraint(
                        fields=("proof", "condition_key"), name="condition_checked_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="untruthfinding",
                    index=models.Index(fields=["status", "opened_at"], name="finding_queue"),
                ),
                migrations.AddConstraint(
                    model_name="untruthfinding",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("outcome__in", ["untrue", "false", "unfulfilled"]), _negated=True
                            ),
                            models.Q(
                                ("decided_by__isnull", False),
                                models.Q(("document_number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="found_against_by_a_named_officer_with_a_document",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="roundtask",
                    constraint=models.UniqueConstraint(
                        fields=("round", "task"), name="task_once_in_a_round"
                    ),
                ),
                migrations.AddIndex(
                    model_name="queuedlookup",
                    index=models.Index(
                        condition=models.Q(("status", "waiting")),
                        fields=["next_at"],
                        name="lookup_due",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="queuedlookup",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status", "waiting")),
                        fields=("task",),
                        name="one_waiting_lookup_of_a_task",
                    ),
                ),
                migrations.AddIndex(
                    model_name="hazard",
                    index=models.Index(fields=["agency", "status", "due_on"], name="hazard_queue"),
                ),
                migrations.AddConstraint(
                    model_name="hazard",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("status", "open"), ("evidence__isnull", False), _connector="OR"
                        ),
                        name="hazard_is_closed_with_evidence",
                    ),
                ),
                migrations.AddIndex(
                    model_name="confirmationrequest",
                    index=models.Index(
                        fields=["provider", "status", "due_on"], name="confirmation_inbox"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="confirmationrequest",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status", "sent"), ("task", None)),
                        fields=("proof",),
                        name="one_open_confirmation_of_a_proof",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="confirmationrequest",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status", "sent")),
                        fields=("task",),
                        name="one_open_confirmation_of_a_task",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="confirmationrequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["sent", "taken_back"]),
                            models.Q(
                                ("answered_by__isnull", False),
                                models.Q(("digest", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="confirmation_is_signed",
                    ),
                ),
                migrations.AddIndex(
                    model_name="checkfeedback",
                    index=models.Index(
                        fields=["agency", "status", "due_on"], name="feedback_inbox"
                    ),
                ),
                migrations.AddIndex(
                    model_name="batchresult",
                    index=models.Index(
                        condition=models.Q(("result", "contradicted")),
                        fields=["batch", "task"],
                        name="batch_contradictions",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="batchresult",
                    constraint=models.UniqueConstraint(
                        fields=("batch", "task"), name="one_result_in_a_batch"
                    ),
                ),
                migrations.AddIndex(
                    model_name="assistancerequest",
                    index=models.Index(
                        fields=["provider", "status", "due_on"], name="assistance_inbox"
                    ),
                ),
                migrations.AddIndex(
                    model_name="assistancerequest",
                    index=models.Index(
                        fields=["requester", "status", "due_on"], name="assistance_sent"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="assistancerequest",
                    constraint=models.UniqueConstraint(
                        fields=("requester_cell", "number"), name="assistance_known_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="assistancerequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("requester__isnull", False),
                                models.Q(("requester_cell", ""), _negated=True),
                                _connector="OR",
                            ),
                            models.Q(
                                ("provider__isnull", False),
                                models.Q(("provider_cell", ""), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="assistance_is_between_two",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="assistancerequest",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["answered", "declined"]), _negated=True),
                            models.Q(("signer_name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="assistance_is_answered_by_a_named_officer",
                    ),
                ),
                migrations.AddIndex(
                    model_name="visit",
                    index=models.Index(
                        fields=["agency", "status", "planned_on"], name="visit_queue"
                    ),
                ),
                migrations.AddIndex(
                    model_name="visit",
                    index=models.Index(fields=["party", "planned_on"], name="visit_of_party"),
                ),
                migrations.AddConstraint(
                    model_name="visit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["proposed", "called_off"]),
                            models.Q(
                                ("planned_on__isnull", False),
                                models.Q(("need_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="planned_visit_has_its_day_and_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="visitcheck",
                    constraint=models.UniqueConstraint(
                        fields=("visit", "task"), name="checked_once_in_a_visit"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="visitinspector",
                    constraint=models.UniqueConstraint(
                        fields=("visit", "account"), name="inspector_goes_once"
                    ),
                ),
            ]
        )
    ]
