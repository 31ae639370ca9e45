"""The SQL behind the catalogue's search, installed by a migration."""

INSTALL = """
CREATE FUNCTION nuozheng_grams(text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT gram), '{}')
  FROM generate_series(1, length($1)) AS i,
       LATERAL (VALUES (substr($1, i, 1)), (substr($1, i, 2))) AS g(gram)
  WHERE gram !~ '\\s' AND length(gram) > 0
$$;

CREATE FUNCTION nuozheng_query_grams(text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE WHEN length($1) = 1 THEN ARRAY[$1]
    ELSE (SELECT array_agg(DISTINCT substr($1, i, 2)) FROM generate_series(1, length($1) - 1) AS i)
  END
$$;

CREATE INDEX item_grams ON catalogue_serviceitem USING gin (nuozheng_grams(search_text));
"""

REMOVE = """
DROP INDEX item_grams;
DROP FUNCTION nuozheng_query_grams(text);
DROP FUNCTION nuozheng_grams(text);
"""
