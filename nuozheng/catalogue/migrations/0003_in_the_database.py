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
    replaces = [
        ("catalogue", "0003_search"),
        ("catalogue", "0004_revision"),
        ("catalogue", "0005_search_and_figures"),
        ("catalogue", "0005_versions_apart"),
        ("catalogue", "0006_public_side"),
        ("catalogue", "0007_trouble"),
        ("catalogue", "0008_wording"),
        ("catalogue", "0009_intake"),
        ("catalogue", "0010_duties"),
        ("catalogue", "0011_earlier_words_and_searches"),
        ("catalogue", "0012_inheritance"),
        ("catalogue", "0013_one_register"),
    ]
    dependencies = [("catalogue", "0002_initial"), ("evidence", "0003_in_the_database")]
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
