"""What the database works on meanwhile: how long, how long it waits for the program, and in which functions."""

from contextlib import closing, contextmanager

from archive.postgres.cluster import Cluster
from bench.archive import DATABASE, beside

MOST = 4  # functions

# Of sessions that have ended; of others it may come later.
WORKED = "SELECT active_time / 1000, idle_in_transaction_time / 1000 FROM pg_stat_database WHERE datname = %s"
# By their own time, without the functions that they call. The triggers of the history have names of two alike words;
# those of all triggers end in five letters of a fingerprint.
FUNCTIONS = """
    SELECT CASE WHEN funcname ~ '^pgtrigger_(insert_insert|update_update|delete_delete)_' THEN 'the history'
      ELSE regexp_replace(funcname, '^pgtrigger_(.*)_[0-9a-f]{5}$', 'trigger \\1') END,
      sum(self_time) / 1000
    FROM pg_stat_user_functions GROUP BY 1 ORDER BY 2 DESC LIMIT %s
"""


@contextmanager
def database_work_watched(archive):
    """Yields a dict that then has the seconds ``database_s`` that the database worked and ``waiting_s`` that it waited
    within a transaction, and ``functions``, [name, seconds] of those that took the most of database_s.
    """
    count_functions(archive, "pl")
    began, watched = worked(archive), {}
    yield watched
    ended = worked(archive)
    watched |= {
        "database_s": ended[0] - began[0],
        "waiting_s": ended[1] - began[1],
        "functions": [[name, seconds] for name, seconds in functions(archive) if seconds],
    }


def count_functions(archive, which):
    """Let sessions that begin from now on count the time of functions, which only a superuser may ask for."""
    with closing(Cluster(archive.data_dir).connect()) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER DATABASE {DATABASE} SET track_functions = '{which}'")


def worked(archive):
    with beside(archive) as cursor:
        cursor.execute(WORKED, [DATABASE])
        return cursor.fetchone()


def functions(archive):
    with closing(archive.connect()) as connection, connection.cursor() as cursor:
        cursor.execute(FUNCTIONS, [MOST])
        return cursor.fetchall()
