"""CSV: a header, then one record a row; what is not known is empty. Lines end as those of Unix do."""

from stances.exports.formats import MOMENT, Format
from stances.exports.tables import Kind

# A spreadsheet runs a cell that begins with = + - @, a tab or a carriage return as a formula.
DEFUSED = "CASE WHEN ascii({value}) IN (61, 43, 45, 64, 9, 13) THEN '''' || ({value}) ELSE {value} END"
JOINED = "nullif(array_to_string({value}, ';'), '')"

CSV = Format(
    content_type="text/csv; charset=utf-8",
    copy="COPY ({records}) TO STDOUT (FORMAT csv, HEADER true, ENCODING 'UTF8')",
    kinds={
        Kind.WORDS: DEFUSED,
        Kind.LIST: "array_to_string({value}, ';')",
        Kind.NAMES: DEFUSED.replace("{value}", JOINED),
        Kind.MOMENT: MOMENT,
        Kind.FLAG: "({value})::text",
    },
)
