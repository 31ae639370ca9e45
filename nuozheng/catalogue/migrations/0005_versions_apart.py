from django.db import migrations

APART = """
ALTER TABLE catalogue_entryversion ADD CONSTRAINT versions_never_overlap
EXCLUDE USING gist (
    int8range(entry_id, entry_id, '[]') WITH &&,
    daterange(effective_from, effective_until, '[]') WITH &&
)
"""
"""Of one entry no two versions are in force on one day. A range of one key needs no extension."""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0005_search_and_figures")]
    operations = [
        migrations.RunSQL(
            APART,
            "ALTER TABLE catalogue_entryversion DROP CONSTRAINT versions_never_overlap",
        ),
        migrations.RunSQL("CREATE SEQUENCE revision_number", "DROP SEQUENCE revision_number"),
        migrations.RunSQL("CREATE SEQUENCE catalogue_key", "DROP SEQUENCE catalogue_key"),
    ]
