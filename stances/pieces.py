"""Many records in pieces by their keys: to find one piece takes no longer the more records there are before it."""

from django.db import connections

# Each piece is tried for its first record; to read the keys of all records would take far longer.
WITH_RECORDS = """
    SELECT number FROM generate_series(0, %s) number CROSS JOIN LATERAL (
      SELECT FROM ({records}) AS records (key)
      WHERE key > number::bigint * %s AND key <= (number::bigint + 1) * %s LIMIT 1) found
    ORDER BY number
"""


def piece(records, number, size):
    """Return the records of a queryset whose keys are in the piece with a number, from 0."""
    return records.filter(pk__gt=number * size, pk__lte=(number + 1) * size)


def pieces(records, size):
    """Return the numbers of the pieces that have a record, in order, in two queries."""
    keys = records.order_by("-pk").values_list("pk", flat=True)
    last = keys.first() or 0
    listed, params = keys.order_by().query.sql_with_params()
    with connections[records.db].cursor() as cursor:
        cursor.execute(WITH_RECORDS.format(records=listed), [last // size, *params, size, size])
        return [number for (number,) in cursor.fetchall()]
