"""The query string of a list of statements. ``filter_statements(params)`` is the one entry.

Every page, download and feed of statements asks it, so all of them answer with the same records in the same order.
"""

from dataclasses import dataclass

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from stances import paging
from stances.codebook import AgencyKind, Basis, Kind, Position, Topic
from stances.fields import CodesField, KnownField, MomentField, PartialDateField
from stances.models import Agency, Article, Jurisdiction, Official, SearchRow
from stances.params import all_errors, read_params

UNKNOWN_ORDER = format_lazy(_("“%(value)s” is not one of the orders: {orders}."), orders=", ".join(paging.SORTS))


class AnyOf(django_filters.Filter):
    """Keeps the rows with any of the values. The field cleans to Values; ``lookup_expr`` is ``in`` or ``overlap``."""

    def __init__(self, field_name, *, label, lookup_expr="in", **kwargs):
        super().__init__(field_name=field_name, lookup_expr=lookup_expr, label=label, **kwargs)

    def filter(self, qs, value):
        if not value:
            return qs
        return qs.filter(**{f"{self.field_name}__{self.lookup_expr}": [str(each) for each in value]})


class OfCodes(AnyOf):
    field_class = CodesField


class Known(AnyOf):
    field_class = KnownField


class KnownAgency(Known):
    """Compares ids, so that the search rows need no join."""

    def filter(self, qs, value):
        return qs.filter(agency__in=Agency.objects.with_slugs(value)) if value else qs


class KnownOfficial(Known):
    def filter(self, qs, value):
        return qs.filter(official__in=Official.objects.with_slugs(value)) if value else qs


class Overlapping(django_filters.Filter):
    """Calls a method of the queryset with a day of the partial date: its first or its last."""

    field_class = PartialDateField

    def __init__(self, *, keep, day, **kwargs):
        super().__init__(**kwargs)
        self.keep, self.day = keep, day

    def filter(self, qs, value):
        return getattr(qs, self.keep)(getattr(value, self.day)) if value else qs


class Moment(django_filters.Filter):
    field_class = MomentField


class StatementForm(forms.Form):
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


class StatementFilter(django_filters.FilterSet):
    """Each filter of a list of statements, in the order in which the page and the documentation show them."""

    q = django_filters.CharFilter(
        label=_("Words"),
        method="search",
        help_text=_("Words, a “phrase”, -not, OR. Names of agencies, officials, places and publishers count."),
    )
    state = Known(
        "state",
        label=_("State"),
        records=Jurisdiction.objects.states,
        column="state",
        fold=str.upper,
        what=_("a state"),
        help_text=_("USPS abbreviation, in any case; with everything in the state."),
    )
    county = Known(
        "counties",
        lookup_expr="overlap",
        label=_("County"),
        records=Jurisdiction.objects.counties,
        column="geoid",
        what=_("a county"),
        help_text=_("GEOID of 5 digits; with the county's places."),
    )
    place = Known(
        "place",
        label=_("Place"),
        records=Jurisdiction.objects.places,
        column="geoid",
        what=_("a place"),
        help_text=_("GEOID of 7 digits."),
    )
    agency = KnownAgency(
        "agency",
        label=_("Agency"),
        records=Agency.objects.with_jurisdiction,
        column="slug",
        what=_("an agency"),
        help_text=_("The last part of the agency's address."),
    )
    agency_kind = OfCodes("agency_kind", label=_("Kind of agency"), codes=AgencyKind)
    official = KnownOfficial(
        "official",
        label=_("Official"),
        records=Official.objects.published,
        column="slug",
        what=_("an official"),
        help_text=_("The last part of the official's address."),
    )
    position = OfCodes("position", label=_("Position"), codes=Position)
    topic = OfCodes("topics", lookup_expr="overlap", label=_("Topic"), codes=Topic)
    kind = OfCodes("kind", label=_("Kind"), codes=Kind)
    basis = OfCodes("basis", label=_("Basis"), codes=Basis)
    publisher = Known(
        "publishers",
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
        lookup_expr="gte",
        label=_("Changed since"),
        help_text=_("A date, or a moment such as 2026-11-01T12:00:00Z."),
    )

    class Meta:
        model = SearchRow
        form = StatementForm
        fields = []

    def search(self, rows, name, value):
        return rows.search(value)

    def rows(self, without=None):
        """The rows that every filter keeps; ``without`` names one filter that is left out."""
        rows = self.queryset
        for name, each in self.filters.items():
            if name != without:
                rows = each.filter(rows, self.form.cleaned_data.get(name))
        return rows

    def get_form_class(self):
        fields = super().get_form_class()
        fields.base_fields |= {
            "sort": forms.ChoiceField(
                label=_("Order"),
                required=False,
                choices=[(sort, row[0]) for sort, row in paging.SORTS.items()],
                error_messages={"invalid_choice": UNKNOWN_ORDER},
            ),
            "per_page": forms.IntegerField(
                label=_("Per page"), required=False, min_value=1, max_value=paging.MOST_PER_PAGE
            ),
            "cursor": forms.CharField(label=_("Page"), required=False),
        }
        return fields


