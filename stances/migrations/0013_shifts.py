"""What statements say on each of their topics, and where that moved an agency's position: the shifts.

stances/models/topic_position.py says what a shift is.
"""

from importlib import import_module

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

SETTINGS = import_module("stances.migrations.0007_search_sql").SETTINGS

# Statements in the order of their first possible day: one begins a moment where that day is after the last possible
# day of all before it.
MOMENTS = """
CREATE VIEW stances_moment AS
  WITH said AS (
    SELECT * FROM stances_topicposition WHERE position <> 'unclear' AND date_earliest IS NOT NULL
  ), edges AS (
    SELECT *,
      coalesce(date_earliest > max(date_latest) OVER before, true) AS is_first,
      coalesce(lead(date_earliest) OVER in_order > max(date_latest) OVER in_order, true) AS is_last
    FROM said
    WINDOW in_order AS (PARTITION BY agency_id, topic ORDER BY date_earliest, reference),
      before AS (in_order ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
  ), numbered AS (
    SELECT *, count(*) FILTER (WHERE is_first)
      OVER (PARTITION BY agency_id, topic ORDER BY date_earliest, reference ROWS UNBOUNDED PRECEDING) AS moment
    FROM edges
  )
  SELECT agency_id, topic, moment, array_agg(position::text) AS positions,
    CASE WHEN min(position) = max(position) THEN min(position) END AS position,
    max(statement_id) FILTER (WHERE is_first) AS first_id, max(statement_id) FILTER (WHERE is_last) AS last_id
  FROM numbered GROUP BY agency_id, topic, moment;
"""

SHIFTS = """
CREATE VIEW stances_shift AS
  SELECT * FROM (
    SELECT agency_id, topic, first_id AS statement_id, lag(last_id) OVER in_order AS before_id,
      position, lag(position) OVER in_order AS position_before
    FROM stances_moment WHERE position IS NOT NULL
    WINDOW in_order AS (PARTITION BY agency_id, topic ORDER BY moment)
  ) successive
  WHERE position <> position_before;
"""

# The statements themselves are written first; then the shifts of each agency and topic that had or has any of them are
# found anew, and marked where they differ. Of a few agencies each is asked for by itself: OFFSET 0 keeps PostgreSQL
# from finding the shifts of all first, which is the faster way for many.
MANY = 5_000  # pairs of agency and topic
REFRESH = f"""
CREATE FUNCTION stances_refresh_shifts(ids bigint[]) RETURNS void LANGUAGE plpgsql
{SETTINGS} AS $$
DECLARE
  agencies bigint[];
  topics varchar[];
  shifts stances_shift[];
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
    WHERE row.statement_id = ANY(ids) AND row.is_published
    RETURNING agency_id, topic
  )
  SELECT agencies || array_agg(agency_id), topics || array_agg(topic) INTO agencies, topics FROM written;

  SELECT array_agg(agency_id), array_agg(topic) INTO agencies, topics
  FROM (SELECT DISTINCT agency_id, topic FROM unnest(agencies, topics) each (agency_id, topic)) concerned;

  IF cardinality(agencies) > {MANY} THEN
    PERFORM set_config('enable_seqscan', 'on', true), set_config('enable_hashjoin', 'on', true);
    SELECT array_agg(s) INTO shifts
    FROM stances_shift s JOIN unnest(agencies, topics) concerned (agency_id, topic) USING (agency_id, topic);
  ELSE
    SELECT array_agg(each.s) INTO shifts
    FROM unnest(agencies, topics) concerned (agency_id, topic) CROSS JOIN LATERAL (
      SELECT s FROM stances_shift s
      WHERE s.agency_id = concerned.agency_id AND s.topic = concerned.topic OFFSET 0) each;
  END IF;

  WITH concerned AS MATERIALIZED (
    SELECT * FROM unnest(agencies, topics) each (agency_id, topic)
  ), found AS MATERIALIZED (
    SELECT statement_id, topic, before_id, position_before FROM unnest(shifts)
  ), kept AS MATERIALIZED (
    SELECT t.statement_id, t.topic, t.before_id, t.position_before
    FROM stances_topicposition t JOIN concerned USING (agency_id, topic) WHERE t.before_id IS NOT NULL
  ), changes AS (
    SELECT statement_id, topic, max(before_id) AS before_id, max(position_before) AS position_before
    FROM (
      (TABLE found EXCEPT TABLE kept)
      UNION ALL
      SELECT statement_id, topic, NULL, NULL FROM (TABLE kept EXCEPT TABLE found) stale
    ) each
    GROUP BY statement_id, topic
  )
  UPDATE stances_topicposition t SET before_id = changes.before_id, position_before = changes.position_before
  FROM changes WHERE (t.statement_id, t.topic) = (changes.statement_id, changes.topic);
END
$$;
"""

REBUILD = """
SELECT stances_refresh_shifts(ARRAY(SELECT statement_id FROM stances_searchrow WHERE is_published));
"""


