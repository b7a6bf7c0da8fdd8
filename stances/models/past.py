from django.db import models
from django.utils.translation import gettext_lazy as _


class Past(models.Model):
    """The archive as it was, rebuilt from the history and kept in a schema of the database that is named for its key.

    ``last_change`` and ``next_change`` are data versions. It is the archive of every moment that comes after the one
    (of each moment, if that is None) and no later than the other; where that was not known, no later than ``read_at``.
    Its tables never change: after a migration it is not read any more.
    """

    last_change = models.DateTimeField(_("last change before it"), null=True)
    next_change = models.DateTimeField(_("first change after it"), null=True)
    read_at = models.DateTimeField(_("moment at which the history was read"))
    migration = models.BigIntegerField(_("last migration before it was made"))
    used_at = models.DateTimeField(_("moment of its last use"))
    seconds = models.FloatField(_("seconds that it took to make"))

    class Meta:
        verbose_name = _("past")
        verbose_name_plural = _("pasts")
        default_permissions = ()  # nobody edits them

    def __str__(self):
        return f"stances_past_{self.pk}"
