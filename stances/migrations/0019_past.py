"""The archive as it was: which pasts are kept, how a transaction reads one, what they share; and releases."""

from importlib import import_module

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

before = import_module("stances.migrations.0009_refresh_once")

# Whoever reads a past holds one of its tables until the end of the transaction, so that it is not dropped meanwhile;
# and where it has just been dropped, nothing is answered rather than the archive of today.
ENTER = """
CREATE FUNCTION stances_enter_past(until timestamptz) RETURNS SETOF stances_past LANGUAGE plpgsql AS $$
DECLARE
  kept stances_past;
BEGIN
  SELECT * INTO kept FROM stances_past
  WHERE (last_change IS NULL OR last_change < until) AND until <= coalesce(next_change, read_at)
  ORDER BY last_change DESC NULLS LAST LIMIT 1;
  IF kept.id IS NULL THEN
    RETURN;
  END IF;
  EXECUTE format('LOCK TABLE %I.stances_statement IN ACCESS SHARE MODE', 'stances_past_' || kept.id);
  PERFORM set_config(
    'search_path', format('%I, %s', 'stances_past_' || kept.id, current_setting('search_path')), true);
  RETURN NEXT kept;
EXCEPTION WHEN undefined_table OR invalid_schema_name THEN
  RETURN;
END
$$;
"""

# Pasts share the keys, and whoever rebuilds one takes no turn among the writers: so a key that is missing may be added
# by two at once. The second takes that of the first.
CODING_KEY = """
CREATE OR REPLACE FUNCTION stances_coding_key(
  its_position varchar, its_kind varchar, its_basis varchar, its_topics varchar[])
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  key integer;
BEGIN
  LOOP
    SELECT id INTO key FROM stances_codingkey
    WHERE (position, kind, basis, topics) = (its_position, its_kind, its_basis, its_topics);
    EXIT WHEN key IS NOT NULL;
    INSERT INTO stances_codingkey (position, kind, basis, topics)
    VALUES (its_position, its_kind, its_basis, its_topics) ON CONFLICT DO NOTHING;
  END LOOP;
  RETURN key;
END
$$;
"""

AGENCY_KEY = """
CREATE OR REPLACE FUNCTION stances_agency_key(
  its_id bigint, its_kind varchar, its_state varchar, its_counties varchar[], its_place varchar)
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  key integer;
BEGIN
  LOOP
    SELECT id INTO key FROM stances_agencykey
    WHERE (agency_id, agency_kind, state, counties, place) = (its_id, its_kind, its_state, its_counties, its_place);
    EXIT WHEN key IS NOT NULL;
    INSERT INTO stances_agencykey (agency_id, agency_kind, state, counties, place)
    VALUES (its_id, its_kind, its_state, its_counties, its_place) ON CONFLICT DO NOTHING;
  END LOOP;
  RETURN key;
END
$$;
"""

PUBLISHER_KEY = """
CREATE OR REPLACE FUNCTION stances_publisher_key(its_publishers varchar[]) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  key integer;
BEGIN
  LOOP
    SELECT id INTO key FROM stances_publisherkey WHERE publishers = its_publishers;
    EXIT WHEN key IS NOT NULL;
    INSERT INTO stances_publisherkey (publishers) VALUES (its_publishers) ON CONFLICT DO NOTHING;
  END LOOP;
  RETURN key;
END
$$;
"""


def as_before(function):
    return function.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):

    dependencies = [
        ('stances', '0018_codings'),
    ]

    operations = [
        migrations.CreateModel(
            name='Past',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_change', models.DateTimeField(null=True, verbose_name='last change before it')),
                ('next_change', models.DateTimeField(null=True, verbose_name='first change after it')),
                ('read_at', models.DateTimeField(verbose_name='moment at which the history was read')),
                ('used_at', models.DateTimeField(verbose_name='moment of its last use')),
                ('seconds', models.FloatField(verbose_name='seconds that it took to make')),
            ],
            options={
                'verbose_name': 'past',
                'verbose_name_plural': 'pasts',
                'default_permissions': (),
            },
        ),
        migrations.RunSQL(ENTER, "DROP FUNCTION stances_enter_past(timestamptz)"),
        migrations.RunSQL(CODING_KEY, as_before(before.CODING_KEY)),
        migrations.RunSQL(AGENCY_KEY, as_before(before.AGENCY_KEY)),
        migrations.RunSQL(PUBLISHER_KEY, as_before(before.PUBLISHER_KEY)),
        migrations.CreateModel(
            name='Release',
            fields=[
                ('version', models.CharField(max_length=20, primary_key=True, serialize=False, verbose_name='version')),
                ('until', models.DateTimeField(verbose_name='first moment after it')),
                ('site_url', models.CharField(help_text='In the addresses of records.', max_length=200, verbose_name='address of the site')),
                ('codebook_version', models.CharField(max_length=20, verbose_name='version of the codebook')),
                ('made_with', models.JSONField(help_text='{program: version} of those that decide bytes.', verbose_name='made with')),
                ('counts', models.JSONField(verbose_name='records of each table')),
                ('changes', models.JSONField(verbose_name='numbers of changes since the previous one')),
                ('files', models.JSONField(help_text='A list of name, size in bytes and SHA-256.', verbose_name='files')),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='made at')),
                ('previous', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stances.release', verbose_name='previous')),
            ],
            options={
                'verbose_name': 'release',
                'verbose_name_plural': 'releases',
                'default_permissions': (),
                'constraints': [models.CheckConstraint(condition=models.Q(('version__regex', '^\\d{4}\\.\\d{2}\\.\\d{2}(\\.[1-9]\\d*)?$')), name='release_version_is_a_day')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='release',
            trigger=pgtrigger.compiler.Trigger(name='release_is_for_ever', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a54ef1231b76dacd87f3553f87745b189d5a6394', operation='UPDATE OR DELETE', pgid='pgtrigger_release_is_for_ever_3d889', table='stances_release', when='BEFORE')),
        ),
    ]
