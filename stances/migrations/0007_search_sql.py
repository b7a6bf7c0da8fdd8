"""How search rows, their keys and the counts of the whole archive are made."""

from importlib import import_module

from django.db import migrations

before = import_module("stances.migrations.0003_refresh")

# Whoever changes what lists are made from does so alone, from its first write to its commit. Search rows and counts
# are made of many records, and what two writers made at once, each would miss of the other. Editors' writes take
# milliseconds; an import makes them wait until its end.
LOCK = """
CREATE FUNCTION stances_lock() RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtext('stances_search'))
$$;
"""

# The document is long and asked for by an index; in the row itself it would be read over each time that rows are
# counted. PostgreSQL moves nothing out of a row below two kilobytes, so the row is padded with spaces, which take
# some thirty bytes once it is written.
STORAGE = """
ALTER TABLE stances_searchrow SET (toast_tuple_target = 128);
ALTER TABLE stances_searchrow ALTER document SET STORAGE EXTERNAL, ALTER padding SET STORAGE MAIN;
ALTER TABLE stances_searchrow ALTER document SET STATISTICS 1000;
"""
PADDING = 2100

# Fields and names are kept apart by a word between them that is deleted in the end: it leaves a gap, so that no phrase
# is found across two of them.
AGENCIES = """
CREATE VIEW stances_agencyfacts AS
  SELECT a.id AS agency_id, a.kind::varchar(20) AS agency_kind, j.state, around.counties,
    (CASE j.level WHEN 'place' THEN j.geoid ELSE '' END)::varchar(7) AS place,
    concat_ws(' xfieldx ', a.name, array_to_string(a.aliases, ' xfieldx '), j.name, around.names, state.name) AS words
  FROM stances_agency a
  JOIN stances_jurisdiction j ON j.id = a.jurisdiction_id
  LEFT JOIN stances_jurisdiction state ON state.level = 'state' AND state.state = j.state
  CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(DISTINCT c.geoid::varchar(5)), '{}') AS counties,
      string_agg(DISTINCT c.name, ' xfieldx ') AS names
    FROM (
      SELECT unnest(ARRAY[j.id, a.county_id, j.parent_id])
      UNION SELECT county_id FROM stances_placecounty WHERE place_id = j.id
    ) near (id)
    JOIN stances_jurisdiction c ON c.id = near.id AND c.level = 'county'
  ) around;
"""

SOURCES = """
CREATE VIEW stances_sourcefacts AS
  SELECT s.id AS statement_id, coalesce(cited.publishers, '{}') AS publishers, coalesce(cited.words, '') AS words
  FROM stances_statement s
  CROSS JOIN LATERAL (
    SELECT array_agg(DISTINCT article.publisher) AS publishers,
      string_agg(concat_ws(' xfieldx ', article.publisher, article.headline, c.via, c.printed), ' xfieldx '
        ORDER BY c.id) AS words
    FROM stances_citation c JOIN stances_article article ON article.id = c.article_id
    WHERE c.statement_id = s.id
  ) cited;
"""

# To plan anew for each statement that is saved would take longer than to refresh it. The plan that is kept may have
# been made while tables were empty, so it must not read or hash a whole table.
SETTINGS = """
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
"""

