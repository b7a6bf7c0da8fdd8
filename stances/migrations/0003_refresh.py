"""How search rows are made, and the rule that what is quoted or published rests on an article."""

from django.db import migrations

# Statements are refreshed while they are being written; a rename refreshes the statements of others. The second waits
# for the first and the first for the second, so that neither reads the other's half-written state; statements do not
# wait for each other.
LOCK = """
CREATE FUNCTION stances_refresh_lock(of_others boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF of_others THEN
    PERFORM pg_advisory_xact_lock(hashtext('stances_search'));
  ELSE
    PERFORM pg_advisory_xact_lock_shared(hashtext('stances_search'));
  END IF;
END
$$;
"""

# Fields and names are kept apart by a word between them that is deleted in the end: it leaves a gap, so that no phrase
# is found across two of them.
REFRESH = """
CREATE FUNCTION stances_refresh(ids bigint[]) RETURNS void LANGUAGE plpgsql
-- To plan anew for each statement that is saved would take longer than to refresh it.
SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  IF ids IS NULL THEN
    RETURN;
  END IF;
  -- Whoever writes one of these statements at this moment is waited for; the rows are then read anew.
  PERFORM 1 FROM stances_statement WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;

  INSERT INTO stances_searchrow AS kept (
    statement_id, status, reference, date_earliest, date_latest, updated_at, position, kind, basis, topics,
    agency_id, agency_kind, official_id, state, counties, place, publishers, document)
  SELECT s.id, s.status, s.reference, s.date_earliest, s.date_latest, s.updated_at, s.position, s.kind, s.basis,
    s.topics, a.id, a.kind, s.official_id, j.state, where_it_is.counties,
    CASE j.level WHEN 'place' THEN j.geoid ELSE '' END, sources.publishers,
    ts_delete(setweight(to_tsvector('stances', stances_fold(s.text)), 'A')
      || to_tsvector('stances', 'xfieldx')
      || setweight(to_tsvector('stances', stances_fold(concat_ws(' xfieldx ',
           a.name, array_to_string(a.aliases, ' xfieldx '), o.name, s.official_title, j.name,
           where_it_is.names, state.name))), 'B')
      || to_tsvector('stances', 'xfieldx')
      || setweight(to_tsvector('stances', stances_fold(s.context)), 'C')
      || to_tsvector('stances', 'xfieldx')
      || setweight(to_tsvector('stances', stances_fold(coalesce(sources.words, ''))), 'D'), 'xfieldx')
  FROM stances_statement s
  JOIN stances_agency a ON a.id = s.agency_id
  JOIN stances_jurisdiction j ON j.id = a.jurisdiction_id
  LEFT JOIN stances_jurisdiction state ON state.level = 'state' AND state.state = j.state
  LEFT JOIN stances_official o ON o.id = s.official_id
  CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(DISTINCT c.geoid), '{}') AS counties, string_agg(DISTINCT c.name, ' xfieldx ') AS names
    FROM (
      SELECT unnest(ARRAY[j.id, a.county_id, j.parent_id])
      UNION SELECT county_id FROM stances_placecounty WHERE place_id = j.id
    ) around (id)
    JOIN stances_jurisdiction c ON c.id = around.id AND c.level = 'county'
  ) where_it_is
  CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(DISTINCT article.publisher), '{}') AS publishers,
      string_agg(concat_ws(' xfieldx ', article.publisher, article.headline, c.via,
        c.printed), ' xfieldx ' ORDER BY c.id) AS words
    FROM stances_citation c JOIN stances_article article ON article.id = c.article_id
    WHERE c.statement_id = s.id
  ) sources
  WHERE s.id = ANY(ids)
  ON CONFLICT (statement_id) DO UPDATE SET
    status = EXCLUDED.status, date_earliest = EXCLUDED.date_earliest, date_latest = EXCLUDED.date_latest,
    updated_at = EXCLUDED.updated_at, position = EXCLUDED.position, kind = EXCLUDED.kind, basis = EXCLUDED.basis,
    topics = EXCLUDED.topics, agency_id = EXCLUDED.agency_id, agency_kind = EXCLUDED.agency_kind,
    official_id = EXCLUDED.official_id, state = EXCLUDED.state, counties = EXCLUDED.counties,
    place = EXCLUDED.place, publishers = EXCLUDED.publishers, document = EXCLUDED.document;

  DELETE FROM stances_searchrow
  WHERE statement_id = ANY(ids) AND NOT EXISTS (SELECT 1 FROM stances_statement s WHERE s.id = statement_id);
END
$$;
"""

REQUIRE_ARTICLE = """
CREATE FUNCTION stances_require_article(statement bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM stances_statement s WHERE s.id = statement
             AND (s.kind = 'quotation' OR s.status = 'published'))
     AND NOT EXISTS (SELECT 1 FROM stances_citation c WHERE c.statement_id = statement) THEN
    RAISE EXCEPTION 'statement % is quoted or published but rests on no article', statement
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'statement_rests_on_article',
            HINT = 'Add a citation in the same transaction.';
  END IF;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("stances", "0002_records")]
    operations = [
        migrations.RunSQL(LOCK, "DROP FUNCTION stances_refresh_lock(boolean)"),
        migrations.RunSQL(REFRESH, "DROP FUNCTION stances_refresh(bigint[])"),
        migrations.RunSQL(REQUIRE_ARTICLE, "DROP FUNCTION stances_require_article(bigint)"),
    ]
