import pgtrigger
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from stances.querysets import MergedReferenceQuerySet

from .history import keep_history
from .statement import REFERENCE_PATTERN, Statement
from .triggers import OF_PUBLIC_STATEMENTS, log_merges, move_data_version, refuse_reference_of


@keep_history()
class MergedReference(models.Model):
    """A reference whose record turned out to tell the same event as another statement; its address leads there."""

    reference = models.CharField(_("reference"), max_length=8, primary_key=True)
    statement = models.ForeignKey(
        Statement, models.PROTECT, verbose_name=_("statement"), related_name="merged_references"
    )
    merged_at = models.DateTimeField(_("merged at"), db_default=Now(), editable=False)

    objects = MergedReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("merged reference")
        verbose_name_plural = _("merged references")
        ordering = ["reference"]
        indexes = [models.Index("merged_at", "reference", name="merged_reference_moment")]  # what a mirror deletes
        constraints = [
            models.CheckConstraint(
                name="merged_reference_is_base32", condition=models.Q(reference__regex=REFERENCE_PATTERN)
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="moment",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("statement_id"),
                func="NEW.merged_at = stances_moment(); RETURN NEW;",
            ),
            refuse_reference_of("stances_statement"),
            *move_data_version(OF_PUBLIC_STATEMENTS),
            *log_merges(),
        ]

    def __str__(self):
        return self.reference
