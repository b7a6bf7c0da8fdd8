"""The keys of matching rows as arrays, and counts of them.

PostgreSQL hands the keys over and Python counts them, as grouping so many rows takes PostgreSQL five times as long.
"""

import numpy as np
from django.db import connection

from stances import planner
from stances.facets.keys import COLUMN_OF, KEYS

# Two arrays of eight bytes an element are handed over faster than four of four.
PACKED = """
    SELECT {number}, array_send(array_agg(coding_key_id::bigint << 32 | agency_key_id)),
      array_send(array_agg(publisher_key_id::bigint << 32 | coalesce(official_id, 0)))
    FROM ({rows}) found
"""
COLUMNS = ["coding_key", "agency_key", "publisher_key", "official"]

# How PostgreSQL sends an array: 20 bytes of its shape, then the length and the value of each element.
SHAPE = 20
ELEMENT = np.dtype([("length", ">i4"), ("high", ">u4"), ("low", ">u4")])


def read_rows(querysets, is_search=False):
    """Return the Rows of each queryset of search rows, read by one query. ``is_search``: by words."""
    with planner.without(planner.WALKING if is_search else ()):
        return [Rows([half for array in arrays for half in unpacked(array)]) for arrays in packed(querysets)]


class Rows:
    """Some search rows, each by its keys; ``arrays`` has one for each of COLUMNS."""

    def __init__(self, arrays):
        self.keys = dict(zip(COLUMNS, arrays, strict=True))
        self.length = len(arrays[0])
        self._meanings = {}

    def have(self, name, wanted):
        """Return an array of booleans by row: whether it has any of the wanted values of a filter."""
        column = COLUMN_OF[name]
        meaning = self._meaning(column)
        return meaning.filters[name].keys_with(wanted, meaning.size)[self.keys[column]]

    def counts(self, name, kept, most, also):
        """Return {value of a filter: count} of the rows kept (booleans by row); see Values.counts."""
        column = COLUMN_OF[name]
        meaning = self._meaning(column)
        keys = self.keys[column] if kept.all() else self.keys[column][kept]
        return meaning.filters[name].counts(np.bincount(keys, minlength=meaning.size), most, also)

    def _meaning(self, column):
        if column not in self._meanings:
            self._meanings[column] = KEYS[column].meaning(np.flatnonzero(np.bincount(self.keys[column])))
        return self._meanings[column]


def packed(querysets):
    """Return the two arrays of PACKED of each queryset, as PostgreSQL sends them; None for no rows."""
    questions = [each.order_by().values_list(*(f"{name}_id" for name in COLUMNS)).query for each in querysets]
    parts = [question.sql_with_params() for question in questions]
    sql = " UNION ALL ".join(PACKED.format(number=number, rows=part) for number, (part, _params) in enumerate(parts))
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY 1", [param for _part, params in parts for param in params])
        return [arrays for _number, *arrays in cursor.fetchall()]


def unpacked(sent):
    """Return the high and the low halves of the elements of an array."""
    elements = np.frombuffer(sent, ELEMENT, offset=SHAPE) if sent else np.empty(0, ELEMENT)
    return elements["high"].astype(np.int64), elements["low"].astype(np.int64)
