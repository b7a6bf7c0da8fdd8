"""The query string of a list of shifts, read as strictly as that of statements. ``filter_shifts`` is the one entry."""

import datetime
import re
from typing import NamedTuple

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from stances.codebook import Position, Topic
from stances.models import Agency, Jurisdiction, TopicPosition
from stances.models.statement import REFERENCE_PATTERN
from stances.paging import BROKEN
from stances.params import all_errors, error_lines, read_params

from .kinds import AnyOf, Known, OfCodes, Overlapping

PER_PAGE = 20
MOST_COUNTED = 1_000  # to count more takes longer than to show a page of them


class Place(NamedTuple):
    """A shift's place in the order of lists, as it stands in the address of the page that begins after it."""

    day: datetime.date
    reference: str
    topic: str

    def __str__(self):
        return f"{self.day}.{self.reference}.{self.topic}"


def read_place(text):
    """Return the Place written in a text. Raises ValidationError if there is none."""
    try:
        day, reference, topic = text.split(".")
        place = Place(datetime.date.fromisoformat(day), reference, topic)
    except ValueError:
        raise ValidationError(BROKEN, "broken") from None
    if topic not in Topic.values or not re.match(REFERENCE_PATTERN, reference) or str(place) != text:
        raise ValidationError(BROKEN, "broken")
    return place


class ShiftForm(forms.Form):
    """What holds between fields."""

    def clean(self):
        cleaned = super().clean()
        after, before = cleaned.get("date_after"), cleaned.get("date_before")
        if after and before and before.latest < after.earliest:
            self.add_error("date_before", _("This is before the date after which you ask."))
        if cleaned.get("cursor"):
            try:
                cleaned["cursor"] = read_place(cleaned["cursor"])
            except ValidationError as error:
                self.add_error("cursor", error)
        return cleaned


class ShiftFilter(django_filters.FilterSet):
    state = Known(
        "state",
        label=_("State"),
        records=Jurisdiction.objects.states,
        column="state",
        fold=str.upper,
        what=_("a state"),
    )
    agency = Known(
        "agency_id",
        label=_("Agency"),
        records=Agency.objects.with_jurisdiction,
        column="slug",
        key_column="pk",
        what=_("an agency"),
    )
    topic = OfCodes("topic", label=_("Topic"), codes=Topic)

    class Meta:
        model = TopicPosition
        form = ShiftForm
        fields = []

    @classmethod
    def get_filters(cls):
        """Those above, and those that come after them: no attribute of a class may be called “from”."""
        return super().get_filters() | {
            "from": OfCodes("position_before", label=_("From the position"), codes=Position),
            "to": OfCodes("position", label=_("To the position"), codes=Position),
            "date_after": Overlapping(
                label=_("Dated from"),
                keep="not_before",
                day="earliest",
                help_text=_("2017-02-21, 2017-02 or 2017: the date of the later statement, as far as it is known."),
            ),
            "date_before": Overlapping(
                label=_("Dated until"),
                keep="not_after",
                day="latest",
                help_text=_("2017-02 means until the end of February."),
            ),
        }

    def rows(self):
        """The shifts that every filter keeps."""
        rows = self.queryset
        for name, each in self.filters.items():
            rows = each.filter(rows, self.form.cleaned_data.get(name))
        return rows

    def get_form_class(self):
        fields = super().get_form_class()
        fields.base_fields["cursor"] = forms.CharField(label=_("Page"), required=False)
        return fields


LISTED = [name for name, each in ShiftFilter.base_filters.items() if isinstance(each, AnyOf)]
NAMES = [*ShiftFilter.base_filters, "cursor"]


class ShiftList:
    """The answer to a query string: shifts, newest first, or the errors that stand in their place."""

    def __init__(self, params, beside=()):
        kept, errors = read_params(params, NAMES, LISTED, beside)
        self.filterset = ShiftFilter(kept, queryset=TopicPosition.objects.shifts())
        self.form = self.filterset.form
        self.errors = all_errors(self.form, errors)

    @property
    def cleaned(self):
        return self.form.cleaned_data

    @property
    def status(self):
        return 400 if self.errors else 200

    @property
    def messages(self):
        return error_lines(self.errors)

    @cached_property
    def total(self):
        """How many shifts match, up to one more than MOST_COUNTED."""
        return 0 if self.errors else self.filterset.rows()[: MOST_COUNTED + 1].count()

    @property
    def is_more_than_counted(self):
        return self.total > MOST_COUNTED

    def page(self, number=PER_PAGE):
        """Return (the shifts of the page that is asked for, the query string of the next page or "")."""
        found, place = self.page_of(number)
        return found, self.query_with(cursor=place) if place else ""

    def page_of(self, number):
        """Return (so many shifts from where the page begins, the Place where the next page begins or None)."""
        if self.errors:
            return [], None
        shifts = self.filterset.rows()
        if place := self.cleaned["cursor"]:
            shifts = shifts.following(*place)
        found = list(shifts.newest_first().with_related()[: number + 1])
        if len(found) <= number:
            return found, None
        last = found[number - 1]
        return found[:number], Place(last.date_earliest, last.reference, last.topic)

    def values(self, name):
        return self.cleaned.get(name) or []

    @property
    def pairs(self):
        """The canonical query: (name, value) of what is asked for, in one order."""
        for name in ShiftFilter.base_filters:
            if name in LISTED:
                yield from ((name, str(each)) for each in self.values(name))
            elif date := self.cleaned.get(name):
                yield name, date.text

    @property
    def query(self):
        return self.query_with()

    def query_with(self, **more):
        return urlencode([*self.pairs, *more.items()])

    @property
    def chips(self):
        """(label of the filter, label of the value, the query string without it) of what is asked for."""
        labels = {(name, str(each)): each.label for name in LISTED for each in self.values(name)}
        for pair in self.pairs:
            label = labels.get(pair) or self.cleaned[pair[0]].words
            yield self.form.fields[pair[0]].label, label, urlencode([each for each in self.pairs if each != pair])


def filter_shifts(params, beside=()):
    """Return the ShiftList of a query string; ``beside``: what the address has besides, which is read elsewhere."""
    return ShiftList(params, beside)
