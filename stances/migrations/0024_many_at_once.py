"""Search rows and shifts of many statements at once: what is written is in the order of its indexes, and read once."""

from importlib import import_module

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

first = import_module("stances.migrations.0001_functions")
settings = import_module("stances.migrations.0007_search_sql").SETTINGS
rows_before = import_module("stances.migrations.0009_refresh_once")
shifts_before = import_module("stances.migrations.0013_shifts")

REPLACE = ("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")

# What constraints and generated columns ask of each row. Without STRICT, and each an expression without a table, the
# first two are written into the statement that asks for them; they are null of null by themselves.
DATES = r"""
CREATE OR REPLACE FUNCTION stances_earliest(edtf text) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN edtf ~ '^\d{4}' THEN make_date(
    substr(edtf, 1, 4)::int,
    coalesce(substring(split_part(edtf, '/', 1) from '^\d{4}-(\d{2})')::int, 1),
    coalesce(substring(split_part(edtf, '/', 1) from '^\d{4}-\d{2}-(\d{2})')::int, 1)) END
$$;

CREATE OR REPLACE FUNCTION stances_latest(edtf text) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN split_part(edtf, '/', -1) ~ '^\d{4}-\d{2}-\d{2}' THEN make_date(
      substr(split_part(edtf, '/', -1), 1, 4)::int, substr(split_part(edtf, '/', -1), 6, 2)::int,
      substr(split_part(edtf, '/', -1), 9, 2)::int)
    WHEN split_part(edtf, '/', -1) ~ '^\d{4}-\d{2}' THEN (make_date(
      substr(split_part(edtf, '/', -1), 1, 4)::int, substr(split_part(edtf, '/', -1), 6, 2)::int, 1)
      + interval '1 month - 1 day')::date
    WHEN split_part(edtf, '/', -1) ~ '^\d{4}' THEN make_date(substr(split_part(edtf, '/', -1), 1, 4)::int, 12, 31) END
$$;
"""

# As before, but the parameters of an address are looked through only where it has some.
ADDRESSES = r"""
CREATE OR REPLACE FUNCTION stances_canonical_url(url text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  bare text := regexp_replace(split_part(url, '#', 1), '^https?://(www\.)?', '', 'i');
BEGIN
  IF bare ~ '[?&]' THEN
    bare := regexp_replace(regexp_replace(
      bare, '([?&])(?:utm_[^&=]*|fbclid|gclid)=[^&]*', '\1', 'gi'), '([?&])&+', '\1', 'g');
  END IF;
  bare := lower(split_part(bare, '/', 1)) || substr(bare, length(split_part(bare, '/', 1)) + 1);
  RETURN nullif(rtrim(rtrim(bare, '?&'), '/'), '');
END
$$;
"""

# The keys that are there are joined; a function is called for the others only, and finds what it has added itself.
KEYS = (
    rows_before.REFRESH.replace(
        """    stances_coding_key(s.position, s.kind, s.basis, s.topics),
    stances_agency_key(agency.agency_id, agency.agency_kind, agency.state, agency.counties, agency.place),
    stances_publisher_key(sources.publishers), s.official_id""",
        """    coalesce(coding.id, stances_coding_key(s.position, s.kind, s.basis, s.topics)),
    coalesce(agency_key.id, stances_agency_key(
      agency.agency_id, agency.agency_kind, agency.state, agency.counties, agency.place)),
    coalesce(publisher_key.id, stances_publisher_key(sources.publishers)), s.official_id""",
    )
    .replace(
        """  LEFT JOIN stances_official o ON o.id = s.official_id
  WHERE s.id""",
        """  LEFT JOIN stances_official o ON o.id = s.official_id
  LEFT JOIN stances_codingkey coding ON (coding.position, coding.kind, coding.basis, coding.topics)
    = (s.position, s.kind, s.basis, s.topics)
  LEFT JOIN stances_agencykey agency_key
    ON (agency_key.agency_id, agency_key.agency_kind, agency_key.state, agency_key.counties, agency_key.place)
    = (agency.agency_id, agency.agency_kind, agency.state, agency.counties, agency.place)
  LEFT JOIN stances_publisherkey publisher_key ON publisher_key.publishers = sources.publishers
  WHERE s.id""",
    )
    .replace(
        "  GROUP BY 1, 2 HAVING sum(net.n) <> 0\n",
        "  GROUP BY 1, 2 HAVING sum(net.n) <> 0 ORDER BY 1, 2\n",
    )
)

