"""Search rows and counts are right after a TRUNCATE too."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

# A TRUNCATE does not say what it removed. It holds its table when it comes to wait its turn; where another writer has
# its turn and waits for the table, PostgreSQL refuses one of the two, and nothing is half done.
REFRESH_ALL = """
CREATE FUNCTION stances_refresh_all() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM stances_lock();
  DELETE FROM stances_searchrow;
  DELETE FROM stances_valuecount;
  PERFORM stances_refresh(array_agg(id)) FROM stances_statement;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("stances", "0010_restorable")]
    operations = [
        migrations.RunSQL(REFRESH_ALL, "DROP FUNCTION stances_refresh_all()"),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='search_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_refresh_all(); RETURN NULL;', hash='9eec980936c0be54dd19f8e1bf81b68e9b93c4fa', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_search_after_truncate_1a037', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placecounty',
            trigger=pgtrigger.compiler.Trigger(name='search_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_refresh_all(); RETURN NULL;', hash='f6711ea954f9760c88c7d7dc262c4cbf23abb1b3', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_search_after_truncate_6da44', table='stances_placecounty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='search_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_refresh_all(); RETURN NULL;', hash='5cce5ee706249a5e9d09f4a0802780df8ebdeec3', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_search_after_truncate_06496', table='stances_statement', when='AFTER')),
        ),
    ]
