"""The measures of a map: from the tally of an area to its shade, its words and the legend."""

from dataclasses import dataclass
from functools import partial

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stances.charts.tallies import COOPERATING, LIMITING, statements_words
from stances.codebook import Position
from stances.conjunctions import joined_by_and

MARKS = {"partners": "++", "cooperates": "+", "neutral": "0", "limits": "−", "declines": "−−", "unclear": "?"}
DEFAULT_MEASURE = "position"
TIED, TIED_CODE = "=", "tied"
SHARES = (1, 25, 50, 75)  # percent at which each shade of a share begins
SHADES = 5  # of a number


@dataclass(frozen=True)
class Shade:
    """One shade of a map, by the name of its class, with its label and a mark that tells it without its color.

    Few agencies hatch an area in its color; a pale one is hatched by thin lines instead.
    """

    code: str
    label: str
    mark: str = ""
    is_pale: bool = False

    def pattern(self, is_few=False):
        """The name of the pattern that an area is filled with; "" of one that has the color of its class."""
        if is_few:
            return f"few-{self.code}"
        return TIED_CODE if self.code == TIED_CODE else ""


@dataclass(frozen=True)
class Scale:
    """The shades of a measure in the order of the legend; ``of(tally)`` returns the place of one among them."""

    shades: list
    of: object

    def shade(self, tally):
        return self.shades[self.of(tally)] if tally.agencies else NONE


@dataclass(frozen=True)
class Measure:
    """``scale(tallies)`` returns its Scale; ``words`` says its value of a tally, ``mark`` says it in a few characters.

    ``key(tally)`` sorts the areas with the most of it first; without, they stand by their names.
    """

    code: str
    name: str
    label: str
    note: str
    scale: object
    words: object
    mark: object
    key: object = None
    tells_few: bool = True

    @property
    def query(self):
        """What an address has of it, beginning with the question mark; nothing of the usual one."""
        return "" if self.code == DEFAULT_MEASURE else f"?measure={self.code}"


NONE = Shade("none", gettext_lazy("No statement in the archive"))


def positions_scale(tallies):
    shades = [Shade(code.value, code.label, MARKS[code], is_pale=code == Position.UNCLEAR) for code in Position]
    tied = Shade(TIED_CODE, _("None prevails: a tie"), TIED, is_pale=True)
    return Scale([*shades, tied], place_of_position)


def place_of_position(tally):
    places = list(Position)
    return places.index(tally.prevailing[0]) if len(tally.prevailing) == 1 else len(places)


def prevailing_words(tally):
    """Return which position prevails in words, such as “Declines” or “a tie of Limits and Declines”."""
    labels = [str(position.label) for position in tally.prevailing]
    return labels[0] if len(labels) == 1 else _("a tie of %s") % joined_by_and(labels)


def prevailing_mark(tally):
    return MARKS[tally.prevailing[0]] if len(tally.prevailing) == 1 else TIED


def shares_scale(positions, code, tallies):
    lows = [0, *SHARES]
    labels = [_("0%"), *(span_of_percent(low, high) for low, high in zip(SHARES, [*SHARES[1:], 101], strict=True))]
    return Scale(
        [Shade(f"{code}-{place}", label, is_pale=not place) for place, label in enumerate(labels)],
        lambda tally: sum(tally.share(positions) >= low for low in lows) - 1,
    )


def span_of_percent(low, high):
    return _("%(low)s–%(high)s%%") % {"low": low, "high": high - 1}


def percent(positions, tally):
    return _("%(share)s%%") % {"share": tally.share(positions)}


def numbers_scale(tallies):
    lows = breaks([tally.statements for tally in tallies if tally.statements])
    labels = [span_of_numbers(low, high) for low, high in zip(lows, [*lows[1:], None], strict=True)]
    return Scale(
        [Shade(f"statements-{place}", label) for place, label in enumerate(labels, 1)],
        lambda tally: max(0, sum(tally.statements >= low for low in lows) - 1),
    )


def breaks(numbers):
    """Return the least numbers of at most SHADES shades: 1, then round ones that part the numbers about evenly."""
    ordered = sorted(numbers)
    quantiles = [ordered[len(ordered) * place // SHADES] for place in range(1, SHADES) if ordered]
    return sorted({1, *map(rounded, quantiles)})


def rounded(number):
    """Return the largest of 1, 2, 5, 10, 20, 50, … that is no larger."""
    power = 10 ** (len(str(number)) - 1)
    return max(each * power for each in (1, 2, 5) if each * power <= number)


def span_of_numbers(low, high):
    if high is None:
        return _("%(low)s and more") % {"low": intcomma(low)}
    if high - 1 == low:
        return intcomma(low)
    return _("%(low)s–%(high)s") % {"low": intcomma(low), "high": intcomma(high - 1)}


MEASURES = {
    each.code: each
    for each in (
        Measure(
            "position",
            gettext_lazy("Prevailing position"),
            gettext_lazy("Prevailing position"),
            gettext_lazy("The position of most agencies, by the latest statement of each."),
            positions_scale,
            prevailing_words,
            prevailing_mark,
        ),
        Measure(
            "limits",
            gettext_lazy("Limit or decline"),
            gettext_lazy("Share that limit or decline"),
            gettext_lazy("How many of a hundred agencies limit or decline, by the latest statement of each."),
            partial(shares_scale, LIMITING, "limiting"),
            partial(percent, LIMITING),
            partial(percent, LIMITING),
            lambda tally: (tally.share(LIMITING), tally.agencies),
        ),
        Measure(
            "cooperates",
            gettext_lazy("Cooperate or partner"),
            gettext_lazy("Share that cooperate or partner"),
            gettext_lazy("How many of a hundred agencies cooperate or partner, by the latest statement of each."),
            partial(shares_scale, COOPERATING, "cooperating"),
            partial(percent, COOPERATING),
            partial(percent, COOPERATING),
            lambda tally: (tally.share(COOPERATING), tally.agencies),
        ),
        Measure(
            "statements",
            gettext_lazy("Statements"),
            gettext_lazy("Number of statements"),
            gettext_lazy("All statements of the archive, of any date, however many an agency has."),
            numbers_scale,
            statements_words,
            lambda tally: intcomma(tally.statements),
            lambda tally: tally.statements,
            tells_few=False,
        ),
    )
}
