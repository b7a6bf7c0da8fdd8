"""Each filter of a list of statements, declared, and what holds between them."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from stances import paging
from stances.codebook import AgencyKind, Basis, Kind, Position, Topic
from stances.models import Agency, Article, Jurisdiction, Official, SearchRow

from .as_of import AsOfForm
from .kinds import AnyOf, Filters, Known, Moment, OfCodes, Overlapping

UNKNOWN_ORDER = format_lazy(_("“%(value)s” is not one of the orders: {orders}."), orders=", ".join(paging.SORTS))


def per_page_field():
    """How many records a page of any list has."""
    return forms.IntegerField(label=_("Per page"), required=False, min_value=1, max_value=paging.MOST_PER_PAGE)


class StatementForm(AsOfForm):
    """What holds between fields."""

    def clean(self):
        cleaned = super().clean()
        after, before = cleaned.get("date_after"), cleaned.get("date_before")
        if after and before and before.latest < after.earliest:
            self.add_error("date_before", _("This is before the date after which you ask."))
        cleaned["sort"] = cleaned.get("sort") or paging.DEFAULT_SORT
        if cleaned["sort"] == "relevance" and not cleaned.get("q"):
            cleaned["sort"] = paging.DEFAULT_SORT  # without words all match alike, and then the newest is first
        cleaned["per_page"] = cleaned.get("per_page") or paging.PER_PAGE
        if cleaned.get("cursor"):
            try:
                cleaned["cursor"] = paging.read_cursor(cleaned["cursor"], cleaned["sort"])
            except ValidationError as error:
                self.add_error("cursor", error)
        return cleaned


class StatementFilter(Filters):
    """Each filter of a list of statements, in the order in which the page and the documentation show them."""

    q = django_filters.CharFilter(
        label=_("Words"),
        method="search",
        help_text=_("Words, a “phrase”, -not, OR. Names of agencies, officials, places and publishers count."),
    )
    state = Known(
        "agency_key__state",
        label=_("State"),
        records=Jurisdiction.objects.states,
        column="state",
        fold=str.upper,
        what=_("a state"),
        help_text=_("USPS abbreviation, in any case; with everything in the state."),
    )
    county = Known(
        "agency_key__counties",
        lookup_expr="overlap",
        label=_("County"),
        records=Jurisdiction.objects.counties,
        column="geoid",
        what=_("a county"),
        help_text=_("GEOID of 5 digits; with the county's places."),
    )
    place = Known(
        "agency_key__place",
        label=_("Place"),
        records=Jurisdiction.objects.places,
        column="geoid",
        what=_("a place"),
        help_text=_("GEOID of 7 digits."),
    )
    agency = Known(
        "agency_key__agency_id",
        label=_("Agency"),
        records=Agency.objects.labeled,
        column="slug",
        key_column="pk",
        what=_("an agency"),
        help_text=_("The last part of the agency's address."),
    )
    agency_kind = OfCodes("agency_key__agency_kind", label=_("Kind of agency"), codes=AgencyKind)
    official = Known(
        "official_id",
        label=_("Official"),
        records=Official.objects.published,
        column="slug",
        key_column="pk",
        what=_("an official"),
        help_text=_("The last part of the official's address."),
    )
    position = OfCodes("coding_key__position", label=_("Position"), codes=Position)
    topic = OfCodes("coding_key__topics", lookup_expr="overlap", label=_("Topic"), codes=Topic)
    kind = OfCodes("coding_key__kind", label=_("Kind"), codes=Kind)
    basis = OfCodes("coding_key__basis", label=_("Basis"), codes=Basis)
    publisher = Known(
        "publisher_key__publishers",
        lookup_expr="overlap",
        label=_("Publisher"),
        records=Article.objects.published_publishers,
        column="publisher",
        record_label=lambda article: article.publisher,
        what=_("a publisher"),
        help_text=_("The name as it is written here."),
    )
    date_after = Overlapping(
        label=_("From"),
        keep="not_before",
        day="earliest",
        help_text=_("2017-02-21, 2017-02 or 2017. A statement stays if it may be of this day or later."),
    )
    date_before = Overlapping(
        label=_("Until"),
        keep="not_after",
        day="latest",
        help_text=_("2017-02 means until the end of February. A statement stays if it may be of this day or earlier."),
    )
    updated_after = Moment(
        field_name="updated_at",
        lookup_expr="gt",
        label=_("Changed since"),
        help_text=_("A date, or a moment such as 2026-11-01T12:00:00Z."),
    )

    class Meta:
        model = SearchRow
        form = StatementForm
        fields = []

    def search(self, rows, name, value):
        return rows.search(value)

    def make_form_class(self):
        fields = super().make_form_class()
        fields.base_fields |= {
            "sort": forms.ChoiceField(
                label=_("Order"),
                required=False,
                choices=[(sort, row[0]) for sort, row in paging.SORTS.items()],
                error_messages={"invalid_choice": UNKNOWN_ORDER},
            ),
            "per_page": per_page_field(),
            "cursor": forms.CharField(label=_("Page"), required=False),
        }
        return fields


LISTED = [name for name, each in StatementFilter.base_filters.items() if isinstance(each, AnyOf)]
NAMES = [*StatementFilter.base_filters, "as_of", "sort", "per_page", "cursor"]
