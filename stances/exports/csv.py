"""CSV: a header, then one record a row; what is not known is empty. Lines end as those of Unix do."""

from django.utils.translation import gettext_lazy as _

from stances.exports.formats import MOMENT, Format
from stances.exports.tables import Kind

# A spreadsheet runs a cell that begins with = + - @, a tab or a carriage return as a formula.
DEFUSED = "CASE WHEN ascii({value}) IN (61, 43, 45, 64, 9, 13) THEN '''' || ({value}) ELSE {value} END"
JOINED = "array_to_string({value}, ';')"

CSV = Format(
    label="CSV",
    content_type="text/csv; charset=utf-8",
    copy="COPY ({records}) TO STDOUT (FORMAT csv, HEADER true, ENCODING 'UTF8')",
    purpose=_("Plain rows for any program: a spreadsheet, R, pandas. Lists have a semicolon between their values."),
    kinds={
        Kind.WORDS: DEFUSED,
        Kind.LIST: JOINED,
        Kind.NAMES: DEFUSED.replace("{value}", f"nullif({JOINED}, '')"),
        Kind.MOMENT: MOMENT,
        Kind.FLAG: "({value})::text",
    },
)
