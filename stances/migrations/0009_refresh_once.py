"""What a search row is made of is read once, and not at all while its statement is not there."""

from importlib import import_module

from django.db import migrations

from stances import search

before = import_module("stances.migrations.0007_search_sql")

# A key is looked for where a row needs it, and added where it is missing. Writers take turns, so no other adds it too.
CODING_KEY = """
CREATE FUNCTION stances_coding_key(its_position varchar, its_kind varchar, its_basis varchar, its_topics varchar[])
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  key integer;
BEGIN
  SELECT id INTO key FROM stances_codingkey
  WHERE (position, kind, basis, topics) = (its_position, its_kind, its_basis, its_topics);
  IF key IS NULL THEN
    INSERT INTO stances_codingkey (position, kind, basis, topics)
    VALUES (its_position, its_kind, its_basis, its_topics) RETURNING id INTO key;
  END IF;
  RETURN key;
END
$$;
"""

AGENCY_KEY = """
CREATE FUNCTION stances_agency_key(
  its_id bigint, its_kind varchar, its_state varchar, its_counties varchar[], its_place varchar)
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  key integer;
BEGIN
  SELECT id INTO key FROM stances_agencykey
  WHERE (agency_id, agency_kind, state, counties, place) = (its_id, its_kind, its_state, its_counties, its_place);
  IF key IS NULL THEN
    INSERT INTO stances_agencykey (agency_id, agency_kind, state, counties, place)
    VALUES (its_id, its_kind, its_state, its_counties, its_place) RETURNING id INTO key;
  END IF;
  RETURN key;
END
$$;
"""

PUBLISHER_KEY = """
CREATE FUNCTION stances_publisher_key(its_publishers varchar[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  key integer;
BEGIN
  SELECT id INTO key FROM stances_publisherkey WHERE publishers = its_publishers;
  IF key IS NULL THEN
    INSERT INTO stances_publisherkey (publishers) VALUES (its_publishers) RETURNING id INTO key;
  END IF;
  RETURN key;
END
$$;
"""

