from django.db import migrations

from nuozheng.catalogue.grams import INSTALL, REMOVE


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_initial")]
    operations = [migrations.RunSQL(INSTALL, REMOVE)]
