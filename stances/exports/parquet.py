"""Parquet: typed columns in groups of rows, for programs that analyze. Needs pyarrow, which is an optional install."""

import importlib.util
import io
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stances.exports.copying import BLOCK
from stances.exports.formats import MOMENT, Format, NotInstalled
from stances.exports.tables import Kind

GROUP = 16 * 1024 * 1024  # bytes of CSV that become one group of rows; several times as much is used meanwhile

INSTALL = "pip install 'stances[parquet]'"

SEPARATOR = "\x1f"  # between the values of a list, as no name has it


@dataclass(frozen=True)
class Parquet(Format):
    def problem(self, total):
        if is_installed():
            return None
        return NotInstalled(
            _(
                "Parquet is not installed on this site. Who keeps the site can add it with `%(command)s`. "
                "CSV and JSONL have the same records."
            )
            % {"command": INSTALL}
        )

    def packed(self, blocks, envelope):
        """Yield the file, a group of rows at a time."""
        from pyarrow import parquet

        sink, schema = Sink(), schema_of(envelope)
        with parquet.ParquetWriter(sink, schema) as writer:
            yield sink.taken()  # the mark of the format, so that the client sees at once that the file comes
            for group in groups(blocks):
                writer.write_table(table_of(group, schema))
                yield sink.taken()
        yield sink.taken()


class Sink(io.RawIOBase):
    """A file that keeps what is written only until it is taken."""

    def __init__(self):
        self.parts, self.size = [], 0

    def writable(self):
        return True

    def tell(self):
        return self.size

    def write(self, part):
        self.parts.append(bytes(part))
        self.size += len(part)
        return len(part)

    def taken(self):
        parts, self.parts = self.parts, []
        return b"".join(parts)


def is_installed():
    return importlib.util.find_spec("pyarrow") is not None


def groups(blocks):
    """Yield the blocks, each of whole rows, joined to groups of rows."""
    group, size = [], 0
    for block in blocks:
        group.append(block)
        size += len(block)
        if size >= GROUP:
            yield b"".join(group)
            group, size = [], 0
    if size:
        yield b"".join(group)


def schema_of(envelope):
    """The columns with their types and meanings, and what is said of the list."""
    import pyarrow as pa

    types = {
        Kind.DAY: pa.date32(),
        Kind.MOMENT: pa.timestamp("us", "UTC"),
        Kind.LIST: pa.list_(pa.string()),
        Kind.NAMES: pa.list_(pa.string()),
        Kind.NUMBER: pa.int64(),
        Kind.DEGREES: pa.float64(),
        Kind.FLAG: pa.bool_(),
    }
    fields = [
        pa.field(
            name,
            types.get(column.kind, pa.string()),
            nullable=not column.is_required,
            metadata={"description": str(column.meaning)},
        )
        for name, column in envelope.table.columns.items()
    ]
    return pa.schema(fields, metadata=envelope.metadata)


def table_of(group, schema):
    """Return a group of rows, as CSV, as an Arrow table."""
    import pyarrow as pa
    from pyarrow import csv

    read = csv.read_csv(
        pa.BufferReader(group),
        csv.ReadOptions(column_names=schema.names, use_threads=False, block_size=len(group) + 1),
        csv.ParseOptions(newlines_in_values=True),
        csv.ConvertOptions(
            column_types={each.name: pa.string() if is_list(each) else each.type for each in schema},
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )
    columns = [as_list(read[each.name], each.type) if is_list(each) else read[each.name] for each in schema]
    return pa.Table.from_arrays(columns, schema=schema)


def is_list(field):
    import pyarrow as pa

    return pa.types.is_list(field.type)


def as_list(column, type_of_lists):
    """A column of joined values as one of lists; no value has the empty text, so that there it is the empty list."""
    import pyarrow as pa
    from pyarrow import compute

    parted = compute.split_pattern(column, SEPARATOR)
    return compute.if_else(compute.equal(column, ""), pa.scalar([], type_of_lists), parted)


JOINED = r"array_to_string({value}, E'\x1f')"

PARQUET = Parquet(
    label="Parquet",
    content_type="application/vnd.apache.parquet",
    purpose=gettext_lazy("Typed columns, for the analysis of many records by pandas, polars, DuckDB or R."),
    copy="COPY ({records}) TO STDOUT (FORMAT csv, ENCODING 'UTF8')",
    kinds={Kind.LIST: JOINED, Kind.NAMES: JOINED, Kind.MOMENT: MOMENT, Kind.FLAG: "({value})::text"},
    is_text=False,
    ahead=GROUP // BLOCK,
)
