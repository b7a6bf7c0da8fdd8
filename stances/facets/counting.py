"""How many statements a list has, and how many of each value of each filter.

A filter's own selection does not count for its own values, so that they show what choosing another would give.
"""

from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from stances.facets.rows import read_rows

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
    return from_several_lists(statements, chosen, limits, archive)


def keys_chosen(statements):
    return {name: {each.key for each in values} for name, values in statements.chosen.items()}


def from_all_that_match(statements, chosen, limits):
    """Read the rows with the words once, whatever else is asked for: to find them takes the longest."""
    (rows,) = read_rows([statements.matching(without=chosen)], is_search=True, with_ids=True)
    counted = rows_counted(rows, chosen, limits)
    # Many rows are found sooner by their words alone than by so many ids.
    is_by_words = not chosen and counted.total > MANY and statements.cleaned["sort"] != "relevance"
    return replace(counted, ids=None) if is_by_words else counted


def from_several_lists(statements, chosen, limits, archive):
    """Read what matches without each of the filters; among the first of these is what matches with all of them."""
    if len(chosen) == 1 and statements.is_whole_without(chosen):
        # What a single filter keeps away is the rest of the archive, whose counts are known.
        (rows,) = read_rows([statements.matching()])
        counted = rows_counted(rows, {}, {name: most for name, most in limits.items() if name not in chosen})
        return replace(counted, values=counted.values | {name: archive[name] for name in chosen})
    lists = [statements.matching(without=[name]) for name in chosen] or [statements.matching()]
    first, *others = read_rows(lists, with_ids=True)
    own, *own_of_others = chosen or [None]
    counted = rows_counted(
        first,
        {own: chosen[own]} if own else {},
        {name: most for name, most in limits.items() if name not in own_of_others},
    )
    values = counted.values
    for name, rows in zip(own_of_others, others, strict=True):
        values |= rows_counted(rows, {name: chosen[name]}, {name: limits[name]}).values
    return replace(counted, values=values)


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
