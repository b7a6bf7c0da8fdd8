"""The articles that changed since a moment are found by it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stances", "0021_one_moment")]
    operations = [
        migrations.AddIndex(
            model_name="articleevent",
            index=models.Index(fields=["pgh_created_at"], name="article_changed"),
        ),
    ]
