"""The positions of a list by year, by topic and by state. One pass over the rows of the list tells all three."""

from dataclasses import dataclass

import numpy as np

from stances.codebook import Position
from stances.facets.rows import DAYS, EACH, Wanted, read_rows, years

COLUMNS = ("coding_key", "agency_key", *DAYS)
MOST_SPANS = 60  # columns that a chart has room for; of more years, ten or a hundred are one
SPANS = (1, 10, 100)  # years


@dataclass(frozen=True)
class Crossed:
    """How many statements of a list take each position: {position: how many}, of the positions that any takes.

    ``everything``: of the whole list. ``spans``: {first year of a span: …} of spans of ``length`` years, in order; a
    statement counts in each span that it may be of, and ``vague`` ones in several. ``undated``: of those without a
    date. ``topics`` and ``states``: {value: …}; a statement counts for each of its topics.
    """

    everything: dict
    spans: dict
    length: int
    vague: int
    undated: dict
    topics: dict
    states: dict


def cross(statements):
    """Return what is Crossed of a StatementList, and tell the list its total."""
    [rows] = read_rows([Wanted(statements.matching(), COLUMNS)], is_search=bool(statements.cleaned["q"]))
    statements.total = rows.length
    positions = Positions(rows)
    is_dated = rows.keys[DAYS[0]] > 0
    length, vague, spans = positions.by_span(is_dated, statements.days)
    return Crossed(
        positions.together(),
        spans,
        length,
        vague,
        positions.together(~is_dated),
        positions.by_topic(),
        positions.by_state(),
    )


class Positions:
    """The positions of some Rows, counted."""

    def __init__(self, rows):
        self.rows = rows
        self.names, self.of_rows = rows.places("position")

    def together(self, kept=EACH):
        """{position: how many} of the rows kept."""
        return self._named(np.bincount(self.of_rows[kept], minlength=len(self.names)))

    def by_state(self):
        states, of_rows = self.rows.places("state")
        return self._by(states, of_rows, self.of_rows)

    def by_topic(self):
        """Counted by key, as rows with one key have the same topics."""
        topics, counts = self.rows.values("topic"), self.rows.counts_of_keys("coding_key")
        of_keys = self.rows.places_of_keys("position")
        return self._by(topics.values, topics.places, of_keys[topics.keys], counts[topics.keys])

    def by_span(self, is_dated, days):
        """Return (years of a span, how many rows may be of several spans, {first year: {position: how many}}).

        Of spans outside of those that are asked for (first day, last day) nothing is told.
        """
        first, last = (years(self.rows.keys[day][is_dated]) for day in DAYS)
        if not first.size:
            return SPANS[0], 0, {}
        asked_first, asked_last = (day and day.year for day in days)
        first, last = (np.clip(each, asked_first, asked_last) if any(days) else each for each in (first, last))
        length = next(each for each in SPANS if last.max() - first.min() < each * MOST_SPANS or each == SPANS[-1])
        first, last = first // length, last // length
        counted = self._over_time(first - first.min(), last - first.min(), self.of_rows[is_dated])
        begin = int(first.min())
        spans = {(begin + n) * length: self._named(found) for n, found in enumerate(counted) if found.any()}
        return length, int((last > first).sum()), spans

    def _over_time(self, first, last, positions):
        """Return an array (spans, positions): how many have begun and not ended."""
        size, width = int(last.max()) + 2, len(self.names)
        begun = np.bincount(first * width + positions, minlength=size * width)
        ended = np.bincount((last + 1) * width + positions, minlength=size * width)
        return np.cumsum((begun - ended).reshape(size, width), axis=0)[:-1]

    def _by(self, values, places, positions, weights=None):
        """Return {value: {position: how many}} of places among the values and among the positions."""
        width = len(self.names)
        counted = np.bincount(places * width + positions, weights, len(values) * width).astype(int)
        found = zip(values, counted.reshape(len(values), width), strict=True)
        return {value: self._named(counts) for value, counts in found if counts.any()}

    def _named(self, counts):
        found = dict(zip(self.names, counts.tolist(), strict=True))
        return {position: found[position] for position in Position if found.get(position)}
