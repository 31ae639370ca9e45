import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import nuozheng.evidence.encryption


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0005_versions_apart"),
        ("parties", "0003_reviewers"),
    ]

    operations = [
        migrations.CreateModel(
            name="ServiceGuide",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guides",
                        to="catalogue.serviceitem",
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
            ],
            options={
                "ordering": ("item", "number"),
                "constraints": [
                    models.UniqueConstraint(fields=("item", "number"), name="guide_number_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="StillAsked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                "indexes": [models.Index(fields=["agency", "-at"], name="still_asked_of_agency")],
            },
        ),
    ]
