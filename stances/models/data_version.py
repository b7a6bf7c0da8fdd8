from django.db import models
from django.utils.translation import gettext_lazy as _


class DataVersion(models.Model):
    """The moment of the last change of anything public, in the row with the key 1.

    Written by the database only (stances_move_data_version), in the transaction that makes the change. It is the moment
    of that transaction's turn, as are those of the log, the history and the statements that it changes. As writers take
    turns, moments grow in the order of commits. So who reads the moment first and the records after it, of one
    server, has records as new as the moment or newer. What is made from them may be kept under that moment: no commit
    leaves both the moment as it was and the records stale.
    """

    moment = models.DateTimeField(_("moment"))

    class Meta:
        verbose_name = _("data version")
        verbose_name_plural = _("data versions")
        default_permissions = ()  # nobody edits it
        constraints = [models.CheckConstraint(name="data_version_is_one", condition=models.Q(pk=1))]

    def __str__(self):
        return self.moment.isoformat()


class KeptVersion(models.Model):
    """Each moment that was the data version, with the one that is: between two of them nothing public changed.

    Written with the DataVersion, so that the archive as it was has the data version that it had then.
    """

    moment = models.DateTimeField(_("moment"), primary_key=True)

    class Meta:
        verbose_name = _("kept data version")
        verbose_name_plural = _("kept data versions")
        default_permissions = ()  # nobody edits them

    def __str__(self):
        return self.moment.isoformat()
