from django.db import models
from django.utils.translation import gettext_lazy as _


class Past(models.Model):
    """The archive as it was, rebuilt from the history and kept in a schema of the database that is named for its key.

    It is the archive of every moment that comes after ``last_change`` (of each moment, if that is None) and no later
    than ``next_change``; where no next change was known, no later than ``read_at``. Its tables never change.
    """

    last_change = models.DateTimeField(_("last change before it"), null=True)
    next_change = models.DateTimeField(_("first change after it"), null=True)
    read_at = models.DateTimeField(_("moment at which the history was read"))
    used_at = models.DateTimeField(_("moment of its last use"))
    seconds = models.FloatField(_("seconds that it took to make"))

    class Meta:
        verbose_name = _("past")
        verbose_name_plural = _("pasts")
        default_permissions = ()  # nobody edits them

    def __str__(self):
        return f"stances_past_{self.pk}"
