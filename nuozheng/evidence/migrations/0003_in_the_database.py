"""What the models can't say: rows that are only ever added."""

from django.db import migrations

from nuozheng.evidence.append_only import INSTALL, REMOVE


class Migration(migrations.Migration):
    replaces = [
        ("evidence", "0003_append_only"),
        ("evidence", "0004_data_sources"),
    ]
    dependencies = [("evidence", "0002_initial")]
    operations = [
        migrations.RunSQL(INSTALL, REMOVE),
    ]
