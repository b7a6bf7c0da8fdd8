"""What readers report, who may deal with it, and an index of each agency's list."""

from importlib import import_module

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import stances.models.fields
from django.conf import settings
from django.db import migrations, models

groups = import_module("stances.migrations.0004_groups")

EDITORS = ["view_report", "change_report"]
REVIEWERS = [*EDITORS, "delete_report"]


def permit(apps, schema_editor):
    """Let the groups deal with reports; what they may do besides is left as it is."""
    groups.make_permissions(apps)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for name, codenames in (("Editors", EDITORS), ("Reviewers", REVIEWERS)):
        group, _ = Group.objects.get_or_create(name=name)
        wanted = Permission.objects.filter(content_type__app_label="stances", codename__in=codenames)
        group.permissions.add(*wanted)


class Migration(migrations.Migration):

    dependencies = [
        ('stances', '0013_shifts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wrong', models.CharField(max_length=4000, validators=[django.core.validators.RegexValidator('[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\u202a-\\u202e\\u2066-\\u2069]', 'There is a control character in this text. Type it anew, or paste it as plain text.', inverse_match=True)], verbose_name='what is wrong')),
                ('source_url', models.URLField(blank=True, max_length=1000, verbose_name='address of a source')),
                ('email', models.EmailField(blank=True, help_text='Of the reader; for an answer, and private.', max_length=254, verbose_name='email')),
                ('sent_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='sent at')),
                ('dealt_with_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='dealt with at')),
                ('note', models.TextField(blank=True, help_text='Private: what came of it.', verbose_name='note')),
            ],
            options={
                'verbose_name': 'report of an error',
                'verbose_name_plural': 'reports of errors',
                'ordering': ['-sent_at', '-id'],
            },
        ),
        migrations.AddIndex(
            model_name='statement',
            index=models.Index(models.F('agency'), models.OrderBy(models.F('date_earliest'), descending=True, nulls_last=True), models.F('reference'), condition=models.Q(('status', 'published')), name='statement_in_agency'),
        ),
        migrations.AddField(
            model_name='report',
            name='dealt_with_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='dealt with by'),
        ),
        migrations.AddField(
            model_name='report',
            name='statement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='stances.statement', verbose_name='statement'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(models.OrderBy(models.F('sent_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='report_newest'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=stances.models.fields.HasText(condition=models.Q(('wrong__regex', '\\S')), name='report_says_what_is_wrong', violation_error_message="Write something: it can't be empty."),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('dealt_with_at__isnull', False), ('dealt_with_by', None), _connector='OR'), name='report_open_is_no_ones'),
        ),
        migrations.RunPython(permit, migrations.RunPython.noop),
    ]
