"""Writers take turns; triggers make search rows, count articles and move the data version."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('stances', '0007_search_sql'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='agency',
            name='search_after_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='article',
            name='search_after_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='citation',
            name='search_after_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='citation',
            name='search_after_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='citation',
            name='search_after_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='jurisdiction',
            name='search_after_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='official',
            name='search_after_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='placecounty',
            name='search_after_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='placecounty',
            name='search_after_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='placecounty',
            name='search_after_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='statement',
            name='search_after_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='statement',
            name='search_after_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='statement',
            name='search_after_delete',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='search_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func='\n                WITH changed AS (SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows)\n                SELECT array_agg(DISTINCT found.id ORDER BY found.id) INTO ids FROM (SELECT s.id FROM stances_statement s WHERE s.agency_id IN (SELECT id FROM changed)) found(id);\n                PERFORM stances_refresh(ids);\n                RETURN NULL;\n            ', hash='4c24d815f7fb3ddd97061a3f88b100fd0ce9b7e7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_after_update_22f16', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_agency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='a_writer_waits', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_lock(); RETURN NULL;', hash='5aad2f4cc2105aa392dbfa4c5dc93d24465be58f', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_a_writer_waits_0276a', table='stances_agency', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='version_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (WITH different AS MATERIALIZED (TABLE new_rows) SELECT 1 FROM different) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='fb49af3e3bc57cd07cad80f452cff28141a7248f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_version_after_insert_afd7f', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_agency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='version_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (WITH different AS MATERIALIZED ((TABLE old_rows EXCEPT TABLE new_rows) UNION ALL (TABLE new_rows EXCEPT TABLE old_rows)) SELECT 1 FROM different) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='9b69a0242c1e9c59b0827d6a139a09344bf493c7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_version_after_update_8aabd', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_agency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='version_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (WITH different AS MATERIALIZED (TABLE old_rows) SELECT 1 FROM different) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='9a4393c49cd986b181378463f8a2498a04729597', level='STATEMENT', operation='DELETE', pgid='pgtrigger_version_after_delete_b1e57', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_agency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='version_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_move_data_version(); RETURN NULL;', hash='3b8f0c8b04befb9fed77502c4c6ecda29ae688f6', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_version_after_truncate_fd520', table='stances_agency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='search_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func='\n                WITH changed AS (SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows)\n                SELECT array_agg(DISTINCT found.id ORDER BY found.id) INTO ids FROM (SELECT c.statement_id FROM stances_citation c WHERE c.article_id IN (SELECT id FROM changed)) found(id);\n                PERFORM stances_refresh(ids);\n                RETURN NULL;\n            ', hash='6431c3b50cf416b969cf37eee21f852f05f822e7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_after_update_3a7f9', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='a_writer_waits', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_lock(); RETURN NULL;', hash='67cb9ac116a7e74effce7aecfafb0873d867e1fc', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_a_writer_waits_e38d0', table='stances_article', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='version_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (WITH different AS MATERIALIZED (TABLE new_rows) SELECT 1 FROM different) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='674d3d161cab5e5c0cb5d8e30ecd9b9f84e8448f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_version_after_insert_dd691', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='version_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (WITH different AS MATERIALIZED ((TABLE old_rows EXCEPT TABLE new_rows) UNION ALL (TABLE new_rows EXCEPT TABLE old_rows)) SELECT 1 FROM different) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='d46790400b52b4b89c3d9d48649eb5abbc423a04', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_version_after_update_6fe44', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='version_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (WITH different AS MATERIALIZED (TABLE old_rows) SELECT 1 FROM different) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='c6c100c62459ec73d9454894ba7e225353bc6750', level='STATEMENT', operation='DELETE', pgid='pgtrigger_version_after_delete_d83ef', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='version_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_move_data_version(); RETURN NULL;', hash='c25252554c7e972f3f0301aa63bcd8b6faf0dd02', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_version_after_truncate_4eeb1', table='stances_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='search_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func='\n                WITH changed AS (SELECT * FROM new_rows)\n                SELECT array_agg(DISTINCT found.id ORDER BY found.id) INTO ids FROM (SELECT statement_id FROM changed) found(id);\n                PERFORM stances_refresh(ids);\n                RETURN NULL;\n            ', hash='3bdf2e745b5a6ae6f334f0290a46ccfbb454c297', level='STATEMENT', operation='INSERT', pgid='pgtrigger_search_after_insert_85138', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='search_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func='\n                WITH changed AS (SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows)\n                SELECT array_agg(DISTINCT found.id ORDER BY found.id) INTO ids FROM (SELECT statement_id FROM changed) found(id);\n                PERFORM stances_refresh(ids);\n                RETURN NULL;\n            ', hash='360bcc64c5533399ba2e0a3ca7d45441645ad716', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_after_update_f0334', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='search_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func='\n                WITH changed AS (SELECT * FROM old_rows)\n                SELECT array_agg(DISTINCT found.id ORDER BY found.id) INTO ids FROM (SELECT statement_id FROM changed) found(id);\n                PERFORM stances_refresh(ids);\n                RETURN NULL;\n            ', hash='8bf2784431bedd8a6e6c1fb25b165a10ef95409c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_search_after_delete_448e1', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='articles_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                PERFORM stances_count_articles(ARRAY(SELECT DISTINCT article_id FROM old_rows));\n                RETURN NULL;\n            ', hash='7aee35cb374f3330133b6a91e59a1095dc1d012c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_articles_after_update_2b574', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='articles_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                PERFORM stances_count_articles(ARRAY(SELECT DISTINCT article_id FROM old_rows));\n                RETURN NULL;\n            ', hash='e274ded82585eae4fb0bfbed4abe7528f480ba6e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_articles_after_delete_8623d', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='a_writer_waits', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_lock(); RETURN NULL;', hash='37c31c839e7a52b83813d89b387eb703133ba351', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_a_writer_waits_10299', table='stances_citation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='version_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (WITH different AS MATERIALIZED (TABLE new_rows) \n    SELECT 1 FROM stances_statement WHERE id = ANY(ARRAY(SELECT statement_id FROM different)) AND status IN ('published', 'withdrawn')\n) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ", hash='bda05fa26a26d70ce08797453195b0067da50a9f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_version_after_insert_b7262', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='version_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (WITH different AS MATERIALIZED ((TABLE old_rows EXCEPT TABLE new_rows) UNION ALL (TABLE new_rows EXCEPT TABLE old_rows)) \n    SELECT 1 FROM stances_statement WHERE id = ANY(ARRAY(SELECT statement_id FROM different)) AND status IN ('published', 'withdrawn')\n) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ", hash='d303935a8e4eea9c2bf1f2dd5b26cff360f29ecf', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_version_after_update_7216a', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='version_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (WITH different AS MATERIALIZED (TABLE old_rows) \n    SELECT 1 FROM stances_statement WHERE id = ANY(ARRAY(SELECT statement_id FROM different)) AND status IN ('published', 'withdrawn')\n) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ", hash='3bcc5744ef7d1cca6b8aaf6cffc69f8f8b7b9ac3', level='STATEMENT', operation='DELETE', pgid='pgtrigger_version_after_delete_f1370', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='citation',
            trigger=pgtrigger.compiler.Trigger(name='version_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_move_data_version(); RETURN NULL;', hash='08f982da5ac1cad85692fff1e275644730f65782', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_version_after_truncate_c59b3', table='stances_citation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='jurisdiction',
            trigger=pgtrigger.compiler.Trigger(name='search_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func='\n                WITH changed AS (SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows)\n                SELECT array_agg(DISTINCT found.id ORDER BY found.id) INTO ids FROM (SELECT s.id FROM stances_statement s JOIN stances_agency a ON a.id = s.agency_id JOIN stances_jurisdiction j ON j.id = a.jurisdiction_id WHERE j.state IN (SELECT state FROM changed)) found(id);\n                PERFORM stances_refresh(ids);\n                RETURN NULL;\n            ', hash='e32b5b27626ff9de571e8607ea1889fe91611889', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_after_update_e1b29', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_jurisdiction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='jurisdiction',
            trigger=pgtrigger.compiler.Trigger(name='a_writer_waits', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_lock(); RETURN NULL;', hash='74325e7276549bb8d4eacbccc4e695cdf8899249', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_a_writer_waits_48daa', table='stances_jurisdiction', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='jurisdiction',
            trigger=pgtrigger.compiler.Trigger(name='version_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (WITH different AS MATERIALIZED (TABLE new_rows) SELECT 1 FROM different) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='e84da42afd204a7f0430421c2b36c0fb36508e18', level='STATEMENT', operation='INSERT', pgid='pgtrigger_version_after_insert_764d3', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_jurisdiction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='jurisdiction',
            trigger=pgtrigger.compiler.Trigger(name='version_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (WITH different AS MATERIALIZED ((TABLE old_rows EXCEPT TABLE new_rows) UNION ALL (TABLE new_rows EXCEPT TABLE old_rows)) SELECT 1 FROM different) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='46ca759c3efc19b62139fbac5f2564768369c8b6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_version_after_update_f73e0', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_jurisdiction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='jurisdiction',
            trigger=pgtrigger.compiler.Trigger(name='version_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (WITH different AS MATERIALIZED (TABLE old_rows) SELECT 1 FROM different) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='648fc936462af7722d6c6b4c4e47280cbe2706a8', level='STATEMENT', operation='DELETE', pgid='pgtrigger_version_after_delete_6ed56', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_jurisdiction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='jurisdiction',
            trigger=pgtrigger.compiler.Trigger(name='version_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_move_data_version(); RETURN NULL;', hash='fea1e02f4bbbf643833773cf83a5f1ead4fbb4ad', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_version_after_truncate_86b90', table='stances_jurisdiction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mergedreference',
            trigger=pgtrigger.compiler.Trigger(name='a_writer_waits', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_lock(); RETURN NULL;', hash='870cbbe2020adc0bbaf5933511a2a6795a9d791d', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_a_writer_waits_82f45', table='stances_mergedreference', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mergedreference',
            trigger=pgtrigger.compiler.Trigger(name='version_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (WITH different AS MATERIALIZED (TABLE new_rows) \n    SELECT 1 FROM stances_statement WHERE id = ANY(ARRAY(SELECT statement_id FROM different)) AND status IN ('published', 'withdrawn')\n) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ", hash='3f59011708f0ef267c5810b9101630d38e4b1d77', level='STATEMENT', operation='INSERT', pgid='pgtrigger_version_after_insert_abd9a', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_mergedreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mergedreference',
            trigger=pgtrigger.compiler.Trigger(name='version_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (WITH different AS MATERIALIZED ((TABLE old_rows EXCEPT TABLE new_rows) UNION ALL (TABLE new_rows EXCEPT TABLE old_rows)) \n    SELECT 1 FROM stances_statement WHERE id = ANY(ARRAY(SELECT statement_id FROM different)) AND status IN ('published', 'withdrawn')\n) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ", hash='389ec0a8cf692deb066919ff61dc9b1a3bf72d2a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_version_after_update_113e3', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_mergedreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mergedreference',
            trigger=pgtrigger.compiler.Trigger(name='version_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (WITH different AS MATERIALIZED (TABLE old_rows) \n    SELECT 1 FROM stances_statement WHERE id = ANY(ARRAY(SELECT statement_id FROM different)) AND status IN ('published', 'withdrawn')\n) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ", hash='4c2a58cf513c97f91c10bac19c503b331c0b0981', level='STATEMENT', operation='DELETE', pgid='pgtrigger_version_after_delete_b3c07', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_mergedreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='mergedreference',
            trigger=pgtrigger.compiler.Trigger(name='version_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_move_data_version(); RETURN NULL;', hash='b7f660c44768dc3668ac981fc2af7280e16122ca', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_version_after_truncate_ad810', table='stances_mergedreference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='official',
            trigger=pgtrigger.compiler.Trigger(name='search_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func='\n                WITH changed AS (SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows)\n                SELECT array_agg(DISTINCT found.id ORDER BY found.id) INTO ids FROM (SELECT s.id FROM stances_statement s WHERE s.official_id IN (SELECT id FROM changed)) found(id);\n                PERFORM stances_refresh(ids);\n                RETURN NULL;\n            ', hash='68f59402c6535dbd46df380c72bcba5075206575', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_after_update_48c3e', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_official', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='official',
            trigger=pgtrigger.compiler.Trigger(name='a_writer_waits', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_lock(); RETURN NULL;', hash='8b80d1c57c48bc4a5335e5706c50a3edfb6ad504', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_a_writer_waits_5d9ae', table='stances_official', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='official',
            trigger=pgtrigger.compiler.Trigger(name='version_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (WITH different AS MATERIALIZED (TABLE new_rows) SELECT 1 FROM different) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='b644f7f64d0823ead83158c491b4479d315c22ac', level='STATEMENT', operation='INSERT', pgid='pgtrigger_version_after_insert_2cdde', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_official', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='official',
            trigger=pgtrigger.compiler.Trigger(name='version_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (WITH different AS MATERIALIZED ((TABLE old_rows EXCEPT TABLE new_rows) UNION ALL (TABLE new_rows EXCEPT TABLE old_rows)) SELECT 1 FROM different) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='4b05a16216d3d22632f6ea6a030f6f21fc313fc8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_version_after_update_6595e', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_official', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='official',
            trigger=pgtrigger.compiler.Trigger(name='version_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (WITH different AS MATERIALIZED (TABLE old_rows) SELECT 1 FROM different) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='88003bdd6702f9cdea94eee4a3f3f528507e1436', level='STATEMENT', operation='DELETE', pgid='pgtrigger_version_after_delete_93a7e', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_official', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='official',
            trigger=pgtrigger.compiler.Trigger(name='version_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_move_data_version(); RETURN NULL;', hash='f6b604e5152f02bddd21d45264c2683bfc2c0c92', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_version_after_truncate_8638a', table='stances_official', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placecounty',
            trigger=pgtrigger.compiler.Trigger(name='search_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func='\n                WITH changed AS (SELECT * FROM new_rows)\n                SELECT array_agg(DISTINCT found.id ORDER BY found.id) INTO ids FROM (SELECT s.id FROM stances_statement s JOIN stances_agency a ON a.id = s.agency_id WHERE a.jurisdiction_id IN (SELECT place_id FROM changed)) found(id);\n                PERFORM stances_refresh(ids);\n                RETURN NULL;\n            ', hash='9fbf6e10d6ce518fa2dd77f342d4ffc0eca3fba9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_search_after_insert_1386f', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_placecounty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placecounty',
            trigger=pgtrigger.compiler.Trigger(name='search_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func='\n                WITH changed AS (SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows)\n                SELECT array_agg(DISTINCT found.id ORDER BY found.id) INTO ids FROM (SELECT s.id FROM stances_statement s JOIN stances_agency a ON a.id = s.agency_id WHERE a.jurisdiction_id IN (SELECT place_id FROM changed)) found(id);\n                PERFORM stances_refresh(ids);\n                RETURN NULL;\n            ', hash='195972a022d1bf651932f2832699a7939f3367cd', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_after_update_444b3', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_placecounty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placecounty',
            trigger=pgtrigger.compiler.Trigger(name='search_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func='\n                WITH changed AS (SELECT * FROM old_rows)\n                SELECT array_agg(DISTINCT found.id ORDER BY found.id) INTO ids FROM (SELECT s.id FROM stances_statement s JOIN stances_agency a ON a.id = s.agency_id WHERE a.jurisdiction_id IN (SELECT place_id FROM changed)) found(id);\n                PERFORM stances_refresh(ids);\n                RETURN NULL;\n            ', hash='2343bbd03a5dd0015b6d9925549a0922008867e9', level='STATEMENT', operation='DELETE', pgid='pgtrigger_search_after_delete_56453', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_placecounty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placecounty',
            trigger=pgtrigger.compiler.Trigger(name='a_writer_waits', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_lock(); RETURN NULL;', hash='7dd5251b9a0ada01f46d05e828e7af5f44a84b23', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_a_writer_waits_7f457', table='stances_placecounty', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placecounty',
            trigger=pgtrigger.compiler.Trigger(name='version_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (WITH different AS MATERIALIZED (TABLE new_rows) SELECT 1 FROM different) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='0390f4b2df2cab9c688ea922f8608bfbb2bd5f54', level='STATEMENT', operation='INSERT', pgid='pgtrigger_version_after_insert_814dd', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_placecounty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placecounty',
            trigger=pgtrigger.compiler.Trigger(name='version_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (WITH different AS MATERIALIZED ((TABLE old_rows EXCEPT TABLE new_rows) UNION ALL (TABLE new_rows EXCEPT TABLE old_rows)) SELECT 1 FROM different) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='0e3ecc899d1ed26500999844b05850bbceb56704', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_version_after_update_a307a', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_placecounty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placecounty',
            trigger=pgtrigger.compiler.Trigger(name='version_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n                    IF EXISTS (WITH different AS MATERIALIZED (TABLE old_rows) SELECT 1 FROM different) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ', hash='6cf68908da108183d21166912beb7c5afcbdcdf5', level='STATEMENT', operation='DELETE', pgid='pgtrigger_version_after_delete_a6f39', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_placecounty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='placecounty',
            trigger=pgtrigger.compiler.Trigger(name='version_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_move_data_version(); RETURN NULL;', hash='928ea4e35cbd2c9fe29fa37b4d0a4fc59d8b9ace', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_version_after_truncate_7fcbd', table='stances_placecounty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='search_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func='\n                WITH changed AS (SELECT * FROM new_rows)\n                SELECT array_agg(DISTINCT found.id ORDER BY found.id) INTO ids FROM (SELECT id FROM changed) found(id);\n                PERFORM stances_refresh(ids);\n                RETURN NULL;\n            ', hash='e4596564c38e27b0a2ea8abe243ed12b75a7e7bb', level='STATEMENT', operation='INSERT', pgid='pgtrigger_search_after_insert_2e97c', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='search_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func='\n                WITH changed AS (SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows)\n                SELECT array_agg(DISTINCT found.id ORDER BY found.id) INTO ids FROM (SELECT id FROM changed) found(id);\n                PERFORM stances_refresh(ids);\n                RETURN NULL;\n            ', hash='00de248ad66b38ea6e80a00ad9f3024fa546f7a4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_after_update_df0dc', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='search_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func='\n                WITH changed AS (SELECT * FROM old_rows)\n                SELECT array_agg(DISTINCT found.id ORDER BY found.id) INTO ids FROM (SELECT id FROM changed) found(id);\n                PERFORM stances_refresh(ids);\n                RETURN NULL;\n            ', hash='443c1930798dbeead634cf633f6605e2c4abc809', level='STATEMENT', operation='DELETE', pgid='pgtrigger_search_after_delete_394f9', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='a_writer_waits', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_lock(); RETURN NULL;', hash='a27be36071bbe25e369ac679fd0d96880a137eee', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_a_writer_waits_ed9fb', table='stances_statement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='version_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (WITH different AS MATERIALIZED (TABLE new_rows) SELECT 1 FROM different WHERE status IN ('published', 'withdrawn')) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ", hash='29074cf189c6002a27ac459803028edb66001e3b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_version_after_insert_0e0b2', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='version_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (WITH different AS MATERIALIZED ((TABLE old_rows EXCEPT TABLE new_rows) UNION ALL (TABLE new_rows EXCEPT TABLE old_rows)) SELECT 1 FROM different WHERE status IN ('published', 'withdrawn')) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ", hash='21a390788cfcb94cda84510311ac26592148c822', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_version_after_update_a6d50', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='version_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (WITH different AS MATERIALIZED (TABLE old_rows) SELECT 1 FROM different WHERE status IN ('published', 'withdrawn')) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ", hash='e9ff09d40bf3493a10d9c0265ba53881d0af8a83', level='STATEMENT', operation='DELETE', pgid='pgtrigger_version_after_delete_7ad49', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='version_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_move_data_version(); RETURN NULL;', hash='ced6d4a0495f1fc810581445fd946632360aa648', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_version_after_truncate_e5c97', table='stances_statement', when='AFTER')),
        ),
    ]
