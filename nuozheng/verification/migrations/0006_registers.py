import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0003_in_the_database"),
        ("catalogue", "0003_in_the_database"),
        ("parties", "0003_inspector"),
        ("verification", "0005_plans"),
    ]

    operations = [
        migrations.CreateModel(
            name="QueuedProof",
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
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "waiting")),
                        fields=["next_at"],
                        name="queued_proof_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "waiting")),
                        fields=("proof",),
                        name="one_waiting_lookup_of_a_proof",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DepartmentSystem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency", "name"), name="system_of_an_agency_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SharingTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        choices=[("open", "正在办"), ("done", "办成了"), ("dropped", "不办了")],
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "open")),
                        fields=("jurisdiction", "proof"),
                        name="one_open_sharing_task_of_a_proof",
                    )
                ],
            },
        ),
    ]
