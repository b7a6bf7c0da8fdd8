"""The moment of the last change of anything public, and the triggers that move it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# Once in a transaction is enough, as nobody else sees any of its changes before its end. The setting ends with the
# transaction, and with a savepoint that is rolled back, as the row does.
MOVE = """
CREATE FUNCTION stances_move_data_version() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('stances.data_version', true) IS DISTINCT FROM 'moves' THEN
    INSERT INTO stances_dataversion (id, moment) VALUES (-pg_backend_pid(), clock_timestamp());
    PERFORM set_config('stances.data_version', 'moves', true);
  END IF;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("stances", "0004_groups")]

    operations = [
        migrations.CreateModel(
            name='DataVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moment', models.DateTimeField(verbose_name='moment')),
            ],
            options={
                'verbose_name': 'data version',
                'verbose_name_plural': 'data versions',
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='dataversion',
            constraint=models.CheckConstraint(condition=models.Q(('pk', 1), ('pk__lt', 0), _connector='OR'), name='data_version_is_one'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='dataversion',
            trigger=pgtrigger.compiler.Trigger(name='moment_of_commit', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."id" < 0)', constraint='CONSTRAINT', func="\n                    DELETE FROM stances_dataversion WHERE id = NEW.id;\n                    INSERT INTO stances_dataversion AS kept (id, moment) VALUES (1, clock_timestamp())\n                    ON CONFLICT (id) DO UPDATE\n                    SET moment = greatest(clock_timestamp(), kept.moment + interval '1 microsecond');\n                    RETURN NULL;\n                ", hash='e93735b156b2a3494bb1ff54ebeb7ae4ba92f306', operation='INSERT', pgid='pgtrigger_moment_of_commit_87369', table='stances_dataversion', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migrations.RunSQL(MOVE, "DROP FUNCTION stances_move_data_version()"),
        migrations.RunSQL("INSERT INTO stances_dataversion (id, moment) VALUES (1, now())", migrations.RunSQL.noop),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='version_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (SELECT 1 FROM (TABLE new_rows) different WHERE true) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='b81ab354a4992bbffa5f5290cf0f9089fec5f149', level='STATEMENT', operation='INSERT', pgid='pgtrigger_version_after_insert_afd7f', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_agency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='version_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (SELECT 1 FROM ((TABLE old_rows EXCEPT TABLE new_rows) UNION ALL (TABLE new_rows EXCEPT TABLE old_rows)) different WHERE true) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='f6d12964f45c234261fc34ae1952744cb454f001', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_version_after_update_8aabd', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_agency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='version_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (SELECT 1 FROM (TABLE old_rows) different WHERE true) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='ce9c1b102df0e4a3050b4bf54ed8bcb2067de44d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_version_after_delete_b1e57', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_agency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='version_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_move_data_version(); RETURN NULL;', hash='3b8f0c8b04befb9fed77502c4c6ecda29ae688f6', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_version_after_truncate_fd520', table='stances_agency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='version_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (SELECT 1 FROM (TABLE new_rows) different WHERE true) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='0147d28720766d11b52fa7bb7a18970050c0e5cc', level='STATEMENT', operation='INSERT', pgid='pgtrigger_version_after_insert_dd691', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='version_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (SELECT 1 FROM ((TABLE old_rows EXCEPT TABLE new_rows) UNION ALL (TABLE new_rows EXCEPT TABLE old_rows)) different WHERE true) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='fd771b9738afb720f6c29ea449573bfa93be2d60', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_version_after_update_6fe44', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='version_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (SELECT 1 FROM (TABLE old_rows) different WHERE true) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='b4150b5d6ffa3346ce949ba650d0e1e2924b20e8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_version_after_delete_d83ef', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='version_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_move_data_version(); RETURN NULL;', hash='c25252554c7e972f3f0301aa63bcd8b6faf0dd02', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_version_after_truncate_4eeb1', table='stances_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='version_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (SELECT 1 FROM (TABLE new_rows) different WHERE statement_id IN (SELECT id FROM stances_statement WHERE status IN ('published', 'withdrawn'))) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ", hash='831cf27fde2bcbcb4176fe1b4c81c96cd3bc17af', level='STATEMENT', operation='INSERT', pgid='pgtrigger_version_after_insert_b7262', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='version_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (SELECT 1 FROM ((TABLE old_rows EXCEPT TABLE new_rows) UNION ALL (TABLE new_rows EXCEPT TABLE old_rows)) different WHERE statement_id IN (SELECT id FROM stances_statement WHERE status IN ('published', 'withdrawn'))) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ", hash='20425fa13d090fa0d376b465e767b92f7e48c713', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_version_after_update_7216a', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='version_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (SELECT 1 FROM (TABLE old_rows) different WHERE statement_id IN (SELECT id FROM stances_statement WHERE status IN ('published', 'withdrawn'))) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ", hash='d49cfb4bd1b571f00e8bde693e868a6d5eb438d9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_version_after_delete_f1370', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='version_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_move_data_version(); RETURN NULL;', hash='08f982da5ac1cad85692fff1e275644730f65782', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_version_after_truncate_c59b3', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='jurisdiction',
            trigger=pgtrigger.compiler.Trigger(name='version_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (SELECT 1 FROM (TABLE new_rows) different WHERE true) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='ee2d181b7f8403612f4220ae9c55ba31a7ca0334', level='STATEMENT', operation='INSERT', pgid='pgtrigger_version_after_insert_764d3', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_jurisdiction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='jurisdiction',
            trigger=pgtrigger.compiler.Trigger(name='version_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (SELECT 1 FROM ((TABLE old_rows EXCEPT TABLE new_rows) UNION ALL (TABLE new_rows EXCEPT TABLE old_rows)) different WHERE true) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='894259fdd3f8d8bebe7082643813d5ca4696768c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_version_after_update_f73e0', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_jurisdiction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='jurisdiction',
            trigger=pgtrigger.compiler.Trigger(name='version_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (SELECT 1 FROM (TABLE old_rows) different WHERE true) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='2f39b32eded4db1b63130bbb31119be62430f215', level='STATEMENT', operation='DELETE', pgid='pgtrigger_version_after_delete_6ed56', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_jurisdiction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='jurisdiction',
            trigger=pgtrigger.compiler.Trigger(name='version_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_move_data_version(); RETURN NULL;', hash='fea1e02f4bbbf643833773cf83a5f1ead4fbb4ad', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_version_after_truncate_86b90', table='stances_jurisdiction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mergedreference',
            trigger=pgtrigger.compiler.Trigger(name='version_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (SELECT 1 FROM (TABLE new_rows) different WHERE statement_id IN (SELECT id FROM stances_statement WHERE status IN ('published', 'withdrawn'))) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ", hash='34c1297b239b2b29d07292167ec08b36dc4a99e4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_version_after_insert_abd9a', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_mergedreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mergedreference',
            trigger=pgtrigger.compiler.Trigger(name='version_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (SELECT 1 FROM ((TABLE old_rows EXCEPT TABLE new_rows) UNION ALL (TABLE new_rows EXCEPT TABLE old_rows)) different WHERE statement_id IN (SELECT id FROM stances_statement WHERE status IN ('published', 'withdrawn'))) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ", hash='a283aef2fa537eb78a27ffd24fee8b0e0ae83488', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_version_after_update_113e3', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_mergedreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mergedreference',
            trigger=pgtrigger.compiler.Trigger(name='version_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (SELECT 1 FROM (TABLE old_rows) different WHERE statement_id IN (SELECT id FROM stances_statement WHERE status IN ('published', 'withdrawn'))) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ", hash='f2ee11f019f36cadb2aa767a370fdd3bdb288a30', level='STATEMENT', operation='DELETE', pgid='pgtrigger_version_after_delete_b3c07', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_mergedreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mergedreference',
            trigger=pgtrigger.compiler.Trigger(name='version_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_move_data_version(); RETURN NULL;', hash='b7f660c44768dc3668ac981fc2af7280e16122ca', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_version_after_truncate_ad810', table='stances_mergedreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='official',
            trigger=pgtrigger.compiler.Trigger(name='version_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (SELECT 1 FROM (TABLE new_rows) different WHERE true) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='e13369f681785137a89c501c22f051ba6eee08c1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_version_after_insert_2cdde', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_official', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='official',
            trigger=pgtrigger.compiler.Trigger(name='version_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (SELECT 1 FROM ((TABLE old_rows EXCEPT TABLE new_rows) UNION ALL (TABLE new_rows EXCEPT TABLE old_rows)) different WHERE true) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='3f42dd343fb78e4a23a860cda68c93f33b4aa9d7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_version_after_update_6595e', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_official', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='official',
            trigger=pgtrigger.compiler.Trigger(name='version_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (SELECT 1 FROM (TABLE old_rows) different WHERE true) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='802874558c9663a9b7ec99207b12498f76a75881', level='STATEMENT', operation='DELETE', pgid='pgtrigger_version_after_delete_93a7e', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_official', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='official',
            trigger=pgtrigger.compiler.Trigger(name='version_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_move_data_version(); RETURN NULL;', hash='f6b604e5152f02bddd21d45264c2683bfc2c0c92', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_version_after_truncate_8638a', table='stances_official', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placecounty',
            trigger=pgtrigger.compiler.Trigger(name='version_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (SELECT 1 FROM (TABLE new_rows) different WHERE true) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='4d74fe34cf62b548809222d4cfd93947b9741164', level='STATEMENT', operation='INSERT', pgid='pgtrigger_version_after_insert_814dd', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_placecounty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placecounty',
            trigger=pgtrigger.compiler.Trigger(name='version_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (SELECT 1 FROM ((TABLE old_rows EXCEPT TABLE new_rows) UNION ALL (TABLE new_rows EXCEPT TABLE old_rows)) different WHERE true) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='a0b43f8c6eeb90a58b87da83c77b31ab3a9572bb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_version_after_update_a307a', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_placecounty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placecounty',
            trigger=pgtrigger.compiler.Trigger(name='version_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (SELECT 1 FROM (TABLE old_rows) different WHERE true) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='ab64e022c9bc487811fb9b9d04260028557de1d9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_version_after_delete_a6f39', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_placecounty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placecounty',
            trigger=pgtrigger.compiler.Trigger(name='version_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_move_data_version(); RETURN NULL;', hash='928ea4e35cbd2c9fe29fa37b4d0a4fc59d8b9ace', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_version_after_truncate_7fcbd', table='stances_placecounty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='version_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (SELECT 1 FROM (TABLE new_rows) different WHERE status IN ('published', 'withdrawn')) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ", hash='754f09e04bd93cf482395b589a8450c0e5e6b4b8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_version_after_insert_0e0b2', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='version_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (SELECT 1 FROM ((TABLE old_rows EXCEPT TABLE new_rows) UNION ALL (TABLE new_rows EXCEPT TABLE old_rows)) different WHERE status IN ('published', 'withdrawn')) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ", hash='f914b9297ed4def161a6fdb25a9b4be16a4788fb', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_version_after_update_a6d50', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='version_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (SELECT 1 FROM (TABLE old_rows) different WHERE status IN ('published', 'withdrawn')) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ", hash='436d69f58e68c97bd835bfe3e184074d8deb0f4e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_version_after_delete_7ad49', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='version_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_move_data_version(); RETURN NULL;', hash='ced6d4a0495f1fc810581445fd946632360aa648', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_version_after_truncate_e5c97', table='stances_statement', when='AFTER')),
        ),
    ]
