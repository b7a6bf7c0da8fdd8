"""Partial dates: EDTF text in; the earliest day, the latest day and plain words out.

Read are the forms of EDTF levels 0 and 1 that statements have: ``2017-02-21``, ``2016-11``, ``2017``, each with
``~`` (approximate), ``?`` (uncertain) or ``%`` (both), and intervals of two of these with ``/`` between them.
A qualifier never widens the bounds: how far "about" reaches is for the reader to judge.
The database derives the same two days by the functions of its first migration; a test compares the two.
"""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils import formats
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

ONE = r"[12]\d{3}(?:-\d{2}(?:-\d{2})?)?[~?%]?"
PATTERN = rf"^{ONE}(?:/{ONE})?$"  # read by PostgreSQL too, so only syntax that both understand

EXAMPLES = _(
    "Write it like 2017-02-21, 2017-02 or 2017, of the years 1000 to 2999; add ~ for “about”, and / between two dates "
    "for a span."
)


@dataclass(frozen=True)
class Day:
    """One end of a partial date: a year, a month of a year or a day, with its qualifier (``~ ? %`` or empty)."""

    year: int
    month: int | None
    day: int | None
    qualifier: str

    @property
    def earliest(self):
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self):
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def plain_words(self):
        """The words without what the qualifier says."""
        pattern = "DATE_FORMAT" if self.day else "YEAR_MONTH_FORMAT" if self.month else "Y"
        return formats.date_format(self.earliest, pattern)

    @property
    def words_within(self):
        """The plain words as they stand within a sentence, where some languages have an article before a day."""
        return pgettext("a day within a sentence", "%s") % self.plain_words if self.day else self.plain_words

    @property
    def words(self):
        if not self.qualifier:
            return self.plain_words
        return {
            "~": pgettext("date", "about %s"),
            "?": pgettext("date", "perhaps %s"),
            "%": pgettext("date", "perhaps about %s"),
        }[self.qualifier] % self.words_within

    @property
    def pattern_of_span(self):
        """How a span is told that ends with this date."""
        if self.qualifier:
            return pgettext("span to a date that is not certain", "%(start)s to %(end)s")
        if self.day:
            return pgettext("span to a day", "%(start)s to %(end)s")
        return pgettext("span to a month or a year", "%(start)s to %(end)s")


@dataclass(frozen=True)
class PartialDate:
    """A date as exactly as it is known: its EDTF text, and the first and last day that it may mean."""

    text: str
    start: Day
    end: Day

    @property
    def earliest(self):
        return self.start.earliest

    @property
    def latest(self):
        return self.end.latest

    @property
    def words(self):
        if self.start == self.end:
            return self.start.words
        return self.end.pattern_of_span % {"start": self.start.words, "end": self.end.words}

    @property
    def is_exact(self):
        return self.earliest == self.latest and not self.start.qualifier


@lru_cache(maxsize=4096)
def parse(text):
    """Return the PartialDate of an EDTF text. Raises ValidationError that says what is wrong with it."""
    if not re.match(PATTERN, text) or not text.isascii() or text.endswith("\n"):
        raise ValidationError(
            _("“%(text)s” is not a date. %(examples)s"), "form", {"text": text[:40], "examples": EXAMPLES}
        )
    start, *rest = (_day(part, text) for part in text.split("/"))
    end = rest[0] if rest else start
    if end.latest < start.earliest:
        raise ValidationError(_("“%(text)s” ends before it begins."), "reversed", {"text": text})
    return PartialDate(text, start, end)


def _day(part, text):
    qualifier = part[-1] if part[-1] in "~?%" else ""
    year, month, day = ([int(n) for n in part.rstrip("~?%").split("-")] + [None, None])[:3]
    try:
        datetime.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise ValidationError(
            _("“%(text)s” has a month or a day that no calendar has."), "impossible", {"text": text}
        ) from None
    return Day(year, month, day, qualifier)


def validate(text):
    """Raise ValidationError unless the text is empty (undated) or a partial date."""
    if text:
        parse(text)


def words(text):
    """Return the date in plain words, in the language that is active; “undated” for the empty text."""
    return _words(text, get_language())


@lru_cache(maxsize=16_384)  # the days of twenty years in each language
def _words(text, language):
    return parse(text).words if text else gettext("undated")
