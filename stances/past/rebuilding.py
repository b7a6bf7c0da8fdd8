"""How a past is made of the history: the records as they were, and all that the database derives of records."""

from psycopg2.sql import SQL, Identifier, Literal

from stances.models import (
    Agency,
    Article,
    Citation,
    Coding,
    DataVersion,
    Jurisdiction,
    MergedReference,
    Official,
    PlaceCounty,
    SearchRow,
    Statement,
    TopicPosition,
    ValueCount,
)

# Which records were public, of those that there were; each table is filled from those above it. A statement that rests
# on no article was being written at that moment, in the time before what is written at once had one moment.
PUBLIC = {
    Jurisdiction: "true",
    PlaceCounty: "true",
    Agency: "true",
    Statement: "status = 'published'",
    Citation: "statement_id IN (SELECT id FROM stances_statement)",
    Article: "id IN (SELECT article_id FROM stances_citation)",
    Official: "id IN (SELECT official_id FROM stances_statement)",
    MergedReference: "statement_id IN (SELECT id FROM stances_statement)",
    Coding: "statement_id IN (SELECT id FROM stances_statement)",
}
UNSUPPORTED = """
    DELETE FROM stances_statement s WHERE NOT EXISTS (SELECT 1 FROM stances_citation c WHERE c.statement_id = s.id)
"""
# What stands in columns that nobody but the desk reads. A decision has to have a reason, and so gets itself as one.
PRIVATE = {
    (Article, "captured_text"): "''",
    (Official, "note"): "''",
    (Coding, "note"): "''",
    (Coding, "reason"): "decision",
    (Coding, "decided_by_id"): "NULL::integer",
}

# Written from the records by the functions that write them in the archive of today. Keys (stances.models.search_keys)
# mean the same for ever, and so are shared.
DERIVED = [SearchRow, ValueCount, TopicPosition]
# The data version that the archive had then; before its first it had none.
VERSION = "INSERT INTO stances_dataversion (id, moment) VALUES (1, %s)"
VIEWS = ["stances_agencyfacts", "stances_moment", "stances_shift"]

TABLE = SQL("CREATE TABLE {}.{} (LIKE {} INCLUDING ALL EXCLUDING IDENTITY)")
# What a copy of a table is not given: where the document of a search row lies, and how well it is known.
STORAGE = """
    ALTER TABLE stances_searchrow SET (toast_tuple_target = 128);
    ALTER TABLE stances_searchrow ALTER document SET STATISTICS 1000
"""
RECORDS = SQL("""
    INSERT INTO {table} ({columns}) SELECT {values} FROM {history}
    WHERE pgh_id IN (SELECT max(pgh_id) FROM {history} WHERE pgh_created_at < {until} GROUP BY pgh_obj_id)
    AND pgh_label <> 'delete' AND {public} ORDER BY {key}
""")
# By ten thousand: more at once take more memory, and no less time.
ROWS = """
    SELECT stances_refresh(array_agg(id)) FROM (
      SELECT id, (row_number() OVER (ORDER BY id) - 1) / 10000 AS batch FROM stances_statement
    ) numbered GROUP BY batch ORDER BY batch
"""
SHIFTS = "SELECT stances_refresh_shifts(ARRAY(SELECT statement_id FROM stances_searchrow))"


def rebuild(cursor, schema, until, last_change):
    """Make a schema with the archive as it was just before a moment, within the transaction of a cursor.

    The connection must have made no other past: what its functions know of types, they keep.
    """
    views = {view: definition_of(cursor, view) for view in VIEWS}
    cursor.execute(SQL("CREATE SCHEMA {}").format(Identifier(schema)))
    for model in [*PUBLIC, *DERIVED, DataVersion]:
        table = Identifier(model._meta.db_table)
        cursor.execute(TABLE.format(Identifier(schema), table, table))
    cursor.execute("SELECT set_config('search_path', %s || ', ' || current_setting('search_path'), true)", [schema])
    cursor.execute(STORAGE)
    for view, definition in views.items():
        cursor.execute(SQL("CREATE VIEW {}.{} AS {}").format(Identifier(schema), Identifier(view), SQL(definition)))
    if last_change:
        cursor.execute(VERSION, [last_change])
    fill(cursor, until)


def definition_of(cursor, view):
    """The query of a view, with the names of its tables as the search path finds them."""
    cursor.execute("SELECT pg_get_viewdef(%s::regclass)", [view])
    return cursor.fetchone()[0]


def fill(cursor, until):
    for model in PUBLIC:
        cursor.execute(records_of(model, until))
        if model is Citation:
            cursor.execute(UNSUPPORTED)
    analyze(cursor, PUBLIC)
    cursor.execute(ROWS)
    cursor.execute(SHIFTS)
    analyze(cursor, DERIVED)


def records_of(model, until):
    """The SQL that adds the public records of a model as they were just before a moment."""
    names = [field.column for field in model._meta.concrete_fields if not field.generated]
    values = [SQL(PRIVATE[model, name]) if (model, name) in PRIVATE else Identifier(name) for name in names]
    return RECORDS.format(
        table=Identifier(model._meta.db_table),
        columns=SQL(", ").join(map(Identifier, names)),
        values=SQL(", ").join(values),
        history=Identifier(model.pgh_event_model._meta.db_table),
        until=Literal(until),
        public=SQL(PUBLIC[model]),
        key=Identifier(model._meta.pk.column),
    )


def analyze(cursor, models):
    cursor.execute(SQL("ANALYZE {}").format(SQL(", ").join(Identifier(model._meta.db_table) for model in models)))
