"""JSONL: one object a line for each record; what is not known is null."""

from django.utils.translation import gettext_lazy as _

from stances.exports.formats import MOMENT, Format
from stances.exports.tables import Kind

# JSON escapes control characters, so that two of them as marks of CSV leave every line as it is.
COPY = (
    "COPY (SELECT row_to_json(record) FROM ({records}) AS record) "
    r"TO STDOUT (FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02', ENCODING 'UTF8')"
)

JSONL = Format(
    label="JSONL",
    content_type="application/jsonl; charset=utf-8",
    copy=COPY,
    purpose=_("One object a line, with lists and null as they are: for programs that read record by record."),
    kinds={Kind.MOMENT: MOMENT},
)
