from itertools import chain, count

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from stances.codebook import AgencyKind
from stances.querysets import AgencyQuerySet

from .addresses import address
from .fields import HasText, derived, display_of, is_plain
from .history import keep_history
from .jurisdiction import Jurisdiction
from .triggers import move_data_version, refresh_search_rows


@keep_history(exclude=["folded"])
class Agency(models.Model):
    """A law-enforcement agency. Its jurisdiction is the most exact known: a place, else a county, else a state."""

    name = models.CharField(_("name"), validators=[is_plain], max_length=150)
    slug = models.SlugField(
        _("slug"),
        max_length=200,
        unique=True,
        help_text=_("Part of the address; carries the state; permanent."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=AgencyKind)
    jurisdiction = models.ForeignKey(
        Jurisdiction, models.PROTECT, verbose_name=_("jurisdiction"), related_name="agencies"
    )
    county = models.ForeignKey(
        Jurisdiction,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("county"),
        related_name="+",
        limit_choices_to={"level": "county"},
        help_text=_("The county it is in, where that is known; a place may lie in several."),
    )
    ori = models.CharField(
        "ORI",
        max_length=9,
        blank=True,
        db_index=True,  # looked up by imports and by editors
        help_text=_("Nine letters and digits given by the FBI. Some agencies share one; some have none."),
    )
    aliases = ArrayField(
        models.CharField(max_length=150),
        default=list,
        blank=True,
        verbose_name=_("aliases"),
        help_text=_("Other names it goes by, separated by commas; all are searched."),
    )
    population_served = models.PositiveIntegerField(
        _("population served"),
        null=True,
        blank=True,
        help_text=_("What the agency polices, not the county's."),
    )
    officers = models.PositiveIntegerField(_("officers"), null=True, blank=True)
    staffing_year = models.PositiveSmallIntegerField(
        _("staffing year"), null=True, blank=True, help_text=_("The year of the two figures before.")
    )
    is_reporting = models.BooleanField(
        _("is reporting"),
        default=True,
        help_text=_("No: on an old list only, and probably no longer active."),
    )
    looked_on = models.DateField(
        _("looked for statements on"),
        null=True,
        blank=True,
        help_text=_(
            "The last day on which someone looked for statements of it, whether there were any or not. Public."
        ),
    )
    folded = derived("stances_fold_agency", "name", "aliases", "ori", output_field=models.TextField())

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["name", "slug"]
        constraints = [
            HasText(field="name", name="agency_has_name"),
            models.CheckConstraint(name="agency_kind_is_known", condition=models.Q(kind__in=AgencyKind.values)),
            models.CheckConstraint(
                name="agency_ori_has_nine_characters",
                violation_error_message=_("An ORI has nine letters and digits."),
                condition=models.Q(ori="") | models.Q(ori__regex="^[A-Z0-9]{9}$"),
            ),
            models.CheckConstraint(
                name="agency_slug_is_address", condition=models.Q(slug__regex="^[a-z0-9]+(-[a-z0-9]+)*$")
            ),
            models.CheckConstraint(
                name="agency_aliases_have_text",
                condition=~models.Q(aliases__contains=[""]),
                violation_error_message=_("An alias is empty."),
            ),
            models.CheckConstraint(
                name="agency_figures_have_a_year",
                violation_error_message=_("Give the year of the figures."),
                condition=models.Q(staffing_year__isnull=False) | models.Q(population_served=None, officers=None),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="slug_is_permanent", fields=["slug"]),
            *refresh_search_rows(
                "SELECT s.id FROM stances_statement s WHERE s.agency_id IN (SELECT id FROM changed)",
                operations=["update"],
            ),
            *move_data_version(),
        ]

    def __str__(self):
        return f"{self.name} ({self.jurisdiction.state})"

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = self.free_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return address("agencies", self.slug)

    get_kind_display = display_of("kind", AgencyKind)

    def natural_key(self):
        return (self.slug,)

    @property
    def plain_slug(self):
        """The address of the first agency of this name in its state."""
        return slugify(f"{self.name} {self.jurisdiction.state}")

    def free_slug(self, taken=None):
        """Return an address that no other agency has: name and state, then the ORI or a number if that is taken.

        ``taken``: all addresses that begin alike, where they are known; else the database is asked for them.
        """
        plain = self.plain_slug
        if taken is None:
            taken = set(Agency.objects.values_list("slug", flat=True).filter(slug__startswith=plain))
        with_ori = [f"{plain}-{self.ori.lower()}"] if self.ori else []
        numbered = (f"{plain}-{n}" for n in count(2))
        return next(slug for slug in chain([plain], with_ori, numbered) if slug not in taken)

    @property
    def state(self):
        """The USPS abbreviation of its state."""
        return self.jurisdiction.state

    @property
    def place(self):
        """The place it polices; None for an agency of a county or a state."""
        return self.jurisdiction if self.jurisdiction.level == Jurisdiction.Level.PLACE else None
