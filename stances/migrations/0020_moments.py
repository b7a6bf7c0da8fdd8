"""Moments of changes grow in the order of commits, so that a mirror that asks for later ones misses none."""

from importlib import import_module

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

before = import_module("stances.migrations.0007_search_sql")

# A transaction has its turn from the moment at which no other writes any more, which is after every moment that those
# before it have given, whatever the clock says meanwhile.
TURNS = """
CREATE OR REPLACE FUNCTION stances_lock() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('stances_search'));
  IF stances_turn() IS NULL THEN
    PERFORM set_config('stances.turn', greatest(
      clock_timestamp(), (SELECT moment + interval '1 microsecond' FROM stances_dataversion))::text, true);
  END IF;
END
$$;

-- When this transaction came to its turn; NULL before.
CREATE FUNCTION stances_turn() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('stances.turn', true), '')::timestamptz
$$;

-- The moment of a change that is being written.
CREATE FUNCTION stances_moment() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
  SELECT greatest(clock_timestamp(), stances_turn())
$$;
"""

NO_TURNS = (
    before.LOCK.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    + "DROP FUNCTION stances_moment(); DROP FUNCTION stances_turn()"
)


class Migration(migrations.Migration):
    dependencies = [("stances", "0019_past")]
    operations = [
        migrations.RunSQL(TURNS, NO_TURNS),
        pgtrigger.migrations.RemoveTrigger(
            model_name='statement',
            name='moments',
        ),
        migrations.AddIndex(
            model_name='mergedreference',
            index=models.Index(models.F('merged_at'), models.F('reference'), name='merged_reference_moment'),
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(models.F('updated_at'), models.F('reference'), condition=models.Q(('status', 'withdrawn')), name='statement_withdrawn'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='touch_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func="\n                WITH different AS MATERIALIZED (TABLE new_rows)\n                SELECT array_agg(id) INTO ids FROM stances_statement\n                WHERE id = ANY(ARRAY(SELECT statement_id FROM different)) AND status = 'published'\n                AND updated_at < stances_turn();\n                IF ids IS NOT NULL THEN\n                    UPDATE stances_statement SET updated_at = stances_moment() WHERE id = ANY(ids);\n                END IF;\n                RETURN NULL;\n            ", hash='355fc4899c1e8af376a120b271cf6e89f53dad0f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_touch_after_insert_ae7d8', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='touch_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func="\n                WITH different AS MATERIALIZED ((TABLE old_rows EXCEPT TABLE new_rows) UNION ALL (TABLE new_rows EXCEPT TABLE old_rows))\n                SELECT array_agg(id) INTO ids FROM stances_statement\n                WHERE id = ANY(ARRAY(SELECT statement_id FROM different)) AND status = 'published'\n                AND updated_at < stances_turn();\n                IF ids IS NOT NULL THEN\n                    UPDATE stances_statement SET updated_at = stances_moment() WHERE id = ANY(ids);\n                END IF;\n                RETURN NULL;\n            ", hash='3427002468a4028dfb90292053d1c33f2f2b9acc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_touch_after_update_f05d4', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='touch_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func="\n                WITH different AS MATERIALIZED (TABLE old_rows)\n                SELECT array_agg(id) INTO ids FROM stances_statement\n                WHERE id = ANY(ARRAY(SELECT statement_id FROM different)) AND status = 'published'\n                AND updated_at < stances_turn();\n                IF ids IS NOT NULL THEN\n                    UPDATE stances_statement SET updated_at = stances_moment() WHERE id = ANY(ids);\n                END IF;\n                RETURN NULL;\n            ", hash='547c46c9a2739af139399924f8c7e1223b6c6f2a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_touch_after_delete_979a3', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mergedreference',
            trigger=pgtrigger.compiler.Trigger(name='moment', sql=pgtrigger.compiler.UpsertTriggerSql(func='NEW.merged_at = stances_moment(); RETURN NEW;', hash='d59af990865bdb9e41dcdbe5bd7e6f924b2c265d', operation='INSERT OR UPDATE OF "statement_id"', pgid='pgtrigger_moment_01bb6', table='stances_mergedreference', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='moments', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF TG_OP = 'UPDATE' THEN\n                        NEW.published_at = OLD.published_at;\n                    END IF;\n                    NEW.updated_at = stances_moment();\n                    IF NEW.status = 'published' AND NEW.published_at IS NULL THEN\n                        NEW.published_at = NEW.updated_at;\n                    END IF;\n                    RETURN NEW;\n                ", hash='8802c999d5e6a3f1726b41f130fc98883cd43434', operation='INSERT OR UPDATE', pgid='pgtrigger_moments_aea37', table='stances_statement', when='BEFORE')),
        ),
    ]
