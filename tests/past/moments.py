"""Moments as the query string has them."""

from stances.fields import written_moment
from tests.refusals import run_sql


def now():
    """The moment of now, by the clock of the database."""
    return run_sql("SELECT clock_timestamp()")[0]


def as_of_now():
    return written_moment(now())