# Rows of new statements are written without looking for each whether it is there. Whoever writes has waited for his
# turn, so nobody else adds one meanwhile.
_BEGIN, _CONFLICT, _END = (
    KEYS.index(part)
    for part in ("  INSERT INTO stances_searchrow", "\n  ON CONFLICT (statement_id)", "  -- By a question of")
)
REFRESH = f"""{KEYS[:_BEGIN]}  IF NOT EXISTS (SELECT 1 FROM stances_searchrow WHERE statement_id = ANY(ids)) THEN
{KEYS[_BEGIN:_CONFLICT]};
  ELSE
{KEYS[_BEGIN:_END].rstrip()}
  END IF;

{KEYS[_END:]}"""

# As before, but by one walk through the statements in the order of their first possible day: they are neither sorted
# by moments nor gathered into them. Whatever is no first of its moment is left out once it has been counted whether it
# takes another position than the one before it.
SHIFT = """
CREATE OR REPLACE VIEW stances_shift AS
  WITH said AS (
    SELECT agency_id, topic, statement_id, date_earliest, reference, position,
      coalesce(date_earliest > max(date_latest) OVER before, true) AS is_first,
      position <> lag(position) OVER before AS is_other, lag(statement_id) OVER before AS previous_id
    FROM stances_topicposition WHERE position <> 'unclear' AND date_earliest IS NOT NULL
    WINDOW before AS (PARTITION BY agency_id, topic ORDER BY date_earliest, reference
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  ), counted AS (
    SELECT *,
      count(*) FILTER (WHERE is_other AND NOT is_first) OVER (
        PARTITION BY agency_id, topic ORDER BY date_earliest, reference ROWS UNBOUNDED PRECEDING) AS conflicts,
      count(*) FILTER (WHERE is_other AND NOT is_first) OVER (PARTITION BY agency_id, topic) AS conflicts_of_all
    FROM said
  ), moments AS (
    SELECT *, lead(previous_id) OVER in_order AS last_id,
      coalesce(lead(conflicts) OVER in_order, conflicts_of_all) > conflicts AS is_conflicting
    FROM counted WHERE is_first
    WINDOW in_order AS (PARTITION BY agency_id, topic ORDER BY date_earliest, reference)
  )
  SELECT * FROM (
    SELECT agency_id, topic, statement_id, lag(last_id) OVER in_order AS before_id,
      position::text AS position, lag(position::text) OVER in_order AS position_before
    FROM moments WHERE NOT is_conflicting
    WINDOW in_order AS (PARTITION BY agency_id, topic ORDER BY date_earliest, reference)
  ) successive
  WHERE position <> position_before;
"""

