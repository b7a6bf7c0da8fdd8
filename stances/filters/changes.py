"""The query string of the log, read as strictly as that of statements. ``filter_changes`` is the one entry."""

import datetime
import re
from typing import NamedTuple

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from stances import dates
from stances.codebook import Change
from stances.models import Agency, Jurisdiction, LoggedChange
from stances.models.statement import REFERENCE_PATTERN
from stances.paging import BROKEN, MOST_PER_PAGE, PER_PAGE, read_moment
from stances.params import all_errors, error_lines, read_params

from .kinds import AnyOf, Known, Moment, OfCodes

TOLD_SINGLY = 5  # changes of one kind that were made at once; more of them are told in one line
MOST_COUNTED = 5_000  # of those; to count more takes longer than to show a page of them
MOST_IN_FILE = 1_000  # changes in one file of lines


class Place(NamedTuple):
    """A change's place in the order of the log, or that after all of a moment, as it stands in an address."""

    at: datetime.datetime
    reference: str = ""

    def __str__(self):
        return f"{written(self.at)}.{self.reference}".rstrip(".")


def written(moment):
    """A moment as exactly as the database keeps it, such as 2026-11-01T12:00:00.123456Z."""
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


# Where in a day the moment stands that a date means.
DAYS = {"date_after": datetime.time.min, "date_before": datetime.time.max}


def text_of(moment, in_day):
    """A moment in its one spelling: as a day where that means the same."""
    return moment.date().isoformat() if moment.time() == in_day else written(moment)


def read_place(text):
    """Return the Place written in a text. Raises ValidationError if there is none."""
    moment, _zone, reference = text.partition("Z")
    try:
        place = Place(read_moment(f"{moment}+00:00"), reference.removeprefix("."))
    except ValueError:
        raise ValidationError(BROKEN, "broken") from None
    if (place.reference and not re.match(REFERENCE_PATTERN, place.reference)) or str(place) != text:
        raise ValidationError(BROKEN, "broken")
    return place


class ChangeForm(forms.Form):
    """What holds between fields."""

    def clean(self):
        cleaned = super().clean()
        after, before = cleaned.get("date_after"), cleaned.get("date_before")
        if after and before and before < after:
            self.add_error("date_before", _("This is before the date after which you ask."))
        if cleaned.get("cursor"):
            try:
                cleaned["cursor"] = read_place(cleaned["cursor"])
            except ValidationError as error:
                self.add_error("cursor", error)
        return cleaned


class ChangeFilter(django_filters.FilterSet):
    """Each filter of the log, in the order in which the page shows them."""

    change = OfCodes("change", label=_("What happened"), codes=Change)
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
    date_after = Moment(
        field_name="at",
        lookup_expr="gte",
        label=_("Since"),
        help_text=_("2026-11-01, 2026-11 or 2026, or a moment such as 2026-11-01T12:00:00Z: when it was done here."),
    )
    date_before = Moment(
        field_name="at",
        lookup_expr="lte",
        is_end=True,
        label=_("Until"),
        help_text=_("2026-11 means until the end of November."),
    )
    at = Moment(field_name="at", label=_("At once"), help_text=_("What was done at one moment, one by one."))

    class Meta:
        model = LoggedChange
        form = ChangeForm
        fields = []

    def rows(self):
        """The changes that every filter keeps."""
        rows = self.queryset
        for name, each in self.filters.items():
            rows = each.filter(rows, self.form.cleaned_data.get(name))
        return rows


LISTED = [name for name, each in ChangeFilter.base_filters.items() if isinstance(each, AnyOf)]
NAMES = [*ChangeFilter.base_filters, "per_page", "cursor"]


class ChangeList:
    """The answer to a query string: what happened, newest first, or the errors that stand in its place."""

    def __init__(self, params, per_page=PER_PAGE, most_per_page=MOST_PER_PAGE):
        kept, errors = read_params(params, NAMES, LISTED)
        self.filterset = ChangeFilter(kept, queryset=LoggedChange.objects.all())
        self.form = self.filterset.form
        self.form.fields |= {
            "per_page": forms.IntegerField(label=_("Per page"), required=False, min_value=1, max_value=most_per_page),
            "cursor": forms.CharField(label=_("Page"), required=False),
        }
        self.usual = per_page
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

    @property
    def per_page(self):
        return self.cleaned.get("per_page") or self.usual

    @property
    def is_of_one_moment(self):
        """Whether it is asked what was done at once, which is then told one by one."""
        return bool(self.cleaned.get("at"))

    @cached_property
    def rows(self):
        """The changes that match and come after the place where the page begins, in no order."""
        if self.errors:
            return LoggedChange.objects.none()
        rows = self.filterset.rows()
        return rows.following(*self.cleaned["cursor"]) if self.cleaned["cursor"] else rows

    def done(self):
        """Return (what was Done at as many moments as a page has, the query string of the next page or "")."""
        if self.errors:
            return [], ""
        moments = self.rows.moments(self.per_page + 1)
        shown = moments[: self.per_page]
        done = self.rows.done_at(shown, first=TOLD_SINGLY, most_counted=MOST_COUNTED) if shown else []
        return done, self.query_with(cursor=Place(shown[-1])) if len(moments) > len(shown) else ""

    def page(self):
        """Return (the changes of a page one by one, the query string of the next page or "")."""
        if self.errors:
            return [], ""
        found = list(self.rows.newest_first().with_related()[: self.per_page + 1])
        shown = found[: self.per_page]
        if len(found) == len(shown):
            return shown, ""
        return shown, self.query_with(cursor=Place(shown[-1].at, shown[-1].reference))

    def values(self, name):
        return self.cleaned.get(name) or []

    @property
    def pairs(self):
        """The canonical query: (name, value) of what is asked for, in one order."""
        for name in ChangeFilter.base_filters:
            if name in LISTED:
                yield from ((name, str(each)) for each in self.values(name))
            elif moment := self.cleaned.get(name):
                yield name, text_of(moment, DAYS.get(name))

    @property
    def query(self):
        return urlencode([*self.pairs])

    def query_with(self, **more):
        """The canonical query with more parameters, such as the cursor of the next page."""
        size = [("per_page", self.per_page)] if self.per_page != self.usual else []
        return urlencode([*self.pairs, *size, *more.items()])

    def query_of(self, done):
        """The query string of all that was done at once of a kind, within what is asked for."""
        kept = [pair for pair in self.pairs if pair[0] in ("state", "agency")]
        return urlencode([("change", done.change), *kept, ("at", written(done.at))])

    @property
    def chips(self):
        """(label of the filter, label of the value, the query string without it) of what is asked for."""
        labels = {(name, str(each)): each.label for name in LISTED for each in self.values(name)}
        for pair in self.pairs:
            label = labels.get(pair) or (dates.words(pair[1]) if "T" not in pair[1] else pair[1])
            yield self.form.fields[pair[0]].label, label, urlencode([each for each in self.pairs if each != pair])


def filter_changes(params, **sizes):
    """Return the ChangeList of a query string."""
    return ChangeList(params, **sizes)
