import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("credit", "0001_tables"),
        ("parties", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="creditrecord", name="credit_of_party"),
        migrations.AddField(
            model_name="creditrecord",
            name="document_kind",
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AddField(
            model_name="creditrecord",
            name="information",
            field=models.CharField(blank=True, max_length=30),
        ),
        migrations.AlterField(
            model_name="creditrecord",
            name="party",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="credit_records",
                to="parties.party",
            ),
        ),
        migrations.AddIndex(
            model_name="creditrecord",
            index=models.Index(fields=["party", "kind", "status"], name="credit_of_party"),
        ),
        migrations.AddIndex(
            model_name="creditrecord",
            index=models.Index(fields=["case_number"], name="credit_of_case"),
        ),
        migrations.CreateModel(
            name="RuleDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("policy_key", models.CharField(max_length=40)),
                ("rule", models.CharField(max_length=60)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("keep", "keep"), ("suspend", "suspend")], max_length=10
                    ),
                ),
                ("reason", models.TextField()),
                ("until", models.DateField()),
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "indexes": [
                    models.Index(fields=["policy_key", "rule", "-id"], name="decision_on_rule")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="rule_decision_has_reasons",
                    )
                ],
            },
        ),
    ]
