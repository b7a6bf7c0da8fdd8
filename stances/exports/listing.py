"""A list of records as a download reads it, made of the list that a page shows."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F
from psycopg2.sql import SQL, Identifier

from stances.exports.tables import AGENCIES, ARTICLES, CODINGS, OFFICIALS, STATEMENTS, Table
from stances.paging import newest_ids

DIRECTORIES = {table.name: table for table in (AGENCIES, OFFICIALS, ARTICLES)}


@dataclass(frozen=True)
class Listing:
    """``matching``: the records in no order. ``rows``: their ids in order, with what they are ordered by.

    ``query``: the canonical one. ``count`` tells how many there are, as the page says. ``is_by_words``: whether they
    are found by the index of words. ``is_walked``: whether an index gives them in order.

    In a list by best match ``newest`` are the ids of those that are ranked where they are too many to rank them all,
    and ``rows_ranking(ids)`` are the rows if only these are.
    """

    table: Table
    query: str
    count: Callable
    matching: object
    rows: object
    is_by_words: bool = False
    is_walked: bool = False
    newest: object = None
    rows_ranking: Callable | None = None

    @property
    def order(self):
        """What the rows are ordered by (SQL), for the query around them."""
        return SQL(", ").join(order_of(self.rows).values())


def of_statements(statements):
    """Return the Listing of a StatementList."""
    rows, is_by_words = statements.rows, bool(statements.cleaned["q"])
    _first, last = statements.days
    if last and statements.cleaned["sort"] == "newest":
        rows = rows.from_day(last)
    return Listing(
        table=STATEMENTS,
        query=statements.query,
        count=lambda: statements.total,
        matching=statements.matching().order_by().values("pk"),
        rows=listed(rows),
        is_by_words=is_by_words,
        is_walked=not is_by_words,
        newest=newest_ids(statements.matching()) if statements.is_by_best_match else None,
        rows_ranking=lambda ids: listed(statements.rows_ranking(ids)),
    )


def listed(rows):
    return rows.values(*order_of(rows), id=F("statement_id"))


def of_directory(directory, name):
    """Return the Listing of a Directory of agencies, officials or articles, of all of its pages."""
    rows = directory.records
    return Listing(
        table=DIRECTORIES[name],
        query=directory.canonical_query,
        count=lambda: directory.paginator.count,
        matching=rows.order_by().values("pk"),
        rows=rows.values(*dict.fromkeys(["id", *order_of(rows)])),
    )


def of_codings(codings):
    """Return the Listing of a CodingList."""
    rows = codings.rows
    return Listing(
        table=CODINGS,
        query=codings.query,
        count=rows.count,
        matching=rows.order_by().values("pk"),
        rows=rows.values("id", *order_of(rows)),
    )


def written(cursor, rows):
    """Return the query of a queryset with its values in it, as COPY takes none beside it."""
    compiler = rows.query.get_compiler(rows.db, elide_empty=False)
    return SQL(cursor.mogrify(*compiler.as_sql()).decode())


def order_of(rows):
    """Return {name: SQL} of what a queryset is ordered by, for the query around it."""
    order = {}
    for key in rows.query.order_by:
        if isinstance(key, str):
            name, direction = key.removeprefix("-"), "DESC" if key.startswith("-") else "ASC"
        else:
            name, direction = key.expression.name, "DESC NULLS LAST" if key.descending else "ASC"
        order[name] = SQL("listed.{} {}").format(Identifier(name), SQL(direction))
    return order
