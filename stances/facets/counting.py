"""How many statements a list has, and how many of each value of each filter.

A filter's own selection does not count for its own values, so that they show what choosing another would give.
"""

from dataclasses import dataclass, replace
from functools import reduce

import numpy as np

from stances.facets.rows import COLUMNS_OF, YEAR, Wanted, read_rows


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
    if statements.cleaned["q"]:
        return from_all_that_match(statements, limits)
    return from_two_lists(statements, limits, archive)


def keys_chosen(statements):
    """{filter: keys that are asked for} of the filters with several values."""
    return {name: {each.key for each in values} for name, values in statements.chosen.items()}


def all_chosen(statements):
    """Besides keys_chosen, the days between which a statement is to be, as what is chosen of the years."""
    days = statements.days
    return keys_chosen(statements) | ({YEAR: days} if any(days) else {})


def parameters(names):
    """The parameters of the query string that belong to filters."""
    return [each for name in names for each in (("date_after", "date_before") if name == YEAR else (name,))]


def from_all_that_match(statements, limits):
    """Read the rows with the words once, whatever else is asked for: to find them takes the longest."""
    chosen = all_chosen(statements)
    (rows,) = read_rows([Wanted(statements.matching(without=parameters(chosen)), with_ids=True)], is_search=True)
    return rows_counted(rows, chosen, limits)


def from_two_lists(statements, limits, archive):
    """Read what matches with one filter alone, whatever else is chosen, and what matches without that one.

    The filter is the one that keeps the fewest rows.
    """
    chosen = all_chosen(statements)
    own = min(keys_chosen(statements) or chosen, key=lambda name: kept_by(name, chosen, archive), default=None)
    others = {name: wanted for name, wanted in chosen.items() if name != own}
    wanted = [Wanted(statements.matching(without=parameters(others)), with_ids=True)]
    if own and not statements.is_whole_without(parameters([own])):
        wanted.append(Wanted(statements.matching(without=parameters([own])), COLUMNS_OF[own]))
    first, *second = read_rows(wanted)
    counted = rows_counted(first, others, {name: most for name, most in limits.items() if name != own})
    if not own:
        return counted
    # What a single filter keeps away is the rest of the archive, whose counts are known.
    values = archive[own]
    for rows in second:
        values = rows_counted(rows, {own: chosen[own]}, {own: limits[own]}).values[own]
    return replace(counted, values=counted.values | {own: values})


def kept_by(name, chosen, archive):
    """How many rows a filter keeps, at the most."""
    return sum(archive[name].get(key, 0) for key in chosen[name]) if name != YEAR else 0


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
