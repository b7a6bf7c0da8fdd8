from django.conf import settings
from django.db import connections

from stances import past

SLOTS = 20_170_221  # the downloads among PostgreSQL's advisory locks

# The lock ends with the transaction, however that ends, and counts over all processes and machines of the site.
TAKE_SLOT = "SELECT 1 FROM generate_series(1, %s) AS slot WHERE pg_try_advisory_xact_lock(%s, slot) LIMIT 1"

# A reader so slow that the limit ends its download would hold back the cleaning of the database meanwhile.
SETUP = """
    SET LOCAL application_name = 'stances download';
    SET LOCAL statement_timeout = '6h';
    SET LOCAL datestyle = 'ISO'
"""


class Busy(Exception):
    """As many downloads run as may at a time."""


def open_snapshot(alias):
    """Return a connection in a read-only transaction that sees the archive of one moment. Raises Busy, NotMade.

    Where the request reads the archive as it was, so does the connection.

    It belongs to a download alone: a response outlives its request, and Django uses the connection of a thread for the
    next one.
    """
    database = connections.create_connection(alias)
    snapshot = database.get_new_connection(database.get_connection_params())
    try:
        snapshot.set_session(isolation_level="REPEATABLE READ", readonly=True)
        with snapshot.cursor() as cursor:
            cursor.execute(SETUP)
            cursor.execute(TAKE_SLOT, [settings.DOWNLOADS_AT_ONCE, SLOTS])
            if not cursor.fetchone():
                raise Busy
            past.follow(cursor)
    except BaseException:
        snapshot.close()
        raise
    return snapshot
