"""JSONL: one object a line for each record; what is not known is null."""

from stances.exports.formats import MOMENT, Format
from stances.exports.tables import Kind

# JSON escapes control characters, so that two of them as marks of CSV leave every line as it is.
JSONL = Format(
    content_type="application/jsonl; charset=utf-8",
    copy=(
        "COPY (SELECT row_to_json(record) FROM ({records}) AS record) "
        r"TO STDOUT (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02', ENCODING 'UTF8')"
    ),
    kinds={Kind.MOMENT: MOMENT},
)