KEYS = f"""
CREATE FUNCTION stances_make_keys(ids bigint[]) RETURNS void LANGUAGE plpgsql
{SETTINGS} AS $$
BEGIN
  INSERT INTO stances_codingkey (position, kind, basis, topics)
  SELECT DISTINCT position, kind, basis, topics FROM stances_statement s
  WHERE id = ANY(ids) AND NOT EXISTS (
    SELECT 1 FROM stances_codingkey k
    WHERE (k.position, k.kind, k.basis, k.topics) = (s.position, s.kind, s.basis, s.topics));

  INSERT INTO stances_agencykey (agency_id, agency_kind, state, counties, place)
  SELECT f.agency_id, f.agency_kind, f.state, f.counties, f.place
  FROM (SELECT DISTINCT agency_id FROM stances_statement WHERE id = ANY(ids)) concerned
  JOIN stances_agencyfacts f USING (agency_id)
  WHERE NOT EXISTS (
    SELECT 1 FROM stances_agencykey k
    WHERE (k.agency_id, k.agency_kind, k.state, k.counties, k.place)
      = (f.agency_id, f.agency_kind, f.state, f.counties, f.place));

  INSERT INTO stances_publisherkey (publishers)
  SELECT DISTINCT publishers FROM stances_sourcefacts f
  WHERE statement_id = ANY(ids)
    AND NOT EXISTS (SELECT 1 FROM stances_publisherkey k WHERE k.publishers = f.publishers);
END
$$;
"""

REFRESH = f"""
CREATE FUNCTION stances_refresh(ids bigint[]) RETURNS void LANGUAGE plpgsql
{SETTINGS} AS $$
BEGIN
  IF ids IS NULL THEN
    RETURN;
  END IF;
  PERFORM stances_make_keys(ids);

  WITH before AS MATERIALIZED (
    SELECT * FROM stances_searchrow WHERE statement_id = ANY(ids)
  ), gone AS (
    DELETE FROM stances_searchrow
    WHERE statement_id = ANY(ids) AND NOT EXISTS (SELECT 1 FROM stances_statement s WHERE s.id = statement_id)
  ), written AS (
    INSERT INTO stances_searchrow AS kept (
      statement_id, reference, is_published, date_earliest, date_latest, updated_at,
      coding_key_id, agency_key_id, publisher_key_id, official_id, padding, document)
    SELECT s.id, s.reference, s.status = 'published', s.date_earliest, s.date_latest, s.updated_at,
      coding.id, agency_key.id, publisher_key.id, s.official_id, repeat(' ', {PADDING}),
      ts_delete(setweight(to_tsvector('stances', stances_fold(s.text)), 'A')
        || to_tsvector('stances', 'xfieldx')
        || setweight(to_tsvector('stances', stances_fold(concat_ws(' xfieldx ',
             agency.words, o.name, s.official_title))), 'B')
        || to_tsvector('stances', 'xfieldx')
        || setweight(to_tsvector('stances', stances_fold(s.context)), 'C')
        || to_tsvector('stances', 'xfieldx')
        || setweight(to_tsvector('stances', stances_fold(sources.words)), 'D'), 'xfieldx')
    FROM stances_statement s
    CROSS JOIN LATERAL (SELECT * FROM stances_agencyfacts f WHERE f.agency_id = s.agency_id) agency
    CROSS JOIN LATERAL (SELECT * FROM stances_sourcefacts f WHERE f.statement_id = s.id) sources
    JOIN stances_codingkey coding ON (coding.position, coding.kind, coding.basis, coding.topics)
      = (s.position, s.kind, s.basis, s.topics)
    JOIN stances_agencykey agency_key
      ON (agency_key.agency_id, agency_key.agency_kind, agency_key.state, agency_key.counties, agency_key.place)
      = (agency.agency_id, agency.agency_kind, agency.state, agency.counties, agency.place)
    JOIN stances_publisherkey publisher_key ON publisher_key.publishers = sources.publishers
    LEFT JOIN stances_official o ON o.id = s.official_id
    WHERE s.id = ANY(ids)
    ON CONFLICT (statement_id) DO UPDATE SET
      is_published = EXCLUDED.is_published, date_earliest = EXCLUDED.date_earliest,
      date_latest = EXCLUDED.date_latest, updated_at = EXCLUDED.updated_at, coding_key_id = EXCLUDED.coding_key_id,
      agency_key_id = EXCLUDED.agency_key_id, publisher_key_id = EXCLUDED.publisher_key_id,
      official_id = EXCLUDED.official_id, padding = EXCLUDED.padding, document = EXCLUDED.document
    RETURNING kept.is_published, kept.coding_key_id, kept.agency_key_id, kept.publisher_key_id, kept.official_id
  ), changes AS (
    SELECT coding_key_id, agency_key_id, publisher_key_id, official_id, -count(*) AS n
    FROM before WHERE is_published GROUP BY 1, 2, 3, 4
    UNION ALL
    SELECT coding_key_id, agency_key_id, publisher_key_id, official_id, count(*)
    FROM written WHERE is_published GROUP BY 1, 2, 3, 4
  ), net AS (
    SELECT coding_key_id, agency_key_id, publisher_key_id, official_id, sum(n) AS n
    FROM changes GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0
  )
  INSERT INTO stances_valuecount AS kept (filter, value, count)
  SELECT counted.filter, counted.value, sum(net.n)
  FROM net
  JOIN stances_codingkey coding ON coding.id = coding_key_id
  JOIN stances_agencykey agency ON agency.id = agency_key_id
  JOIN stances_publisherkey sources ON sources.id = publisher_key_id
  CROSS JOIN LATERAL (
    VALUES ('position', coding.position), ('kind', coding.kind), ('basis', coding.basis),
      ('agency', agency.agency_id::text), ('agency_kind', agency.agency_kind), ('state', agency.state),
      ('place', nullif(agency.place, '')), ('official', official_id::text)
    UNION ALL SELECT 'topic', unnest(coding.topics)
    UNION ALL SELECT 'county', unnest(agency.counties)
    UNION ALL SELECT 'publisher', unnest(sources.publishers)
  ) counted (filter, value)
  WHERE counted.value IS NOT NULL
  GROUP BY 1, 2 HAVING sum(net.n) <> 0
  ON CONFLICT (filter, value) DO UPDATE SET count = kept.count + EXCLUDED.count;

  PERFORM stances_count_articles(ARRAY(
    SELECT DISTINCT article_id FROM stances_citation WHERE statement_id = ANY(ids)));
END
$$;
"""