class Migration(migrations.Migration):
    dependencies = [("stances", "0012_latest_of_agency")]
    operations = [
        migrations.CreateModel(
            name='TopicPosition',
            fields=[
                ('pk', models.CompositePrimaryKey('statement', 'topic', blank=True, editable=False, primary_key=True, serialize=False)),
                ('statement', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='stances.statement')),
                ('agency', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='stances.agency')),
                ('before', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='stances.statement')),
                ('topic', models.CharField(choices=[('enforcement', 'Enforcement'), ('287g', '287(g)'), ('detainers', 'Detainers'), ('jail-access', 'Jail access'), ('status-inquiries', 'Status inquiries'), ('joint-operations', 'Joint operations'), ('data-sharing', 'Data sharing'), ('community-trust', 'Community trust'), ('sensitive-locations', 'Sensitive locations'), ('visa-certification', 'Visa certification'), ('detention-contracts', 'Detention contracts'), ('state-law-and-funding', 'State law and funding'), ('protests-and-identification', 'Protests and identification')], max_length=30)),
                ('position', models.CharField(choices=[('partners', 'Partners'), ('cooperates', 'Cooperates'), ('neutral', 'Takes no side'), ('limits', 'Limits'), ('declines', 'Declines'), ('unclear', 'Unclear')], max_length=10)),
                ('position_before', models.CharField(choices=[('partners', 'Partners'), ('cooperates', 'Cooperates'), ('neutral', 'Takes no side'), ('limits', 'Limits'), ('declines', 'Declines'), ('unclear', 'Unclear')], max_length=10, null=True)),
                ('date_earliest', models.DateField(null=True)),
                ('date_latest', models.DateField(null=True)),
                ('state', models.CharField(max_length=2)),
                ('reference', models.CharField(max_length=8)),
            ],
            options={
                'verbose_name': 'position on a topic',
                'verbose_name_plural': 'positions on topics',
                'default_permissions': (),
            },
        ),
        migrations.AddIndex(
            model_name='topicposition',
            index=models.Index(fields=['agency', 'topic', 'date_earliest', 'reference'], include=('date_latest', 'position', 'statement'), name='topic_position_moments'),
        ),
        migrations.AddIndex(
            model_name='topicposition',
            index=models.Index(models.OrderBy(models.F('date_earliest'), descending=True), models.F('reference'), models.F('topic'), condition=models.Q(('before__isnull', False)), name='shift_newest'),
        ),
        migrations.AddIndex(
            model_name='topicposition',
            index=models.Index(models.F('state'), models.OrderBy(models.F('date_earliest'), descending=True), models.F('reference'), models.F('topic'), condition=models.Q(('before__isnull', False)), name='shift_of_state'),
        ),
        migrations.AddIndex(
            model_name='topicposition',
            index=models.Index(models.F('agency'), models.OrderBy(models.F('date_earliest'), descending=True), models.F('reference'), models.F('topic'), condition=models.Q(('before__isnull', False)), name='shift_of_agency'),
        ),
        migrations.AddIndex(
            model_name='topicposition',
            index=models.Index(models.F('topic'), models.OrderBy(models.F('date_earliest'), descending=True), models.F('reference'), models.F('topic'), condition=models.Q(('before__isnull', False)), name='shift_of_topic'),
        ),
        migrations.RunSQL(MOMENTS, "DROP VIEW stances_moment"),
        migrations.RunSQL(SHIFTS, "DROP VIEW stances_shift"),
        migrations.RunSQL(REFRESH, "DROP FUNCTION stances_refresh_shifts(bigint[])"),
        pgtrigger.migrations.AddTrigger(
            model_name='searchrow',
            trigger=pgtrigger.compiler.Trigger(name='shifts_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    PERFORM stances_refresh_shifts(ARRAY(\n                        SELECT DISTINCT statement_id FROM (SELECT statement_id, is_published, date_earliest, date_latest, coding_key_id, agency_key_id FROM new_rows WHERE is_published) other));\n                    RETURN NULL;\n                ', hash='428a253e30338d0220e47ab587fe15ccef8d0d0c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_shifts_after_insert_9d8d5', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_searchrow', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='searchrow',
            trigger=pgtrigger.compiler.Trigger(name='shifts_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    PERFORM stances_refresh_shifts(ARRAY(\n                        SELECT DISTINCT statement_id FROM (\n        (SELECT statement_id, is_published, date_earliest, date_latest, coding_key_id, agency_key_id FROM old_rows EXCEPT SELECT statement_id, is_published, date_earliest, date_latest, coding_key_id, agency_key_id FROM new_rows)\n        UNION ALL (SELECT statement_id, is_published, date_earliest, date_latest, coding_key_id, agency_key_id FROM new_rows EXCEPT SELECT statement_id, is_published, date_earliest, date_latest, coding_key_id, agency_key_id FROM old_rows)\n    ) other));\n                    RETURN NULL;\n                ', hash='853a1e21605b301237fd241982100c39b0758d2d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_shifts_after_update_5d719', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_searchrow', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='searchrow',
            trigger=pgtrigger.compiler.Trigger(name='shifts_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    PERFORM stances_refresh_shifts(ARRAY(\n                        SELECT DISTINCT statement_id FROM (SELECT statement_id, is_published, date_earliest, date_latest, coding_key_id, agency_key_id FROM old_rows WHERE is_published) other));\n                    RETURN NULL;\n                ', hash='f9ebbc2331d1bfc971fc7c1ccd6636eea85eeaa1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_shifts_after_delete_33ed9', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_searchrow', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='searchrow',
            trigger=pgtrigger.compiler.Trigger(name='shifts_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='DELETE FROM stances_topicposition; RETURN NULL;', hash='ab08edfa0637de75f116daa495c1c090e006db43', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_shifts_after_truncate_47cb0', table='stances_searchrow', when='AFTER')),
        ),
        migrations.RunSQL(REBUILD, migrations.RunSQL.noop),
    ]
