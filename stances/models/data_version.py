import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class DataVersion(models.Model):
    """The moment of the last change of anything public, in the row with the key 1.

    Written by the database only, in the commit that makes the change, and growing in the order of commits. So who
    reads the moment first and the records after it, from one server, has records as new as the moment or newer. What
    is made from them may be kept under that moment: no commit leaves both the moment as it was and the records stale.

    A transaction that changes something adds a row of its own (stances_move_data_version), which becomes the new moment
    when it commits. To lock the first row since the first change instead would let an editor wait for the end of an
    import, and an import for a statement of that editor: a deadlock.
    """

    moment = models.DateTimeField(_("moment"))

    class Meta:
        verbose_name = _("data version")
        verbose_name_plural = _("data versions")
        default_permissions = ()  # nobody edits it
        constraints = [
            models.CheckConstraint(name="data_version_is_one", condition=models.Q(pk=1) | models.Q(pk__lt=0)),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="moment_of_commit",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.Q(new__pk__lt=0),
                func="""
                    DELETE FROM stances_dataversion WHERE id = NEW.id;
                    INSERT INTO stances_dataversion AS kept (id, moment) VALUES (1, clock_timestamp())
                    ON CONFLICT (id) DO UPDATE
                    SET moment = greatest(clock_timestamp(), kept.moment + interval '1 microsecond');
                    RETURN NULL;
                """,
            ),
        ]

    def __str__(self):
        return self.moment.isoformat()
