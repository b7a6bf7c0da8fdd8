"""Writers take turns: whoever changes records waits until no other transaction does (stances_lock)."""

from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg2.errors import LockNotAvailable

# Seconds. Editors' changes take milliseconds, so whoever has waited as long waits for an import.
PATIENCE = 5


class StillWriting(Exception):
    """Another transaction changes records, and does not end soon."""


def wait_for_other_writers():
    """Wait until no other transaction changes records; then others wait for this one until its end.

    Each change waits so by itself. Whoever first holds records and then changes them calls this before, as otherwise
    two may wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT stances_lock()")


@contextmanager
def one_change():
    """A transaction that waits for another no longer than PATIENCE. Raises StillWriting; nothing is changed then."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = %s", [f"{PATIENCE}s"])
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise StillWriting from error
        raise
