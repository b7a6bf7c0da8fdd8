import datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from stances.querysets import ReleaseQuerySet

# The day, and a number for each further release of it.
VERSION_PATTERN = r"^\d{4}\.\d{2}\.\d{2}(\.[1-9]\d*)?$"


class Release(models.Model):
    """The published archive as it was at a moment, frozen as files that stay for ever."""

    version = models.CharField(_("version"), max_length=20, primary_key=True)
    until = models.DateTimeField(_("first moment after it"))
    previous = models.ForeignKey("self", models.PROTECT, null=True, verbose_name=_("previous"), related_name="+")
    site_url = models.CharField(_("address of the site"), max_length=200, help_text=_("In the addresses of records."))
    codebook_version = models.CharField(_("version of the codebook"), max_length=20)
    made_with = models.JSONField(_("made with"), help_text=_("{program: version} of those that decide bytes."))
    counts = models.JSONField(_("records of each table"))
    changes = models.JSONField(_("numbers of changes since the previous one"))
    files = models.JSONField(_("files"), help_text=_("A list of name, size in bytes and SHA-256."))
    made_at = models.DateTimeField(_("made at"), db_default=Now(), editable=False)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        default_permissions = ()  # made by a command, and never changed
        constraints = [
            # It is the name of a folder.
            models.CheckConstraint(name="release_version_is_a_day", condition=models.Q(version__regex=VERSION_PATTERN)),
        ]
        triggers = [
            pgtrigger.Protect(name="release_is_for_ever", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return self.version

    def get_absolute_url(self):
        return reverse("release", args=[self.version])

    @property
    def last_moment(self):
        """The last moment that is part of it, in UTC."""
        return self.until.astimezone(datetime.UTC) - datetime.timedelta(microseconds=1)

    @property
    def day(self):
        return self.last_moment.date()

    @property
    def folder(self):
        return settings.RELEASES_DIR / self.version

    @property
    def archive_name(self):
        """The name of the file that has all others in it."""
        return f"stances-{self.version}.zip"

    def file(self, name):
        """What is kept of a file, {name, size, sha256}; None if it has none of this name."""
        return next((each for each in self.files if each["name"] == name), None)
