"""Triggers that keep the search rows in step with every table that they are made from, however it is written."""

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


def refresh_search_rows(statement_ids, *, of_others=False, operations=("insert", "update", "delete")):
    """Return one statement-level trigger for each operation.

    ``statement_ids`` is a query of the ids whose search rows are stale, over ``changed``: the rows before and after.
    ``of_others``: the changed table is not about one statement, so statements being written at the same moment by
    another transaction are waited for (see stances_refresh in the migrations).
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
                PERFORM stances_refresh_lock({str(of_others).lower()});
                WITH changed AS ({_OPERATIONS[name][2]})
                SELECT array_agg(DISTINCT found.id ORDER BY found.id) INTO ids FROM ({statement_ids}) found(id);
                PERFORM stances_refresh(ids);
                RETURN NULL;
            """,
        )
        for name in operations
    ]


def refuse_reference_of(table):
    """Return a trigger by which no record takes a reference that one of another table has."""
    return pgtrigger.Trigger(
        name="reference_is_one_records",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF EXISTS (SELECT 1 FROM {table} WHERE reference = NEW.reference) THEN
                RAISE EXCEPTION 'the reference % belongs to another record', NEW.reference
                    USING ERRCODE = 'unique_violation', CONSTRAINT = 'reference_is_one_records';
            END IF;
            RETURN NEW;
        """,
    )
