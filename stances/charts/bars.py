"""A histogram by year: counts in, bars with links out."""

from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

TALLEST = 100  # units of a bar's drawing
LEAST = 3  # so that one among thousands is still seen
MOST_TICKS = 6  # labels of years that fit under a chart as narrow as a phone
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)


@dataclass(frozen=True)
class Bar:
    """One year. ``height`` is of TALLEST units; without a count there is no bar and no address."""

    year: int
    count: int
    height: int
    address: str
    words: str
    is_chosen: bool
    is_largest: bool
    has_tick: bool

    @property
    def top(self):
        return TALLEST - self.height


@dataclass(frozen=True)
class Histogram:
    """Bars of every year from the first to the last, and the same in a sentence."""

    bars: list
    words: str


def histogram(counts, address, *, first=None, last=None, chosen=None):
    """Return the Histogram of {year: count}, or None where nothing is counted.

    ``address(year)`` is where the bar of a year leads. ``first`` and ``last`` widen the years that are shown.
    ``chosen`` is (first year, last year) of those that are asked for, None of an end that is open.
    """
    counts = {year: count for year, count in counts.items() if count}
    if not counts:
        return None
    ends = [*counts, *(year for year in (first, last) if year)]
    years = range(min(ends), max(ends) + 1)
    largest = max(counts.values())
    shown_largest = next(year for year in years if counts.get(year) == largest)
    ticks = tick_years(years)
    bars = [
        Bar(
            year,
            count := counts.get(year, 0),
            height_of(count, largest),
            address(year) if count else "",
            bar_words(year, count),
            is_chosen=is_within(year, chosen),
            is_largest=year == shown_largest,
            has_tick=year in ticks,
        )
        for year in years
    ]
    return Histogram(bars, words_of(counts, shown_largest))


def height_of(count, largest):
    return max(LEAST, round(TALLEST * count / largest)) if count else 0


def is_within(year, chosen):
    if chosen is None:
        return False
    first, last = chosen
    return (first is None or first <= year) and (last is None or year <= last)


def tick_years(years):
    """The years that have a label: round ones, no more than fit; of few years, each."""
    step = next(step for step in STEPS if len(years) <= step * MOST_TICKS or step == STEPS[-1])
    return {year for year in years if year % step == 0}


def bar_words(year, count):
    said = ngettext("%(year)s: %(count)s statement", "%(year)s: %(count)s statements", count)
    return said % {"year": year, "count": intcomma(count)}


def words_of(counts, largest):
    """Return the histogram in a sentence, such as “2005 to 2026; the most, 211 statements, in 2025.”

    The counts are not added up: a statement of uncertain date is counted in each year that it may be of.
    """
    most = counts[largest]
    counted = ngettext("%(count)s statement", "%(count)s statements", most) % {"count": intcomma(most)}
    if len(counts) == 1:
        return _("%(counted)s in %(year)s.") % {"counted": counted, "year": largest}
    return _("%(first)s to %(last)s; the most, %(counted)s, in %(year)s. Choose a year to see its statements.") % {
        "counted": counted,
        "first": min(counts),
        "last": max(counts),
        "year": largest,
    }
