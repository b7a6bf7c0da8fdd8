"""Codings of statements by two coders, how far they agree, and who codes and decides."""

from importlib import import_module

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import stances.models.fields
from django.conf import settings
from django.db import migrations, models

groups = import_module("stances.migrations.0004_groups")

SECOND_CODERS = ["add_coding"]
REVIEWERS = ["view_coding", "view_disagreement", "change_disagreement"]


def permit(apps, schema_editor):
    """Let the groups code and decide; what they may do besides is left as it is."""
    groups.make_permissions(apps)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in (("Second coders", SECOND_CODERS), ("Reviewers", REVIEWERS)):
        group, _ = Group.objects.get_or_create(name=name)
        wanted = Permission.objects.filter(content_type__app_label="stances", codename__in=codenames)
        group.permissions.add(*wanted)


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('stances', '0017_log'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('variable', models.CharField(max_length=50, primary_key=True, serialize=False, verbose_name='variable')),
                ('counts', models.JSONField(help_text='[[first code, second code, number], …]', verbose_name='counts')),
                ('figures', models.JSONField(help_text='{measure: [estimate, low, high] or null}', verbose_name='figures')),
            ],
            options={
                'verbose_name': 'agreement',
                'verbose_name_plural': 'agreements',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Coding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.CharField(choices=[('first', 'First'), ('second', 'Second, blind')], max_length=6, verbose_name='round')),
                ('role', models.CharField(choices=[('collection', 'A coder of the collection'), ('desk', 'An editor of the desk')], max_length=10, verbose_name='role of the coder')),
                ('coded_at', models.DateTimeField(blank=True, help_text='Empty: not known.', null=True, verbose_name='coded at')),
                ('position', models.CharField(blank=True, choices=[('partners', 'Partners'), ('cooperates', 'Cooperates'), ('neutral', 'Takes no side'), ('limits', 'Limits'), ('declines', 'Declines'), ('unclear', 'Unclear')], max_length=10, null=True, verbose_name='position')),
                ('kind', models.CharField(blank=True, choices=[('quotation', 'Quotation'), ('paraphrase', 'Paraphrase'), ('policy', 'Policy'), ('action', 'Action')], max_length=10, null=True, verbose_name='kind')),
                ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('enforcement', 'Enforcement'), ('287g', '287(g)'), ('detainers', 'Detainers'), ('jail-access', 'Jail access'), ('status-inquiries', 'Status inquiries'), ('joint-operations', 'Joint operations'), ('data-sharing', 'Data sharing'), ('community-trust', 'Community trust'), ('sensitive-locations', 'Sensitive locations'), ('visa-certification', 'Visa certification'), ('detention-contracts', 'Detention contracts'), ('state-law-and-funding', 'State law and funding'), ('protests-and-identification', 'Protests and identification')], max_length=30), blank=True, null=True, size=None, verbose_name='topics')),
                ('basis', models.CharField(blank=True, choices=[('agency', 'Agency'), ('governing-body', 'Governing body'), ('state-law', 'State law'), ('court', 'Court'), ('federal', 'Federal'), ('unknown', 'Unknown')], max_length=15, null=True, verbose_name='basis')),
                ('certainty', models.CharField(blank=True, choices=[('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], max_length=6, null=True, verbose_name='certainty')),
                ('codebook_version', models.CharField(default='1', max_length=20, verbose_name='version of the codebook')),
                ('note', models.TextField(blank=True, help_text='For the reviewer; never public.', verbose_name='note')),
                ('decision', models.CharField(blank=True, choices=[('first', 'The first coding stands'), ('second', 'The second coding is taken'), ('other', 'Other codes are right')], max_length=6, verbose_name='decision')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('reason', models.TextField(blank=True, verbose_name='reason of the decision')),
                ('coder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='coder')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='codings', to='stances.statement', verbose_name='statement')),
            ],
            options={
                'verbose_name': 'coding',
                'verbose_name_plural': 'codings',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Disagreement',
            fields=[
            ],
            options={
                'verbose_name': 'disagreement of coders',
                'verbose_name_plural': 'disagreements of coders',
                'proxy': True,
                'default_permissions': ('change', 'view'),
                'indexes': [],
                'constraints': [],
            },
            bases=('stances.coding',),
        ),
        migrations.CreateModel(
            name='CodingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('round', models.CharField(choices=[('first', 'First'), ('second', 'Second, blind')], max_length=6, verbose_name='round')),
                ('role', models.CharField(choices=[('collection', 'A coder of the collection'), ('desk', 'An editor of the desk')], max_length=10, verbose_name='role of the coder')),
                ('coded_at', models.DateTimeField(blank=True, help_text='Empty: not known.', null=True, verbose_name='coded at')),
                ('position', models.CharField(blank=True, choices=[('partners', 'Partners'), ('cooperates', 'Cooperates'), ('neutral', 'Takes no side'), ('limits', 'Limits'), ('declines', 'Declines'), ('unclear', 'Unclear')], max_length=10, null=True, verbose_name='position')),
                ('kind', models.CharField(blank=True, choices=[('quotation', 'Quotation'), ('paraphrase', 'Paraphrase'), ('policy', 'Policy'), ('action', 'Action')], max_length=10, null=True, verbose_name='kind')),
                ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('enforcement', 'Enforcement'), ('287g', '287(g)'), ('detainers', 'Detainers'), ('jail-access', 'Jail access'), ('status-inquiries', 'Status inquiries'), ('joint-operations', 'Joint operations'), ('data-sharing', 'Data sharing'), ('community-trust', 'Community trust'), ('sensitive-locations', 'Sensitive locations'), ('visa-certification', 'Visa certification'), ('detention-contracts', 'Detention contracts'), ('state-law-and-funding', 'State law and funding'), ('protests-and-identification', 'Protests and identification')], max_length=30), blank=True, null=True, size=None, verbose_name='topics')),
                ('basis', models.CharField(blank=True, choices=[('agency', 'Agency'), ('governing-body', 'Governing body'), ('state-law', 'State law'), ('court', 'Court'), ('federal', 'Federal'), ('unknown', 'Unknown')], max_length=15, null=True, verbose_name='basis')),
                ('certainty', models.CharField(blank=True, choices=[('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], max_length=6, null=True, verbose_name='certainty')),
                ('codebook_version', models.CharField(default='1', max_length=20, verbose_name='version of the codebook')),
                ('note', models.TextField(blank=True, help_text='For the reviewer; never public.', verbose_name='note')),
                ('decision', models.CharField(blank=True, choices=[('first', 'The first coding stands'), ('second', 'The second coding is taken'), ('other', 'Other codes are right')], max_length=6, verbose_name='decision')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('reason', models.TextField(blank=True, verbose_name='reason of the decision')),
                ('coder', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='coder')),
                ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='stances.coding')),
                ('statement', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stances.statement', verbose_name='statement')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.UniqueConstraint(models.F('statement'), models.F('round'), name='coding_once_a_round'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.UniqueConstraint(models.F('statement'), models.F('coder'), name='coding_once_a_coder'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.CheckConstraint(condition=models.Q(('round__in', ['first', 'second'])), name='coding_round_is_known'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['collection', 'desk'])), name='coding_role_is_known'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.CheckConstraint(condition=models.Q(('position__in', ['partners', 'cooperates', 'neutral', 'limits', 'declines', 'unclear'])), name='coding_position_is_known'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['quotation', 'paraphrase', 'policy', 'action'])), name='coding_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.CheckConstraint(condition=models.Q(('basis__in', ['agency', 'governing-body', 'state-law', 'court', 'federal', 'unknown'])), name='coding_basis_is_known'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.CheckConstraint(condition=models.Q(('certainty__in', ['high', 'medium', 'low'])), name='coding_certainty_is_known'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.CheckConstraint(condition=models.Q(('topics__contained_by', ['enforcement', '287g', 'detainers', 'jail-access', 'status-inquiries', 'joint-operations', 'data-sharing', 'community-trust', 'sensitive-locations', 'visa-certification', 'detention-contracts', 'state-law-and-funding', 'protests-and-identification'])), name='coding_topics_are_known'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.CheckConstraint(condition=models.Q(('topics__len__range', (1, 4))), name='coding_has_one_to_four_topics'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('topics'), function='stances_differ', output_field=models.BooleanField())), name='coding_topics_differ'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.CheckConstraint(condition=models.Q(('position__isnull', False), ('kind__isnull', False), ('topics__isnull', False), ('basis__isnull', False), ('certainty__isnull', False), _connector='OR'), name='coding_has_a_code'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.CheckConstraint(condition=models.Q(('role', 'collection'), ('coded_at__isnull', False), _connector='OR'), name='coding_at_the_desk_has_moment'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('decision', ''), ('reason', '')), models.Q(('decided_at__isnull', False), ('decision__in', ['first', 'second', 'other']), ('reason__regex', '\\S')), _connector='OR'), name='coding_decision_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=models.CheckConstraint(condition=models.Q(('decision', ''), ('round', 'second'), _connector='OR'), name='coding_decision_is_of_second'),
        ),
        migrations.AddConstraint(
            model_name='coding',
            constraint=stances.models.fields.HasText(condition=models.Q(('codebook_version__regex', '\\S')), name='coding_has_version', violation_error_message="Write something: it can't be empty."),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='coding',
            trigger=pgtrigger.compiler.Trigger(name='codes_are_permanent', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."statement_id" IS DISTINCT FROM (NEW."statement_id") OR OLD."round" IS DISTINCT FROM (NEW."round") OR OLD."codebook_version" IS DISTINCT FROM (NEW."codebook_version") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."topics" IS DISTINCT FROM (NEW."topics") OR OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."certainty" IS DISTINCT FROM (NEW."certainty"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ddf4e8710b9ee1338deda34a7743792ea35602a0', operation='UPDATE', pgid='pgtrigger_codes_are_permanent_cd66a', table='stances_coding', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='coding',
            trigger=pgtrigger.compiler.Trigger(name='a_writer_waits', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_lock(); RETURN NULL;', hash='8ccc45dcd8a1d300598cb0fcd0219a94548e5dce', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_a_writer_waits_5fec3', table='stances_coding', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='coding',
            trigger=pgtrigger.compiler.Trigger(name='version_after_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (WITH different AS MATERIALIZED (TABLE new_rows) \n    SELECT 1 FROM stances_statement WHERE id = ANY(ARRAY(SELECT statement_id FROM different)) AND status IN ('published', 'withdrawn')\n) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ", hash='af98fc13360616e16ce516a2938681232f7e4ca2', level='STATEMENT', operation='INSERT', pgid='pgtrigger_version_after_insert_85ebc', referencing='REFERENCING NEW TABLE AS new_rows ', table='stances_coding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='coding',
            trigger=pgtrigger.compiler.Trigger(name='version_after_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (WITH different AS MATERIALIZED ((TABLE old_rows EXCEPT TABLE new_rows) UNION ALL (TABLE new_rows EXCEPT TABLE old_rows)) \n    SELECT 1 FROM stances_statement WHERE id = ANY(ARRAY(SELECT statement_id FROM different)) AND status IN ('published', 'withdrawn')\n) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ", hash='a45529fa74d66f2c1dd88575df5c3a21fdba09f3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_version_after_update_99885', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='stances_coding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='coding',
            trigger=pgtrigger.compiler.Trigger(name='version_after_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (WITH different AS MATERIALIZED (TABLE old_rows) \n    SELECT 1 FROM stances_statement WHERE id = ANY(ARRAY(SELECT statement_id FROM different)) AND status IN ('published', 'withdrawn')\n) THEN PERFORM stances_move_data_version(); END IF;\n                    RETURN NULL;\n                ", hash='82e98f5e71b97edcbf7b6b446e1b1652f2a7da4e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_version_after_delete_1365c', referencing='REFERENCING OLD TABLE AS old_rows ', table='stances_coding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='coding',
            trigger=pgtrigger.compiler.Trigger(name='version_after_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func='PERFORM stances_move_data_version(); RETURN NULL;', hash='402e60ed8349942a3b396bbc34101a100a3580e0', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_version_after_truncate_a5550', table='stances_coding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='coding',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_codingevent" ("basis", "certainty", "codebook_version", "coded_at", "coder_id", "decided_at", "decided_by_id", "decision", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "role", "round", "statement_id", "topics") SELECT new_values."basis", new_values."certainty", new_values."codebook_version", new_values."coded_at", new_values."coder_id", new_values."decided_at", new_values."decided_by_id", new_values."decision", new_values."id", new_values."kind", new_values."note", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'insert\', new_values."id", new_values."position", new_values."reason", new_values."role", new_values."round", new_values."statement_id", new_values."topics" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3d7bcba9a20d373eb3b7c0b7ed0a117cf33faa7b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c9e56', referencing='REFERENCING NEW TABLE AS new_values ', table='stances_coding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='coding',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_codingevent" ("basis", "certainty", "codebook_version", "coded_at", "coder_id", "decided_at", "decided_by_id", "decision", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "role", "round", "statement_id", "topics") SELECT new_values."basis", new_values."certainty", new_values."codebook_version", new_values."coded_at", new_values."coder_id", new_values."decided_at", new_values."decided_by_id", new_values."decision", new_values."id", new_values."kind", new_values."note", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'update\', new_values."id", new_values."position", new_values."reason", new_values."role", new_values."round", new_values."statement_id", new_values."topics" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='bfdd0262a925fbd658b7f251d43c3f84f3dcbcfe', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_daaff', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stances_coding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='coding',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_codingevent" ("basis", "certainty", "codebook_version", "coded_at", "coder_id", "decided_at", "decided_by_id", "decision", "id", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "role", "round", "statement_id", "topics") SELECT old_values."basis", old_values."certainty", old_values."codebook_version", old_values."coded_at", old_values."coder_id", old_values."decided_at", old_values."decided_by_id", old_values."decision", old_values."id", old_values."kind", old_values."note", _pgh_attached_context.value, CLOCK_TIMESTAMP(), \'delete\', old_values."id", old_values."position", old_values."reason", old_values."role", old_values."round", old_values."statement_id", old_values."topics" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='450085be124468785c0a8ddd070bd8a17d062ff6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_061a2', referencing='REFERENCING OLD TABLE AS old_values ', table='stances_coding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='codingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='40a3d359b2de3748e411420790f1bc0a71c532dd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c7e27', table='stances_codingevent', when='BEFORE')),
        ),
        migrations.RunPython(permit, migrations.RunPython.noop),
    ]