LISTED = [name for name, each in StatementFilter.base_filters.items() if isinstance(each, AnyOf)]
NAMES = [*StatementFilter.base_filters, "sort", "per_page", "cursor"]


@dataclass
class StatementList:
    """The answer to a query string: the rows in order, or the errors that stand in their place.

    ``errors`` maps a parameter (or "" for the query as a whole) to messages; with any, there are no rows.
    """

    filterset: StatementFilter
    errors: dict

    @property
    def cleaned(self):
        return getattr(self.filterset.form, "cleaned_data", {})

    @property
    def form(self):
        return self.filterset.form

    def matching(self, without=None):
        """The matching rows in no order; ``without`` names a filter that is left out."""
        return SearchRow.objects.none() if self.errors else self.filterset.rows(without)

    @property
    def rows(self):
        """All matching rows, in order."""
        return self.matching() if self.errors else paging.in_order(self._ranked(), self.cleaned["sort"])

    def _ranked(self):
        rows = self.matching()
        return rows.with_rank(self.cleaned["q"]) if self.cleaned["sort"] == "relevance" else rows

    @cached_property
    def total(self):
        return self.matching().count()

    def page(self):
        """Return (rows of the page that is asked for, the cursor of the next page or None)."""
        if self.errors:
            return [], None
        return paging.page(
            self._ranked().with_related(),
            self.cleaned["sort"],
            self.cleaned["cursor"] or None,
            self.cleaned["per_page"],
        )

    def values(self, name):
        """The values of a filter that has several, each with its label; empty where it is not asked for."""
        return [] if name in self.errors else self.cleaned.get(name) or []

    @property
    def pairs(self):
        """The canonical query: (name, value) of what is asked for, in one order, without what goes without saying."""
        pairs = []
        for name in StatementFilter.base_filters:
            value = self.cleaned.get(name)
            if name in LISTED:
                pairs += [(name, str(each)) for each in value or []]
            elif value:
                pairs.append((name, self._written(name, value)))
        if self.cleaned.get("sort", paging.DEFAULT_SORT) != paging.DEFAULT_SORT:
            pairs.append(("sort", self.cleaned["sort"]))
        return pairs

    @staticmethod
    def _written(name, value):
        if name == "updated_after":
            return value.isoformat().replace("+00:00", "Z")
        return value.text if name.startswith("date_") else " ".join(value.split())

    @property
    def query(self):
        """The canonical query as a query string, the same for every spelling of the same question."""
        return urlencode(self.pairs)

    def query_without(self, name, value=None):
        """The canonical query less one filter, or less one of its values. Without words, no order by best match."""
        gone = {"sort"} if name == "q" and self.cleaned.get("sort") == "relevance" else set()
        return urlencode(
            [p for p in self.pairs if p[0] not in gone and (p[0] != name or (value is not None and p[1] != value))]
        )

    def query_with(self, **more):
        """The canonical query with more parameters, such as the cursor of the next page."""
        per_page = self.cleaned.get("per_page", paging.PER_PAGE)
        size = [("per_page", per_page)] if per_page != paging.PER_PAGE else []
        return urlencode([*self.pairs, *size, *more.items()])

    @property
    def messages(self):
        """The errors as lines of text, the same words as beside the fields."""
        return [f"{name}: {message}" if name else message for name, found in self.errors.items() for message in found]


def filter_statements(params):
    """Return the StatementList that a QueryDict asks for. Never raises for what a stranger may write."""
    kept, errors = read_params(params, NAMES, LISTED)
    filterset = StatementFilter(kept, queryset=SearchRow.objects.published())
    return StatementList(filterset, all_errors(filterset.form, errors))
