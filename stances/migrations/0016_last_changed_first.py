"""The list by last change is in the order of its index, nulls last as in every order, though there are none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stances", "0015_states_in_spanish")]
    operations = [
        migrations.RemoveIndex(model_name="searchrow", name="row_updated"),
        migrations.AddIndex(
            model_name="searchrow",
            index=models.Index(
                models.OrderBy(models.F("updated_at"), descending=True, nulls_last=True),
                models.F("reference"),
                condition=models.Q(is_published=True),
                name="row_updated",
            ),
        ),
    ]
