from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import HasText, is_plain
from .triggers import move_data_version


class EditorNameQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user)


class EditorName(models.Model):
    """That an editor agrees to be named in the public log, and how; without one, nobody is named.

    It is asked whenever the log is shown, so that a name goes from all that the editor ever did once it is deleted.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, verbose_name=_("editor"), related_name="public_name"
    )
    name = models.CharField(
        _("name"),
        validators=[is_plain],
        max_length=100,
        help_text=_("Public: it stands in the log of changes beside what you publish, change and withdraw."),
    )

    objects = EditorNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("your name in the public log")
        verbose_name_plural = _("your name in the public log")
        default_permissions = ()  # each editor has a say of his own, and of no one else's
        constraints = [HasText(field="name", name="editor_name_has_text")]
        triggers = move_data_version()

    def __str__(self):
        return self.name
