"""A picture as a sheet that stands alone: what it shows, of which list, the drawing, how to read it, its source."""

from dataclasses import dataclass, field
from functools import lru_cache

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from stances.charts import shapes
from stances.describing import sentence_without_order
from stances.sharing.lines import broken, shortened
from stances.sharing.picture import SANS
from stances.sharing.picture import font as font_of
from stances.sharing.wording import absolute

WIDTH, MARGIN = 1000, 36
INNER = WIDTH - 2 * MARGIN
FONT = "'Public Sans', 'Helvetica Neue', Helvetica, Arial, sans-serif"
TITLE_FONT = "Newsreader, Georgia, serif"
TITLE, LEAD, NOTE, SOURCE = 30, 17, 13, 12  # sizes of type
APART = 1.4  # lines, in sizes of type
MOST_LINES = 4  # of what the list is, which may be as long as a query, and of each note
LONGEST_ADDRESS = 330  # characters; the description of the file has the whole
PILL, SWATCH = 22, 30  # height of a position in the legend; width of a shade


@dataclass
class Sheet:
    """Shapes, and groups of them: (x, y, scale, shapes). ``height`` grows as parts are added below each other."""

    title: str
    description: str
    font: str = FONT
    width: int = WIDTH
    height: int = MARGIN
    shapes: list = field(default_factory=list)
    groups: list = field(default_factory=list)

    def write(self, words, size, look, **more):
        """Add lines of words, no more of them than a reader reads."""
        lines = broken(words.split(), INNER / size, ems)
        for line in lines if len(lines) <= MOST_LINES else shortened(words, MOST_LINES, INNER / size, ems):
            self.height += round(size * APART)
            self.shapes.append(shapes.text(look, MARGIN, self.height - round(size * 0.3), line, size, **more))

    def space(self, height):
        self.height += height

    def draw(self, drawing):
        scale = INNER / drawing.width
        self.groups.append((MARGIN, self.height, scale, drawing.shapes))
        self.height += round(drawing.height * scale)


@lru_cache(maxsize=5000)
def ems(text):
    """How long a text is in the font of a sheet."""
    return font_of(SANS, 100).getlength(text) / 100


def sheet_of(statements, picture):
    """Return the Sheet of a Picture of a StatementList, whose total is known."""
    what, address = sentence_without_order(statements), address_of(statements)
    found = Sheet(f"{picture.name}. {what}", "\n".join([*picture.notes, source(address)]))
    found.write(picture.name, TITLE, "ink", **{"font-family": TITLE_FONT})
    found.write(what, LEAD, "ink")
    found.space(16)
    if picture.nothing:
        found.write(picture.nothing, LEAD, "quiet")
    else:
        draw_legend(found, picture.legend)
        found.draw(picture.draw(INNER))
    found.space(12)
    for note in picture.notes:
        found.write(note, NOTE, "quiet")
    draw_source(found, address)
    found.shapes.insert(0, shapes.rect("sheet", 0, 0, found.width, found.height))
    return found


def address_of(statements):
    """The address of the list by which the public knows it."""
    query = statements.query_without("sort")
    return absolute(reverse("statements")) + (f"?{query}" if query else "")


def source(address):
    return _("Source: Stances, %(address)s, as it was on %(date)s. CC BY 4.0.") % {
        "address": address,
        "date": formats.date_format(timezone.now(), "DATE_FORMAT"),
    }


def draw_source(sheet, address):
    sheet.space(10)
    sheet.shapes.append(shapes.line("rule", MARGIN, sheet.height, WIDTH - MARGIN, sheet.height))
    sheet.space(4)
    cut = address if len(address) <= LONGEST_ADDRESS else f"{address[:LONGEST_ADDRESS]}…"
    sheet.write(source(cut), SOURCE, "quiet")
    sheet.space(MARGIN // 2)


def draw_legend(sheet, keys):
    """Add the entries in rows: positions as on every page, shades beside their words."""
    x, is_first = MARGIN, True
    for key in keys:
        label = f"{key.mark}  {key.words}" if key.mark else str(key.words)
        wide = round(ems(label) * NOTE * 1.06) + (26 if key.mark else SWATCH + 28)
        if is_first or x + wide > WIDTH - MARGIN:
            sheet.space(0 if is_first else PILL + 8)
            x, is_first = MARGIN, False
        sheet.shapes += entry(key, label, x, sheet.height, wide)
        x += wide + 8
    sheet.space(PILL + 16 if keys else 0)


def entry(key, label, x, y, wide):
    if key.mark:
        yield shapes.rect(key.look, x, y, wide, PILL, rx=PILL // 2)
        middle = x + wide / 2
        yield shapes.text(f"on-{key.shade}", middle, y + 15.5, label, NOTE, "middle", shapes.BOLD)
    else:
        yield shapes.rect(f"area {key.look}", x, y + 2, SWATCH, PILL - 4)
        yield shapes.text("ink", x + SWATCH + 8, y + 15.5, label, NOTE)
