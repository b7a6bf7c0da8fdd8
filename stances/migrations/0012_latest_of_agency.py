"""The index by which the latest statement of each agency is found."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('stances', '0011_truncate'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='searchrow',
            index=models.Index(models.F('agency_key'), models.OrderBy(models.F('date_earliest'), descending=True, nulls_last=True), models.F('reference'), condition=models.Q(('is_published', True)), include=('coding_key',), name='row_latest'),
        ),
    ]
