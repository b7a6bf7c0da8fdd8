"""The query string of a list of statements. ``filter_statements(params)`` is the one entry.

Every page, download and feed of statements asks it, so all of them answer with the same records in the same order.
"""

from dataclasses import dataclass

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, prefetch_related_objects
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from stances import paging, planner
from stances.codebook import AgencyKind, Basis, Kind, Position, Topic
from stances.fields import CodesField, KnownField, MomentField, PartialDateField
from stances.models import Agency, Article, Jurisdiction, Official, SearchRow, Statement, ValueCount
from stances.params import all_errors, read_params

UNKNOWN_ORDER = format_lazy(_("“%(value)s” is not one of the orders: {orders}."), orders=", ".join(paging.SORTS))


class AnyOf(django_filters.Filter):
    """Keeps the rows with any of the values. The field cleans to Values; ``lookup_expr`` is ``in`` or ``overlap``."""

    def __init__(self, field_name, *, label, lookup_expr="in", **kwargs):
        super().__init__(field_name=field_name, lookup_expr=lookup_expr, label=label, **kwargs)

    def filter(self, qs, value):
        if not value:
            return qs
        return qs.filter(**{f"{self.field_name}__{self.lookup_expr}": [each.key for each in value]})


class OfCodes(AnyOf):
    field_class = CodesField


class Known(AnyOf):
    field_class = KnownField


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
        records=Agency.objects.with_jurisdiction,
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

    def rows(self, without=()):
        """The rows that every filter keeps; ``without`` names filters that are left out."""
        rows = self.queryset
        for name, each in self.filters.items():
            if name not in without:
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
    ids: object = None  # of the rows that match; counting facets may tell them in passing

    @property
    def cleaned(self):
        return getattr(self.filterset.form, "cleaned_data", {})

    @property
    def form(self):
        return self.filterset.form

    def matching(self, without=()):
        """The matching rows in no order; ``without`` names filters that are left out."""
        return SearchRow.objects.none() if self.errors else self.filterset.rows(without)

    @property
    def is_whole(self):
        """Whether nothing is asked for, so that every published statement is in the list."""
        return self.is_whole_without(())

    def is_whole_without(self, names):
        return not any(self.cleaned.get(name) for name in StatementFilter.base_filters if name not in names)

    @property
    def only_value(self):
        """(filter, key) of the value that is asked for, if it is the only one and nothing else is asked for."""
        asked = [(name, each.key) for name, values in self.chosen.items() for each in values]
        return asked[0] if len(asked) == 1 and self.is_whole_without(self.chosen) else None

    @property
    def chosen(self):
        """{filter: Values} of the filters with several values that are asked for."""
        return {name: values for name in LISTED if (values := self.values(name))}

    @cached_property
    def total(self):
        """How many rows match. Counting facets tells it in passing."""
        if self.is_whole:
            return self.everything
        if self.only_value:
            return ValueCount.objects.count_of(*self.only_value)
        with planner.without(planner.WALKING if self.cleaned.get("q") else ()):
            return self.matching().count()

    @cached_property
    def everything(self):
        """How many statements are published. Counting facets tells it in passing."""
        return ValueCount.objects.total()

    @property
    def matches(self):
        everything = None if self.is_whole else self.everything
        return paging.Matches(self.matching(), self.cleaned["q"], self.total, everything, self.ids)

    @property
    def rows(self):
        """All matching rows, in order."""
        return self.matching() if self.errors else self.matches.in_order(self.cleaned["sort"])

    def page(self):
        """Return (rows of the page that is asked for, the cursor of the next page or None)."""
        if self.errors:
            return [], None
        cleaned = self.cleaned
        rows, cursor = self.matches.page(cleaned["sort"], cleaned["cursor"] or None, cleaned["per_page"])
        prefetch_related_objects(rows, Prefetch("statement", Statement.objects.with_related()))
        return rows, cursor

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


def newest_statements(number, **params):
    """Return (the newest statements that parameters ask for, how many there are)."""
    params = QueryDict(urlencode(params | {"per_page": number}))
    statements = filter_statements(params)
    rows, _cursor = statements.page()
    return [row.statement for row in rows], statements.total
