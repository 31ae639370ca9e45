import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import nuozheng.evidence.encryption


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0008_wording"),
        ("documents", "0002_initial"),
        ("parties", "0003_reviewers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Intake",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "revision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="intakes",
                        to="catalogue.revision",
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
            name="LiaisonOfficer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
            name="ColumnMemory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
            name="IntakeRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                "indexes": [
                    models.Index(fields=["intake", "fate", "position"], name="intake_row_by_fate")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferenceEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("list", "本单位的清单（附件2、目录或者自己的表）"),
                            ("officers", "联络员名单（附件1）"),
                            ("upper", "上级确定的清单，用来对照"),
                            ("campaign", "减证便民已经取消的证明"),
                            ("retained", "本部门保留的证明事项"),
                        ],
                        max_length=10,
                    ),
                ),
                ("item_name", models.CharField(max_length=120)),
                ("implementation_code", models.CharField(blank=True, max_length=64)),
                ("proof_name", models.CharField(max_length=120)),
                ("ways", models.CharField(blank=True, max_length=200)),
                (
                    "difference",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("only_there", "对照的清单有，本单位没有"),
                            ("only_here", "本单位有，对照的清单没有"),
                            ("other_way", "都有，免提交方式不同"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.catalogueentry",
                    ),
                ),
                ("decision", models.CharField(blank=True, max_length=10)),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="references",
                        to="parties.agency",
                    ),
                ),
                (
                    "catalogue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="references",
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
                    "intake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="references",
                        to="catalogue.intake",
                    ),
                ),
            ],
            options={
                "ordering": ("agency", "item_name", "proof_name", "pk"),
                "indexes": [
                    models.Index(fields=["catalogue", "agency", "kind"], name="reference_of_agency")
                ],
            },
        ),
    ]
