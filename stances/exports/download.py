"""A list of statements as a file: which query writes it, and how many records it has."""

from django.conf import settings
from django.db.models import F
from psycopg2.sql import SQL, Identifier

from stances.exports.copying import Copy
from stances.exports.csv import CSV
from stances.exports.jsonl import JSONL
from stances.exports.snapshot import open_snapshot
from stances.exports.tables import STATEMENTS

FORMATS = {"csv": CSV, "jsonl": JSONL}

# So few rows are sorted sooner than they are met on a walk along the index of the newest.
FEW = 20_000

COUNT = SQL("SELECT count(*) FROM ({}) AS matching")

# Each document lies outside its row; to read them all takes far longer than PostgreSQL believes.
BY_WORDS = "SET LOCAL enable_seqscan = off"

# Nested loops keep the order of the rows, so that the first record leaves as soon as it is found; what they look up is
# remembered within work_mem. One download takes one core.
PLAN = SQL("""
    SET LOCAL enable_hashjoin = off;
    SET LOCAL enable_mergejoin = off;
    SET LOCAL enable_sort = {};
    SET LOCAL jit = off;
    SET LOCAL max_parallel_workers_per_gather = 0;
    SET LOCAL work_mem = '64MB'
""")


def download(statements, extension, address):
    """Return (how many records, the blocks of the file) of a StatementList, all of one moment.

    ``address`` is what precedes a reference in the address of a statement. Raises Busy if as many downloads run
    as may. The blocks have to be closed.
    """
    rows = statements.rows
    snapshot = open_snapshot(rows.db)
    try:
        with snapshot.cursor() as cursor:
            if statements.cleaned["q"]:
                cursor.execute(BY_WORDS)
            cursor.execute(COUNT.format(written(cursor, statements.matching().order_by().values("pk"))))
            (total,) = cursor.fetchone()
            cursor.execute(PLAN.format(SQL("off" if is_walk(statements, total) else "on")))
            names = order_of(rows)
            listed = written(cursor, rows.values(*names, id=F("statement_id")))
            order = SQL(", ").join(names.values())
            query = FORMATS[extension].query(STATEMENTS, listed, order, address).as_string(cursor)
    except BaseException:
        snapshot.close()
        raise
    return total, Copy(snapshot, query, settings.DOWNLOAD_PATIENCE)


def is_walk(statements, total):
    """Whether the rows are read along the index of the newest, which gives the first of many at once."""
    return statements.cleaned["sort"] == "newest" and not statements.cleaned["q"] and total > FEW


def written(cursor, rows):
    """Return the query of a queryset with its values in it, as COPY takes none beside it."""
    compiler = rows.query.get_compiler(rows.db, elide_empty=False)
    return SQL(cursor.mogrify(*compiler.as_sql()).decode())


def order_of(rows):
    """Return {name: SQL} of what a queryset is ordered by, for the query around it."""
    order = {}
    for key in rows.query.order_by:
        name = key if isinstance(key, str) else key.expression.name
        direction = SQL("DESC NULLS LAST" if getattr(key, "descending", False) else "ASC")
        order[name] = SQL("listed.{} {}").format(Identifier(name), direction)
    return order
