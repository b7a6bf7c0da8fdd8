"""Loads generated files into a prepared database by COPY, with every trigger on: `python -m bench.load DATABASE_URL`.

The archive is then as if it had been written by people: search rows, counts and history included. The database needs
its tables and the agencies of `manage.py load_reference`.
"""

import gzip
import io
import sys
import time

import environ
import psycopg2

from bench import generate
from bench.statements import chunk_numbers
from bench.world import Scale, world

TABLES = {
    "stances_official": generate.OFFICIAL_COLUMNS,
    "stances_article": generate.ARTICLE_COLUMNS,
    "stances_statement": ("agency_id", *generate.STATEMENT_COLUMNS),
    "stances_citation": generate.CITATION_COLUMNS,
}


def connect(url):
    """A connection to the database of a DATABASE_URL, in the form that the archive reads."""
    where = environ.Env.db_url_config(url)
    named = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    given = {name: where[key] for name, key in named.items() if where[key]}
    # As the site's own connections have it (archive/settings.py).
    return psycopg2.connect(**given | {"options": "-c pgtrigger.ignore={}"} | where.get("OPTIONS", {}))


def load(scale, url, say=print, folder=None):
    """Load what is generated for a Scale; what is there already is left out. Returns the folder it came from."""
    home = generate.generated(scale, say, folder)
    connection = connect(url)
    try:
        fill(connection, scale, home, say)
    finally:
        connection.close()
    return home


def fill(connection, scale, home, say):
    """Copy all files of a folder, each chunk in one transaction; then collect statistics."""
    began = time.monotonic()
    connection.autocommit = False
    copy_once(connection, "stances_official", home / "officials.gz", generate.FIRST_ID)
    for number, first, _count in chunk_numbers(scale.articles):
        copy_once(connection, "stances_article", home / f"articles-{number:04}.gz", generate.FIRST_ID + first)
    agencies = agency_ids(connection, scale)
    for number, first, count in chunk_numbers(scale.statements):
        copy_statements(connection, home, number, generate.FIRST_ID + first, agencies)
        say(f"Loaded {first + count:,} statements of {scale.statements:,} in {time.monotonic() - began:.0f} s")
    continue_sequences(connection)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    say(f"Loaded and analyzed in {time.monotonic() - began:.0f} s")


def agency_ids(connection, scale):
    """The ids of the World's agencies, in its order."""
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT ori, min(id) FROM stances_agency WHERE ori <> '' GROUP BY ori")
        ids = dict(cursor.fetchall())
    return [ids[agency.ori] for agency in world(scale).agencies]


def is_there(cursor, table, first):
    cursor.execute(f"SELECT EXISTS (SELECT FROM {table} WHERE id = %s)", [first])
    return cursor.fetchone()[0]


def copy_once(connection, table, path, first):
    with connection, connection.cursor() as cursor:
        if not is_there(cursor, table, first):
            with gzip.open(path) as lines:
                copy(cursor, table, lines)


def copy_statements(connection, home, number, first, agencies):
    """Copy a chunk. Its citations come first, which foreign keys allow until the end of the transaction: each search
    row is then made once, from all that it is made of.
    """
    with connection, connection.cursor() as cursor:
        if is_there(cursor, "stances_statement", first):
            return
        with gzip.open(home / f"citations-{number:04}.gz") as lines:
            copy(cursor, "stances_citation", lines)
        with gzip.open(home / f"statements-{number:04}.gz", "rt", encoding="utf-8") as lines:
            split = (line.partition("\t") for line in lines)
            text = "".join([f"{agencies[int(agency)]}\t{rest}" for agency, _tab, rest in split])
        copy(cursor, "stances_statement", io.StringIO(text))


def copy(cursor, table, lines):
    cursor.copy_expert(f"COPY {table} ({', '.join(TABLES[table])}) FROM STDIN", lines)


def continue_sequences(connection):
    """Let the ids that the database gives from now on begin after those that were generated."""
    with connection, connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")


if __name__ == "__main__":
    load(Scale.of(int(sys.argv[2]) if sys.argv[2:] else 1_000_000), sys.argv[1])
