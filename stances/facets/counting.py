"""How many statements a list has, and how many of each value of each filter.

A filter's own selection does not count for its own values, so that they show what choosing another would give.
"""

import heapq
from dataclasses import dataclass, replace

import numpy as np

from stances.facets.rows import COLUMNS_OF, EACH, YEAR, Wanted, read_rows
from stances.models import ValueCount
from stances.paging import IdsAndDays

MANY = 1_000  # values of a filter, among which the most frequent ones are likely to be
EVERY = 2**31 - 1  # more than any filter has


@dataclass(frozen=True)
class Counted:
    """``total``: how many statements a list has. ``values``: {filter: {value: how many}}.

    ``ids_and_days`` of those statements, where they became known in passing.
    """

    total: int
    values: dict
    ids_and_days: IdsAndDays | None = None


def count(statements, limits, archive):
    """Return what is Counted of a StatementList.

    ``limits`` maps filters to how many values are wanted, the most frequent; those that are chosen come besides.
    ``archive`` has the counts of the whole archive.
    """
    if statements.is_whole:
        return Counted(statements.everything, archive)
    if not statements.cleaned["q"]:
        return from_two_lists(statements, limits, archive)
    if statements.is_by_exclusion:
        return from_what_is_kept_away(statements, limits)
    return from_all_that_match(statements, limits)


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


def from_what_is_kept_away(statements, limits):
    """Count the list without its words, and take away what these keep away, which is as a rule far less to read."""
    chosen = all_chosen(statements)
    (rows,) = read_rows([Wanted(statements.kept_away_by_words(without=parameters(chosen)))], is_search=True)
    away = rows_counted(rows, chosen, dict.fromkeys(limits, EVERY))
    for most in (MANY, EVERY):
        of_all = count_without_words(statements, dict.fromkeys(limits, most))
        left = {
            name: most_left(of_all.values[name], away.values[name], limits[name], most, chosen.get(name, ()))
            for name in limits
        }
        if None not in left.values():
            return Counted(of_all.total - away.total, left)


def count_without_words(statements, limits):
    """What is Counted of a list if no words were asked for."""
    archive = ValueCount.objects.most_frequent(limits, also=keys_chosen(statements))
    if statements.is_whole_without(["q"]):
        return Counted(statements.everything, archive)
    return from_two_lists(statements, limits, archive, besides=["q"])


def most_left(counts, away, wanted, known, also):
    """Return {value: what is left of its count} of the ``wanted`` most frequent values and of those in ``also``.

    ``counts`` has the ``known`` most frequent values before. None if another may have as many left as these.
    """
    left = {value: count - away.get(value, 0) for value, count in counts.items()}
    first = heapq.nsmallest(wanted, left, key=lambda value: (-left[value], value))
    if len(counts) >= known and left[first[-1]] <= min(counts.values()):
        return None
    return {value: left[value] for value in {*first, *also} if left.get(value)}


def from_two_lists(statements, limits, archive, besides=()):
    """Read what matches with one filter alone, whatever else is chosen, and what matches without that one.

    The filter is the one that keeps the fewest rows. ``besides`` names parameters that are left out everywhere.
    """
    chosen = all_chosen(statements)
    own = min(keys_chosen(statements) or chosen, key=lambda name: kept_by(name, chosen, archive), default=None)
    others = {name: wanted for name, wanted in chosen.items() if name != own}
    wanted = [Wanted(statements.matching(without=[*besides, *parameters(others)]), with_ids=True)]
    if own and not statements.is_whole_without([*besides, *parameters([own])]):
        wanted.append(Wanted(statements.matching(without=[*besides, *parameters([own])]), COLUMNS_OF[own]))
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
        return np.logical_and.reduce(others) if others else EACH

    all_kept = kept()
    values = {
        name: rows.counts(name, kept(name) if name in chosen else all_kept, most, chosen.get(name, ()))
        for name, most in limits.items()
    }
    return Counted(rows.number(all_kept), values, rows.ids_and_days(all_kept))
