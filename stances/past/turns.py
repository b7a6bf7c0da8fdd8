"""One past is made at a time, over all processes and machines of the site, while those who change records go on."""

from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg2 import Error
from psycopg2.errors import LockNotAvailable

MAKING = 20_261_101  # the making of pasts among PostgreSQL's advisory locks
WRITERS = "5s"  # how long a transaction that changes records is waited for


class NotMade(Exception):
    """The past is not there now; it may be made at this moment. ``why`` says so to a reader."""

    def __init__(self, why):
        super().__init__(why)
        self.why = why


class Busy(Exception):
    """Another past is being made, records are being changed, or none of the pasts that are kept can be dropped."""


def own_connection():
    """A connection that is nobody else's; Django's is that of a request."""
    database = connections.create_connection(DEFAULT_DB_ALIAS)
    return database.get_new_connection(database.get_connection_params())


@contextmanager
def turn():
    """A connection of its own, outside any transaction, that alone may make and drop pasts. Raises Busy."""
    connection = own_connection()
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [MAKING])
            if not cursor.fetchone()[0]:
                raise Busy
        yield connection
    finally:
        connection.close()  # and with it ends the lock


def wait_for_writers(connection):
    """Wait until no transaction is about to add to the history of what was before, and return that moment.

    Raises Busy where one takes long, as an import does.
    """
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = %s", [WRITERS])
            cursor.execute("SELECT stances_lock()")
            cursor.execute("SELECT clock_timestamp()")
            return cursor.fetchone()[0]
    except LockNotAvailable as error:
        raise Busy from error


def is_read_only(error):
    """Whether a database refuses to make a past because it is only a copy, or because its user may not."""
    return isinstance(error, Error) and error.pgcode in ("25006", "42501")
