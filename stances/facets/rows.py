"""The keys of matching rows as arrays, and counts of them.

PostgreSQL hands the keys over and Python counts them, as grouping so many rows takes PostgreSQL five times as long.
"""

import datetime
import heapq
import itertools
from dataclasses import dataclass

import numpy as np
from django.db import connection

from stances import planner
from stances.facets.keys import COLUMN_OF, KEYS, OFFICIAL
from stances.paging import IdsAndDays

EACH = slice(None)  # keeps all rows, where none has to be left out; an array of so many booleans takes longer
YEAR = "year"
DAYS = ("date_earliest", "date_latest")

# What is read of a row, each as a whole number: keys, the number of the official (0 for nobody), and days as Python
# counts them (0 for undated).
FIELDS = {name: f"{name}_id" for name in KEYS} | {
    OFFICIAL: "coalesce(official_id, 0)",
    **{day: f"coalesce({day} - DATE '0001-01-01' + 1, 0)" for day in DAYS},
}
COLUMNS = tuple(FIELDS)
COLUMNS_OF = {name: (column,) for name, column in COLUMN_OF.items()} | {YEAR: DAYS}

# A row is handed over as the bytes of whole numbers of eight, of which each holds two columns: fewer of them take less
# time than smaller ones. All rows are one string of bytes, as an array would have a header for each of its elements.
PAIR = "int8send(({high})::bigint << 32 | {low})"
ID = "int8send(statement_id)"
PACKED = "SELECT {number}, string_agg({record}, NULL) FROM ({rows}) found"


@dataclass(frozen=True)
class Wanted:
    """What is to be read of a queryset of search rows: some of COLUMNS, and perhaps the ids."""

    rows: object
    columns: tuple = COLUMNS
    with_ids: bool = False

    @property
    def record(self):
        """The numpy.dtype of what PostgreSQL sends of a row."""
        fields = [(name, ">u4") for name in self.columns]
        if len(fields) % 2:
            fields.append(("", ">u4"))
        return np.dtype([*fields, ("id", ">i8")] if self.with_ids else fields)

    def sql(self, number):
        """Return (SQL of one row with the number and the records, NULL for want of any; params)."""
        named = [FIELDS[name] for name in self.columns]
        pairs = itertools.zip_longest(named[::2], named[1::2], fillvalue="0")
        pieces = [PAIR.format(high=high, low=low) for high, low in pairs] + [ID] * self.with_ids
        columns = [name if name in DAYS else f"{name}_id" for name in self.columns]
        needed = self.rows.order_by().values_list("statement_id", *columns)
        rows, params = needed.query.sql_with_params()
        return PACKED.format(number=number, record=" || ".join(pieces), rows=rows), params

    def read(self, sent):
        """Return the Rows of what PostgreSQL sent."""
        records = np.frombuffer(sent or b"", self.record)
        ids = records["id"].astype(np.int64) if self.with_ids else None
        return Rows({name: records[name].astype(np.int64) for name in self.columns}, ids)


def read_rows(wanted, is_search=False):
    """Return the Rows of each of the Wanted, read by one query. ``is_search``: by words."""
    parts = [each.sql(number) for number, each in enumerate(wanted)]
    sql = " UNION ALL ".join(part for part, _params in parts)
    with planner.without(planner.WALKING if is_search else ()), connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY 1", [param for _part, params in parts for param in params])
        return [wanted[number].read(sent) for number, sent in cursor.fetchall()]


