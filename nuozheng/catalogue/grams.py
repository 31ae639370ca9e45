"""The SQL behind the catalogue's search, installed by a migration."""

INSTALL = """
CREATE FUNCTION nuozheng_grams(text) RETURNS text[]
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
"""A loop: unnesting the letters beside each other and sorting the grams takes six times as long.

Runs of three ASCII characters too: codes and initials have only some hundred pairs, each
in a large part of all rows. The list, the agency and the domain stand among the grams, so that one
index meets words and filters at once. Without `fastupdate` no search reads through a pending list.

The grams stand beside each row, without statistics: knowing how common each is, the planner
walks the rows in the hope of meeting enough soon, and in vain where two words don't come together.
"""

REMOVE = """
DROP INDEX item_code_start;
DROP INDEX item_initials_start;
DROP INDEX item_name_start;
ALTER TABLE catalogue_serviceitem DROP COLUMN grams;
DROP FUNCTION nuozheng_grams(text);
"""
