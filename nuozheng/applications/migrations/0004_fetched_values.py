from django.db import migrations

import nuozheng.evidence.encryption


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0003_number"),
    ]

    operations = [
        migrations.AddField(
            model_name="disposedproof",
            name="fetched",
            field=nuozheng.evidence.encryption.EncryptedJSONField(null=True),
        ),
    ]
