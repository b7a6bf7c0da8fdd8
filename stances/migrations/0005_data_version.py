"""The moment of the last change of anything public."""

from django.db import migrations, models

MOVE = """
CREATE FUNCTION stances_move_data_version() RETURNS void LANGUAGE sql AS $$
  INSERT INTO stances_dataversion AS kept (id, moment) VALUES (1, clock_timestamp())
  ON CONFLICT (id) DO UPDATE SET moment = greatest(clock_timestamp(), kept.moment + interval '1 microsecond')
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("stances", "0004_groups")]
    operations = [
        migrations.CreateModel(
            name="DataVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("moment", models.DateTimeField(verbose_name="moment")),
            ],
            options={
                "verbose_name": "data version",
                "verbose_name_plural": "data versions",
                "default_permissions": (),
                "constraints": [models.CheckConstraint(condition=models.Q(pk=1), name="data_version_is_one")],
            },
        ),
        migrations.RunSQL(MOVE, "DROP FUNCTION stances_move_data_version()"),
        migrations.RunSQL("SELECT stances_move_data_version()", migrations.RunSQL.noop),
    ]
