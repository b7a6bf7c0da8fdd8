"""Triggers that keep what is derived in step with every table that it is made from, however that is written."""

import pgtrigger

_OPERATIONS = {
    "insert": (pgtrigger.Insert, pgtrigger.Referencing(new="new_rows"), "SELECT * FROM new_rows"),
    "update": (
        pgtrigger.Update,
        pgtrigger.Referencing(old="old_rows", new="new_rows"),
        "SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows",
    ),
    "delete": (pgtrigger.Delete, pgtrigger.Referencing(old="old_rows"), "SELECT * FROM old_rows"),
}


def refresh_search_rows(statement_ids, *, operations=("insert", "update", "delete")):
    """Return one statement-level trigger for each operation.

    ``statement_ids`` is a query of the ids whose search rows are stale, over ``changed``: the rows before and after.
    """
    return [
        pgtrigger.Trigger(
            name=f"search_after_{name}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=_OPERATIONS[name][0],
            referencing=_OPERATIONS[name][1],
            declare=[("ids", "bigint[]")],
            func=f"""
                WITH changed AS ({_OPERATIONS[name][2]})
                SELECT array_agg(DISTINCT found.id ORDER BY found.id) INTO ids FROM ({statement_ids}) found(id);
                PERFORM stances_refresh(ids);
                RETURN NULL;
            """,
        )
        for name in operations
    ]


def refresh_after_truncate():
    """Return the trigger by which search rows and counts are made anew once a table is emptied at one blow.

    For the tables that can be emptied by themselves. The others are named by a column of one of these, so PostgreSQL
    empties that too.
    """
    return pgtrigger.Trigger(
        name="search_after_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Truncate,
        func="PERFORM stances_refresh_all(); RETURN NULL;",
    )


def count_left_articles():
    """Return the triggers of citations that count anew the articles that they no longer lead to."""
    return [
        pgtrigger.Trigger(
            name=f"articles_after_{name}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=_OPERATIONS[name][0],
            referencing=_OPERATIONS[name][1],
            func="""
                PERFORM stances_count_articles(ARRAY(SELECT DISTINCT article_id FROM old_rows));
                RETURN NULL;
            """,
        )
        for name in ("update", "delete")
    ]


def one_writer_at_a_time():
    """Return the trigger by which a transaction waits for every other that changes what lists are made from.

    The lock comes before those of rows, whose order no two writers share, so that none waits for the other for ever.
    """
    return pgtrigger.Trigger(
        name="a_writer_waits",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func="PERFORM stances_lock(); RETURN NULL;",
    )


# The rows that are other than before. An update that changes nothing has none.
_DIFFERENCE = {
    "insert": "TABLE new_rows",
    "update": "(TABLE old_rows EXCEPT TABLE new_rows) UNION ALL (TABLE new_rows EXCEPT TABLE old_rows)",
    "delete": "TABLE old_rows",
}
# What was published or withdrawn stays so; a draft is no part of what the public sees.
_IS_PUBLIC = "status IN ('published', 'withdrawn')"
PUBLIC_STATEMENTS = f"SELECT 1 FROM different WHERE {_IS_PUBLIC}"
# By their ids: joined with so many new rows, PostgreSQL would compare each with each.
OF_PUBLIC_STATEMENTS = f"""
    SELECT 1 FROM stances_statement WHERE id = ANY(ARRAY(SELECT statement_id FROM different)) AND {_IS_PUBLIC}
"""


def move_data_version(public="SELECT 1 FROM different"):
    """Return the triggers by which a transaction that changes what is public waits its turn and moves the DataVersion.

    ``public`` finds something if the public sees any row of ``different``: those of the table that are other than
    before, as they were and as they are.
    """
    move = "PERFORM stances_move_data_version();"
    return [
        one_writer_at_a_time(),
        *(
            pgtrigger.Trigger(
                name=f"version_after_{name}",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=operation,
                referencing=referencing,
                func=f"""
                    IF EXISTS (WITH different AS MATERIALIZED ({_DIFFERENCE[name]}) {public}) THEN {move} END IF;
                    RETURN NULL;
                """,
            )
            for name, (operation, referencing, _rows) in _OPERATIONS.items()
        ),
        pgtrigger.Trigger(
            name="version_after_truncate",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Truncate,
            func=f"{move} RETURN NULL;",
        ),
    ]


def touch_statements():
    """Return the triggers of citations by which a published statement whose sources changed is a changed statement.

    One that this transaction has written already, as an editor's save does, is left as it is.
    """
    return [
        pgtrigger.Trigger(
            name=f"touch_after_{name}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=referencing,
            declare=[("ids", "bigint[]")],
            func=f"""
                WITH different AS MATERIALIZED ({_DIFFERENCE[name]})
                SELECT array_agg(id) INTO ids FROM stances_statement
                WHERE id = ANY(ARRAY(SELECT statement_id FROM different)) AND status = 'published'
                AND updated_at < stances_turn();
                IF ids IS NOT NULL THEN
                    UPDATE stances_statement SET updated_at = stances_moment() WHERE id = ANY(ids);
                END IF;
                RETURN NULL;
            """,
        )
        for name, (operation, referencing, _rows) in _OPERATIONS.items()
    ]


