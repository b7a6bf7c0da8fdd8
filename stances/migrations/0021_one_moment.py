"""What is committed at once has one moment, in the log, the history and the statement; and each data version is kept."""

from importlib import import_module

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

before = import_module("stances.migrations.0017_log")
version_before = import_module("stances.migrations.0005_data_version")
moments_before = import_module("stances.migrations.0020_moments")

# The moment of a transaction is that of its turn (stances_lock): later than that of any that was committed before it,
# and before that of any that is committed later. Each table that is public, or has a history, takes the turn before it
# is written.
MOMENTS = """
CREATE OR REPLACE FUNCTION stances_moment() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
  SELECT coalesce(stances_turn(), clock_timestamp())
$$;

CREATE OR REPLACE FUNCTION stances_move_data_version() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM stances_lock();
  INSERT INTO stances_dataversion AS kept (id, moment) VALUES (1, stances_turn())
  ON CONFLICT (id) DO UPDATE SET moment = EXCLUDED.moment WHERE kept.moment <> EXCLUDED.moment;
  INSERT INTO stances_keptversion (moment) VALUES (stances_turn()) ON CONFLICT DO NOTHING;
END
$$;
"""

NO_MOMENTS = (
    version_before.MOVE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    + moments_before.TURNS[moments_before.TURNS.index("-- The moment of a change") :].replace(
        "CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"
    )
)

# What one transaction does to a statement is one change: the public sees what came of it, and nothing in between.
LOG = """
CREATE OR REPLACE FUNCTION stances_log(ids bigint[], changes text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO stances_loggedchange (at, reference, change, statement_id, agency_id, state, context_id)
  SELECT stances_moment(), said.reference, found.change, said.id, said.agency_id, jurisdiction.state, stances_context()
  FROM unnest(ids, changes) found (id, change)
  JOIN stances_statement said ON said.id = found.id
  JOIN stances_agency agency ON agency.id = said.agency_id
  JOIN stances_jurisdiction jurisdiction ON jurisdiction.id = agency.jurisdiction_id
  WHERE said.status = 'published' OR (said.status = 'withdrawn' AND found.change <> 'changed')
  ON CONFLICT (at, reference) DO UPDATE SET change = EXCLUDED.change WHERE EXCLUDED.change <> 'changed';
END
$$;

CREATE OR REPLACE FUNCTION stances_log_merges(taken text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO stances_loggedchange (at, reference, change, statement_id, agency_id, state, context_id)
  SELECT stances_moment(), merged.reference, 'merged', said.id, said.agency_id, jurisdiction.state, stances_context()
  FROM stances_mergedreference merged
  JOIN stances_statement said ON said.id = merged.statement_id
  JOIN stances_agency agency ON agency.id = said.agency_id
  JOIN stances_jurisdiction jurisdiction ON jurisdiction.id = agency.jurisdiction_id
  WHERE merged.reference = ANY(taken) AND said.published_at IS NOT NULL
  ON CONFLICT (at, reference) DO NOTHING;
END
$$;

DROP FUNCTION stances_act(uuid);
"""

LOG_BEFORE = before.ACT + (before.LOG + before.MERGES).replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")

HISTORIES = [
    f"stances_{name}event"
    for name in (
        *("jurisdiction", "placecounty", "agency", "official", "article"),
        *("statement", "citation", "mergedreference", "coding"),
    )
]

# What was written before has the moment under which the log has it: what was written in one context of the history, and
# without one what was written of a statement within a minute, as the log told it until now. Moments of statements stay
# as they are, as releases have them; they lie some milliseconds before.
ACTS = """
CREATE TEMP TABLE of_context ON COMMIT DROP AS
  SELECT DISTINCT context_id, at FROM stances_loggedchange WHERE context_id IS NOT NULL;
CREATE INDEX ON of_context (context_id, at);
CREATE TEMP TABLE of_statement ON COMMIT DROP AS
  SELECT DISTINCT statement_id, at FROM stances_loggedchange WHERE context_id IS NULL;
CREATE INDEX ON of_statement (statement_id, at);
ANALYZE of_context, of_statement;
"""

