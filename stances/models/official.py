from itertools import chain, count

import pgtrigger
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from stances.querysets import OfficialQuerySet

from .addresses import address
from .fields import HasText, derived, is_plain
from .history import keep_history
from .triggers import move_data_version, refresh_search_rows


@keep_history(exclude=["folded"])
class Official(models.Model):
    """A person who speaks for an agency. The role is said by each statement, as people move."""

    name = models.CharField(_("name"), validators=[is_plain], max_length=100)
    slug = models.SlugField(_("slug"), max_length=120, unique=True, help_text=_("Part of the address; permanent."))
    note = models.TextField(_("note"), blank=True, help_text=_("Private: how this person differs from namesakes."))
    folded = derived("stances_fold_lower", "name", output_field=models.TextField())

    objects = OfficialQuerySet.as_manager()

    class Meta:
        verbose_name = _("official")
        verbose_name_plural = _("officials")
        ordering = ["name", "slug"]
        indexes = [models.Index(fields=["name", "slug"], name="official_name")]  # the directory
        constraints = [
            HasText(field="name", name="official_has_name"),
            models.CheckConstraint(
                name="official_slug_is_address", condition=models.Q(slug__regex="^[a-z0-9]+(-[a-z0-9]+)*$")
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="slug_is_permanent", fields=["slug"]),
            *refresh_search_rows(
                "SELECT s.id FROM stances_statement s WHERE s.official_id IN (SELECT id FROM changed)",
                operations=["update"],
            ),
            *move_data_version(),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = self.free_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return address("officials", self.slug)

    def natural_key(self):
        return (self.slug,)

    @property
    def plain_slug(self):
        """The address of the first official of this name."""
        return slugify(self.name) or "official"

    def free_slug(self, taken=None):
        """Return an address that no other official has: the name, then a number for each namesake.

        ``taken``: all addresses that begin alike, where they are known; else the database is asked for them.
        """
        plain = self.plain_slug
        if taken is None:
            taken = set(Official.objects.values_list("slug", flat=True).filter(slug__startswith=plain))
        return next(slug for slug in chain([plain], (f"{plain}-{n}" for n in count(2))) if slug not in taken)