class Rows:
    """Some search rows: an array for each column that was read, {column: keys}, and perhaps one of their ids."""

    def __init__(self, keys, ids=None):
        self.keys = keys
        self.ids = ids
        self.length = len(next(iter(keys.values())))
        self._meanings, self._counted = {}, {}

    def have(self, name, wanted):
        """Return an array of booleans by row: whether it has any of the wanted values of a filter.

        Of the years, ``wanted`` is (first day, last day), either of them None: whether it may be of a day between them.
        """
        if name == YEAR:
            return self._may_be_between(*wanted)
        column = COLUMN_OF[name]
        if column == OFFICIAL:
            return np.isin(self.keys[column], list(wanted))
        meaning = self._meaning(column)
        return meaning.filters[name].keys_with(wanted, meaning.size)[self.keys[column]]

    def number(self, kept):
        """How many rows are kept (booleans by row, or EACH)."""
        return self.length if kept is EACH else int(np.count_nonzero(kept))

    def ids_and_days(self, kept):
        """The IdsAndDays of the rows kept; None without ids."""
        return None if self.ids is None else IdsAndDays(self.ids[kept], self.keys[DAYS[0]][kept])

    def counts(self, name, kept, most, also):
        """Return {value of a filter: count} of the rows kept (booleans by row, or EACH).

        Of more than ``most`` values, the most frequent ones, and those in ``also``.
        """
        if name == YEAR:
            return self._by_year(kept)
        column = COLUMN_OF[name]
        if column == OFFICIAL:
            keys = self.keys[column][kept]
            values, counted = np.unique(keys[keys > 0], return_counts=True)
            return most_frequent(values.tolist(), counted, most, also)
        values = self.values(name)
        return most_frequent(values.values, values.counts(self.counts_of_keys(column, kept)), most, also)

    def values(self, name):
        """The Values of a filter that has keys."""
        return self._meaning(COLUMN_OF[name]).filters[name]

    def counts_of_keys(self, column, kept=EACH):
        """How many of the rows kept have each key."""
        size = self._meaning(column).size
        if kept is EACH:  # several filters have their keys in one column
            counted = self._counted[column]
            return np.append(counted, np.zeros(size - len(counted), int))
        return np.bincount(self.keys[column][kept], minlength=size)

    def places_of_keys(self, name):
        """An array by key: the place of its value among the values of a filter of which a key has one."""
        found = self.values(name)
        places = np.zeros(self._meaning(COLUMN_OF[name]).size, int)
        places[found.keys] = found.places
        return places

    def places(self, name):
        """Return (the values of a filter of which a row has one, by row the place of its value among them)."""
        return self.values(name).values, self.places_of_keys(name)[self.keys[COLUMN_OF[name]]]

    def _may_be_between(self, first, last):
        earliest, latest = (self.keys[day] for day in DAYS)
        may = earliest > 0
        if first:
            may &= latest >= first.toordinal()
        if last:
            may &= earliest <= last.toordinal()
        return may

    def _by_year(self, kept):
        """{year: how many of the rows kept may be of it}: one of uncertain date may be of several."""
        (first, begun), (last, ended) = (counts_by_year(self.keys[day][kept]) for day in DAYS)
        changes = np.zeros(int(last.max(initial=0)) + 2, int)
        np.add.at(changes, first, begun)
        np.subtract.at(changes, last + 1, ended)
        of_year = np.cumsum(changes)
        return {str(year): int(of_year[year]) for year in np.flatnonzero(of_year)}

    def _meaning(self, column):
        if column not in self._meanings:
            self._counted[column] = np.bincount(self.keys[column])
            self._meanings[column] = KEYS[column].meaning(np.flatnonzero(self._counted[column]))
        return self._meanings[column]


def counts_by_year(days):
    """Return (years, counts) of days as Python counts them, 0 for none: a year comes once for each of its days."""
    counted = np.bincount(days, minlength=1)
    counted[0] = 0
    found = np.flatnonzero(counted)
    return years(found), counted[found]


def years(days):
    """Return the years of days as Python counts them (date.toordinal)."""
    since_1970 = (days - datetime.date(1970, 1, 1).toordinal()).astype("datetime64[D]")
    return since_1970.astype("datetime64[Y]").astype(np.int64) + 1970


def most_frequent(values, counted, most, also):
    """Return {value: count} of the ``most`` most frequent values, of equals the lowest, and of those in ``also``."""
    places = np.flatnonzero(counted)
    if len(places) > most:
        least = np.partition(counted, -most)[-most]
        more = np.flatnonzero(counted > least)
        as_many = heapq.nsmallest(most - len(more), np.flatnonzero(counted == least), key=values.__getitem__)
        places = {*more, *as_many, *(place for place in places if also and values[place] in also)}
    return {values[place]: int(counted[place]) for place in places}
