"""Form fields of the filters: each reads text from a query string and says in words what is wrong with it."""

import datetime
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from stances import dates


class Value:
    """One value of a filter, with the words that a reader knows it by and the key that search rows know it by."""

    def __init__(self, value, label, key=None):
        self.value = value
        self.label = label
        self.key = value if key is None else key

    def __str__(self):
        return str(self.value)


class CodesField(forms.MultipleChoiceField):
    """Codes of the codebook; cleaned to Values in the codebook's order. What may be chosen is shown by facets."""

    def __init__(self, *, codes, **kwargs):
        self.codes = codes
        super().__init__(**kwargs)

    def validate(self, value):
        unknown = [given for given in value if given not in self.codes.values]
        if unknown:
            raise ValidationError(
                _("“%(value)s” is not one of the values: %(codes)s."),
                params={"value": unknown[0][:80], "codes": ", ".join(self.codes.values)},
            )

    def clean(self, value):
        given = super().clean(value)
        return [Value(code.value, code.label) for code in self.codes if code.value in given]


class KnownField(forms.MultipleChoiceField):
    """Values that the archive knows: they stand in ``column`` of ``records()``. Cleaned to Values, in one query.

    ``key_column`` has what the search rows know a record by, where that is not its value.
    """

    def __init__(self, *, records, column, key_column=None, record_label=str, fold=str, what, **kwargs):
        self.records, self.column, self.key_column = records, column, key_column or column
        self.record_label, self.fold, self.what = record_label, fold, what
        super().__init__(**kwargs)

    def validate(self, value):
        """Everything is checked by clean, which has to ask the database anyway."""

    def clean(self, value):
        given = {self.fold(text) for text in super().clean(value)}
        if not given:
            return []
        records = self.records().filter(**{f"{self.column}__in": given})
        known = {getattr(record, self.column): record for record in records}
        unknown = sorted(given - set(known))
        if unknown:
            raise ValidationError(
                _("“%(value)s” is not %(what)s that the archive knows."),
                params={"value": unknown[0][:80], "what": self.what},
            )
        return [self._value(text, known[text]) for text in sorted(known)]

    def _value(self, text, record):
        return Value(text, self.record_label(record), getattr(record, self.key_column))


class PartialDateField(forms.CharField):
    """A partial date; cleaned to a PartialDate, or None."""

    def clean(self, value):
        text = super().clean(value)
        return dates.parse(text) if text else None


class MomentField(forms.CharField):
    """A moment (ISO 8601) or a partial date, which means its first moment in UTC; cleaned to a datetime, or None.

    With ``is_end`` a partial date means its last moment.
    """

    def __init__(self, *, is_end=False, **kwargs):
        self.is_end = is_end
        super().__init__(**kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        return read_moment(text) or self._moment_of(dates.parse(text))

    def _moment_of(self, date):
        return midnight(date.latest + datetime.timedelta(days=1)) - INSTANT if self.is_end else midnight(date.earliest)


def read_moment(text):
    """Return the moment, in UTC, that a text of ISO 8601 names; None of any other text."""
    try:
        moment = parse_datetime(text.replace(" ", "+")) if "T" in text else None
    except ValueError:
        moment = None
    if moment is None or timezone.is_naive(moment):
        return moment and moment.replace(tzinfo=datetime.UTC)
    try:
        return moment.astimezone(datetime.UTC)
    except OverflowError:
        raise ValidationError(_("“%(text)s” is beyond all calendars."), params={"text": text[:40]}) from None


def written_moment(moment):
    return moment.isoformat().replace("+00:00", "Z")


def midnight(day):
    """The first moment of a day in UTC."""
    return datetime.datetime.combine(day, datetime.time.min, datetime.UTC)


INSTANT = datetime.timedelta(microseconds=1)  # the database tells moments apart by no less


@dataclass(frozen=True)
class AsOf:
    """A time in the past as of which the archive is asked for: a moment, or the end of a day, a month or a year.

    ``until``: the first moment after it. ``date``: the Day, None of a moment.
    """

    text: str
    until: datetime.datetime
    date: dates.Day | None = None

    def __str__(self):
        return self.text

    @property
    def words(self):
        return self.date.plain_words if self.date else f"{self.until - INSTANT:%Y-%m-%d %H:%M:%S} UTC"


NOT_OVER = _(
    "“%(text)s” is not over yet: a day ends at midnight UTC. Leave this out for the archive as it is now, or give a "
    "moment that has passed, such as 2026-11-01T12:00:00Z."
)
STILL_TO_COME = _(
    "“%(text)s” has not come yet: it is later than the clock of the archive (UTC). Leave this out for the archive as "
    "it is now, or give a moment that has passed."
)


class AsOfField(forms.CharField):
    """A day, a month or a year that is over, or a moment that has passed; cleaned to AsOf, or None."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        moment = read_moment(text)
        try:
            as_of = AsOf(written_moment(moment), moment + INSTANT) if moment else self._end_of(text)
        except OverflowError:
            raise ValidationError(_("“%(text)s” is beyond all calendars."), params={"text": text[:40]}) from None
        if as_of.until > timezone.now():
            raise ValidationError(STILL_TO_COME if moment else NOT_OVER, params={"text": text[:40]})
        return as_of

    def _end_of(self, text):
        date = dates.parse(text)
        if date.start != date.end or date.start.qualifier:
            raise ValidationError(_("Give one day, month or year, without ~, ?, % or /, or a moment."))
        return AsOf(text, midnight(date.latest + datetime.timedelta(days=1)), date.end)
