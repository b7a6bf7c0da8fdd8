import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from stances import search
from stances.querysets import JurisdictionQuerySet

from .addresses import address
from .fields import HasText, derived
from .history import keep_history
from .triggers import move_data_version, refresh_after_truncate, refresh_search_rows


class Level(models.TextChoices):
    STATE = "state", _("State")
    COUNTY = "county", _("County")
    PLACE = "place", _("Place")


@keep_history(exclude=["folded"])
class Jurisdiction(models.Model):
    """A state or territory, a county or a place, known by its Census GEOID of 2, 5 or 7 digits."""

    Level = Level

    level = models.CharField(_("level"), max_length=6, choices=Level)
    geoid = models.CharField("GEOID", max_length=7, help_text=_("Text, with its leading zeros."))
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=110, help_text=_("Part of the address; permanent."))
    state = models.CharField(_("state"), max_length=2, help_text=_("USPS abbreviation."))
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("parent"),
        related_name="children",
        help_text=_("The state of a county; the main county of a place."),
    )
    counties = models.ManyToManyField(
        "self",
        through="PlaceCounty",
        through_fields=("place", "county"),
        symmetrical=False,
        blank=True,
        verbose_name=_("counties"),
        related_name="places",
        help_text=_("Every county that a place lies in."),
    )
    latitude = models.DecimalField(_("latitude"), max_digits=10, decimal_places=7, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=10, decimal_places=7, null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    vintage = models.PositiveSmallIntegerField(
        _("vintage"), default=2017, help_text=_("The year of the Census geography that the GEOID belongs to.")
    )
    folded = derived("stances_fold_lower", "name", output_field=models.TextField())

    objects = JurisdictionQuerySet.as_manager()

    class Meta:
        verbose_name = _("jurisdiction")
        verbose_name_plural = _("jurisdictions")
        ordering = ["level", "state", "name", "geoid"]
        constraints = [
            HasText(field="name", name="jurisdiction_has_name"),
            models.CheckConstraint(
                name="jurisdiction_geoid_fits_level",
                condition=models.Q(level="state", geoid__regex=r"^\d{2}$")
                | models.Q(level="county", geoid__regex=r"^\d{5}$")
                | models.Q(level="place", geoid__regex=r"^\d{7}$"),
            ),
            models.CheckConstraint(name="jurisdiction_state_is_usps", condition=models.Q(state__regex="^[A-Z]{2}$")),
            models.CheckConstraint(
                name="jurisdiction_parent_unless_state",
                condition=models.Q(level="state", parent=None)
                | (~models.Q(level="state") & models.Q(parent__isnull=False)),
            ),
            models.UniqueConstraint("level", "geoid", name="jurisdiction_geoid_is_unique"),
            models.UniqueConstraint("state", "slug", name="jurisdiction_slug_is_unique_in_state"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="address_is_permanent", fields=["level", "geoid", "state", "slug"]),
            *refresh_search_rows(
                "SELECT s.id FROM stances_statement s JOIN stances_agency a ON a.id = s.agency_id "
                "JOIN stances_jurisdiction j ON j.id = a.jurisdiction_id "
                "WHERE j.state IN (SELECT state FROM changed)",
                operations=["update"],
            ),
            *move_data_version(),
        ]

    def __str__(self):
        return self.local_name if self.level == Level.STATE else f"{self.name}, {self.state}"

    def get_absolute_url(self):
        if self.level == Level.STATE:
            return address("jurisdictions", self.state.lower())
        return address("jurisdictions", f"{self.state.lower()}/{self.slug}")

    @property
    def local_name(self):
        """The name in the language that is active, which may have one of its own for a state."""
        return pgettext("state", self.name) if self.level == Level.STATE else self.name

    @property
    def filter_name(self):
        """The name of the filter of statements that this jurisdiction is a value of."""
        return self.level

    @property
    def filter_value(self):
        return self.state if self.level == Level.STATE else self.geoid


def by_local_name(jurisdictions):
    """Return them in the order of the names that the active language has for them."""
    return sorted(jurisdictions, key=lambda each: search.fold(each.local_name).lower())


@keep_history()
class PlaceCounty(models.Model):
    """That a place lies in a county, wholly or partly."""

    place = models.ForeignKey(Jurisdiction, models.CASCADE, verbose_name=_("place"), related_name="+")
    county = models.ForeignKey(Jurisdiction, models.PROTECT, verbose_name=_("county"), related_name="+")

    class Meta:
        verbose_name = _("county of a place")
        verbose_name_plural = _("counties of places")
        constraints = [models.UniqueConstraint("place", "county", name="place_county_is_unique")]
        triggers = [
            *refresh_search_rows(
                "SELECT s.id FROM stances_statement s JOIN stances_agency a ON a.id = s.agency_id "
                "WHERE a.jurisdiction_id IN (SELECT place_id FROM changed)",
            ),
            refresh_after_truncate(),
            *move_data_version(),
        ]

    def __str__(self):
        return f"{self.place_id} ⊂ {self.county_id}"
