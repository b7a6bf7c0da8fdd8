"""Many rows of any table, written or asked for by one question."""

import json

from django.db import connection


def new_ids(model, count):
    """Return as many ids that no record has, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [pk for (pk,) in cursor.fetchall()]


def insert(model, records):
    """Insert records as one JSON text; bulk_create takes five times as long for a wide table.

    Ids are the database's to give where the first record has none. Columns with a default of the database have that.
    """
    if not records:
        return
    fields = [field for field in model._meta.concrete_fields if not field.generated and not field.has_db_default()]
    fields = [field for field in fields if not field.primary_key or records[0].pk]
    table, columns = model._meta.db_table, ", ".join(map(quoted, fields))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) "  # noqa: S608 — names of the model
            f"SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s)",
            [as_json(fields, records)],
        )


def update(model, records, names):
    """Write some fields of records that are there. What is too long is refused; bulk_update would cut it off."""
    if not records:
        return
    fields = [model._meta.get_field(name) for name in names]
    table, columns = model._meta.db_table, ", ".join(f"{quoted(field)} = changed.{quoted(field)}" for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {columns} "  # noqa: S608 — names of the model
            f"FROM json_populate_recordset(NULL::{table}, %s) changed WHERE {table}.id = changed.id",
            [as_json([model._meta.pk, *fields], records)],
        )


def quoted(field):
    return connection.ops.quote_name(field.column)


def as_json(fields, records):
    rows = [{field.column: getattr(record, field.attname) for field in fields} for record in records]
    return json.dumps(rows, default=str)  # a decimal number is read from its digits


def taken_slugs(model, plain):
    """Return the addresses of records that are one of ``plain``, or one of them and something after a hyphen.

    ``.`` follows on ``-``, and no address has it. A condition ``LIKE`` for each would be asked of each row.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT slug FROM unnest(%s::text[]) plain JOIN {model._meta.db_table} "  # noqa: S608 — name of the model
            "ON slug ~>=~ plain AND slug ~<~ (plain || '.')",
            [list(plain)],
        )
        return {slug for (slug,) in cursor.fetchall()}
