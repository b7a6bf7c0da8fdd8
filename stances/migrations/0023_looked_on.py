"""The day on which someone last looked for statements of an agency; nobody knows it of the time before."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stances", "0022_changed_articles")]
    operations = [
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
        migrations.AddField(
            model_name='agency',
            name='looked_on',
            field=models.DateField(blank=True, help_text='The last day on which someone looked for statements of it, whether there were any or not. Public.', null=True, verbose_name='looked for statements on'),
        ),
        migrations.AddField(
            model_name='agencyevent',
            name='looked_on',
            field=models.DateField(blank=True, help_text='The last day on which someone looked for statements of it, whether there were any or not. Public.', null=True, verbose_name='looked for statements on'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_agencyevent" ("aliases", "county_id", "id", "is_reporting", "jurisdiction_id", "kind", "looked_on", "name", "officers", "ori", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population_served", "slug", "staffing_year") SELECT new_values."aliases", new_values."county_id", new_values."id", new_values."is_reporting", new_values."jurisdiction_id", new_values."kind", new_values."looked_on", new_values."name", new_values."officers", new_values."ori", _pgh_attached_context.value, stances_moment(), \'insert\', new_values."id", new_values."population_served", new_values."slug", new_values."staffing_year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='253ed3d8652f767eeb710df30c122cc5b8f007fb', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_f5304', referencing='REFERENCING NEW TABLE AS new_values ', table='stances_agency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_agencyevent" ("aliases", "county_id", "id", "is_reporting", "jurisdiction_id", "kind", "looked_on", "name", "officers", "ori", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population_served", "slug", "staffing_year") SELECT new_values."aliases", new_values."county_id", new_values."id", new_values."is_reporting", new_values."jurisdiction_id", new_values."kind", new_values."looked_on", new_values."name", new_values."officers", new_values."ori", _pgh_attached_context.value, stances_moment(), \'update\', new_values."id", new_values."population_served", new_values."slug", new_values."staffing_year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."aliases" IS DISTINCT FROM (new_values."aliases") OR old_values."county_id" IS DISTINCT FROM (new_values."county_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_reporting" IS DISTINCT FROM (new_values."is_reporting") OR old_values."jurisdiction_id" IS DISTINCT FROM (new_values."jurisdiction_id") OR old_values."kind" IS DISTINCT FROM (new_values."kind") OR old_values."looked_on" IS DISTINCT FROM (new_values."looked_on") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."officers" IS DISTINCT FROM (new_values."officers") OR old_values."ori" IS DISTINCT FROM (new_values."ori") OR old_values."population_served" IS DISTINCT FROM (new_values."population_served") OR old_values."slug" IS DISTINCT FROM (new_values."slug") OR old_values."staffing_year" IS DISTINCT FROM (new_values."staffing_year")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d5e3c3609efa9b7bea32e65d9dfd4aa0e7beaba8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_27e2f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='stances_agency', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='agency',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stances_agencyevent" ("aliases", "county_id", "id", "is_reporting", "jurisdiction_id", "kind", "looked_on", "name", "officers", "ori", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population_served", "slug", "staffing_year") SELECT old_values."aliases", old_values."county_id", old_values."id", old_values."is_reporting", old_values."jurisdiction_id", old_values."kind", old_values."looked_on", old_values."name", old_values."officers", old_values."ori", _pgh_attached_context.value, stances_moment(), \'delete\', old_values."id", old_values."population_served", old_values."slug", old_values."staffing_year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c7c5f98e5948e15418ddccf92b70384e6a779e0b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b7f27', referencing='REFERENCING OLD TABLE AS old_values ', table='stances_agency', when='AFTER')),
        ),
    ]
