from django.db import migrations

from nuozheng.evidence.append_only import INSTALL, REMOVE


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_initial")]
    operations = [migrations.RunSQL(INSTALL, REMOVE)]
