"""The SQL behind the catalogue's search, installed by a migration."""

INSTALL = """
CREATE FUNCTION nuozheng_grams(text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE letters text[] := string_to_array($1, NULL);
BEGIN
  RETURN ARRAY(
    SELECT DISTINCT gram
    FROM unnest(letters || ARRAY(
      SELECT one || next FROM unnest(letters, letters[2:]) AS pair(one, next) WHERE next IS NOT NULL
    )) AS each(gram)
    WHERE gram !~ '\\s'
  );
END $$;

CREATE FUNCTION nuozheng_query_grams(text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN length($1) = 1 THEN ARRAY[$1]
    ELSE (SELECT array_agg(DISTINCT substr($1, i, 2)) FROM generate_series(1, length($1) - 1) AS i)
  END
$$;

ALTER TABLE catalogue_serviceitem
  ADD COLUMN grams text[] GENERATED ALWAYS AS (nuozheng_grams(search_text)) STORED;
ALTER TABLE catalogue_serviceitem ALTER COLUMN grams SET STATISTICS 0;
CREATE INDEX item_grams ON catalogue_serviceitem USING gin (grams);
CREATE INDEX item_name_start ON catalogue_serviceitem (upper(name) text_pattern_ops);
"""
"""The grams stand beside each row, without statistics: knowing how common each is, the planner
walks the rows in the hope of meeting enough soon, and in vain where two words don't come together.
"""

REMOVE = """
DROP INDEX item_name_start;
ALTER TABLE catalogue_serviceitem DROP COLUMN grams;
DROP FUNCTION nuozheng_query_grams(text);
DROP FUNCTION nuozheng_grams(text);
"""
