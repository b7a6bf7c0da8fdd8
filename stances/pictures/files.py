"""The files of a picture: SVG, the PNG of that very SVG, and the numbers as CSV."""

import csv
import io

import resvg_py
from PIL import Image

from stances.codebook import Position
from stances.pictures import svg
from stances.pictures.sheet import WIDTH, sheet_of
from stances.sharing.picture import BOLD, FONTS, SANS, SERIF

ZOOM = 2  # dots for each unit, so that print and sharp screens have enough


def as_svg(statements, picture):
    return svg.file(sheet_of(statements, picture))


def as_png(statements, picture):
    """No font of the machine is used, so that a picture is the same wherever it is made."""
    drawn = resvg_py.svg_to_bytes(
        svg_string=as_svg(statements, picture).decode(),
        width=ZOOM * WIDTH,
        skip_system_fonts=True,
        font_files=[str(FONTS / name) for name in (SANS, BOLD, SERIF)],
        sans_serif_family="Public Sans Thin",  # what the files call themselves, whatever their weight
        serif_family="Newsreader 16pt",
    )
    file = io.BytesIO()
    # So few colors need no more than one byte for each dot; this way keeps white as white.
    image = Image.open(io.BytesIO(drawn)).convert("RGB")
    image.quantize(128, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def as_csv(statements, picture):
    """The rows of the table with codes for words. The totals of a column are not in it."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    table = picture.table
    writer.writerow([table.name, *(each.value for each in Position), "statements"])
    for row in table.every_row:
        writer.writerow([row.code, *(cell.count for cell in row.cells), row.total.count])
    return file.getvalue().encode()


# extension: (how the file is made, its content type)
FILES = {
    "svg": (as_svg, "image/svg+xml"),
    "png": (as_png, "image/png"),
    "csv": (as_csv, "text/csv; charset=utf-8"),
}
