"""The keys of matching rows as arrays, and counts of them.

PostgreSQL hands the keys over and Python counts them, as grouping so many rows takes PostgreSQL five times as long.
"""

import heapq

import numpy as np
from django.db import connection

from stances import planner
from stances.facets.keys import COLUMN_OF, KEYS, OFFICIAL

# Two arrays of eight bytes an element are handed over faster than four of four.
PACKED = """
    SELECT {number}, array_send(array_agg(coding_key_id::bigint << 32 | agency_key_id)),
      array_send(array_agg(publisher_key_id::bigint << 32 | coalesce(official_id, 0))),
      array_send(array_agg({ids}))
    FROM ({rows}) found
"""
COLUMNS = [*KEYS, OFFICIAL]  # in the order of PACKED

# How PostgreSQL sends an array: 20 bytes of its shape, then the length and the value of each element.
SHAPE = 20
ELEMENT = np.dtype([("length", ">i4"), ("high", ">u4"), ("low", ">u4")])


def read_rows(querysets, is_search=False, with_ids=False):
    """Return the Rows of each queryset of search rows, read by one query. ``is_search``: by words.

    ``with_ids``: those of the first one know their ids.
    """
    with planner.without(planner.WALKING if is_search else ()):
        found = packed(querysets, with_ids)
    return [
        Rows(
            [half for array in keys for half in unpacked(array)], unpacked_ids(ids) if with_ids and not number else None
        )
        for number, *keys, ids in found
    ]


class Rows:
    """Some search rows, each by its keys, one array for each of COLUMNS, and perhaps by its id."""

    def __init__(self, arrays, ids=None):
        self.ids = ids
        self.keys = dict(zip(COLUMNS, arrays, strict=True))
        self.length = len(arrays[0])
        self._meanings = {}

    def have(self, name, wanted):
        """Return an array of booleans by row: whether it has any of the wanted values of a filter."""
        column = COLUMN_OF[name]
        if column == OFFICIAL:
            return np.isin(self.keys[column], list(wanted))
        meaning = self._meaning(column)
        return meaning.filters[name].keys_with(wanted, meaning.size)[self.keys[column]]

    def counts(self, name, kept, most, also):
        """Return {value of a filter: count} of the rows kept (booleans by row).

        Of more than ``most`` values, the most frequent ones, and those in ``also``.
        """
        column = COLUMN_OF[name]
        keys = self.keys[column][kept]
        if column == OFFICIAL:
            values, counted = np.unique(keys[keys > 0], return_counts=True)
            return most_frequent(values.tolist(), counted, most, also)
        meaning = self._meaning(column)
        values = meaning.filters[name]
        return most_frequent(values.values, values.counts(np.bincount(keys, minlength=meaning.size)), most, also)

    def _meaning(self, column):
        if column not in self._meanings:
            self._meanings[column] = KEYS[column].meaning(np.flatnonzero(np.bincount(self.keys[column])))
        return self._meanings[column]


def most_frequent(values, counted, most, also):
    """Return {value: count} of the ``most`` most frequent values, of equals the lowest, and of those in ``also``."""
    places = np.flatnonzero(counted)
    if len(places) > most:
        least = np.partition(counted, -most)[-most]
        more = np.flatnonzero(counted > least)
        as_many = heapq.nsmallest(most - len(more), np.flatnonzero(counted == least), key=values.__getitem__)
        places = {*more, *as_many, *(place for place in places if also and values[place] in also)}
    return {values[place]: int(counted[place]) for place in places}


def packed(querysets, with_ids):
    """Return the rows of PACKED of each queryset, with arrays as PostgreSQL sends them; None for no rows."""
    columns = ["statement_id", *(f"{name}_id" for name in COLUMNS)]
    parts = [each.order_by().values_list(*columns).query.sql_with_params() for each in querysets]
    sql = " UNION ALL ".join(
        PACKED.format(number=number, ids="NULL::bigint" if number or not with_ids else "statement_id", rows=part)
        for number, (part, _params) in enumerate(parts)
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY 1", [param for _part, params in parts for param in params])
        return cursor.fetchall()


def unpacked(sent):
    """Return the high and the low halves of the elements of an array."""
    elements = np.frombuffer(sent, ELEMENT, offset=SHAPE) if sent else np.empty(0, ELEMENT)
    return elements["high"].astype(np.int64), elements["low"].astype(np.int64)


def unpacked_ids(sent):
    high, low = unpacked(sent)
    return high << 32 | low
