from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from stances.querysets import ReportQuerySet

from .fields import HasText, is_plain
from .statement import Statement


class Report(models.Model):
    """What a reader says is wrong with a statement. Nothing tells from where it was sent."""

    statement = models.ForeignKey(Statement, models.PROTECT, verbose_name=_("statement"), related_name="reports")
    wrong = models.CharField(_("what is wrong"), validators=[is_plain], max_length=4000)
    source_url = models.URLField(_("address of a source"), max_length=1000, blank=True)
    email = models.EmailField(_("email"), blank=True, help_text=_("Of the reader; for an answer, and private."))
    sent_at = models.DateTimeField(_("sent at"), db_default=Now(), editable=False)
    dealt_with_at = models.DateTimeField(_("dealt with at"), null=True, blank=True, editable=False)
    dealt_with_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("dealt with by"),
        related_name="+",
    )
    note = models.TextField(_("note"), blank=True, help_text=_("Private: what came of it."))

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of an error")
        verbose_name_plural = _("reports of errors")
        ordering = ["-sent_at", "-id"]
        constraints = [
            HasText(field="wrong", name="report_says_what_is_wrong"),
            models.CheckConstraint(
                name="report_open_is_no_ones",
                condition=models.Q(dealt_with_at__isnull=False) | models.Q(dealt_with_by=None),
            ),
        ]
        indexes = [
            models.Index(models.F("sent_at").desc(), models.F("id").desc(), name="report_newest"),  # the desk's list
        ]

    def __str__(self):
        return f"{self.statement.reference}: {self.wrong[:60]}"

    @property
    def is_open(self):
        return self.dealt_with_at is None
