"""What the models can't say: search, versions that never overlap, numbers, earlier names."""

from django.db import migrations

from nuozheng.catalogue import grams
from nuozheng.catalogue.names import triggers

APART = """
ALTER TABLE catalogue_entryversion ADD CONSTRAINT versions_never_overlap
EXCLUDE USING gist (
    int8range(entry_id, entry_id, '[]') WITH &&,
    daterange(effective_from, effective_until, '[]') WITH &&
)
"""
"""Of one entry no two versions are in force on one day. A range of one key needs no extension."""


class Migration(migrations.Migration):
    replaces = [("catalogue", "0003_in_the_database")]
    dependencies = [("catalogue", "0001_tables"), ("evidence", "0002_in_the_database")]
    operations = [
        migrations.RunSQL(grams.INSTALL, grams.REMOVE),
        migrations.RunSQL(
            APART,
            "ALTER TABLE catalogue_entryversion DROP CONSTRAINT versions_never_overlap",
        ),
        migrations.RunSQL("CREATE SEQUENCE revision_number", "DROP SEQUENCE revision_number"),
        migrations.RunSQL("CREATE SEQUENCE catalogue_key", "DROP SEQUENCE catalogue_key"),
        migrations.RunSQL(triggers.INSTALL, triggers.REMOVE),
    ]
