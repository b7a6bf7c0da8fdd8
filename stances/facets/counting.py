"""How many statements a list has, and how many of each value of each filter.

A filter's own selection does not count for its own values, so that they show what choosing another would give.
"""

from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from stances.facets.keys import COLUMN_OF
from stances.facets.rows import Wanted, read_rows

MANY = 5_000  # ids


@dataclass(frozen=True)
class Counted:
    """``total``: how many statements a list has. ``values``: {filter: {value: how many}}.

    ``ids`` of those statements, where they became known in passing.
    """

    total: int
    values: dict
    ids: object = None


def count(statements, limits, archive):
    """Return what is Counted of a StatementList.

    ``limits`` maps filters to how many values are wanted, the most frequent; those that are chosen come besides.
    ``archive`` has the counts of the whole archive.
    """
    if statements.is_whole:
        return Counted(statements.everything, archive)
    chosen = keys_chosen(statements)
    if statements.cleaned["q"]:
        return from_all_that_match(statements, chosen, limits)
    return from_two_lists(statements, chosen, limits, archive)


def keys_chosen(statements):
    return {name: {each.key for each in values} for name, values in statements.chosen.items()}


def from_all_that_match(statements, chosen, limits):
    """Read the rows with the words once, whatever else is asked for: to find them takes the longest."""
    (rows,) = read_rows([Wanted(statements.matching(without=chosen), with_ids=True)], is_search=True)
    counted = rows_counted(rows, chosen, limits)
    # Many rows are found sooner by their words alone than by so many ids.
    is_by_words = not chosen and counted.total > MANY and statements.cleaned["sort"] != "relevance"
    return replace(counted, ids=None) if is_by_words else counted


def from_two_lists(statements, chosen, limits, archive):
    """Read what matches with one filter alone, whatever else is chosen, and what matches without that one.

    The filter is the one that keeps the fewest rows.
    """
    narrowest = min(chosen, key=lambda name: sum(archive[name].get(key, 0) for key in chosen[name]), default=None)
    others = {name: keys for name, keys in chosen.items() if name != narrowest}
    wanted = [Wanted(statements.matching(without=others), with_ids=True)]
    if chosen and not statements.is_whole_without([narrowest]):
        wanted.append(Wanted(statements.matching(without=[narrowest]), (COLUMN_OF[narrowest],)))
    first, *second = read_rows(wanted)
    counted = rows_counted(first, others, {name: most for name, most in limits.items() if name != narrowest})
    if not chosen:
        return counted
    # What a single filter keeps away is the rest of the archive, whose counts are known.
    own = {narrowest: archive[narrowest]}
    for rows in second:
        own = rows_counted(rows, {narrowest: chosen[narrowest]}, {narrowest: limits[narrowest]}).values
    return replace(counted, values=counted.values | own)


def rows_counted(rows, chosen, limits):
    """Return what is Counted of rows that have what is chosen."""
    have = {name: rows.have(name, keys) for name, keys in chosen.items()}

    def kept(without=None):
        others = [each for name, each in have.items() if name != without]
        return reduce(np.logical_and, others, np.ones(rows.length, bool))

    all_kept = kept()
    values = {
        name: rows.counts(name, kept(name) if name in chosen else all_kept, most, chosen.get(name, ()))
        for name, most in limits.items()
    }
    return Counted(int(all_kept.sum()), values, None if rows.ids is None else rows.ids[all_kept])
