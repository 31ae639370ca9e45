"""What the models can't say: published roots are only ever added."""

from django.db import migrations

ONLY_ADDED = """
CREATE TRIGGER verification_publishedroot_rows
  BEFORE UPDATE OR DELETE ON verification_publishedroot
  FOR EACH ROW EXECUTE FUNCTION nuozheng_append_only();
CREATE TRIGGER verification_publishedroot_whole
  BEFORE TRUNCATE ON verification_publishedroot
  FOR EACH STATEMENT EXECUTE FUNCTION nuozheng_append_only();
"""
ALTERABLE = """
DROP TRIGGER verification_publishedroot_rows ON verification_publishedroot;
DROP TRIGGER verification_publishedroot_whole ON verification_publishedroot;
"""


class Migration(migrations.Migration):
    replaces = [
        ("verification", "0002_bulk"),
        ("verification", "0003_data_sources"),
        ("verification", "0004_draws"),
    ]
    dependencies = [("evidence", "0003_in_the_database"), ("verification", "0001_initial")]
    operations = [
        migrations.RunSQL(ONLY_ADDED, ALTERABLE),
    ]
