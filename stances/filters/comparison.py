"""The query string of a comparison: two to four agencies, and words to find another by."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from stances.fields import KnownField
from stances.models import Agency
from stances.params import Answer, all_errors, read_params

FEWEST, MOST = 2, 4
MOST_FOUND = 10


class ComparisonForm(forms.Form):
    agency = KnownField(
        label=_("Agencies"),
        records=Agency.objects.with_jurisdiction,
        column="slug",
        key_column="pk",
        what=_("an agency"),
        required=False,
    )
    q = forms.CharField(
        label=_("Find an agency"), required=False, help_text=_("Name, alias, place, county, state or ORI.")
    )

    def clean_agency(self):
        agencies = self.cleaned_data["agency"]
        if len(agencies) > MOST:
            raise ValidationError(
                _("%(count)s agencies are too many to compare: %(most)s are the most. Remove some."),
                params={"count": len(agencies), "most": MOST},
            )
        return agencies


class Comparison(Answer):
    """The answer to a query string: the agencies in the order in which they are asked for, or errors."""

    def __init__(self, params):
        kept, errors = read_params(params, ["agency", "q"], ["agency"])
        self.form = ComparisonForm(kept)
        self.errors = all_errors(self.form, errors)
        self.slugs = kept.getlist("agency")
        known = (
            {}
            if self.errors
            else {each.slug: each for each in Agency.objects.with_jurisdiction().with_slugs(self.slugs)}
        )
        self.agencies = [known[slug] for slug in self.slugs] if known else []
        self.words = "" if self.errors else self.form.cleaned_data["q"]

    @property
    def is_enough(self):
        return len(self.agencies) >= FEWEST

    @property
    def has_room(self):
        return len(self.slugs) < MOST

    @property
    def chosen(self):
        """(agency, the query string without it)."""
        return [(agency, self.query([slug for slug in self.slugs if slug != agency.slug])) for agency in self.agencies]

    @property
    def found(self):
        """(agency, the query string with it) of the agencies that the words find, those with most statements first."""
        if not self.words:
            return []
        found = Agency.objects.with_jurisdiction().search(self.words).most_said_first()
        others = [agency for agency in found[: MOST_FOUND + MOST] if agency.slug not in self.slugs][:MOST_FOUND]
        return [(agency, self.query([*self.slugs, agency.slug])) for agency in others]

    @staticmethod
    def query(slugs):
        return urlencode([("agency", slug) for slug in slugs])
