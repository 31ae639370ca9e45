"""Rows that nobody changes or removes: the database itself refuses, TRUNCATE included."""

TABLES = ("evidence_move", "evidence_accessreceipt")

INSTALL = """
CREATE FUNCTION nuozheng_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation';
END $$;
""" + "".join(
    f"""
CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION nuozheng_append_only();
CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION nuozheng_append_only();
"""
    for table in TABLES
)

REMOVE = (
    "".join(
        f"DROP TRIGGER {table}_rows ON {table}; DROP TRIGGER {table}_whole ON {table};"
        for table in TABLES
    )
    + "DROP FUNCTION nuozheng_append_only();"
)
