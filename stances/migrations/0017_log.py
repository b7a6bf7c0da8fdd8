"""The public log of changes, which the database writes itself, and whether an editor is named in it."""

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import stances.models.fields
from django.conf import settings
from django.db import migrations, models

# What is done within one context of the history, by a request or an import, has one moment; a later one is greater,
# as whoever writes has his turn until the commit.
ACT = """
CREATE FUNCTION stances_act(context uuid) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
  kept text[] := string_to_array(current_setting('stances.act', true), '|');
  moment timestamptz;
BEGIN
  IF kept[1] = context::text THEN RETURN kept[2]; END IF;
  SELECT greatest(clock_timestamp(), max(at) + interval '1 microsecond') INTO moment FROM stances_loggedchange;
  IF context IS NOT NULL THEN
    PERFORM set_config('stances.act', concat_ws('|', context, moment), true);
  END IF;
  RETURN moment;
END
$$;
"""

CONTEXT = """
CREATE FUNCTION stances_context() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('pghistory.context_id', true), '')::uuid
$$;
"""

# Logs what happened to some statements that are public. What nobody named a reason or an account for is one sitting if
# it follows within a minute (stances.changes), and is logged as what the sitting began with, or as its last change.
LOG = """
CREATE FUNCTION stances_log(ids bigint[], changes text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  written_in uuid := stances_context();
  moment timestamptz;
  lately timestamptz;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM stances_statement WHERE id = ANY(ids) AND status IN ('published', 'withdrawn')) THEN
    RETURN;
  END IF;
  moment := stances_act(written_in);
  lately := CASE WHEN written_in IS NULL THEN moment - interval '1 minute' END;
  IF written_in IS NULL THEN
    DELETE FROM stances_loggedchange
    WHERE at > lately AND context_id IS NULL AND change = 'changed' AND statement_id = ANY(ids);
  END IF;
  INSERT INTO stances_loggedchange (at, reference, change, statement_id, agency_id, state, context_id)
  SELECT moment, said.reference, found.change, said.id, said.agency_id, jurisdiction.state, written_in
  FROM unnest(ids, changes) found (id, change)
  JOIN stances_statement said ON said.id = found.id
  JOIN stances_agency agency ON agency.id = said.agency_id
  JOIN stances_jurisdiction jurisdiction ON jurisdiction.id = agency.jurisdiction_id
  WHERE found.change <> 'changed' OR (said.status = 'published' AND NOT EXISTS (
    SELECT 1 FROM stances_loggedchange logged
    WHERE logged.at > lately AND logged.context_id IS NULL AND logged.reference = said.reference))
  ON CONFLICT (at, reference) DO UPDATE SET change = EXCLUDED.change WHERE EXCLUDED.change <> 'changed';
END
$$;
"""

MERGES = """
CREATE FUNCTION stances_log_merges(taken text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  written_in uuid := stances_context();
  moment timestamptz;
BEGIN
  moment := stances_act(written_in);
  INSERT INTO stances_loggedchange (at, reference, change, statement_id, agency_id, state, context_id)
  SELECT moment, merged.reference, 'merged', said.id, said.agency_id, jurisdiction.state, written_in
  FROM stances_mergedreference merged
  JOIN stances_statement said ON said.id = merged.statement_id
  JOIN stances_agency agency ON agency.id = said.agency_id
  JOIN stances_jurisdiction jurisdiction ON jurisdiction.id = agency.jurisdiction_id
  WHERE merged.reference = ANY(taken) AND said.published_at IS NOT NULL
  ON CONFLICT (at, reference) DO NOTHING;
END
$$;
"""

