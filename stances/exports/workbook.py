"""The workbook around the rows of an XLSX file, by XlsxWriter: styles, widths, header, and a sheet about the list."""

import io
import zipfile
from dataclasses import dataclass

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from stances.exports.tables import Kind

SHEET = "xl/worksheets/sheet1.xml"
ROWS_END = "</sheetData>"

WIDTHS = {Kind.CODE: 16, Kind.DATE: 12, Kind.DAY: 12, Kind.MOMENT: 19, Kind.NUMBER: 11, Kind.DEGREES: 12, Kind.FLAG: 12}
WIDE = 32  # characters, for words
WIDER = {"text": 80, "context": 50, "url": 40, "slug": 40, "agency_slug": 40, "article_url": 40}
NARROWER = {"reference": 11, "state": 7, "language": 10}

# How a spreadsheet shows values that are numbers to it, and the numbers of these styles: the header has the first.
SHOWN = {Kind.DAY: "yyyy-mm-dd", Kind.MOMENT: "yyyy-mm-dd hh:mm:ss"}
STYLES = {kind: number for number, kind in enumerate(SHOWN, start=2)}
STYLES[Kind.DATE] = STYLES[Kind.DAY]


@dataclass(frozen=True)
class Frame:
    """``members``: {name: bytes} of the files in the workbook. ``before`` and ``after`` stand around its rows."""

    members: dict
    before: str
    after: str


def frame(envelope):
    """Return the Frame of a workbook for the rows of a list.

    It is written with one row, which stands for all. The last would do, but XlsxWriter looks at each row before it.
    """
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as workbook:
        workbook.set_properties(properties(envelope))
        write_records(workbook, envelope)
        write_about(workbook, envelope)
    with zipfile.ZipFile(file) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    before, after = members[SHEET].decode().split(ROWS_END)
    header, _row, _cells = before.partition('<row r="2"')
    reach = f'<dimension ref="A1:{last_column(envelope)}'
    return Frame(members, header.replace(f'{reach}2"', f'{reach}{envelope.total + 1}"'), ROWS_END + after)


def properties(envelope):
    """What a spreadsheet shows of a file in its properties."""
    facts = dict(envelope.metadata)
    return {
        "title": facts["title"],
        "subject": facts["source"],
        "author": "Stances",
        "comments": "\n".join(f"{name}: {value}" for name, value in facts.items()),
        "created": envelope.generated_at.replace(tzinfo=None),
    }


def write_records(workbook, envelope):
    """The sheet of the records: its header, and a row with a cell of each style."""
    columns = envelope.table.columns
    last = len(columns) - 1
    sheet = workbook.add_worksheet(str(envelope.table.label))
    sheet.write_row(0, 0, columns, workbook.add_format({"bold": True}))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, envelope.total, last)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{last_column(envelope)}{envelope.total + 1}"})
    for place, (name, column) in enumerate(columns.items()):
        sheet.set_column(place, place, {**WIDER, **NARROWER}.get(name) or WIDTHS.get(column.kind, WIDE))
    if envelope.total:
        for place, pattern in enumerate(SHOWN.values()):
            sheet.write_number(1, place, 0, workbook.add_format({"num_format": pattern}))


def last_column(envelope):
    """The letters of the last column."""
    return xl_col_to_name(len(envelope.table.columns) - 1)


def write_about(workbook, envelope):
    """The sheet about the list: what it is, what its columns mean, and what a spreadsheet can't hold."""
    sheet = workbook.add_worksheet(_("About"))
    bold, wrapped = workbook.add_format({"bold": True, "valign": "top"}), workbook.add_format({"text_wrap": True})
    rows = [
        *envelope.facts,
        ("", ""),
        (_("Column"), _("Meaning")),
        *((name, str(column.meaning)) for name, column in envelope.table.columns.items()),
        ("", ""),
        *((_("Note"), note) for note in notes()),
    ]
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    for place, (name, words) in enumerate(rows):
        sheet.write_string(place, 0, name, bold)
        sheet.write_string(place, 1, words, wrapped)


def notes():
    return [
        _("Dates that are known to a month or a year only, or about, are text; days and moments (UTC) are dates."),
        _("A day before March 1, 1900, which spreadsheets do not know, is text."),
        _(
            "A cell holds 32,767 characters at most. A longer text is cut and ends with …; CSV, JSONL and Parquet have "
            "it whole."
        ),
    ]
