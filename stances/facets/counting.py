"""How many statements a list has, and how many of each value of each filter.

A filter's own selection does not count for its own values, so that they show what choosing another would give.
"""

from dataclasses import dataclass
from functools import reduce

import numpy as np

from stances.facets.keys import COLUMN_OF
from stances.facets.rows import read_rows


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
    (rows,) = read_rows([statements.matching(without=chosen)], is_search=True, with_ids=bool(chosen))
    return rows_counted(rows, chosen, limits)


def from_several_lists(statements, chosen, limits, archive):
    """Read what matches; and for filters on one column, what matches without them."""
    columns = sorted({COLUMN_OF[name] for name in chosen})
    by_column = [{name: keys for name, keys in chosen.items() if COLUMN_OF[name] == column} for column in columns]
    # What a single filter keeps away is the rest of the archive, whose counts are known.
    known = {name for own in by_column if len(own) == 1 and statements.is_whole_without(own) for name in own}
    by_column = [own for own in by_column if not known & set(own)]
    rows, *others = read_rows([statements.matching(), *(statements.matching(without=own) for own in by_column)])
    counted = rows_counted(rows, {}, {name: most for name, most in limits.items() if name not in chosen})
    values = counted.values | {name: archive[name] for name in known}
    for own, rows_without in zip(by_column, others, strict=True):
        values |= rows_counted(rows_without, own, {name: limits[name] for name in own}).values
    return Counted(counted.total, values)


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