# What the history has of the time before the log. What was published by one command without a context has the moment
# of that command; a change of the same context has that of its first.
BEFORE = """
WITH seen AS (
  SELECT event.*, lag(pgh_id) OVER (PARTITION BY pgh_obj_id ORDER BY pgh_id) AS previous
  FROM stances_statementevent event
), told AS (
  SELECT now.pgh_obj_id AS statement_id, NULL AS merged, now.pgh_context_id AS context_id,
    CASE WHEN was.published_at IS NULL AND now.status = 'published' THEN now.published_at ELSE now.pgh_created_at END AS at,
    CASE
      WHEN now.status = 'withdrawn' THEN 'withdrawn'
      WHEN was.status = 'published' THEN 'changed'
      WHEN was.published_at IS NULL THEN 'published'
      ELSE 'published-again' END AS change
  FROM seen now LEFT JOIN stances_statementevent was ON was.pgh_id = now.previous
  WHERE (now.status = 'withdrawn' AND was.status = 'published') OR (now.status = 'published' AND (
    was.status IS DISTINCT FROM 'published'
    OR (was.agency_id, was.official_id, was.official_title, was.kind, was.text, was.language, was.context, was.date,
        was.date_note, was.position, was.topics, was.basis, was.certainty)
      IS DISTINCT FROM (now.agency_id, now.official_id, now.official_title, now.kind, now.text, now.language,
        now.context, now.date, now.date_note, now.position, now.topics, now.basis, now.certainty)))
), beside AS (
  SELECT statement_id, pgh_context_id, pgh_created_at FROM stances_citationevent
  UNION ALL
  SELECT citation.statement_id, event.pgh_context_id, event.pgh_created_at
  FROM stances_articleevent event JOIN stances_citation citation ON citation.article_id = event.pgh_obj_id
  WHERE event.pgh_label = 'update'
), everything AS (
  TABLE told
  UNION ALL
  SELECT statement_id, NULL, pgh_context_id, pgh_created_at, 'changed' FROM beside
  WHERE EXISTS (
    SELECT 1 FROM (
      SELECT status FROM stances_statementevent
      WHERE pgh_obj_id = beside.statement_id AND pgh_created_at <= beside.pgh_created_at
      ORDER BY pgh_id DESC LIMIT 1) latest
    WHERE status = 'published')
  AND NOT (pgh_context_id IS NULL AND EXISTS (
    SELECT 1 FROM told
    WHERE told.statement_id = beside.statement_id AND told.context_id IS NULL
    AND told.at BETWEEN beside.pgh_created_at - interval '1 minute' AND beside.pgh_created_at))
  UNION ALL
  SELECT merged.statement_id, merged.reference, event.pgh_context_id, greatest(merged.merged_at, said.published_at), 'merged'
  FROM stances_mergedreference merged
  JOIN stances_statement said ON said.id = merged.statement_id AND said.published_at IS NOT NULL
  LEFT JOIN stances_mergedreferenceevent event
    ON event.pgh_obj_id = merged.reference AND event.pgh_label = 'insert'
), timed AS (
  SELECT everything.*,
    CASE WHEN context_id IS NULL THEN at ELSE min(at) OVER (PARTITION BY context_id) END AS moment
  FROM everything
)
INSERT INTO stances_loggedchange (at, reference, change, statement_id, agency_id, state, context_id)
SELECT DISTINCT ON (timed.moment, coalesce(merged, said.reference))
  timed.moment, coalesce(merged, said.reference), change, said.id, said.agency_id, jurisdiction.state, context_id
FROM timed
JOIN stances_statement said ON said.id = timed.statement_id
JOIN stances_agency agency ON agency.id = said.agency_id
JOIN stances_jurisdiction jurisdiction ON jurisdiction.id = agency.jurisdiction_id
ORDER BY timed.moment, coalesce(merged, said.reference), change = 'changed'
"""


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('stances', "0016_last_changed_first"),
    ]

    operations = [
        migrations.CreateModel(
            name='EditorName',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='public_name', serialize=False, to=settings.AUTH_USER_MODEL, verbose_name='editor')),
                ('name', models.CharField(help_text='Public: it stands in the log of changes beside what you publish, change and withdraw.', max_length=100, validators=[django.core.validators.RegexValidator('[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\u202a-\\u202e\\u2066-\\u2069]', 'There is a control character in this text. Type it anew, or paste it as plain text.', inverse_match=True)], verbose_name='name')),
            ],
            options={
                'verbose_name': 'your name in the public log',
                'verbose_name_plural': 'your name in the public log',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='LoggedChange',
            fields=[
                ('pk', models.CompositePrimaryKey('at', 'reference', blank=True, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(verbose_name='moment')),
                ('reference', models.CharField(max_length=8)),
                ('change', models.CharField(choices=[('published', 'Published'), ('changed', 'Changed'), ('withdrawn', 'Withdrawn'), ('published-again', 'Published again'), ('merged', 'Merged')], max_length=15)),
                ('state', models.CharField(max_length=2)),
            ],
            options={
                'verbose_name': 'public change',
                'verbose_name_plural': 'public changes',
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='editorname',
            constraint=stances.models.fields.HasText(condition=models.Q(('name__regex', '\\S')), name='editor_name_has_text', violation_error_message="Write something: it can't be empty."),
        ),
        migrations.AddField(
            model_name='loggedchange',
            name='agency',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='stances.agency'),
        ),
        migrations.AddField(
            model_name='loggedchange',
            name='context',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='loggedchange',
            name='statement',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='stances.statement'),
        ),
        migrations.AddIndex(
            model_name='loggedchange',
            index=models.Index(fields=['change', 'at', 'reference'], name='logged_of_kind'),
        ),
        migrations.AddIndex(
            model_name='loggedchange',
            index=models.Index(fields=['state', 'at', 'change', 'reference'], name='logged_of_state'),
        ),
        migrations.AddIndex(
            model_name='loggedchange',
            index=models.Index(fields=['agency', 'at', 'change', 'reference'], name='logged_of_agency'),
        ),
        migrations.RunSQL(ACT, "DROP FUNCTION stances_act(uuid)"),
        migrations.RunSQL(CONTEXT, "DROP FUNCTION stances_context()"),
        migrations.RunSQL(LOG, "DROP FUNCTION stances_log(bigint[], text[])"),
        migrations.RunSQL(MERGES, "DROP FUNCTION stances_log_merges(text[])"),
        migrations.RunSQL(BEFORE, migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='logged_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[]; changes text[];', func="\n            SELECT array_agg(found.id), array_agg(found.change) INTO ids, changes FROM (\n        SELECT DISTINCT statement_id AS id, 'changed' AS change FROM stances_citation\n        WHERE article_id = ANY(ARRAY(\n          SELECT id FROM old_rows was JOIN new_rows now USING (id) WHERE (was.headline, was.url, was.publisher, was.byline, was.published, was.archive_url) IS DISTINCT FROM (now.headline, now.url, now.publisher, now.byline, now.published, now.archive_url)))\n    ) found;\n            PERFORM stances_log(ids, changes);\n            RETURN NULL;\n        ", hash='65ef45ddf29ba175ce9092938367bc2f6ea1f2ca', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_logged_after_update_4e8fe', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='logged_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[]; changes text[];', func="\n            SELECT array_agg(found.id), array_agg(found.change) INTO ids, changes FROM (SELECT DISTINCT statement_id AS id, 'changed' AS change FROM (TABLE new_rows) changed) found;\n            PERFORM stances_log(ids, changes);\n            RETURN NULL;\n        ", hash='0ca7b53f06b21ce3423f07fa9435ad6443961d3d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_logged_after_insert_da310', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='logged_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[]; changes text[];', func="\n            SELECT array_agg(found.id), array_agg(found.change) INTO ids, changes FROM (SELECT DISTINCT statement_id AS id, 'changed' AS change FROM (\n        SELECT unnest(ARRAY[was.statement_id, now.statement_id]) AS statement_id\n        FROM old_rows was JOIN new_rows now USING (id) WHERE (was.via, was.is_original, was.printed, was.statement_id, was.article_id) IS DISTINCT FROM (now.via, now.is_original, now.printed, now.statement_id, now.article_id)\n    ) changed) found;\n            PERFORM stances_log(ids, changes);\n            RETURN NULL;\n        ", hash='96162c5c7bc567fd6f1d983a7369efe14f392b1e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_logged_after_update_27e18', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='logged_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[]; changes text[];', func="\n            SELECT array_agg(found.id), array_agg(found.change) INTO ids, changes FROM (SELECT DISTINCT statement_id AS id, 'changed' AS change FROM (TABLE old_rows) changed) found;\n            PERFORM stances_log(ids, changes);\n            RETURN NULL;\n        ", hash='2026f6477a6a5c9d031a0a66f31d4521ed96cae1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_logged_after_delete_e0f55', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mergedreference',
            trigger=pgtrigger.compiler.Trigger(name='logged_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_log_merges(ARRAY(SELECT reference FROM new_rows)); RETURN NULL;', hash='d0fa0bfa5b8448607c6c6389530b630c8b3a4192', level='STATEMENT', operation='INSERT', pgid='pgtrigger_logged_after_insert_133a6', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_mergedreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='logged_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[]; changes text[];', func="\n            SELECT array_agg(found.id), array_agg(found.change) INTO ids, changes FROM (SELECT id, 'published' AS change FROM new_rows WHERE status = 'published') found;\n            PERFORM stances_log(ids, changes);\n            RETURN NULL;\n        ", hash='3532b74d389f01e3a499fc34bfd527df495937d3', level='STATEMENT', operation='INSERT', pgid='pgtrigger_logged_after_insert_51fd5', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='logged_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[]; changes text[];', func="\n            SELECT array_agg(found.id), array_agg(found.change) INTO ids, changes FROM (\n        SELECT id, CASE\n          WHEN now.status = 'withdrawn' THEN 'withdrawn'\n          WHEN was.status = 'published' THEN 'changed'\n          WHEN was.published_at IS NULL THEN 'published'\n          ELSE 'published-again' END AS change\n        FROM old_rows was JOIN new_rows now USING (id)\n        WHERE (now.status = 'published' AND (was.status <> 'published' OR (was.agency_id, was.official_id, was.official_title, was.kind, was.text, was.language, was.context, was.date, was.date_note, was.position, was.topics, was.basis, was.certainty) IS DISTINCT FROM (now.agency_id, now.official_id, now.official_title, now.kind, now.text, now.language, now.context, now.date, now.date_note, now.position, now.topics, now.basis, now.certainty)))\n        OR (now.status = 'withdrawn' AND was.status = 'published')\n    ) found;\n            PERFORM stances_log(ids, changes);\n            RETURN NULL;\n        ", hash='0ad4e6ca44dfb8e7bfcf32601d508bf9b2d2a9bb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_logged_after_update_26a1f', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='logged_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='DELETE FROM stances_loggedchange; RETURN NULL;', hash='f3dcd2eccd99e681a736aefc6fa9faa8c3a0c387', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_logged_after_truncate_005ea', table='stances_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='editorname',
            trigger=pgtrigger.compiler.Trigger(name='a_writer_waits', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_lock(); RETURN NULL;', hash='a2c763fd19a8a08608456681e5cbe3429c73a71b', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_a_writer_waits_96476', table='stances_editorname', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='editorname',
            trigger=pgtrigger.compiler.Trigger(name='version_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (WITH different AS MATERIALIZED (TABLE new_rows) SELECT 1 FROM different) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='f3527c01aeebb5e51b0ac228161f64eb082bd284', level='STATEMENT', operation='INSERT', pgid='pgtrigger_version_after_insert_c971d', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_editorname', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='editorname',
            trigger=pgtrigger.compiler.Trigger(name='version_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (WITH different AS MATERIALIZED ((TABLE old_rows EXCEPT TABLE new_rows) UNION ALL (TABLE new_rows EXCEPT TABLE old_rows)) SELECT 1 FROM different) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='3f5b5a6ea628d3f20cdd11961523e582500b75d3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_version_after_update_0c608', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_editorname', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='editorname',
            trigger=pgtrigger.compiler.Trigger(name='version_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (WITH different AS MATERIALIZED (TABLE old_rows) SELECT 1 FROM different) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='61aab7d74b0631651636bdc925591b0dbf74e5b2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_version_after_delete_73872', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_editorname', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='editorname',
            trigger=pgtrigger.compiler.Trigger(name='version_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_move_data_version(); RETURN NULL;', hash='3d7fd0dfbebca8e040dc7a29fd879a23cecd8dcc', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_version_after_truncate_a48f5', table='stances_editorname', when='AFTER')),
        ),
    ]
