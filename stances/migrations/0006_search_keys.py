"""Search rows made narrow: what many statements share is a key."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stances', '0005_data_version'),
    ]

    operations = [
        migrations.DeleteModel(
            name='SearchRow',
        ),
        migrations.CreateModel(
            name='AgencyKey',
            fields=[
                ('id', models.AutoField(primary_key=True, serialize=False)),
                ('agency_id', models.BigIntegerField()),
                ('agency_kind', models.CharField(max_length=20)),
                ('state', models.CharField(max_length=2)),
                ('counties', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), size=None)),
                ('place', models.CharField(max_length=7)),
            ],
            options={
                'verbose_name': 'agency key',
                'verbose_name_plural': 'agency keys',
                'constraints': [models.UniqueConstraint(models.F('agency_id'), models.F('agency_kind'), models.F('state'), models.F('place'), models.F('counties'), name='agency_key_is_unique')],
            },
        ),
        migrations.CreateModel(
            name='CodingKey',
            fields=[
                ('id', models.AutoField(primary_key=True, serialize=False)),
                ('position', models.CharField(max_length=10)),
                ('kind', models.CharField(max_length=10)),
                ('basis', models.CharField(max_length=15)),
                ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), size=None)),
            ],
            options={
                'verbose_name': 'coding key',
                'verbose_name_plural': 'coding keys',
                'constraints': [models.UniqueConstraint(models.F('position'), models.F('kind'), models.F('basis'), models.F('topics'), name='coding_key_is_unique')],
            },
        ),
        migrations.CreateModel(
            name='PublisherKey',
            fields=[
                ('id', models.AutoField(primary_key=True, serialize=False)),
                ('publishers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=150), size=None)),
            ],
            options={
                'verbose_name': 'publisher key',
                'verbose_name_plural': 'publisher keys',
                'constraints': [models.UniqueConstraint(models.F('publishers'), name='publisher_key_is_unique')],
            },
        ),
        migrations.CreateModel(
            name='ValueCount',
            fields=[
                ('pk', models.CompositePrimaryKey('filter', 'value', blank=True, editable=False, primary_key=True, serialize=False)),
                ('filter', models.CharField(max_length=20)),
                ('value', models.CharField(max_length=150)),
                ('count', models.IntegerField()),
            ],
            options={
                'verbose_name': 'count of a value',
                'verbose_name_plural': 'counts of values',
                'indexes': [models.Index(models.F('filter'), models.OrderBy(models.F('count'), descending=True), models.F('value'), name='value_count_most')],
            },
        ),
        migrations.CreateModel(
            name='SearchRow',
            fields=[
                # Of fixed length first, and of these what is never empty: such a row is the fastest to read.
                ('statement', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='row', serialize=False, to='stances.statement')),
                ('updated_at', models.DateTimeField()),
                ('coding_key', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='stances.codingkey')),
                ('agency_key', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='stances.agencykey')),
                ('publisher_key', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='stances.publisherkey')),
                ('is_published', models.BooleanField()),
                ('date_earliest', models.DateField(null=True)),
                ('date_latest', models.DateField(null=True)),
                ('official', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='stances.official')),
                ('reference', models.CharField(max_length=8)),
                ('padding', models.TextField()),
                ('document', django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                'verbose_name': 'search row',
                'verbose_name_plural': 'search rows',
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['document'], name='row_document'), models.Index(models.OrderBy(models.F('date_earliest'), descending=True, nulls_last=True), models.F('reference'), condition=models.Q(('is_published', True)), name='row_newest'), models.Index(models.F('date_earliest'), models.F('reference'), condition=models.Q(('is_published', True)), name='row_oldest'), models.Index(models.OrderBy(models.F('updated_at'), descending=True), models.F('reference'), condition=models.Q(('is_published', True)), name='row_updated')],
            },
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(models.OrderBy(models.F('published_earliest'), descending=True, nulls_last=True), models.F('id'), name='article_newest'),
        ),
        migrations.AddIndex(
            model_name='official',
            index=models.Index(fields=['name', 'slug'], name='official_name'),
        ),
    ]
