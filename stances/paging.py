"""The orders of a list, and pages of it by cursor: a place in the order rather than a number of records to skip.

A cursor keeps leading to the same place while records are added before it. Each order is by one key and then by
reference, so that it is total; records without the key (undated ones) come last in every order.
"""

import base64
import binascii
import datetime
import json
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from stances.models.statement import REFERENCE_PATTERN

# sort: (label, key, whether the greatest comes first, how the key is read back from a cursor)
SORTS = {
    "newest": (_("Newest first"), "date_earliest", True, datetime.date.fromisoformat),
    "oldest": (_("Oldest first"), "date_earliest", False, datetime.date.fromisoformat),
    "relevance": (_("Best match first"), "rank", True, float),
    "updated": (_("Last changed first"), "updated_at", True, datetime.datetime.fromisoformat),
}
DEFAULT_SORT = "newest"
PER_PAGE = 20
MOST_PER_PAGE = 100

BROKEN = _("This page address is broken. Start again from the first page.")


@dataclass(frozen=True)
class Cursor:
    """The place after one record: its key in the order (None: it has none) and its reference."""

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
    """Return the rows in an order. ``relevance`` needs rows with_rank()."""
    _label, key, is_descending, _read = SORTS[sort]
    by_key = F(key).desc(nulls_last=True) if is_descending else F(key).asc(nulls_last=True)
    return rows.order_by(by_key, "reference")


def after(rows, cursor):
    """Keep the rows that come after a cursor in its order."""
    _label, key, is_descending, _read = SORTS[cursor.sort]
    if cursor.key is None:
        return rows.filter(**{f"{key}__isnull": True, "reference__gt": cursor.reference})
    beyond = Q(**{f"{key}__lt" if is_descending else f"{key}__gt": cursor.key})
    same = Q(**{key: cursor.key, "reference__gt": cursor.reference})
    return rows.filter(beyond | same | Q(**{f"{key}__isnull": True}))


def page(rows, sort, cursor, per_page):
    """Return (the rows of a page, the Cursor of the next page or None)."""
    rows = in_order(rows, sort)
    found = list((after(rows, cursor) if cursor else rows)[: per_page + 1])
    if len(found) <= per_page:
        return found, None
    last = found[per_page - 1]
    return found[:per_page], Cursor(sort, getattr(last, SORTS[sort][1]), last.reference)
