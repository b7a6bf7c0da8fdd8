"""The orders of a list, and pages of it by cursor: a place in the order rather than a number of records to skip.

A cursor keeps leading to the same place while records are added before it. Each order is by one key and then by
reference, so that it is total; records without the key come last in every order: undated ones, and in a list by best
match those that are too many to be ranked, newest first.
"""

import base64
import binascii
import datetime
import json
import re
from dataclasses import dataclass
from functools import partial

import numpy as np
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stances import planner
from stances.models.statement import REFERENCE_PATTERN


def read_moment(text):
    moment = datetime.datetime.fromisoformat(text)
    if moment.utcoffset() != datetime.timedelta(0):
        raise ValueError(text)
    return moment


def read_rank_or_day(key):
    """The rank of one that is ranked; the day of one that is not."""
    return key if isinstance(key, float) else datetime.date.fromisoformat(key)


# sort: (label, key, whether the greatest comes first, how the key is read back from a cursor)
SORTS = {
    "newest": (_("Newest first"), "date_earliest", True, datetime.date.fromisoformat),
    "oldest": (_("Oldest first"), "date_earliest", False, datetime.date.fromisoformat),
    "relevance": (_("Best match first"), "rank", True, read_rank_or_day),
    "updated": (_("Last changed first"), "updated_at", True, read_moment),
}
DEFAULT_SORT = "newest"
PER_PAGE = 20
MOST_PER_PAGE = 100

MOST_RANKED = 2_000  # matches; each takes some 10 µs to rank, as its whole document has to be read
MOST_REACH = 1_000  # entries of the index of an order; to ask of each whether it matches takes some 5 µs
MOST_REACH_OF_IDS = 10_000  # where that is known already
MOST_IDS = 5_000  # to find rows by; more are found sooner by what is asked for, as the first time
NEVER = -(2**31)  # where an undated record has its place: behind the first and the last of all days
LIKELY = 3  # times as many entries as hold the matches of a page, were they spread evenly

BROKEN = _("This page address is broken. Start again from the first page.")


@dataclass(frozen=True)
class Cursor:
    """The place after one record: its key in the order (None: it has none) and its reference.

    In the order of best match the key of a record that is not ranked is its day.
    """

    sort: str
    key: object
    reference: str

    def __str__(self):
        key = self.key if isinstance(self.key, float | None) else self.key.isoformat()
        text = json.dumps([self.sort, key, self.reference], separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(text, sort):
    """Return the Cursor written in a text. Raises ValidationError if it is broken or belongs to another order."""
    try:
        written = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars="-_", validate=True))
        given, key, reference = written
        read_key = SORTS[given][3]
        cursor = Cursor(given, None if key is None else read_key(key), reference)
        is_sound = re.match(REFERENCE_PATTERN, reference) and str(cursor) == text
    except (ValueError, TypeError, KeyError, OverflowError, binascii.Error, UnicodeError, RecursionError):
        is_sound = False
    if not is_sound or cursor.key != cursor.key:  # the last: not a number
        raise ValidationError(BROKEN, "broken")
    if given != sort:
        raise ValidationError(_("This page belongs to the list in another order. Start from the first page."), "order")
    return cursor


def in_order(rows, sort):
    """Return the rows in an order. For ``relevance`` they need a rank; those without one follow, newest first."""
    _label, key, is_descending, _read = SORTS[sort]
    by_key = F(key).desc(nulls_last=True) if is_descending else F(key).asc(nulls_last=True)
    if sort == "relevance":
        return rows.order_by(by_key, F("unranked_day").desc(nulls_last=True), "reference")
    return rows.order_by(by_key, "reference")


def newest_ids(rows):
    """The ids of those that a list by best match ranks, where there are too many to rank them all."""
    return in_order(rows, "newest").values_list("pk", flat=True)[:MOST_RANKED]


def following(rows, sort, cursor):
    """Return the rows after a cursor (None: from the start) in parts that follow each other in the order.

    With one condition for all of them PostgreSQL could not go straight to the place in the index of the order.
    """
    if cursor is None:
        return [rows]
    _label, key, is_descending, _read = SORTS[sort]
    if cursor.key is None:
        return [rows.filter(**{f"{key}__isnull": True, "reference__gt": cursor.reference})]
    beyond = "lt" if is_descending else "gt"
    is_after = Q(**{f"{key}__{beyond}": cursor.key}) | Q(reference__gt=cursor.reference)
    return [
        rows.filter(is_after, **{f"{key}__{beyond}e": cursor.key}),
        rows.filter(**{f"{key}__isnull": True}),
    ]


def among(few, many):
    """Return those of a few numbers, in their order, that are among many (an array). np.isin takes far longer."""
    few, many = np.array(few, int), np.sort(many)
    places = np.searchsorted(many, few).clip(max=len(many) - 1)
    return few[many[places] == few].tolist()


