from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import pre_migrate
from django.utils.translation import gettext_lazy as _

# Pasts (stances/past) have the tables of before; what they depend on could not be changed. They are made again.
DROP_PASTS = """
    DO $$
    DECLARE
      past text;
    BEGIN
      FOR past IN SELECT nspname FROM pg_namespace WHERE nspname ~ '^stances_past_[0-9]+$' LOOP
        EXECUTE format('DROP SCHEMA %I CASCADE', past);
      END LOOP;
    END
    $$
"""


class StancesConfig(AppConfig):
    name = "stances"
    verbose_name = _("Archive")

    def ready(self):
        pre_migrate.connect(drop_pasts, sender=self)


def drop_pasts(plan, using, **kwargs):
    if plan:
        with connections[using].cursor() as cursor:
            cursor.execute(DROP_PASTS)
