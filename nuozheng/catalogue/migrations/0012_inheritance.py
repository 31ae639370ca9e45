import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0011_earlier_words_and_searches"),
        ("parties", "0003_reviewers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EntryAbove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                "indexes": [
                    models.Index(
                        fields=["catalogue", "agency", "core"], name="entry_above_by_service"
                    )
                ],
            },
        ),
        migrations.AlterModelOptions(
            name="registeredproof", options={"ordering": ("catalogue", "name", "pk")}
        ),
        migrations.RemoveConstraint(model_name="listdifference", name="difference_told_once"),
        migrations.RemoveConstraint(model_name="registeredproof", name="proof_registered_once"),
        migrations.AddField(
            model_name="edition",
            name="content",
            field=models.BinaryField(default=b""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="registeredproof",
            name="intake",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="registered_proofs",
                to="catalogue.intake",
            ),
        ),
        migrations.AddField(
            model_name="registeredproof",
            name="service",
            field=models.CharField(blank=True, default="", max_length=120),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="registeredproof",
            name="struck_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="registeredproof",
            name="struck_because",
            field=models.CharField(blank=True, default="", max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="registeredproof",
            name="struck_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
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
    ]
