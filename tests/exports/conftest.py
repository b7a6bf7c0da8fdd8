import pytest

from stances.exports.snapshot import SLOTS
from tests.exports.waiting import within
from tests.refusals import run_sql

HELD = """
    SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
    WHERE locktype = 'advisory' AND classid = %s AND datname = current_database()
"""


@pytest.fixture
def one_slot(db, settings):
    """One download may run at a time, and none does: the server takes a moment to end one that was broken off."""
    settings.DOWNLOADS_AT_ONCE = 1
    assert within(5, lambda: run_sql(HELD, SLOTS) == (0,))
