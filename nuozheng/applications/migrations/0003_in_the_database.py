"""What the models can't say."""

from django.db import migrations


class Migration(migrations.Migration):
    replaces = [
        ("applications", "0003_number"),
        ("applications", "0004_fetched_values"),
    ]
    dependencies = [("applications", "0002_initial")]
    operations = [
        migrations.RunSQL("CREATE SEQUENCE application_number", "DROP SEQUENCE application_number"),
    ]