# The statements themselves are written first; then the shifts of each agency and topic that had or has any of them are
# found anew, and marked where they differ. Of a few agencies each is asked for by itself: OFFSET 0 keeps PostgreSQL
# from finding the shifts of all first. Of many, those of all are found by one walk along the index.
MANY = 5_000  # pairs of agency and topic
SHIFTS = f"""
CREATE OR REPLACE FUNCTION stances_refresh_shifts(ids bigint[]) RETURNS void LANGUAGE plpgsql
{settings} SET work_mem = '64MB' AS $$
DECLARE
  agencies bigint[];
  topics varchar[];
  -- The marks that are other than before, one array for each column.
  statements bigint[];
  on_topics varchar[];
  before_ids bigint[];
  positions_before varchar[];
BEGIN
  IF cardinality(ids) = 0 THEN
    RETURN;
  END IF;
  WITH gone AS (
    DELETE FROM stances_topicposition WHERE statement_id = ANY(ids) RETURNING agency_id, topic
  )
  SELECT array_agg(agency_id), array_agg(topic) INTO agencies, topics FROM gone;

  WITH written AS (
    INSERT INTO stances_topicposition
      (statement_id, topic, agency_id, state, position, date_earliest, date_latest, reference)
    SELECT row.statement_id, about.topic, key.agency_id, key.state, coding.position,
      row.date_earliest, row.date_latest, row.reference
    FROM stances_searchrow row
    JOIN stances_agencykey key ON key.id = row.agency_key_id
    JOIN stances_codingkey coding ON coding.id = row.coding_key_id
    CROSS JOIN LATERAL unnest(coding.topics) about (topic)
    WHERE row.statement_id = ANY(ids) AND row.is_published ORDER BY key.agency_id, about.topic
    RETURNING agency_id, topic
  )
  SELECT agencies || array_agg(agency_id), topics || array_agg(topic) INTO agencies, topics FROM written;

  SELECT array_agg(agency_id), array_agg(topic) INTO agencies, topics
  FROM (SELECT DISTINCT agency_id, topic FROM unnest(agencies, topics) each (agency_id, topic)) concerned;

  IF cardinality(agencies) > {MANY} THEN
    PERFORM set_config('enable_seqscan', 'on', true), set_config('enable_hashjoin', 'on', true);
    -- In the order of most indexes, by which they are written in two thirds of the time.
    SELECT array_agg(statement_id), array_agg(topic), array_agg(before_id), array_agg(position_before)
    INTO statements, on_topics, before_ids, positions_before
    FROM (
      SELECT statement_id, topic, found.before_id, found.position_before
      FROM stances_shift found FULL JOIN (
        SELECT * FROM stances_topicposition WHERE before_id IS NOT NULL
      ) kept USING (statement_id, topic)
      WHERE (found.before_id, found.position_before) IS DISTINCT FROM (kept.before_id, kept.position_before)
      ORDER BY coalesce(found.agency_id, kept.agency_id), topic
    ) changes;
    PERFORM set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true);
  ELSE
    WITH concerned AS MATERIALIZED (
      SELECT * FROM unnest(agencies, topics) each (agency_id, topic)
    ), found AS MATERIALIZED (
      SELECT each.statement_id, each.topic, each.before_id, each.position_before
      FROM concerned CROSS JOIN LATERAL (
        SELECT * FROM stances_shift s
        WHERE s.agency_id = concerned.agency_id AND s.topic = concerned.topic OFFSET 0) each
    ), kept AS MATERIALIZED (
      SELECT t.statement_id, t.topic, t.before_id, t.position_before
      FROM stances_topicposition t JOIN concerned USING (agency_id, topic) WHERE t.before_id IS NOT NULL
    ), other AS (
      (TABLE found EXCEPT TABLE kept)
      UNION ALL
      SELECT statement_id, topic, NULL, NULL FROM (TABLE kept EXCEPT TABLE found) stale
    ), changes AS (
      SELECT statement_id, topic, max(before_id) AS before_id, max(position_before) AS position_before
      FROM other GROUP BY statement_id, topic
    )
    SELECT array_agg(statement_id), array_agg(topic), array_agg(before_id), array_agg(position_before)
    INTO statements, on_topics, before_ids, positions_before FROM changes;
  END IF;

  UPDATE stances_topicposition t SET before_id = changes.before_id, position_before = changes.position_before
  FROM unnest(statements, on_topics, before_ids, positions_before)
    changes (statement_id, topic, before_id, position_before)
  WHERE (t.statement_id, t.topic) = (changes.statement_id, changes.topic);
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("stances", "0023_looked_on")]
    operations = [
        migrations.RunSQL(DATES, first.DATES.replace(*REPLACE)),
        migrations.RunSQL(ADDRESSES, first.ADDRESSES.replace(*REPLACE)),
        migrations.RunSQL(REFRESH, rows_before.REFRESH),
        migrations.RunSQL(SHIFT, shifts_before.SHIFTS.replace("CREATE VIEW", "CREATE OR REPLACE VIEW")),
        migrations.RunSQL(SHIFTS, shifts_before.REFRESH.replace(*REPLACE)),
        # A reference that another record has is asked for once for all rows.
        pgtrigger.migrations.RemoveTrigger(
            model_name='mergedreference',
            name='reference_is_one_records',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='statement',
            name='reference_is_one_records',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mergedreference',
            trigger=pgtrigger.compiler.Trigger(name='reference_is_one_records', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE taken text;', func="\n            SELECT reference INTO taken FROM stances_statement\n            WHERE reference = ANY(ARRAY(SELECT reference FROM new_rows)) LIMIT 1;\n            IF taken IS NOT NULL THEN\n                RAISE EXCEPTION 'the reference % belongs to another record', taken\n                    USING ERRCODE = 'unique_violation', CONSTRAINT = 'reference_is_one_records';\n            END IF;\n            RETURN NULL;\n        ", hash='1ec9c9c5bd940eb9ad36d1a68779bcbbdcbffb27', level='STATEMENT', operation='INSERT', pgid='pgtrigger_reference_is_one_records_0d686', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_mergedreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='reference_is_one_records', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE taken text;', func="\n            SELECT reference INTO taken FROM stances_mergedreference\n            WHERE reference = ANY(ARRAY(SELECT reference FROM new_rows)) LIMIT 1;\n            IF taken IS NOT NULL THEN\n                RAISE EXCEPTION 'the reference % belongs to another record', taken\n                    USING ERRCODE = 'unique_violation', CONSTRAINT = 'reference_is_one_records';\n            END IF;\n            RETURN NULL;\n        ", hash='e3eb6418ecde1e563ee0a800ed7005bd2dea62ce', level='STATEMENT', operation='INSERT', pgid='pgtrigger_reference_is_one_records_3cebd', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_statement', when='AFTER')),
        ),
    ]