REFRESH = f"""
CREATE OR REPLACE FUNCTION stances_refresh(ids bigint[]) RETURNS void LANGUAGE plpgsql
{before.SETTINGS} AS $$
DECLARE
  -- The keys, officials and days of the published rows as they were, one array for each column.
  codings integer[];
  agencies integer[];
  publishers integer[];
  officials bigint[];
  first_days date[];
  last_days date[];
BEGIN
  -- An import writes the citations before their statements, which have no row then, nor any to be counted.
  IF NOT EXISTS (SELECT 1 FROM stances_statement WHERE id = ANY(ids))
     AND NOT EXISTS (SELECT 1 FROM stances_searchrow WHERE statement_id = ANY(ids)) THEN
    RETURN;
  END IF;

  SELECT array_agg(coding_key_id), array_agg(agency_key_id), array_agg(publisher_key_id), array_agg(official_id),
    array_agg(date_earliest), array_agg(date_latest)
  INTO codings, agencies, publishers, officials, first_days, last_days
  FROM stances_searchrow WHERE statement_id = ANY(ids) AND is_published;

  DELETE FROM stances_searchrow
  WHERE statement_id = ANY(ids) AND NOT EXISTS (SELECT 1 FROM stances_statement s WHERE s.id = statement_id);

  INSERT INTO stances_searchrow (
    statement_id, reference, is_published, date_earliest, date_latest, updated_at,
    coding_key_id, agency_key_id, publisher_key_id, official_id, padding, document)
  SELECT s.id, s.reference, s.status = 'published', s.date_earliest, s.date_latest, s.updated_at,
    stances_coding_key(s.position, s.kind, s.basis, s.topics),
    stances_agency_key(agency.agency_id, agency.agency_kind, agency.state, agency.counties, agency.place),
    stances_publisher_key(sources.publishers), s.official_id, repeat(' ', {before.PADDING}),
    ts_delete(setweight(to_tsvector('stances', stances_fold(s.text)), 'A')
      || to_tsvector('stances', 'xfieldx')
      || setweight(to_tsvector('stances', stances_fold(concat_ws(' xfieldx ',
           agency.words, o.name, s.official_title))), 'B')
      || to_tsvector('stances', 'xfieldx')
      || setweight(to_tsvector('stances', stances_fold(s.context)), 'C')
      || to_tsvector('stances', 'xfieldx')
      || setweight(to_tsvector('stances', stances_fold(sources.words)), 'D'), 'xfieldx')
  FROM stances_statement s
  JOIN stances_agencyfacts agency USING (agency_id)
  CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(DISTINCT article.publisher), '{{}}') AS publishers,
      coalesce(string_agg(concat_ws(' xfieldx ', article.publisher, article.headline, c.via, c.printed), ' xfieldx '
        ORDER BY c.id), '') AS words
    FROM stances_citation c JOIN stances_article article ON article.id = c.article_id
    WHERE c.statement_id = s.id
  ) sources
  LEFT JOIN stances_official o ON o.id = s.official_id
  WHERE s.id = ANY(ids)
  ON CONFLICT (statement_id) DO UPDATE SET
    is_published = EXCLUDED.is_published, date_earliest = EXCLUDED.date_earliest,
    date_latest = EXCLUDED.date_latest, updated_at = EXCLUDED.updated_at, coding_key_id = EXCLUDED.coding_key_id,
    agency_key_id = EXCLUDED.agency_key_id, publisher_key_id = EXCLUDED.publisher_key_id,
    official_id = EXCLUDED.official_id, padding = EXCLUDED.padding, document = EXCLUDED.document;

  -- By a question of its own, which sees the keys that the rows have added.
  WITH changes AS (
    SELECT *, -1 AS n
    FROM unnest(codings, agencies, publishers, officials) old (
      coding_key_id, agency_key_id, publisher_key_id, official_id)
    UNION ALL
    SELECT coding_key_id, agency_key_id, publisher_key_id, official_id, 1
    FROM stances_searchrow WHERE statement_id = ANY(ids) AND is_published
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

  -- One of uncertain date may be of several years.
  INSERT INTO stances_valuecount AS kept (filter, value, count)
  SELECT 'year', year::text, sum(n)
  FROM (
    SELECT *, -1 FROM unnest(first_days, last_days) old
    UNION ALL
    SELECT date_earliest, date_latest, 1 FROM stances_searchrow WHERE statement_id = ANY(ids) AND is_published
  ) changes (first_day, last_day, n)
  CROSS JOIN LATERAL generate_series(date_part('year', first_day)::int, date_part('year', last_day)::int) year
  GROUP BY year HAVING sum(n) <> 0 ORDER BY year
  ON CONFLICT (filter, value) DO UPDATE SET count = kept.count + EXCLUDED.count;

  PERFORM stances_count_articles(ARRAY(
    SELECT DISTINCT article_id FROM stances_citation WHERE statement_id = ANY(ids)));
END
$$;
"""

COUNT_YEARS = """
INSERT INTO stances_valuecount (filter, value, count)
SELECT 'year', year::text, count(*)
FROM stances_searchrow
CROSS JOIN LATERAL generate_series(date_part('year', date_earliest)::int, date_part('year', date_latest)::int) year
WHERE is_published GROUP BY year
"""


class Migration(migrations.Migration):
    dependencies = [("stances", "0008_turns")]
    operations = [
        # Folded as before, only sooner, so that there is nothing to take back and no row to make anew.
        migrations.RunSQL(search.fold_sql(), migrations.RunSQL.noop),
        migrations.RunSQL(CODING_KEY, "DROP FUNCTION stances_coding_key(varchar, varchar, varchar, varchar[])"),
        migrations.RunSQL(
            AGENCY_KEY, "DROP FUNCTION stances_agency_key(bigint, varchar, varchar, varchar[], varchar)"
        ),
        migrations.RunSQL(PUBLISHER_KEY, "DROP FUNCTION stances_publisher_key(varchar[])"),
        migrations.RunSQL(REFRESH, before.REFRESH.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")),
        migrations.RunSQL("DROP FUNCTION stances_make_keys(bigint[])", before.KEYS),
        migrations.RunSQL("DROP VIEW stances_sourcefacts", before.SOURCES),
        migrations.RunSQL(COUNT_YEARS, "DELETE FROM stances_valuecount WHERE filter = 'year'"),
    ]