IN_CONTEXT = """
UPDATE {history} event SET pgh_created_at = (
  SELECT at FROM of_context act WHERE act.context_id = event.pgh_context_id
  ORDER BY abs(extract(epoch FROM at - event.pgh_created_at)), at LIMIT 1)
WHERE pgh_context_id IN (SELECT context_id FROM of_context);
"""

WITHOUT_CONTEXT = """
UPDATE {history} event SET pgh_created_at = found.at
FROM (
  SELECT other.pgh_id, nearest.at
  FROM {history} other CROSS JOIN LATERAL (
    SELECT at FROM of_statement act WHERE {statements}
    AND at BETWEEN other.pgh_created_at - interval '1 minute' AND other.pgh_created_at + interval '1 minute'
    ORDER BY abs(extract(epoch FROM at - other.pgh_created_at)), at LIMIT 1
  ) nearest
  WHERE other.pgh_context_id IS NULL AND other.pgh_label <> '{left_out}'
) found
WHERE event.pgh_id = found.pgh_id;
"""

# An article stands before its statements; only what changes of it is a change of theirs.
OF_STATEMENTS = [
    ("stances_statementevent", "act.statement_id = other.pgh_obj_id", ""),
    ("stances_citationevent", "act.statement_id = other.statement_id", ""),
    ("stances_mergedreferenceevent", "act.statement_id = other.statement_id", ""),
    (
        "stances_articleevent",
        "act.statement_id IN (SELECT statement_id FROM stances_citation WHERE article_id = other.pgh_obj_id)",
        "insert",
    ),
]

# A tombstone of a merged reference tells the moment too.
MERGED = """
UPDATE {merged} SET merged_at = logged.at FROM stances_loggedchange logged
WHERE logged.change = 'merged' AND logged.reference = {merged}.reference
AND logged.at BETWEEN merged_at - interval '1 minute' AND merged_at + interval '1 minute';
"""

UNTRIGGERED = [*HISTORIES, "stances_mergedreference"]

ALIGN = [
    *(f"ALTER TABLE {table} DISABLE TRIGGER USER;" for table in UNTRIGGERED),
    ACTS,
    *(IN_CONTEXT.format(history=history) for history in HISTORIES),
    *(
        WITHOUT_CONTEXT.format(history=history, statements=statements, left_out=left_out)
        for history, statements, left_out in OF_STATEMENTS
    ),
    *(MERGED.format(merged=merged) for merged in ("stances_mergedreference", "stances_mergedreferenceevent")),
    *(f"ALTER TABLE {table} ENABLE TRIGGER USER;" for table in UNTRIGGERED),
]

# Which of the moments before were data versions is not known; the archive did not change between any two of them.
KEEP = " UNION ".join(
    ["INSERT INTO stances_keptversion SELECT moment FROM stances_dataversion"]
    + [f"SELECT pgh_created_at FROM {history}" for history in HISTORIES]
)


