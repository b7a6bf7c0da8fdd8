"""What stands beside a statement: those before and after it in its agency's list, perhaps of the same event, newest.

Each question is bounded by an index of the agency's statements in the order of the list, so that it takes the same
however long the list is, and all of them are asked as one.
"""

import datetime
from dataclasses import dataclass

from django.db.models import CharField, F, Q, Value

from stances.models import Statement

MOST_SHOWN = 5

# A date is worth comparing if it is known to a month; that two are of the same year says nothing.
KNOWN_TO = datetime.timedelta(days=30)


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
    """Return the Neighbors of a published statement, in four queries."""
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
    others = Statement.objects.published().of_agency_of(statement)
    parts = {f"before {number}": part[:1] for number, part in enumerate(before(others, statement))}
    parts |= {f"after {number}": part[:1] for number, part in enumerate(after(others, statement))}
    parts["same"] = near_in_time(others, statement).newest_first()[:MOST_SHOWN]
    parts["newest"] = others.newest_first()[: 2 * MOST_SHOWN + 1]  # as those perhaps of the same event are left out
    first, *rest = (part.values_list(Value(place, CharField()), "pk") for place, part in parts.items())
    ids = {}
    for place, key in first.union(*rest, all=True):
        ids.setdefault(place, []).append(key)
    return ids


def before(others, statement):
    """Return what stands before a statement in the list in parts; the first of each is the nearest.

    With one condition for all of them PostgreSQL could not go straight to the place in the index.
    """
    day, backward = statement.date_earliest, others.newest_first().reverse()
    same_day = backward.filter(date_earliest=day, reference__lt=statement.reference)
    earlier = Q(date_earliest__isnull=False) if day is None else Q(date_earliest__gt=day)
    return [same_day, backward.filter(earlier)]


def after(others, statement):
    """Return what stands after a statement in the list, in parts as above."""
    day, onward = statement.date_earliest, others.newest_first()
    same_day = onward.filter(date_earliest=day, reference__gt=statement.reference)
    if day is None:
        return [same_day]
    return [same_day, onward.filter(date_earliest__lt=day), onward.filter(date_earliest=None)]


def near_in_time(others, statement):
    """The others that share a topic and whose date overlaps, where both dates are known well enough."""
    first, last = statement.date_earliest, statement.date_latest
    if first is None or last - first > KNOWN_TO:
        return others.none()
    return others.exclude(pk=statement.pk).filter(
        date_earliest__range=(first - KNOWN_TO, last),
        date_latest__gte=first,
        date_latest__lte=F("date_earliest") + KNOWN_TO,
        topics__overlap=statement.topics,
    )


def nearest(ids, side):
    """The id of the first part of a side that has one, as a list; empty at the end of the list."""
    return next((ids[place] for place in sorted(ids) if place.startswith(side)), [])


def place_in_list(statement):
    """What sorts statements as lists do: the newest first, undated ones last, then by reference."""
    day = statement.date_earliest
    return day is None, -day.toordinal() if day else 0, statement.reference
