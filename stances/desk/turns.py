from django.db import connection


def wait_for_other_writers():
    """Wait until no other transaction changes records; then others wait for this one until its end.

    Each change waits so by itself. Whoever first holds records and then changes them calls this before, as otherwise
    two may wait for each other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT stances_lock()")
