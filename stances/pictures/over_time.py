from functools import partial

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stances.charts.bars import STEPS
from stances.charts.shapes import SMALL, Stack
from stances.charts.shapes import length as words_length
from stances.charts.stacks import columns
from stances.pictures.picture import Picture, Row, Table, position_keys

ROOM = 12  # units between the labels of two years
SHARE_OF_PLOT = 0.93  # of the width of a chart


def over_time(statements, crossed):
    """The positions of a list in each year, or in spans of ten or a hundred where there are too many years."""
    rows = [span_row(statements, first, crossed) for first in crossed.spans]
    undated = [Row("undated", _("Undated"), crossed.undated)] if crossed.undated else []
    return Picture(
        "positions",
        _("Positions over time"),
        Table(_("Year"), "year", rows, undated),
        partial(draw, crossed),
        position_keys(crossed),
        list(notes(crossed)),
        "" if rows else nothing(crossed),
    )


def nothing(crossed):
    if crossed.undated:
        return _("No statement of this list has a date, so there is nothing to draw.")
    return _("This list has no statement, so there is nothing to draw.")


def span_row(statements, first, crossed):
    length = crossed.length
    code = str(first) if length == 1 else f"{first}/{first + length - 1}"
    return Row(code, label(first, length), crossed.spans[first], span_list(statements, first, length))


def label(first, length):
    return str(first) if length == 1 else f"{first}–{first + length - 1}"


def span_list(statements, first, length):
    """What returns the query of the statements of a span; of the days that are asked for, those within it stay."""
    after, before = (statements.cleaned.get(name) for name in ("date_after", "date_before"))
    last = first + length - 1
    start = after.text if after and after.earliest.year >= first else first
    end = before.text if before and before.latest.year <= last else last
    return partial(statements.query_replacing, date_after=start, date_before=end)


def draw(crossed, width):
    """Years without a statement have their place, too."""
    firsts = range(min(crossed.spans), max(crossed.spans) + 1, crossed.length)
    needed = words_length(label(firsts[0], crossed.length), SMALL) + ROOM
    step = next(step for step in STEPS if step * width * SHARE_OF_PLOT / len(firsts) >= needed or step == STEPS[-1])
    stacks = [
        Stack(label(first, crossed.length), crossed.spans.get(first, {}), first // crossed.length % step == 0)
        for first in firsts
    ]
    return columns(stacks, width)


def notes(crossed):
    """Yield how vague dates count, and what is not drawn."""
    if crossed.vague:
        yield ngettext(
            "%(count)s statement, whose date is uncertain, may be of several years and counts in each of them.",
            "%(count)s statements, whose dates are uncertain, may be of several years and count in each of them.",
            crossed.vague,
        ) % {"count": intcomma(crossed.vague)}
    if undated := sum(crossed.undated.values()):
        yield ngettext(
            "%(count)s undated statement is not drawn.", "%(count)s undated statements are not drawn.", undated
        ) % {"count": intcomma(undated)}
