"""XLSX: the rows written by the database as those of the other formats are, within a workbook made by XlsxWriter.

XlsxWriter alone writes far fewer rows a second, and needs a temporary file for all of them.
"""

import re
import stat
import zlib
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg2.sql import SQL, Identifier
from stream_zip import ZIP_32, stream_zip
from xlsxwriter.utility import xl_col_to_name

from stances.exports.formats import Format, Refused
from stances.exports.tables import Kind
from stances.exports.workbook import SHEET, STYLES, frame

MOST = 1_048_575  # rows of a sheet, besides the header

JOINED = "nullif(array_to_string({value}, ';'), '')"

# A cell of text of its own. What XML does not allow in it is written by as_xml() below.
#
# A cell holds 32,767 characters, of which those outside the basic plane count twice; no text of as many bytes has more.
CUT = r"""CASE
    WHEN octet_length({value}) <= 32767 THEN {value}
    WHEN length({value}) + length(regexp_replace({value}, '[^\U00010000-\U0010ffff]', '', 'g')) <= 32767 THEN {value}
    ELSE left({value}, 16000) || '…' END"""
ESCAPED = f"replace(replace(replace(replace({CUT}, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), E'\\n', '&#10;')"
TEXT = (
    "' t=\"inlineStr\"><is><t' "
    "|| CASE WHEN {value} = btrim({value}, E' \\t\\n\\r') THEN '>' ELSE ' xml:space=\"preserve\">' END "
    f"|| {ESCAPED} || '</t></is></c>'"
)
CODE = "' t=\"inlineStr\"><is><t>' || {value} || '</t></is></c>'"  # of letters, digits and - alone
NUMBER = "'><v>' || {value} || '</v></c>'"

# Days are counted from the one that makes March 1, 1900, the first right one, the 61st.
DAY = (
    "CASE WHEN {value} >= '1900-03-01' THEN ' s=\"{style}\"><v>' || ({value} - DATE '1899-12-30') || '</v></c>' "
    "ELSE ' t=\"inlineStr\"><is><t>' || {value} || '</t></is></c>' END"
)
# A date that is no day, such as 2017-02~, is text beside those that are.
DATE = (
    "CASE WHEN {value} !~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$' OR {value} COLLATE \"C\" < '1900-03-01' "
    f"THEN {CODE} ELSE "
    "' s=\"{style}\"><v>' || ({value}::date - DATE '1899-12-30') || '</v></c>' END"
)
MOMENT = (
    "' s=\"{style}\"><v>' || (extract(epoch FROM date_trunc('second', {value}))::float8 / 86400 + 25569) || '</v></c>'"
)
FLAG = "' t=\"b\"><v>' || {value}::int || '</v></c>'"

CELLS = {
    Kind.DATE: DATE,
    Kind.DAY: DAY,
    Kind.MOMENT: MOMENT,
    Kind.NUMBER: NUMBER,
    Kind.DEGREES: NUMBER,
    Kind.FLAG: FLAG,
}

CELL = SQL("""coalesce('<c r="{letter}' || record."row" || '"' || {content}, '')""")

# Two control characters as marks of CSV leave every row as it is that has none of the two and no end of a line.
ROWS = SQL(
    r"""COPY (
    SELECT '<row r="' || record."row" || '">' || concat({cells}) || '</row>'
    FROM (SELECT (row_number() OVER () + 1)::text AS "row", record.* FROM ({records}) AS record) AS record
    ) TO STDOUT (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02', ENCODING 'UTF8')"""
)


# What XML has no way to say is said as _x0001_ by spreadsheets; so is the sign before what looks like that.
CONTROLS = bytes(sorted({*range(0x20)} - {*b"\t\n"}))
UNSAYABLE = re.compile(rb"[\x00-\x08\x0b-\x1f]|\xef\xbf[\xbe\xbf]|_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True)
class Xlsx(Format):
    def problem(self, total):
        if total <= MOST:
            return None
        return Refused(
            _(
                "An XLSX file holds %(most)s rows at most, and this list has %(total)s. Narrow the list by its "
                "filters, or download it as CSV, JSONL or Parquet, which hold any number."
            )
            % {"most": f"{MOST:,}", "total": f"{total:,}"}
        )

    def query(self, table, listed, order, address, only=None):
        columns = table.only(only)
        cells = SQL(", ").join(
            CELL.format(letter=SQL(xl_col_to_name(place)), content=content(name, column))
            for place, (name, column) in enumerate(columns.items())
        )
        return ROWS.format(cells=cells, records=self.records(columns, table.sources, listed, order, address))

    def packed(self, blocks, envelope):
        """Return the file in pieces, packed as lightly as zlib can."""
        around, mode = frame(envelope), stat.S_IFREG | 0o644
        members = (
            (name, envelope.generated_at, mode, ZIP_32, sheet(around, blocks) if name == SHEET else [part])
            for name, part in around.members.items()
        )
        return stream_zip(members, get_compressobj=packer, extended_timestamps=False)


def content(name, column):
    """The SQL of what follows the place of a cell."""
    is_plain = column.codes or column.pattern
    template = CELLS.get(column.kind, CODE if is_plain and column.kind is Kind.CODE else TEXT)
    value, style = SQL("record.{}").format(Identifier(name)), SQL(str(STYLES.get(column.kind, "")))
    return SQL(template).format(value=value, style=style)


def packer():
    return zlib.compressobj(level=1, wbits=-zlib.MAX_WBITS)


def sheet(around, blocks):
    yield around.before.encode()
    for block in blocks:
        yield as_xml(block)
    yield around.after.encode()


def as_xml(block):
    """Return a block of rows with whatever XML does not allow written as spreadsheets do."""
    has_controls = len(block.translate(None, CONTROLS)) != len(block)
    if has_controls:
        block = b"\n".join(map(unmarked, block.split(b"\n")))
    if has_controls or b"_x" in block or b"\xef\xbf" in block:
        block = UNSAYABLE.sub(said, block)
    return block


def unmarked(row):
    """A row without the marks of CSV, which stand around one that has a mark or the end of a line within."""
    return row[1:-1].replace(b"\x01\x01", b"\x01") if row.startswith(b"\x01") else row


def said(match):
    return b"_x005F_" if match[0] == b"_" else b"_x%04X_" % ord(match[0].decode())


XLSX = Xlsx(
    label="XLSX",
    content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    copy="",
    purpose=gettext_lazy(
        "A workbook for spreadsheets: days and moments are dates, and a second sheet tells what the list and its "
        "columns are. 1,048,575 rows at most."
    ),
    kinds={Kind.LIST: JOINED, Kind.NAMES: JOINED},
    is_text=False,
)
