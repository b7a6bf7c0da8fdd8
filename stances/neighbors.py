"""What stands beside a statement: those before and after it in its agency's list, perhaps of the same event, newest.

Each question is bounded by an index of the agency's statements in the order of the list, so that it takes the same
however long the list is, and all of them are asked as one.
"""

import datetime
from dataclasses import dataclass

from django.db import connections

from stances.models import Statement

MOST_SHOWN = 5

# A date is worth comparing if it is known to a month; that two are of the same year says nothing.
KNOWN_TO = datetime.timedelta(days=30)

OTHERS = "id FROM stances_statement WHERE status = 'published' AND agency_id = %(agency)s AND "
ONWARD = "ORDER BY date_earliest DESC NULLS LAST, reference"
BACKWARD = "ORDER BY date_earliest NULLS FIRST, reference DESC"

# Those that share a topic and whose date overlaps, where both dates are known well enough.
NEAR_IN_TIME = """
    reference <> %(reference)s AND date_earliest BETWEEN %(day)s - %(known_to)s AND %(last)s
    AND date_latest >= %(day)s AND date_latest <= date_earliest + %(known_to)s
    AND topics && %(topics)s::varchar[]
"""


@dataclass
class Neighbors:
    """The statement itself and others of its agency, published, with everything that a page shows of them.

    ``previous`` and ``following`` are None at the ends of the list. ``perhaps_same``: others that share a topic and
    whose date overlaps, which nobody has compared. ``newest``: of the agency, without these.
    """

    statement: Statement
    previous: Statement | None
    following: Statement | None
    perhaps_same: list
    newest: list


def neighbors(statement):
    """Return the Neighbors of a published statement, in three queries."""
    ids = ids_beside(statement)
    earlier, later = nearest(ids, "before"), nearest(ids, "after")
    newest = [key for key in ids.get("newest", []) if key not in {statement.pk, *ids.get("same", [])}][:MOST_SHOWN]
    wanted = {statement.pk, *earlier, *later, *ids.get("same", []), *newest}
    found = Statement.objects.with_related().in_bulk(wanted)

    def listed(keys):
        return sorted((found[key] for key in keys if key in found), key=place_in_list)

    previous, following = listed(earlier), listed(later)
    return Neighbors(
        found[statement.pk],
        previous[0] if previous else None,
        following[0] if following else None,
        listed(ids.get("same", [])),
        listed(newest),
    )


def newest_of_agency(statement):
    """Return the newest published statements of the agency of a statement, which itself is none of them."""
    others = Statement.objects.published().of_agency_of(statement).with_related().newest_first()
    return list(others[:MOST_SHOWN])


def ids_beside(statement):
    """Return {place: ids}, where the places "before 0", "before 1" … are parts of a list that follow each other."""
    values = {
        "agency": statement.agency_id,
        "day": statement.date_earliest,
        "last": statement.date_latest,
        "reference": statement.reference,
        "topics": statement.topics,
        "known_to": KNOWN_TO.days,
    }
    parts = [f"(SELECT '{place}', {sql})" for place, sql in parts_beside(statement).items()]
    ids = {}
    with connections[Statement.objects.db].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        for place, key in cursor.fetchall():
            ids.setdefault(place, []).append(key)
    return ids


def parts_beside(statement):
    """Return {place: the SQL of what stands there, without its SELECT}.

    What stands before and after a statement is in parts, the first of each the nearest: with one condition for all of
    them PostgreSQL could not go straight to the place in the index. Django takes longer to write this than PostgreSQL
    to answer it.
    """
    is_dated = statement.date_earliest is not None
    same_day = "date_earliest = %(day)s" if is_dated else "date_earliest IS NULL"
    earlier = "date_earliest > %(day)s" if is_dated else "date_earliest IS NOT NULL"
    parts = {
        "before 0": f"{same_day} AND reference < %(reference)s {BACKWARD} LIMIT 1",
        "before 1": f"{earlier} {BACKWARD} LIMIT 1",
        "after 0": f"{same_day} AND reference > %(reference)s {ONWARD} LIMIT 1",
        # As those perhaps of the same event, and the statement itself, are left out.
        "newest": f"true {ONWARD} LIMIT {2 * MOST_SHOWN + 1}",
    }
    if is_dated:
        parts["after 1"] = f"date_earliest < %(day)s {ONWARD} LIMIT 1"
        parts["after 2"] = f"date_earliest IS NULL {ONWARD} LIMIT 1"
    if is_dated and statement.date_latest - statement.date_earliest <= KNOWN_TO:
        parts["same"] = f"{NEAR_IN_TIME} {ONWARD} LIMIT {MOST_SHOWN}"
    return {place: OTHERS + condition for place, condition in parts.items()}


def nearest(ids, side):
    """The id of the first part of a side that has one, as a list; empty at the end of the list."""
    return next((ids[place] for place in sorted(ids) if place.startswith(side)), [])


def place_in_list(statement):
    """What sorts statements as lists do: the newest first, undated ones last, then by reference."""
    day = statement.date_earliest
    return day is None, -day.toordinal() if day else 0, statement.reference
