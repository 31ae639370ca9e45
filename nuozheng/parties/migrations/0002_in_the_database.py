"""What the models can't say: how often a program called."""

from django.db import migrations

# Not logged: a commit that writes only here does not wait for the disk.
COUNT = """
CREATE UNLOGGED TABLE call_count (
  caller varchar(80) PRIMARY KEY,
  minute bigint NOT NULL,
  made integer NOT NULL
) WITH (fillfactor = 50)
"""


class Migration(migrations.Migration):
    replaces = [
        ("parties", "0002_call_count"),
        ("parties", "0003_reviewers"),
        ("parties", "0004_data_sources"),
    ]
    dependencies = [("parties", "0001_initial")]
    operations = [
        migrations.RunSQL(COUNT, "DROP TABLE call_count"),
    ]
