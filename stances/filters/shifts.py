"""The query string of a list of shifts, read as strictly as that of statements. ``filter_shifts`` is the one entry."""

import datetime
import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from stances.codebook import Position, Topic
from stances.models import Agency, Jurisdiction, TopicPosition
from stances.models.statement import REFERENCE_PATTERN
from stances.paging import BROKEN, PER_PAGE

from .kinds import Filters, Known, OfCodes, Overlapping
from .walked import WalkedForm, WalkedList

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


class ShiftForm(WalkedForm):
    read_place = staticmethod(read_place)

    @staticmethod
    def ends_before(before, after):
        return before.latest < after.earliest


class ShiftFilter(Filters):
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


NAMES = [*ShiftFilter.base_filters, "cursor"]


class ShiftList(WalkedList):
    """The shifts that a query string asks for."""

    filter_class, names = ShiftFilter, NAMES

    def __init__(self, params, per_page=PER_PAGE, beside=()):
        super().__init__(TopicPosition.objects.shifts(), params, per_page, beside)

    @cached_property
    def total(self):
        """How many shifts match, up to one more than MOST_COUNTED."""
        return 0 if self.errors else self.filterset.rows()[: MOST_COUNTED + 1].count()

    @property
    def is_more_than_counted(self):
        return self.total > MOST_COUNTED

    @staticmethod
    def place_of(shift):
        return Place(shift.date_earliest, shift.reference, shift.topic)

    @staticmethod
    def written(name, date):
        return date.text


def filter_shifts(params, **more):
    """Return the ShiftList of a query string; ``more`` as WalkedList takes it."""
    return ShiftList(params, **more)