@dataclass(frozen=True)
class IdsAndDays:
    """Arrays: the ``ids`` of all rows that match, and their earliest ``days`` as Python counts them, 0 for none."""

    ids: np.ndarray
    days: np.ndarray

    def __len__(self):
        return len(self.ids)

    def near(self, place, sort, cursor, number):
        """The ids of some rows, among which are the first so many of the part of an order by days (see following)."""
        if place or (cursor and cursor.key is None):
            return self.ids[self.days == 0]
        keys = np.where(self.days > 0, self.days if SORTS[sort][2] else -self.days, NEVER)
        start = cursor and cursor.key.toordinal() * (1 if SORTS[sort][2] else -1)
        beyond = keys if start is None else keys[(keys < start) & (keys > NEVER)]
        last = np.partition(beyond, -number)[-number] if len(beyond) > number else NEVER + bool(cursor)
        return self.ids[keys >= last if start is None else (keys >= last) & (keys <= start)]


@dataclass(frozen=True)
class Matches:
    """The rows that match, in no order, with what decides how they are brought into one.

    ``query``: the words asked for. ``total``: how many rows match. ``everything``: how many statements are published,
    or None where all of them match. ``ids_and_days`` of all rows, where they are known.
    """

    rows: object
    query: str
    total: int
    everything: int | None
    ids_and_days: IdsAndDays | None = None

    @property
    def is_ranked_in_part(self):
        """Whether a list by best match ranks the newest matches only; to rank all of them would take too long."""
        return self.total > MOST_RANKED

    def page(self, sort, cursor, per_page):
        """Return (the rows of a page, the Cursor of the next page or None)."""
        after = self._by_relevance if sort == "relevance" else partial(self._after, sort)
        found = after(cursor, per_page + 1) if self.total else []
        if len(found) <= per_page:
            return found, None
        last = found[per_page - 1]
        return found[:per_page], Cursor(sort, self._key(last, sort), last.reference)

    def _key(self, row, sort):
        key = getattr(row, SORTS[sort][1])
        return row.date_earliest if key is None and sort == "relevance" else key

    def _after(self, sort, cursor, number):
        """The first so many rows after a cursor."""
        found = []
        for place, part in enumerate(following(self.rows, sort, cursor)):
            if len(found) < number:
                found += self._of_part(place, part, sort, cursor, number - len(found))
        return found

    def _of_part(self, place, part, sort, cursor, number):
        """The first so many rows of a part: along the index of the order, or found and then sorted."""
        if self.everything is None:
            return list(in_order(part.light(), sort)[:number])
        near = self._near(place, sort, cursor, number)
        if near is None:
            found = self._within_reach(place, part, sort, cursor, number)
        else:
            found = self._sorted(near, place, sort, cursor, number)
            if len(near) < number:  # then these are all
                return found
        # Of those that are near, some may have changed since they were counted, so that others stand in their places.
        return found if len(found) == number else self._sorted(self._ids, place, sort, cursor, number)

    def _sorted(self, ids, place, sort, cursor, number):
        """The first so many rows of the part at a place among these ids, or, if they are None, among all that match."""
        rows = self.rows if ids is None else self._all.with_ids(ids)
        with planner.without(self._ways(ids)):
            return list(in_order(following(rows, sort, cursor)[place].light(), sort)[:number])

    def _near(self, place, sort, cursor, number):
        """The ids of a few rows among which are the first so many of a part, where their days tell; else None."""
        if self.ids_and_days is None or SORTS[sort][1] != "date_earliest":
            return None
        near = self.ids_and_days.near(place, sort, cursor, number)
        return near.tolist() if len(near) <= MOST_IDS else None

    @property
    def _ids(self):
        """The ids of all rows, where they are known and few."""
        known = self.ids_and_days
        return known.ids.tolist() if known is not None and len(known) <= MOST_IDS else None

    @property
    def _all(self):
        return self.rows.model.objects.all()

    def _ways(self, ids):
        """The ways of reading that are not to be taken to find rows, by ids or None, before they are sorted."""
        if ids is not None:
            return planner.FINDING
        return planner.WALKING if self.query else planner.ORDER_FIRST

    def _within_reach(self, place, part, sort, cursor, number):
        """What a short walk along the index of the order finds, where matches are likely to be near."""
        reach = LIKELY * number * self.everything // self.total
        most = MOST_REACH if self.ids_and_days is None else MOST_REACH_OF_IDS
        if reach > most or self.everything <= most:  # of so few they are sorted as soon
            return []
        along = in_order(following(self._all.published(), sort, cursor)[place], sort)
        near = list(along.values_list("pk", flat=True)[:reach])
        if reach > MOST_REACH:
            near = among(near, self.ids_and_days.ids)[:number]
            part = self._all
        with planner.without(planner.FINDING):
            return list(in_order(part.light().with_ids(near), sort)[:number])

    def _newest(self):
        return self._after("newest", None, MOST_RANKED)

    def _by_relevance(self, cursor, number):
        newest = self._newest() if self.is_ranked_in_part else []
        is_ranked = cursor is None or isinstance(cursor.key, float)
        found = self._ranked(newest, cursor, number) if is_ranked else []
        if len(found) < number and newest:
            place = (newest[-1].date_earliest, newest[-1].reference) if is_ranked else (cursor.key, cursor.reference)
            rest = self._after("newest", Cursor("newest", *place), number - len(found))
            for row in rest:
                row.rank = None
            found += rest
        return found

    def _ranked(self, newest, cursor, number):
        ids = [row.pk for row in newest] or self._ids
        rows = self.rows if ids is None else self._all.with_ids(ids)
        part = following(rows.light().with_rank(self.query), "relevance", cursor)[0]
        with planner.without(self._ways(ids)):
            return list(in_order(part, "relevance")[:number])
