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
        ("catalogue", "0001_initial"),
        ("catalogue", "0002_initial"),
        ("catalogue", "0003_search"),
        ("catalogue", "0004_revision"),
        ("catalogue", "0005_search_and_figures"),
        ("catalogue", "0005_versions_apart"),
        ("catalogue", "0006_public_side"),
        ("catalogue", "0007_trouble"),
        ("catalogue", "0008_wording"),
        ("catalogue", "0009_intake"),
        ("catalogue", "0010_duties"),
        ("catalogue", "0011_earlier_words_and_searches"),
        ("catalogue", "0012_inheritance"),
        ("catalogue", "0013_one_register"),
    ]
    dependencies = [
        ("documents", "0002_authors"),
        ("parties", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="CatalogueEntry",
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
                    ],
                    options={
                        "verbose_name_plural": "catalogue entries",
                        "ordering": ("item", "position"),
                    },
                ),
                migrations.CreateModel(
                    name="LetterTemplate",
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
                        ("effective_from", models.DateField()),
                        ("effective_until", models.DateField(null=True)),
                        ("content", models.JSONField()),
                        ("digest", models.CharField(max_length=64)),
                    ],
                    options={
                        "ordering": ("item", "number"),
                    },
                ),
                migrations.CreateModel(
                    name="Proof",
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
                        ("code", models.CharField(max_length=20, unique=True)),
                        ("name", models.CharField(max_length=120)),
                        ("kind", models.CharField(max_length=20)),
                        ("issuing_body", models.CharField(blank=True, max_length=120)),
                    ],
                    options={
                        "ordering": ("code",),
                    },
                ),
                migrations.CreateModel(
                    name="Catalogue",
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
                        ("slug", models.SlugField(max_length=40, unique=True)),
                        ("title", models.CharField(max_length=120)),
                        ("policy_key", models.CharField(max_length=40)),
                        ("prefix", models.CharField(max_length=12, unique=True)),
                        ("published_on", models.DateField()),
                        (
                            "jurisdiction",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="catalogues",
                                to="parties.jurisdiction",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lower",
                                to="catalogue.catalogue",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("published_on", "slug"),
                    },
                ),
                migrations.CreateModel(
                    name="CatalogueFigures",
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
                        ("items", models.PositiveIntegerField()),
                        ("domains", models.JSONField()),
                        ("changes", models.JSONField()),
                        ("days", models.JSONField(db_default=models.Value([], models.JSONField()))),
                        (
                            "services",
                            models.JSONField(db_default=models.Value([], models.JSONField())),
                        ),
                        (
                            "catalogue",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="figures",
                                to="catalogue.catalogue",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "catalogue figures",
                    },
                ),
                migrations.CreateModel(
                    name="EntryVersion",
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
                        ("effective_from", models.DateField()),
                        ("effective_until", models.DateField(null=True)),
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
                        ("other_way", models.CharField(blank=True, max_length=200)),
                        (
                            "alternatives",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20), default=list, size=None
                            ),
                        ),
                        ("mandatory", models.BooleanField(default=False)),
                        ("agent_allowed", models.BooleanField(default=True)),
                        ("legal_basis", models.CharField(blank=True, max_length=200)),
                        ("article", models.CharField(blank=True, max_length=80)),
                        ("basis_level", models.CharField(blank=True, max_length=30)),
                        ("content", models.TextField(blank=True)),
                        ("conditions", models.JSONField(default=dict)),
                        ("plan", models.JSONField(default=dict)),
                        ("liability", models.TextField(blank=True)),
                        ("liability_basis", models.CharField(blank=True, max_length=200)),
                        ("disclosure", models.JSONField(default=dict)),
                        ("facts", models.JSONField(default=dict)),
                        ("scope_findings", models.JSONField(default=list)),
                        ("honesty", models.JSONField(default=dict)),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="catalogue.catalogueentry",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("entry", "number"),
                    },
                ),
                migrations.CreateModel(
                    name="Intake",
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
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("list", "本单位的清单（附件2、目录或者自己的表）"),
                                    ("officers", "联络员名单（附件1）"),
                                    ("upper", "上级确定的清单，用来对照"),
                                    ("campaign", "减证便民已经取消的证明"),
                                    ("retained", "本部门保留的证明事项"),
                                ],
                                default="list",
                                max_length=10,
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("reading", "正在读"),
                                    ("columns", "等您核对列"),
                                    ("judging", "正在和现行清单比对"),
                                    ("ready", "可以看预览"),
                                    ("taking", "正在收进修订"),
                                    ("taken", "已经收进修订"),
                                    ("failed", "读不了"),
                                    ("expired", "已经过期"),
                                ],
                                default="reading",
                                max_length=10,
                            ),
                        ),
                        ("labels", models.JSONField(default=list)),
                        ("meanings", models.JSONField(default=list)),
                        ("exact", models.BooleanField(default=False)),
                        ("tables", models.JSONField(default=list)),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("total", models.PositiveIntegerField(default=0)),
                        ("counts", models.JSONField(default=dict)),
                        ("problem", models.JSONField(default=list)),
                        ("created_at", models.DateTimeField()),
                        ("expires_on", models.DateField()),
                        ("taken_at", models.DateTimeField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="intakes",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "catalogue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="intakes",
                                to="catalogue.catalogue",
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
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "taken_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-created_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="EntryAbove",
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
                        ("service", models.CharField(max_length=120)),
                        ("core", models.CharField(max_length=120)),
                        ("proof", models.CharField(max_length=120)),
                        ("columns", models.JSONField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "catalogue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries_above",
                                to="catalogue.catalogue",
                            ),
                        ),
                        (
                            "intake",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="entries_above",
                                to="catalogue.intake",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "entries above",
                        "ordering": ("catalogue", "agency", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="IntakeRow",
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
                        ("position", models.PositiveIntegerField()),
                        ("sheet", models.CharField(max_length=60)),
                        ("line", models.PositiveIntegerField()),
                        ("fields", models.JSONField(default=dict)),
                        (
                            "fate",
                            models.CharField(
                                choices=[
                                    ("add", "新增"),
                                    ("change", "变更"),
                                    ("same", "相同"),
                                    ("refused", "不收"),
                                    ("dropped", "您说不要"),
                                    ("missing", "表里没有"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("remarks", models.JSONField(default=list)),
                        ("changes", models.JSONField(default=list)),
                        ("remove", models.BooleanField(default=False)),
                        (
                            "entry",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.catalogueentry",
                            ),
                        ),
                        (
                            "intake",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="catalogue.intake",
                            ),
                        ),
                        (
                            "mended_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("intake", "position"),
                    },
                ),
                migrations.CreateModel(
                    name="LegalEvent",
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
                                    ("enacted", "法律法规制定（立）"),
                                    ("amended", "法律法规修改（改）"),
                                    ("repealed", "法律法规废止（废）"),
                                    ("interpreted", "法律法规解释（释）"),
                                    ("state_council_decision", "国务院决定"),
                                    ("agency_merged", "机构合并"),
                                    ("agency_renamed", "机构更名"),
                                    ("duties_moved", "职能划转"),
                                    ("item_changed", "政务服务事项调整"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("instrument", models.CharField(blank=True, max_length=200)),
                        ("happened_on", models.DateField()),
                        ("document_number", models.CharField(max_length=80)),
                        ("words", models.TextField()),
                        ("registered_at", models.DateTimeField()),
                        (
                            "agencies",
                            models.ManyToManyField(related_name="events", to="parties.agency"),
                        ),
                        (
                            "catalogue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="catalogue.catalogue",
                            ),
                        ),
                        (
                            "registered_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-happened_on", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="LetterCopy",
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
                            "form",
                            models.CharField(
                                choices=[("pdf", "纸质"), ("docx", "电子版")], max_length=4
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "by",
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
                                related_name="copies",
                                to="catalogue.lettertemplate",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "letter copies",
                        "ordering": ("-at",),
                    },
                ),
                migrations.CreateModel(
                    name="LiaisonOfficer",
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
                        ("phone", nuozheng.evidence.encryption.EncryptedTextField()),
                        ("department", models.CharField(blank=True, max_length=60)),
                        ("post", models.CharField(blank=True, max_length=60)),
                        ("note", models.CharField(blank=True, max_length=200)),
                        ("starts_on", models.DateField()),
                        ("ends_on", models.DateField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="liaison_officers",
                                to="parties.agency",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("agency", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="ListDifference",
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
                                    ("missing", "本级没有"),
                                    ("added", "上级没有"),
                                    ("otherwise", "写法不同"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("service", models.CharField(max_length=120)),
                        ("proof", models.CharField(max_length=120)),
                        ("detail", models.JSONField(default=dict)),
                        ("findings", models.JSONField(default=list)),
                        ("stricter", models.BooleanField(default=False)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "等待决定"),
                                    ("adopted", "照上级清单改"),
                                    ("kept", "保留本级的，有理由"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        ("found_at", models.DateTimeField()),
                        ("decided_at", models.DateTimeField(null=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "catalogue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="differences",
                                to="catalogue.catalogue",
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
                            "lower",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.entryversion",
                            ),
                        ),
                        (
                            "upper",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.entryversion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("catalogue", "service", "proof", "pk"),
                    },
                ),
                migrations.AddField(
                    model_name="catalogueentry",
                    name="proof",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="catalogue.proof",
                    ),
                ),
                migrations.CreateModel(
                    name="RegisteredProof",
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
                        ("service", models.CharField(blank=True, max_length=120)),
                        ("name", models.CharField(max_length=120)),
                        (
                            "standing",
                            models.CharField(
                                choices=[("retained", "保留"), ("cancelled", "已经取消")],
                                max_length=10,
                            ),
                        ),
                        ("source", models.CharField(max_length=120)),
                        ("at", models.DateTimeField()),
                        ("struck_at", models.DateTimeField(null=True)),
                        ("struck_because", models.CharField(blank=True, max_length=200)),
                        (
                            "agency",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "catalogue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registered_proofs",
                                to="catalogue.catalogue",
                            ),
                        ),
                        (
                            "intake",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="registered_proofs",
                                to="catalogue.intake",
                            ),
                        ),
                        (
                            "struck_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("catalogue", "name", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Revision",
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
                        (
                            "kind",
                            models.CharField(
                                choices=[("list", "编制清单"), ("adjustment", "动态调整")],
                                max_length=12,
                            ),
                        ),
                        ("title", models.CharField(max_length=120)),
                        ("grounds", models.TextField(blank=True)),
                        ("event_on", models.DateField(null=True)),
                        ("specialised", models.BooleanField(default=False)),
                        ("retains", models.BooleanField(default=False)),
                        ("status", models.CharField(default="draft", max_length=40)),
                        ("round", models.PositiveSmallIntegerField(default=0)),
                        ("opened_at", models.DateTimeField()),
                        ("submitted_at", models.DateTimeField(null=True)),
                        ("published_on", models.DateField(null=True)),
                        ("effective_from", models.DateField(null=True)),
                        ("filed_on", models.DateField(null=True)),
                        ("filing_receipt", models.CharField(blank=True, max_length=80)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revisions",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "catalogue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revisions",
                                to="catalogue.catalogue",
                            ),
                        ),
                        (
                            "grounds_documents",
                            models.ManyToManyField(related_name="+", to="documents.document"),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revisions_opened",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-opened_at",),
                    },
                ),
                migrations.CreateModel(
                    name="Opinion",
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
                        ("round", models.PositiveSmallIntegerField()),
                        ("step", models.CharField(max_length=40)),
                        ("outcome", models.CharField(max_length=10)),
                        ("text", models.TextField()),
                        ("points", models.JSONField(default=list)),
                        ("document_number", models.CharField(blank=True, max_length=80)),
                        ("at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "documents",
                            models.ManyToManyField(related_name="+", to="documents.document"),
                        ),
                        (
                            "revision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="opinions",
                                to="catalogue.revision",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("id",),
                    },
                ),
                migrations.AddField(
                    model_name="intake",
                    name="revision",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="intakes",
                        to="catalogue.revision",
                    ),
                ),
                migrations.CreateModel(
                    name="Announcement",
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
                            "subject",
                            models.CharField(
                                choices=[("list", "清单"), ("template", "文本和指南")],
                                max_length=10,
                            ),
                        ),
                        ("channel", models.CharField(max_length=60)),
                        ("place", models.CharField(max_length=300)),
                        ("on", models.DateField()),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "revision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="announcements",
                                to="catalogue.revision",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("id",),
                    },
                ),
                migrations.CreateModel(
                    name="Adjustment",
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
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="adjustments",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="adjustments",
                                to="catalogue.legalevent",
                            ),
                        ),
                        (
                            "revision",
                            models.OneToOneField(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="adjustment",
                                to="catalogue.revision",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("event", "agency"),
                    },
                ),
                migrations.CreateModel(
                    name="ServiceItem",
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
                        ("key", models.CharField(max_length=40)),
                        ("name", models.CharField(max_length=120)),
                        ("kind", models.CharField(max_length=20)),
                        ("domain", models.CharField(max_length=40)),
                        (
                            "applicant_kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=10), size=None
                            ),
                        ),
                        ("implementation_code", models.CharField(max_length=64)),
                        ("code_is_synthetic", models.BooleanField(default=False)),
                        ("decision_days", models.PositiveSmallIntegerField(default=20)),
                        ("decision_day_kind", models.CharField(default="working", max_length=10)),
                        ("decision_days_basis", models.CharField(blank=True, max_length=200)),
                        ("has_penalty_basis", models.BooleanField(default=False)),
                        ("initials", models.CharField(blank=True, max_length=120)),
                        ("search_text", models.TextField(blank=True)),
                        (
                            "ways",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=20), default=list, size=None
                            ),
                        ),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "catalogue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="catalogue.catalogue",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("catalogue", "domain", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="ServiceGuide",
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
                        ("effective_from", models.DateField()),
                        ("effective_until", models.DateField(null=True)),
                        ("content", models.JSONField()),
                        ("digest", models.CharField(max_length=64)),
                        (
                            "made_from",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), default=list, size=None
                            ),
                        ),
                        (
                            "revision",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="guides",
                                to="catalogue.revision",
                            ),
                        ),
                        (
                            "template",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="guides",
                                to="catalogue.lettertemplate",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="guides",
                                to="catalogue.serviceitem",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("item", "number"),
                    },
                ),
                migrations.AddField(
                    model_name="lettertemplate",
                    name="item",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letter_templates",
                        to="catalogue.serviceitem",
                    ),
                ),
                migrations.CreateModel(
                    name="LetterDraft",
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
                        ("service", models.CharField(max_length=40)),
                        ("paragraphs", models.JSONField(default=dict)),
                        ("written_over", models.JSONField(default=dict)),
                        ("answers", models.JSONField(default=dict)),
                        ("let_stand", models.JSONField(default=list)),
                        ("report", models.JSONField(default=dict)),
                        ("opened_at", models.DateTimeField()),
                        ("written_at", models.DateTimeField()),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "revision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="letter_drafts",
                                to="catalogue.revision",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="letter_drafts",
                                to="catalogue.serviceitem",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("revision", "id"),
                    },
                ),
                migrations.AddField(
                    model_name="legalevent",
                    name="item",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="catalogue.serviceitem",
                    ),
                ),
                migrations.CreateModel(
                    name="EarlierWords",
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
                        ("until", models.DateField()),
                        ("words", models.JSONField()),
                        (
                            "entry",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.catalogueentry",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.serviceitem",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "earlier words",
                        "ordering": ("until", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Change",
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
                        ("position", models.PositiveIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[("add", "新增"), ("change", "变更"), ("remove", "取消")],
                                max_length=8,
                            ),
                        ),
                        ("content", models.JSONField()),
                        ("reason", models.TextField(blank=True)),
                        ("origin", models.CharField(blank=True, max_length=120)),
                        ("checklist", models.JSONField(default=dict)),
                        ("findings", models.JSONField(default=list)),
                        ("checked_at", models.DateTimeField(null=True)),
                        (
                            "checked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="catalogue.catalogueentry",
                            ),
                        ),
                        (
                            "base",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.entryversion",
                            ),
                        ),
                        (
                            "made",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="made_by_change",
                                to="catalogue.entryversion",
                            ),
                        ),
                        (
                            "revision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="catalogue.revision",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="catalogue.serviceitem",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("revision", "position"),
                    },
                ),
                migrations.AddField(
                    model_name="catalogueentry",
                    name="item",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="catalogue.serviceitem",
                    ),
                ),
                migrations.CreateModel(
                    name="AgencySuccession",
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
                        ("whole", models.BooleanField(default=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[("prepared", "等待办理"), ("in_effect", "已经接办")],
                                default="prepared",
                                max_length=12,
                            ),
                        ),
                        (
                            "predecessor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="succeeded_by",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="succeeds",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="successions",
                                to="catalogue.legalevent",
                            ),
                        ),
                        (
                            "items",
                            models.ManyToManyField(
                                related_name="successions", to="catalogue.serviceitem"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("on", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="StillAsked",
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
                        ("number", models.CharField(max_length=20, unique=True)),
                        (
                            "basis",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40), default=list, size=None
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[("page", "清单网页"), ("case", "办件页")], max_length=8
                            ),
                        ),
                        ("case_number", models.CharField(blank=True, max_length=40)),
                        ("window", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                        ("words", nuozheng.evidence.encryption.EncryptedTextField(null=True)),
                        ("said_on", models.DateField(null=True)),
                        ("at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="still_asked",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "catalogue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="still_asked",
                                to="catalogue.catalogue",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="still_asked",
                                to="catalogue.serviceitem",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="still_asked",
                                to="catalogue.entryversion",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "still asked",
                        "ordering": ("-at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="StockTake",
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
                        ("entries", models.PositiveIntegerField()),
                        ("counts", models.JSONField()),
                        ("taken_at", models.DateTimeField()),
                        ("closed_at", models.DateTimeField(null=True)),
                        ("closing", models.JSONField(default=dict)),
                        (
                            "catalogue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stock_takes",
                                to="catalogue.catalogue",
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
                            "taken_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-taken_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="TouchedEntry",
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
                        ("why", models.CharField(max_length=120)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "等待确认"),
                                    ("confirmed", "确认不用改"),
                                    ("changed", "已改，已公布"),
                                    ("removed", "已取消，已公布"),
                                ],
                                default="open",
                                max_length=12,
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        ("at", models.DateTimeField(null=True)),
                        (
                            "adjustment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="touched",
                                to="catalogue.adjustment",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="touched",
                                to="catalogue.catalogueentry",
                            ),
                        ),
                        (
                            "revision",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.revision",
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
                        "ordering": ("adjustment", "entry"),
                    },
                ),
                migrations.CreateModel(
                    name="TroubledProof",
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
                                    ("circular", "循环证明"),
                                    ("duplicate", "重复证明"),
                                    ("odd", "“奇葩”证明"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("signature", models.CharField(max_length=200)),
                        ("evidence", models.JSONField()),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("open", "等待判断"),
                                    ("confirmed", "属实，等待消除"),
                                    ("dismissed", "不是问题证明"),
                                    ("eliminated", "已消除"),
                                ],
                                default="open",
                                max_length=12,
                            ),
                        ),
                        ("found_at", models.DateTimeField()),
                        ("still_found", models.BooleanField(default=True)),
                        ("reason", models.TextField(blank=True)),
                        ("decided_at", models.DateTimeField(null=True)),
                        (
                            "catalogue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="troubled_proofs",
                                to="catalogue.catalogue",
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
                            "entries",
                            models.ManyToManyField(
                                related_name="troubles", to="catalogue.catalogueentry"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("kind", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="TroubleSearch",
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
                                    ("waiting", "等着查找"),
                                    ("searching", "正在查找"),
                                    ("done", "查完了"),
                                    ("broken_off", "没有查成"),
                                ],
                                default="waiting",
                                max_length=12,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("begun_at", models.DateTimeField(null=True)),
                        ("ended_at", models.DateTimeField(null=True)),
                        ("entries", models.PositiveIntegerField(default=0)),
                        ("found", models.PositiveIntegerField(default=0)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "catalogue",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="trouble_search",
                                to="catalogue.catalogue",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "trouble searches",
                    },
                ),
                migrations.CreateModel(
                    name="UnitDuty",
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
                        ("key", models.CharField(max_length=60)),
                        ("period", models.CharField(blank=True, max_length=12)),
                        ("due_on", models.DateField(null=True)),
                        ("done_on", models.DateField(null=True)),
                        ("sent_on", models.DateField(null=True)),
                        ("sent_to", models.CharField(blank=True, max_length=120)),
                        (
                            "attested",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=60), default=list, size=None
                            ),
                        ),
                        ("content", models.JSONField(default=dict)),
                        ("note", models.TextField(blank=True)),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="unit_duties",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "catalogue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="unit_duties",
                                to="catalogue.catalogue",
                            ),
                        ),
                        (
                            "printed",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "revision",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalogue.revision",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "unit duties",
                        "ordering": ("catalogue", "due_on", "key", "agency"),
                    },
                ),
                migrations.CreateModel(
                    name="Improvement",
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
                        ("what", models.CharField(max_length=400)),
                        ("owner", models.CharField(max_length=60)),
                        ("due_on", models.DateField()),
                        ("done_on", models.DateField(null=True)),
                        ("outcome", models.CharField(blank=True, max_length=400)),
                        ("at", models.DateTimeField()),
                        (
                            "by",
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
                                related_name="improvements",
                                to="catalogue.unitduty",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("due_on", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="DutyPaper",
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
                        ("part", models.CharField(blank=True, max_length=60)),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="documents.document",
                            ),
                        ),
                        (
                            "task",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="catalogue.unitduty",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="ColumnMemory",
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
                        ("signature", models.CharField(max_length=64)),
                        ("meanings", models.JSONField()),
                        ("at", models.DateTimeField()),
                        (
                            "agency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="parties.agency",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("agency", "signature"), name="header_known_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Edition",
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
                        ("number", models.PositiveIntegerField()),
                        ("on", models.DateField()),
                        ("entries", models.PositiveIntegerField()),
                        (
                            "versions",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), size=None
                            ),
                        ),
                        ("content", models.BinaryField()),
                        ("counts", models.JSONField()),
                        ("digest", models.CharField(max_length=64)),
                        ("made_at", models.DateTimeField()),
                        ("filed_on", models.DateField(null=True)),
                        ("filed_to", models.CharField(blank=True, max_length=120)),
                        ("receipt", models.CharField(blank=True, max_length=80)),
                        (
                            "catalogue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="editions",
                                to="catalogue.catalogue",
                            ),
                        ),
                        (
                            "filed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                    ],
                    options={
                        "ordering": ("catalogue", "-number"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("catalogue", "number"), name="edition_numbered_once"
                            )
                        ],
                    },
                ),
                migrations.AddConstraint(
                    model_name="entryversion",
                    constraint=models.UniqueConstraint(
                        fields=("entry", "number"), name="version_number_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="entryabove",
                    index=models.Index(
                        fields=["catalogue", "agency", "core"], name="entry_above_by_service"
                    ),
                ),
                migrations.AddIndex(
                    model_name="intakerow",
                    index=models.Index(
                        fields=["intake", "fate", "position"], name="intake_row_by_fate"
                    ),
                ),
                migrations.AddIndex(
                    model_name="listdifference",
                    index=models.Index(fields=["catalogue", "status"], name="difference_by_status"),
                ),
                migrations.AddConstraint(
                    model_name="listdifference",
                    constraint=models.UniqueConstraint(
                        fields=("catalogue", "agency", "service", "proof", "upper", "lower"),
                        name="difference_told_once",
                        nulls_distinct=False,
                    ),
                ),
                migrations.AddConstraint(
                    model_name="registeredproof",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("struck_at", None)),
                        fields=("catalogue", "agency", "service", "name", "standing"),
                        name="proof_registered_once",
                        nulls_distinct=False,
                    ),
                ),
                migrations.AddIndex(
                    model_name="revision",
                    index=models.Index(fields=["catalogue", "status"], name="revision_by_status"),
                ),
                migrations.AddIndex(
                    model_name="revision",
                    index=models.Index(fields=["agency", "status"], name="revision_of_agency"),
                ),
                migrations.AddConstraint(
                    model_name="opinion",
                    constraint=models.UniqueConstraint(
                        fields=("revision", "round", "step"), name="one_opinion_in_a_round"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="announcement",
                    constraint=models.UniqueConstraint(
                        fields=("revision", "subject", "channel"), name="channel_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="adjustment",
                    constraint=models.UniqueConstraint(
                        fields=("event", "agency"), name="agency_answers_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="serviceitem",
                    index=models.Index(fields=["catalogue", "domain", "id"], name="item_in_order"),
                ),
                migrations.AddIndex(
                    model_name="serviceitem",
                    index=models.Index(fields=["catalogue", "id"], name="item_of_a_list"),
                ),
                migrations.AddConstraint(
                    model_name="serviceitem",
                    constraint=models.UniqueConstraint(
                        fields=("catalogue", "key"), name="item_once_in_a_list"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="serviceguide",
                    constraint=models.UniqueConstraint(
                        fields=("item", "number"), name="guide_number_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="lettertemplate",
                    constraint=models.UniqueConstraint(
                        fields=("item", "number"), name="template_number_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="letterdraft",
                    constraint=models.UniqueConstraint(
                        fields=("revision", "service"), name="one_letter_draft"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="earlierwords",
                    constraint=models.UniqueConstraint(
                        fields=("item", "until"), name="item_words_once_a_day"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="earlierwords",
                    constraint=models.UniqueConstraint(
                        fields=("entry", "until"), name="entry_words_once_a_day"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="earlierwords",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entry__isnull", False), ("item", None)),
                            models.Q(("entry", None), ("item__isnull", False)),
                            _connector="OR",
                        ),
                        name="words_of_one_thing",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="change",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("entry", None), _negated=True),
                        fields=("revision", "entry"),
                        name="entry_once_in_a_revision",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="catalogueentry",
                    constraint=models.UniqueConstraint(
                        fields=("item", "proof"), name="proof_once_in_an_item"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agencysuccession",
                    constraint=models.UniqueConstraint(
                        fields=("event", "predecessor"), name="predecessor_once_in_an_event"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agencysuccession",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                        name="nobody_succeeds_self",
                    ),
                ),
                migrations.AddIndex(
                    model_name="stillasked",
                    index=models.Index(fields=["agency", "-at"], name="still_asked_of_agency"),
                ),
                migrations.AddIndex(
                    model_name="touchedentry",
                    index=models.Index(fields=["entry", "status"], name="touched_of_entry"),
                ),
                migrations.AddConstraint(
                    model_name="touchedentry",
                    constraint=models.UniqueConstraint(
                        fields=("adjustment", "entry"), name="touched_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="troubledproof",
                    index=models.Index(
                        fields=["catalogue", "status", "kind"], name="trouble_by_status"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="troubledproof",
                    constraint=models.UniqueConstraint(
                        fields=("catalogue", "signature"), name="trouble_found_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="unitduty",
                    index=models.Index(fields=["agency", "due_on"], name="duty_of_agency"),
                ),
                migrations.AddConstraint(
                    model_name="unitduty",
                    constraint=models.UniqueConstraint(
                        fields=("catalogue", "agency", "key", "period"), name="duty_task_once"
                    ),
                ),
            ]
        )
    ]
