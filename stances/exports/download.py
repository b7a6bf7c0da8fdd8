"""A list as a file: which query writes it, and how many records it has, all of one moment."""

from django.conf import settings
from psycopg2.sql import SQL

from stances import paging, planner
from stances.exports.copying import Copy
from stances.exports.csv import CSV
from stances.exports.envelope import Envelope, address_of, data_version
from stances.exports.jsonl import JSONL
from stances.exports.listing import written
from stances.exports.parquet import PARQUET
from stances.exports.snapshot import open_snapshot
from stances.exports.works import BIBTEX, RIS
from stances.exports.xlsx import XLSX

FORMATS = {"csv": CSV, "jsonl": JSONL, "xlsx": XLSX, "parquet": PARQUET, "bib": BIBTEX, "ris": RIS}
OF_DIRECTORIES = ("csv", "jsonl", "xlsx")

# So few rows are sorted sooner than they are met on a walk along the index of the newest.
FEW = 20_000

COUNT = SQL("SELECT count(*), (SELECT max(moment) FROM stances_dataversion) FROM ({}) AS matching")

# Each document lies outside its row; to read them all takes far longer than PostgreSQL believes.
BY_WORDS = "SET LOCAL enable_seqscan = off"

NO_WALK = "; ".join(f"SET LOCAL enable_{way} = off" for way in planner.WALKING)

# Nested loops keep the order of the rows, so that the first record leaves as soon as it is found; what they look up is
# remembered within work_mem. One download takes one core.
PLAN = """
    SET LOCAL enable_hashjoin = off;
    SET LOCAL enable_mergejoin = off;
    SET LOCAL enable_sort = {};
    SET LOCAL jit = off;
    SET LOCAL max_parallel_workers_per_gather = 0;
    SET LOCAL work_mem = '64MB'
"""


class Download:
    """The pieces of a file, with the envelope that tells of them. They have to be closed, read or not."""

    def __init__(self, envelope, copy, pieces):
        self.envelope, self.copy, self.pieces = envelope, copy, pieces

    def __iter__(self):
        return iter(self.pieces)

    def close(self):
        self.copy.close()


def download(listing, extension):
    """Return the Download of a Listing. Raises Busy if as many run as may, and Refused where it can't be made."""
    form = FORMATS[extension]
    snapshot = open_snapshot(listing.matching.db)
    try:
        with snapshot.cursor() as cursor:
            envelope = count(cursor, listing)
            if problem := form.problem(envelope.total):
                raise problem
            rows = rows_of(cursor, listing, envelope.total)
            cursor.execute(plan(listing, envelope.total))
            listed, address = written(cursor, rows), address_of(listing.table)
            query = form.query(listing.table, listed, listing.order, address).as_string(cursor)
        copy = Copy(snapshot, query, settings.DOWNLOAD_PATIENCE, ahead=form.ahead)
        return Download(envelope, copy, form.packed(copy, envelope))
    except BaseException:
        snapshot.close()
        raise


def count(cursor, listing):
    """Return the Envelope of a list as a snapshot sees it."""
    if listing.is_by_words:
        cursor.execute(BY_WORDS)
    cursor.execute(COUNT.format(written(cursor, listing.matching)))
    total, moment = cursor.fetchone()
    return Envelope.now(listing.table, total, listing.query, moment)


def rows_of(cursor, listing, total):
    """Return the rows of a list of so many in order; by best match, ranked are the newest that the snapshot has."""
    if listing.newest is None or total <= paging.MOST_RANKED:
        return listing.rows
    cursor.execute(f"SAVEPOINT ranking; {NO_WALK}")
    cursor.execute(written(cursor, listing.newest))
    ids = [key for (key,) in cursor.fetchall()]
    cursor.execute("ROLLBACK TO SAVEPOINT ranking")  # which takes back how it was planned, and nothing else
    return listing.rows_ranking(ids)


def envelope_of(listing):
    """Return the Envelope of a list without a download, as the page sees it."""
    version = data_version()
    return Envelope.now(listing.table, listing.count(), listing.query, version)


def plan(listing, total):
    """How a list of so many rows is read: many along the index of their order, which gives the first at once."""
    return PLAN.format("off" if listing.is_walked and total > FEW else "on")
