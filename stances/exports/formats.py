"""What a format is: the columns of a table written by the database itself, whole records at a time."""

from dataclasses import dataclass

from psycopg2.sql import SQL, Identifier, Literal

from stances.exports.copying import BLOCKS_AHEAD

# A moment as 2026-11-01T12:00:00.123456Z: as exactly as the archive knows it, so that it can be asked for as_of it.
MOMENT = """to_char({value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""

# The order stands outside too, as joins alone promise none; nested loops keep it, so that nothing is sorted twice.
RECORDS = SQL("SELECT {values} FROM ({listed}) AS listed {sources} ORDER BY {order}")


class Refused(Exception):
    """A file that can't be made. The message says why, and which way out there is."""

    status = 400


class NotInstalled(Refused):
    status = 501


@dataclass(frozen=True)
class Format:
    """``copy`` is the COPY of {records}; ``kinds`` has the SQL of kinds whose {value} is not written as it is.

    ``purpose``: what it is good for. ``is_text``: whether its files get smaller by being packed on their way.
    ``ahead``: how many blocks of the COPY may wait, so that the database goes on while many are made into a file.
    """

    label: str
    content_type: str
    copy: str
    kinds: dict
    purpose: str
    is_text: bool = True
    ahead: int = BLOCKS_AHEAD

    @property
    def type(self):
        """The content type without its parameters."""
        return self.content_type.partition(";")[0]

    def query(self, table, listed, order, address, only=None):
        """Return the COPY of the records of a Table that a query (SQL) lists, in an order; ``only`` these columns.

        ``address`` precedes the key of each record in its address.
        """
        records = self.records(table.only(only), table.sources, listed, order, address)
        return SQL(self.copy).format(records=records)

    def records(self, columns, sources, listed, order, address):
        values = SQL(", ").join(
            SQL("{} AS {}").format(self._written(column, Literal(address)), Identifier(name))
            for name, column in columns.items()
        )
        return RECORDS.format(values=values, listed=listed, sources=SQL(sources), order=order)

    def _written(self, column, address):
        value = SQL(column.sql).format(address=address)
        return SQL(self.kinds.get(column.kind, "{value}")).format(value=value)

    def problem(self, total):
        """Return why a list of so many records can't be had in this format, as Refused, or None."""

    def packed(self, blocks, envelope):
        """Return the pieces of the file, made of the blocks that the COPY gives."""
        return blocks
