"""What the models can't say: rows that are only ever added."""

from django.db import migrations

TABLES = (
    "verification_publishedroot",
    "verification_routineinspection",
    "verification_routineinspection_inspectors",
    "verification_fairnessreading",
)
ONLY_ADDED = "".join(
    f"""
CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION nuozheng_append_only();
CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION nuozheng_append_only();
"""
    for table in TABLES
)
ALTERABLE = "".join(
    f"DROP TRIGGER {table}_rows ON {table}; DROP TRIGGER {table}_whole ON {table};"
    for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_in_the_database"), ("verification", "0001_tables")]
    operations = [migrations.RunSQL(ONLY_ADDED, ALTERABLE)]
