"""What the models can't say: rows that are only ever added."""

from django.db import migrations

from nuozheng.evidence.append_only import INSTALL, REMOVE


class Migration(migrations.Migration):
    replaces = [("evidence", "0003_in_the_database")]
    dependencies = [("evidence", "0001_tables")]
    operations = [
        migrations.RunSQL(INSTALL, REMOVE),
    ]
