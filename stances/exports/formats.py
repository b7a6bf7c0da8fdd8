"""What a format is: the columns of a table written by the database itself, whole records at a time."""

from dataclasses import dataclass

from psycopg2.sql import SQL, Identifier, Literal

# A moment as 2026-11-01T12:00:00Z.
MOMENT = """to_char({value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""

# The order stands outside too, as joins alone promise none; nested loops keep it, so that nothing is sorted twice.
RECORDS = SQL("SELECT {values} FROM ({listed}) AS listed {sources} ORDER BY {order}")


@dataclass(frozen=True)
class Format:
    """``copy`` is the COPY of {records}; ``kinds`` has the SQL of kinds whose {value} is not written as it is."""

    content_type: str
    copy: str
    kinds: dict

    def query(self, table, listed, order, address, only=None):
        """Return the COPY of the records of a Table that a query (SQL) lists, in an order; ``only`` these columns.

        ``address`` precedes the key of each record in its address.
        """
        values = self._values(table.only(only), Literal(address))
        records = RECORDS.format(values=values, listed=listed, sources=SQL(table.sources), order=order)
        return SQL(self.copy).format(records=records)

    def _values(self, columns, address):
        return SQL(", ").join(
            SQL("{} AS {}").format(self._written(column, address), Identifier(name))
            for name, column in columns.items()
        )

    def _written(self, column, address):
        value = SQL(column.sql).format(address=address)
        return SQL(self.kinds.get(column.kind, "{value}")).format(value=value)