class Migration(migrations.Migration):
    dependencies = [("stances", "0020_moments")]
    operations = [
        migrations.CreateModel(
            name="KeptVersion",
            fields=[
                ("moment", models.DateTimeField(primary_key=True, serialize=False, verbose_name="moment")),
            ],
            options={
                "verbose_name": "kept data version",
                "verbose_name_plural": "kept data versions",
                "default_permissions": (),
            },
        ),
        migrations.RunSQL("\n".join(ALIGN), migrations.RunSQL.noop),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
        migrations.RunSQL(MOMENTS, NO_MOMENTS),
        migrations.RunSQL(LOG, LOG_BEFORE),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agency',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agency',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='agency',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='article',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='article',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='article',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='citation',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='citation',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='citation',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='coding',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='coding',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='coding',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='jurisdiction',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='jurisdiction',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='jurisdiction',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='mergedreference',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='mergedreference',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='mergedreference',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='official',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='official',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='official',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='placecounty',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='placecounty',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='placecounty',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='statement',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='statement',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='statement',
            name='delete_delete',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_agencyevent" ("aliases", "county_id", "id", "is_reporting", "jurisdiction_id", "kind", "name", "officers", "ori", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population_served", "slug", "staffing_year") SELECT new_values."aliases", new_values."county_id", new_values."id", new_values."is_reporting", new_values."jurisdiction_id", new_values."kind", new_values."name", new_values."officers", new_values."ori", _pgh_attached_context.value, stances_moment(), \'insert\', new_values."id", new_values."population_served", new_values."slug", new_values."staffing_year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='71d2258e9ba8bd4ef7fc96529a64dcdc33d09c81', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f5304', referencing='REFERENCING NEW TABLE AS new_values ', table='stances_agency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_agencyevent" ("aliases", "county_id", "id", "is_reporting", "jurisdiction_id", "kind", "name", "officers", "ori", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population_served", "slug", "staffing_year") SELECT new_values."aliases", new_values."county_id", new_values."id", new_values."is_reporting", new_values."jurisdiction_id", new_values."kind", new_values."name", new_values."officers", new_values."ori", _pgh_attached_context.value, stances_moment(), \'update\', new_values."id", new_values."population_served", new_values."slug", new_values."staffing_year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."aliases" IS DISTINCT FROM (new_values."aliases") OR old_values."county_id" IS DISTINCT FROM (new_values."county_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_reporting" IS DISTINCT FROM (new_values."is_reporting") OR old_values."jurisdiction_id" IS DISTINCT FROM (new_values."jurisdiction_id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."officers" IS DISTINCT FROM (new_values."officers") OR old_values."ori" IS DISTINCT FROM (new_values."ori") OR old_values."population_served" IS DISTINCT FROM (new_values."population_served") OR old_values."slug" IS DISTINCT FROM (new_values."slug") OR old_values."staffing_year" IS DISTINCT FROM (new_values."staffing_year")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='353f19bb2d5262341f56eb439c2650134e3ba9b6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_27e2f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stances_agency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_agencyevent" ("aliases", "county_id", "id", "is_reporting", "jurisdiction_id", "kind", "name", "officers", "ori", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population_served", "slug", "staffing_year") SELECT old_values."aliases", old_values."county_id", old_values."id", old_values."is_reporting", old_values."jurisdiction_id", old_values."kind", old_values."name", old_values."officers", old_values."ori", _pgh_attached_context.value, stances_moment(), \'delete\', old_values."id", old_values."population_served", old_values."slug", old_values."staffing_year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='54b4ef921bc8b4dec5b6047f07804b0daa996018', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b7f27', referencing='REFERENCING OLD TABLE AS old_values ', table='stances_agency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_articleevent" ("archive_url", "byline", "captured_text", "headline", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "publisher", "url") SELECT new_values."archive_url", new_values."byline", new_values."captured_text", new_values."headline", new_values."id", new_values."language", _pgh_attached_context.value, stances_moment(), \'insert\', new_values."id", new_values."published", new_values."publisher", new_values."url" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d1341f3d92f5206053963f0405226ca4f5755a34', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d3cfd', referencing='REFERENCING NEW TABLE AS new_values ', table='stances_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_articleevent" ("archive_url", "byline", "captured_text", "headline", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "publisher", "url") SELECT new_values."archive_url", new_values."byline", new_values."captured_text", new_values."headline", new_values."id", new_values."language", _pgh_attached_context.value, stances_moment(), \'update\', new_values."id", new_values."published", new_values."publisher", new_values."url" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."archive_url" IS DISTINCT FROM (new_values."archive_url") OR old_values."byline" IS DISTINCT FROM (new_values."byline") OR old_values."captured_text" IS DISTINCT FROM (new_values."captured_text") OR old_values."headline" IS DISTINCT FROM (new_values."headline") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."language" IS DISTINCT FROM (new_values."language") OR old_values."published" IS DISTINCT FROM (new_values."published") OR old_values."publisher" IS DISTINCT FROM (new_values."publisher") OR old_values."url" IS DISTINCT FROM (new_values."url")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3b8449c3bc03c659afdf48daf0fb1a0112c6afed', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_637fc', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stances_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_articleevent" ("archive_url", "byline", "captured_text", "headline", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "publisher", "url") SELECT old_values."archive_url", old_values."byline", old_values."captured_text", old_values."headline", old_values."id", old_values."language", _pgh_attached_context.value, stances_moment(), \'delete\', old_values."id", old_values."published", old_values."publisher", old_values."url" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='962ae66e70db092c78adaafb967d92809027907e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_56d7f', referencing='REFERENCING OLD TABLE AS old_values ', table='stances_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_citationevent" ("article_id", "id", "is_original", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "statement_id", "via") SELECT new_values."article_id", new_values."id", new_values."is_original", _pgh_attached_context.value, stances_moment(), \'insert\', new_values."id", new_values."printed", new_values."statement_id", new_values."via" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ea9ffbf211bc3d61422ded02d6102ff54d5c636d', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_0f2bc', referencing='REFERENCING NEW TABLE AS new_values ', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_citationevent" ("article_id", "id", "is_original", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "statement_id", "via") SELECT new_values."article_id", new_values."id", new_values."is_original", _pgh_attached_context.value, stances_moment(), \'update\', new_values."id", new_values."printed", new_values."statement_id", new_values."via" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='24471e0a62fe0e1be56bfb8d3bf5bdd5b31f6038', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_3ad22', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_citationevent" ("article_id", "id", "is_original", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "statement_id", "via") SELECT old_values."article_id", old_values."id", old_values."is_original", _pgh_attached_context.value, stances_moment(), \'delete\', old_values."id", old_values."printed", old_values."statement_id", old_values."via" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='62745beaec0bf2663c70db27a614c85ca06059f2', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b63c1', referencing='REFERENCING OLD TABLE AS old_values ', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='coding',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_codingevent" ("basis", "certainty", "codebook_version", "coded_at", "coder_id", "decided_at", "decided_by_id", "decision", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "role", "round", "statement_id", "topics") SELECT new_values."basis", new_values."certainty", new_values."codebook_version", new_values."coded_at", new_values."coder_id", new_values."decided_at", new_values."decided_by_id", new_values."decision", new_values."id", new_values."kind", new_values."note", _pgh_attached_context.value, stances_moment(), \'insert\', new_values."id", new_values."position", new_values."reason", new_values."role", new_values."round", new_values."statement_id", new_values."topics" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='836a03d5a5a5592646325d4f9b1754d438eccf84', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c9e56', referencing='REFERENCING NEW TABLE AS new_values ', table='stances_coding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='coding',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_codingevent" ("basis", "certainty", "codebook_version", "coded_at", "coder_id", "decided_at", "decided_by_id", "decision", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "role", "round", "statement_id", "topics") SELECT new_values."basis", new_values."certainty", new_values."codebook_version", new_values."coded_at", new_values."coder_id", new_values."decided_at", new_values."decided_by_id", new_values."decision", new_values."id", new_values."kind", new_values."note", _pgh_attached_context.value, stances_moment(), \'update\', new_values."id", new_values."position", new_values."reason", new_values."role", new_values."round", new_values."statement_id", new_values."topics" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ea33f079f26f58c3d63714d1ef2abd551d25d7b0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_daaff', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stances_coding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='coding',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_codingevent" ("basis", "certainty", "codebook_version", "coded_at", "coder_id", "decided_at", "decided_by_id", "decision", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "role", "round", "statement_id", "topics") SELECT old_values."basis", old_values."certainty", old_values."codebook_version", old_values."coded_at", old_values."coder_id", old_values."decided_at", old_values."decided_by_id", old_values."decision", old_values."id", old_values."kind", old_values."note", _pgh_attached_context.value, stances_moment(), \'delete\', old_values."id", old_values."position", old_values."reason", old_values."role", old_values."round", old_values."statement_id", old_values."topics" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='9094f29d4067ffa61835ca159b72430b073d14a8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_061a2', referencing='REFERENCING OLD TABLE AS old_values ', table='stances_coding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='jurisdiction',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_jurisdictionevent" ("geoid", "id", "latitude", "level", "longitude", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "slug", "state", "vintage") SELECT new_values."geoid", new_values."id", new_values."latitude", new_values."level", new_values."longitude", new_values."name", new_values."parent_id", _pgh_attached_context.value, stances_moment(), \'insert\', new_values."id", new_values."population", new_values."slug", new_values."state", new_values."vintage" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='adba7f808b1e59849ad374b1e7e5d7020e74deaa', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_36ef7', referencing='REFERENCING NEW TABLE AS new_values ', table='stances_jurisdiction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='jurisdiction',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_jurisdictionevent" ("geoid", "id", "latitude", "level", "longitude", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "slug", "state", "vintage") SELECT new_values."geoid", new_values."id", new_values."latitude", new_values."level", new_values."longitude", new_values."name", new_values."parent_id", _pgh_attached_context.value, stances_moment(), \'update\', new_values."id", new_values."population", new_values."slug", new_values."state", new_values."vintage" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."geoid" IS DISTINCT FROM (new_values."geoid") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."latitude" IS DISTINCT FROM (new_values."latitude") OR old_values."level" IS DISTINCT FROM (new_values."level") OR old_values."longitude" IS DISTINCT FROM (new_values."longitude") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."parent_id" IS DISTINCT FROM (new_values."parent_id") OR old_values."population" IS DISTINCT FROM (new_values."population") OR old_values."slug" IS DISTINCT FROM (new_values."slug") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."vintage" IS DISTINCT FROM (new_values."vintage")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f3b1f7f8d119c0ae2f24af5982eaea9d5a015e65', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_1a483', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stances_jurisdiction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='jurisdiction',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_jurisdictionevent" ("geoid", "id", "latitude", "level", "longitude", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "slug", "state", "vintage") SELECT old_values."geoid", old_values."id", old_values."latitude", old_values."level", old_values."longitude", old_values."name", old_values."parent_id", _pgh_attached_context.value, stances_moment(), \'delete\', old_values."id", old_values."population", old_values."slug", old_values."state", old_values."vintage" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='21044f5fbce0a8441e96d42b73e78c65f8c2f8b0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_ac39a', referencing='REFERENCING OLD TABLE AS old_values ', table='stances_jurisdiction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mergedreference',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_mergedreferenceevent" ("merged_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "statement_id") SELECT new_values."merged_at", _pgh_attached_context.value, stances_moment(), \'insert\', new_values."reference", new_values."reference", new_values."statement_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='19eea00055db2a1b788fefbb6aa125df7dff3563', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_881c6', referencing='REFERENCING NEW TABLE AS new_values ', table='stances_mergedreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mergedreference',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_mergedreferenceevent" ("merged_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "statement_id") SELECT new_values."merged_at", _pgh_attached_context.value, stances_moment(), \'update\', new_values."reference", new_values."reference", new_values."statement_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."reference") = (new_values."reference") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='99da6b7f6d2a46862d6af6ef061506beca94ec5e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_01d3d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stances_mergedreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mergedreference',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_mergedreferenceevent" ("merged_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "statement_id") SELECT old_values."merged_at", _pgh_attached_context.value, stances_moment(), \'delete\', old_values."reference", old_values."reference", old_values."statement_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='38049bec2d433ed1c17ef48617e4f4a05f0bc856', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e1057', referencing='REFERENCING OLD TABLE AS old_values ', table='stances_mergedreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='official',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_officialevent" ("id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT new_values."id", new_values."name", new_values."note", _pgh_attached_context.value, stances_moment(), \'insert\', new_values."id", new_values."slug" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1a51cd8a005d590e17064a331d301e2efe261ed2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_14a2a', referencing='REFERENCING NEW TABLE AS new_values ', table='stances_official', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='official',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_officialevent" ("id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT new_values."id", new_values."name", new_values."note", _pgh_attached_context.value, stances_moment(), \'update\', new_values."id", new_values."slug" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."note" IS DISTINCT FROM (new_values."note") OR old_values."slug" IS DISTINCT FROM (new_values."slug")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='130159a60e1e5b1064acd24378ca06c58e116cd7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_adb87', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stances_official', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='official',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_officialevent" ("id", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") SELECT old_values."id", old_values."name", old_values."note", _pgh_attached_context.value, stances_moment(), \'delete\', old_values."id", old_values."slug" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='cd99125b9f07185e22f9fc96696f649502f488bb', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7e065', referencing='REFERENCING OLD TABLE AS old_values ', table='stances_official', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placecounty',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_placecountyevent" ("county_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id") SELECT new_values."county_id", new_values."id", _pgh_attached_context.value, stances_moment(), \'insert\', new_values."id", new_values."place_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='932b535fcf2ba4b55ff5db5de206844dc8daa6f9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_aba52', referencing='REFERENCING NEW TABLE AS new_values ', table='stances_placecounty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placecounty',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_placecountyevent" ("county_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id") SELECT new_values."county_id", new_values."id", _pgh_attached_context.value, stances_moment(), \'update\', new_values."id", new_values."place_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f45db7aab75e56b978a5cb2fa4e269909d072d17', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ebd2a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stances_placecounty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placecounty',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_placecountyevent" ("county_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id") SELECT old_values."county_id", old_values."id", _pgh_attached_context.value, stances_moment(), \'delete\', old_values."id", old_values."place_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='433b4c90b984a8e601aed414c124a1d5a571d328', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_959d2', referencing='REFERENCING OLD TABLE AS old_values ', table='stances_placecounty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_statementevent" ("agency_id", "basis", "certainty", "context", "created_at", "date", "date_note", "id", "kind", "language", "official_id", "official_title", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "published_at", "reference", "status", "text", "topics", "updated_at", "withdrawn_reason") SELECT new_values."agency_id", new_values."basis", new_values."certainty", new_values."context", new_values."created_at", new_values."date", new_values."date_note", new_values."id", new_values."kind", new_values."language", new_values."official_id", new_values."official_title", _pgh_attached_context.value, stances_moment(), \'insert\', new_values."id", new_values."position", new_values."published_at", new_values."reference", new_values."status", new_values."text", new_values."topics", new_values."updated_at", new_values."withdrawn_reason" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d522e4344fec6f761bd7395136864fe105fae700', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ea1a6', referencing='REFERENCING NEW TABLE AS new_values ', table='stances_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_statementevent" ("agency_id", "basis", "certainty", "context", "created_at", "date", "date_note", "id", "kind", "language", "official_id", "official_title", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "published_at", "reference", "status", "text", "topics", "updated_at", "withdrawn_reason") SELECT new_values."agency_id", new_values."basis", new_values."certainty", new_values."context", new_values."created_at", new_values."date", new_values."date_note", new_values."id", new_values."kind", new_values."language", new_values."official_id", new_values."official_title", _pgh_attached_context.value, stances_moment(), \'update\', new_values."id", new_values."position", new_values."published_at", new_values."reference", new_values."status", new_values."text", new_values."topics", new_values."updated_at", new_values."withdrawn_reason" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."agency_id" IS DISTINCT FROM (new_values."agency_id") OR old_values."basis" IS DISTINCT FROM (new_values."basis") OR old_values."certainty" IS DISTINCT FROM (new_values."certainty") OR old_values."context" IS DISTINCT FROM (new_values."context") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."date" IS DISTINCT FROM (new_values."date") OR old_values."date_note" IS DISTINCT FROM (new_values."date_note") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."language" IS DISTINCT FROM (new_values."language") OR old_values."official_id" IS DISTINCT FROM (new_values."official_id") OR old_values."official_title" IS DISTINCT FROM (new_values."official_title") OR old_values."position" IS DISTINCT FROM (new_values."position") OR old_values."published_at" IS DISTINCT FROM (new_values."published_at") OR old_values."reference" IS DISTINCT FROM (new_values."reference") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."text" IS DISTINCT FROM (new_values."text") OR old_values."topics" IS DISTINCT FROM (new_values."topics") OR old_values."updated_at" IS DISTINCT FROM (new_values."updated_at") OR old_values."withdrawn_reason" IS DISTINCT FROM (new_values."withdrawn_reason")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='20fc5be1c2a6fa5326848ffe79876b7d592619d1', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_5b580', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stances_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_statementevent" ("agency_id", "basis", "certainty", "context", "created_at", "date", "date_note", "id", "kind", "language", "official_id", "official_title", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "published_at", "reference", "status", "text", "topics", "updated_at", "withdrawn_reason") SELECT old_values."agency_id", old_values."basis", old_values."certainty", old_values."context", old_values."created_at", old_values."date", old_values."date_note", old_values."id", old_values."kind", old_values."language", old_values."official_id", old_values."official_title", _pgh_attached_context.value, stances_moment(), \'delete\', old_values."id", old_values."position", old_values."published_at", old_values."reference", old_values."status", old_values."text", old_values."topics", old_values."updated_at", old_values."withdrawn_reason" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='4c4924c2a04401e84095a5e63db5a1d447cbd1b3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_662bc', referencing='REFERENCING OLD TABLE AS old_values ', table='stances_statement', when='AFTER')),
        ),
    ]
