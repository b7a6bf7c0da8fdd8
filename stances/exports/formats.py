"""What a format is: the columns written by the database itself, whole records at a time."""

from dataclasses import dataclass

from psycopg2.sql import SQL, Identifier, Literal

from stances.exports.columns import COLUMNS, SOURCES

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

    def query(self, listed, order, address):
        """Return the COPY of the rows of a query (SQL) with their order; ``address`` precedes each reference."""
        records = RECORDS.format(values=self._values(address), listed=listed, sources=SQL(SOURCES), order=order)
        return SQL(self.copy).format(records=records)

    def _values(self, address):
        return SQL(", ").join(
            SQL("{} AS {}").format(self._written(column, Literal(address)), Identifier(name))
            for name, column in COLUMNS.items()
        )

    def _written(self, column, address):
        value = SQL(column.sql).format(address=address)
        return SQL(self.kinds.get(column.kind, "{value}")).format(value=value)