# The filters know nothing of articles, so they are counted by themselves, each anew.
COUNT_ARTICLES = f"""
CREATE FUNCTION stances_count_articles(ids bigint[]) RETURNS void LANGUAGE sql {SETTINGS} AS $$
  INSERT INTO stances_valuecount AS kept (filter, value, count)
  SELECT 'article', article.id::text, (
    SELECT count(*) FROM stances_citation c JOIN stances_searchrow row ON row.statement_id = c.statement_id
    WHERE c.article_id = article.id AND row.is_published)
  FROM unnest(ids) article (id) ORDER BY 2
  ON CONFLICT (filter, value) DO UPDATE SET count = EXCLUDED.count WHERE kept.count <> EXCLUDED.count
$$;
"""

REBUILD = """
SELECT stances_refresh(array_agg(id)) FROM stances_statement;
"""


class Migration(migrations.Migration):
    dependencies = [("stances", "0006_search_keys")]
    operations = [
        migrations.RunSQL("DROP FUNCTION stances_refresh_lock(boolean)", before.LOCK),
        migrations.RunSQL("DROP FUNCTION stances_refresh(bigint[])", before.REFRESH),
        migrations.RunSQL(LOCK, "DROP FUNCTION stances_lock()"),
        migrations.RunSQL(STORAGE, migrations.RunSQL.noop),
        migrations.RunSQL(AGENCIES, "DROP VIEW stances_agencyfacts"),
        migrations.RunSQL(SOURCES, "DROP VIEW stances_sourcefacts"),
        migrations.RunSQL(KEYS, "DROP FUNCTION stances_make_keys(bigint[])"),
        migrations.RunSQL(COUNT_ARTICLES, "DROP FUNCTION stances_count_articles(bigint[])"),
        migrations.RunSQL(REFRESH, "DROP FUNCTION stances_refresh(bigint[])"),
        migrations.RunSQL(REBUILD, migrations.RunSQL.noop),
    ]
