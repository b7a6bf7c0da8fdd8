"""Pasts are made where they are missing, shared by moments between two changes, dropped when others need room."""

import time

from django.conf import settings
from psycopg2.errors import LockNotAvailable
from psycopg2.sql import SQL, Identifier

from stances.models import Past

from .rebuilding import rebuild
from .turns import Busy, turn, wait_for_writers

CHANGES = """
    SELECT (SELECT max(moment) FROM stances_keptversion WHERE moment < %(until)s),
      (SELECT min(moment) FROM stances_keptversion WHERE moment >= %(until)s)
"""

# A past of the same last change is the same archive; only how long it stayed so may not have been known.
STRETCH = """
    UPDATE stances_past SET next_change = %(next_change)s, read_at = %(read_at)s, used_at = now()
    WHERE last_change IS NOT DISTINCT FROM %(last_change)s
"""
ADD = """
    INSERT INTO stances_past (last_change, next_change, read_at, used_at, seconds, migration)
    SELECT %(last_change)s, %(next_change)s, %(read_at)s, now(), 0, max(id) FROM django_migrations RETURNING id
"""
LEAST_USED = "SELECT id FROM stances_past ORDER BY used_at, id"
# Left by a database that was restored in part, migrated, or emptied.
FORGET_UNREADABLE = """
    DELETE FROM stances_past WHERE to_regnamespace('stances_past_' || id) IS NULL
    OR migration <> (SELECT max(id) FROM django_migrations)
"""
STRAYS = """
    SELECT nspname FROM pg_namespace WHERE nspname ~ '^stances_past_[0-9]+$'
    AND NOT EXISTS (SELECT 1 FROM stances_past WHERE nspname = 'stances_past_' || id)
"""


def make(until, then=None):
    """Make the past of a moment, unless there is one, and call ``then``. Raises Busy.

    With ``then`` no other past is made afterwards for as long as this one took, so that whoever asks for one moment
    after another leaves half of the time to others.
    """
    with turn() as connection:
        read_at = wait_for_writers(connection)
        if until > read_at:  # the clock of the database is behind
            raise Busy
        tidy(connection)
        last_change, next_change = changes_around(connection, until)
        span = {"last_change": last_change, "next_change": next_change, "read_at": read_at}
        seconds = 0 if stretch(connection, span) else add(connection, span, until)
        if then:
            then()
            time.sleep(seconds)


def settled():
    """Return the moment of now, once no transaction is about to add to the history of what was before. Raises Busy."""
    with turn() as connection:
        return wait_for_writers(connection)


def changes_around(connection, until):
    """Return the last data version before a moment and the first one from it on; None without any."""
    with connection, connection.cursor() as cursor:
        cursor.execute(CHANGES, {"until": until})
        return cursor.fetchone()


def stretch(connection, span):
    """Let a past with this last change be that of the moments until now too; tell whether there is one."""
    with connection, connection.cursor() as cursor:
        cursor.execute(STRETCH, span)
        return cursor.rowcount > 0


def add(connection, span, until):
    """Rebuild a past and note that it is there, in one transaction; return how many seconds it took. Raises Busy."""
    make_room(connection)
    began = time.monotonic()
    with connection, connection.cursor() as cursor:
        cursor.execute(ADD, span)
        (key,) = cursor.fetchone()
        rebuild(cursor, str(Past(pk=key)), until, span["last_change"])
        seconds = time.monotonic() - began
        cursor.execute("UPDATE stances_past SET seconds = %s WHERE id = %s", [seconds, key])
    return seconds


# Room


def make_room(connection):
    """Drop the least used pasts until one more may be kept. Raises Busy where those that are kept are all in use."""
    with connection, connection.cursor() as cursor:
        cursor.execute(LEAST_USED)
        kept = [Past(pk=key) for (key,) in cursor.fetchall()]
    surplus = len(kept) - settings.PASTS_KEPT + 1
    for past in kept:
        surplus -= surplus > 0 and drop(connection, str(past))
    if surplus > 0:
        raise Busy


def drop(connection, schema):
    """Drop a past, and tell whether it was done: not while any transaction reads it (see stances_enter_past)."""
    try:
        with connection, connection.cursor() as cursor:
            lock = SQL("LOCK TABLE {}.stances_statement IN ACCESS EXCLUSIVE MODE NOWAIT")
            cursor.execute(lock.format(Identifier(schema)))
            cursor.execute(SQL("DROP SCHEMA {} CASCADE").format(Identifier(schema)))
            cursor.execute(FORGET_UNREADABLE)
        return True
    except LockNotAvailable:
        return False


def tidy(connection):
    """Let the pasts that are noted be those that are there."""
    with connection, connection.cursor() as cursor:
        cursor.execute(FORGET_UNREADABLE)
        cursor.execute(STRAYS)
        for (schema,) in cursor.fetchall():
            cursor.execute(SQL("DROP SCHEMA {} CASCADE").format(Identifier(schema)))
