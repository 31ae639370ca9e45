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

LOOKS_INSTALL = """
CREATE FUNCTION nuozheng_look_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.times = OLD.times + 1 AND NEW.last_at >= OLD.last_at
     AND to_jsonb(NEW) - 'times' - 'last_at' = to_jsonb(OLD) - 'times' - 'last_at' THEN
    RETURN NEW;
  END IF;
  -- Network logs are kept for six months at least (CN-WAF-23).
  IF TG_OP = 'DELETE' AND OLD.day < current_date - 184 THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% keeps who looked: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER evidence_stafflook_rows BEFORE UPDATE OR DELETE ON evidence_stafflook
  FOR EACH ROW EXECUTE FUNCTION nuozheng_look_stays();
CREATE TRIGGER evidence_stafflook_whole BEFORE TRUNCATE ON evidence_stafflook
  FOR EACH STATEMENT EXECUTE FUNCTION nuozheng_append_only();
CREATE TRIGGER evidence_erasure_rows BEFORE UPDATE OR DELETE ON evidence_erasure
  FOR EACH ROW EXECUTE FUNCTION nuozheng_append_only();
"""
"""A look is only counted on; what was deleted stays told."""

LOOKS_REMOVE = """
DROP TRIGGER evidence_erasure_rows ON evidence_erasure;
DROP TRIGGER evidence_stafflook_rows ON evidence_stafflook;
DROP TRIGGER evidence_stafflook_whole ON evidence_stafflook;
DROP FUNCTION nuozheng_look_stays();
"""
