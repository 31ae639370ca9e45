"""The tables."""

from django.db import migrations, models

import nuozheng.evidence.encryption
from nuozheng.evidence.tables import MakeTables


class Migration(migrations.Migration):
    initial = True
    replaces = [("documents", "0001_initial")]
    dependencies = []

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Document",
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
                        ("kind", models.CharField(max_length=40)),
                        ("title", models.CharField(max_length=200)),
                        ("media_type", models.CharField(max_length=100)),
                        ("size", models.PositiveIntegerField()),
                        ("sha256", models.CharField(db_index=True, max_length=64)),
                        ("sm3", models.CharField(max_length=64)),
                        ("content", nuozheng.evidence.encryption.EncryptedBinaryField()),
                        ("created_at", models.DateTimeField()),
                    ],
                ),
            ]
        )
    ]
