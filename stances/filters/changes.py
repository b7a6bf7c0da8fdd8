"""The query string of the log, read as strictly as that of statements. ``filter_changes`` is the one entry."""

import datetime
import re
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from stances.codebook import Change
from stances.models import Agency, Jurisdiction, LoggedChange
from stances.models.statement import REFERENCE_PATTERN
from stances.paging import BROKEN, MOST_PER_PAGE, PER_PAGE, read_moment

from .kinds import Filters, Known, Moment, OfCodes
from .walked import WalkedForm, WalkedList

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


class ChangeForm(WalkedForm):
    read_place = staticmethod(read_place)

    @staticmethod
    def ends_before(before, after):
        return before < after


class ChangeFilter(Filters):
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
        records=Agency.objects.labeled,
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


NAMES = [*ChangeFilter.base_filters, "per_page", "cursor"]


class ChangeList(WalkedList):
    """The changes that a query string asks for."""

    filter_class, names = ChangeFilter, NAMES

    def __init__(self, params, per_page=PER_PAGE, most_per_page=MOST_PER_PAGE):
        size = forms.IntegerField(label=_("Per page"), required=False, min_value=1, max_value=most_per_page)
        super().__init__(LoggedChange.objects.all(), params, per_page, per_page=size)

    @property
    def is_of_one_moment(self):
        """Whether it is asked what was done at once, which is then told one by one."""
        return bool(self.cleaned.get("at"))

    def done(self):
        """Return (what was Done at as many moments as a page has, the query string of the next page or "")."""
        if self.errors:
            return [], ""
        moments = self.rows.moments(self.per_page + 1)
        shown = moments[: self.per_page]
        done = self.rows.done_at(shown, first=TOLD_SINGLY, most_counted=MOST_COUNTED) if shown else []
        return done, self.query_with(cursor=Place(shown[-1])) if len(moments) > len(shown) else ""

    @staticmethod
    def place_of(change):
        return Place(change.at, change.reference)

    @staticmethod
    def written(name, moment):
        return text_of(moment, DAYS.get(name))

    def query_of(self, done):
        """The query string of all that was done at once of a kind, within what is asked for."""
        kept = [pair for pair in self.pairs if pair[0] in ("state", "agency")]
        return urlencode([("change", done.change), *kept, ("at", written(done.at))])


def filter_changes(params, **sizes):
    """Return the ChangeList of a query string."""
    return ChangeList(params, **sizes)