# What shifts are found from: whether a statement is public, when it was said, its codes, its agency.
_OF_SHIFTS = "statement_id, is_published, date_earliest, date_latest, coding_key_id, agency_key_id"
_OTHER_FOR_SHIFTS = {
    "insert": f"SELECT {_OF_SHIFTS} FROM new_rows WHERE is_published",
    "update": f"""
        (SELECT {_OF_SHIFTS} FROM old_rows EXCEPT SELECT {_OF_SHIFTS} FROM new_rows)
        UNION ALL (SELECT {_OF_SHIFTS} FROM new_rows EXCEPT SELECT {_OF_SHIFTS} FROM old_rows)
    """,
    "delete": f"SELECT {_OF_SHIFTS} FROM old_rows WHERE is_published",
}


def refresh_shifts():
    """Return the triggers of search rows by which positions on topics, and so shifts, are written anew."""
    return [
        *(
            pgtrigger.Trigger(
                name=f"shifts_after_{name}",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=operation,
                referencing=referencing,
                func=f"""
                    PERFORM stances_refresh_shifts(ARRAY(
                        SELECT DISTINCT statement_id FROM ({_OTHER_FOR_SHIFTS[name]}) other));
                    RETURN NULL;
                """,
            )
            for name, (operation, referencing, _rows) in _OPERATIONS.items()
        ),
        pgtrigger.Trigger(
            name="shifts_after_truncate",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Truncate,
            func="DELETE FROM stances_topicposition; RETURN NULL;",
        ),
    ]


# What the page of a statement shows of each record that it is made from; stances.changes tells what changed of it.
SHOWN = {
    "statement": (
        *("agency", "official", "official_title", "kind", "text", "language", "context", "date", "date_note"),
        *("position", "topics", "basis", "certainty"),
    ),
    "citation": ("via", "is_original", "printed"),
    "article": ("headline", "url", "publisher", "byline", "published", "archive_url"),
}
_KEYS = {"agency": "agency_id", "official": "official_id"}


def _is_other(model, *more):
    """The condition that a row as it is, ``now``, shows something else than ``was`` did."""
    columns = [*(_KEYS.get(name, name) for name in SHOWN[model]), *more]
    was, now = (", ".join(f"{row}.{column}" for column in columns) for row in ("was", "now"))
    return f"({was}) IS DISTINCT FROM ({now})"


_LOGGED = {
    "insert": "SELECT id, 'published' AS change FROM new_rows WHERE status = 'published'",
    "update": f"""
        SELECT id, CASE
          WHEN now.status = 'withdrawn' THEN 'withdrawn'
          WHEN was.status = 'published' THEN 'changed'
          WHEN was.published_at IS NULL THEN 'published'
          ELSE 'published-again' END AS change
        FROM old_rows was JOIN new_rows now USING (id)
        WHERE (now.status = 'published' AND (was.status <> 'published' OR {_is_other("statement")}))
        OR (now.status = 'withdrawn' AND was.status = 'published')
    """,
}


def _log(name, found, operation):
    """A trigger that logs what ``found`` finds: the ids of statements and what happened to each."""
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation[0],
        referencing=operation[1],
        declare=[("ids", "bigint[]"), ("changes", "text[]")],
        func=f"""
            SELECT array_agg(found.id), array_agg(found.change) INTO ids, changes FROM ({found}) found;
            PERFORM stances_log(ids, changes);
            RETURN NULL;
        """,
    )


def log_statements():
    """Return the triggers by which the public log notes what happens to statements themselves."""
    return [
        *(_log(f"logged_after_{name}", found, _OPERATIONS[name]) for name, found in _LOGGED.items()),
        pgtrigger.Trigger(
            name="logged_after_truncate",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Truncate,
            func="DELETE FROM stances_loggedchange; RETURN NULL;",
        ),
    ]


def log_citations():
    """Return the triggers by which the public log notes that statements come to rest on other articles."""
    changed = "SELECT DISTINCT statement_id AS id, 'changed' AS change FROM ({}) changed"
    other = f"""
        SELECT unnest(ARRAY[was.statement_id, now.statement_id]) AS statement_id
        FROM old_rows was JOIN new_rows now USING (id) WHERE {_is_other("citation", "statement_id", "article_id")}
    """
    found = {"insert": "TABLE new_rows", "update": other, "delete": "TABLE old_rows"}
    return [_log(f"logged_after_{name}", changed.format(rows), _OPERATIONS[name]) for name, rows in found.items()]


def log_articles():
    """Return the trigger by which the public log notes what changes of the articles that statements rest on."""
    found = f"""
        SELECT DISTINCT statement_id AS id, 'changed' AS change FROM stances_citation
        WHERE article_id = ANY(ARRAY(
          SELECT id FROM old_rows was JOIN new_rows now USING (id) WHERE {_is_other("article")}))
    """
    return [_log("logged_after_update", found, _OPERATIONS["update"])]


def log_merges():
    """Return the trigger by which the public log notes that the reference of another report leads to a statement."""
    return [
        pgtrigger.Trigger(
            name="logged_after_insert",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Insert,
            referencing=_OPERATIONS["insert"][1],
            func="PERFORM stances_log_merges(ARRAY(SELECT reference FROM new_rows)); RETURN NULL;",
        )
    ]


def refuse_reference_of(table):
    """Return a trigger by which no record takes a reference that one of another table has."""
    return pgtrigger.Trigger(
        name="reference_is_one_records",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=_OPERATIONS["insert"][1],
        declare=[("taken", "text")],
        func=f"""
            SELECT reference INTO taken FROM {table}
            WHERE reference = ANY(ARRAY(SELECT reference FROM new_rows)) LIMIT 1;
            IF taken IS NOT NULL THEN
                RAISE EXCEPTION 'the reference % belongs to another record', taken
                    USING ERRCODE = 'unique_violation', CONSTRAINT = 'reference_is_one_records';
            END IF;
            RETURN NULL;
        """,
    )
