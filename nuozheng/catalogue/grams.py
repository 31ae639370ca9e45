"""The SQL behind the catalogue's search, installed by two migrations."""

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

_GRAMS = """
CREATE OR REPLACE FUNCTION nuozheng_grams(text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  letters text[] := string_to_array($1, NULL);
  grams text[] := letters;
  one text COLLATE "C" := '';
  two text COLLATE "C" := '';
  three text COLLATE "C" := '';
BEGIN
  FOREACH three IN ARRAY letters LOOP
    IF two > ' ' AND three > ' ' THEN
      grams := grams || (two || three);
      IF one > ' ' AND one <= 'z' AND two <= 'z' AND three <= 'z' THEN
        grams := grams || (one || two || three);
      END IF;
    END IF;
    one := two;
    two := three;
  END LOOP;
  RETURN grams;
END $$;
"""
"""A loop: unnesting the letters beside each other and sorting the grams takes six times as long."""

TOKENS = f"""
DROP INDEX item_grams;
DROP INDEX item_name_start;
ALTER TABLE catalogue_serviceitem DROP COLUMN grams;
DROP FUNCTION nuozheng_query_grams(text);
{_GRAMS}
ALTER TABLE catalogue_serviceitem ADD COLUMN grams text[] GENERATED ALWAYS AS (
  nuozheng_grams(search_text)
  || ARRAY['=c' || catalogue_id::text, '=a' || agency_id::text, '=d' || domain::text]
) STORED;
ALTER TABLE catalogue_serviceitem ALTER COLUMN grams SET STATISTICS 0;
ALTER TABLE catalogue_serviceitem ALTER COLUMN ways SET STATISTICS 0;
CREATE INDEX item_grams ON catalogue_serviceitem USING gin (grams, ways) WITH (fastupdate = off);
CREATE INDEX item_name_start ON catalogue_serviceitem (catalogue_id, lower(name) text_pattern_ops);
CREATE INDEX item_initials_start ON catalogue_serviceitem
  (catalogue_id, initials text_pattern_ops);
CREATE INDEX item_code_start ON catalogue_serviceitem
  (catalogue_id, lower(implementation_code) text_pattern_ops);
"""
"""Runs of three ASCII characters too: codes and initials have only some hundred pairs, each
in a large part of all rows. The list, the agency and the domain stand among the grams, so that one
index meets words and filters at once. Without `fastupdate` no search reads through a pending list.
"""

GRAMS_ALONE = f"""
DROP INDEX item_code_start;
DROP INDEX item_initials_start;
DROP INDEX item_name_start;
ALTER TABLE catalogue_serviceitem DROP COLUMN grams;
DROP FUNCTION nuozheng_grams(text);
{INSTALL}
"""
