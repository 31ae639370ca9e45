"""What the models can't say."""

from django.db import migrations


class Migration(migrations.Migration):
    replaces = [("applications", "0003_in_the_database")]
    dependencies = [("applications", "0001_tables")]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE application_number", "DROP SEQUENCE application_number"),
    ]
