"""A dump of the archive can be restored: functions of generated columns know each other by more than their names."""

from importlib import import_module

from django.db import migrations

first = import_module("stances.migrations.0001_functions")

# A dump is restored without a search path, where a name within quotes leads nowhere. These bodies are read when the
# functions are made. The other functions of generated columns and constraints call those of PostgreSQL itself only.
NAMES = """
CREATE OR REPLACE FUNCTION stances_fold_lower(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN lower(stances_fold(words));

CREATE OR REPLACE FUNCTION stances_fold_agency(name text, aliases text[], ori text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN stances_fold_lower(concat_ws(' ', name, array_to_string(aliases, ' '), ori));
"""


class Migration(migrations.Migration):
    dependencies = [("stances", "0009_refresh_once")]
    operations = [
        migrations.RunSQL(NAMES, first.NAMES.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")),
    ]
