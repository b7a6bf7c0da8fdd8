"""What a picture of a list is: a drawing, and the table of the numbers that it is drawn from."""

from dataclasses import dataclass, field

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.functional import cached_property

from stances.charts.measures import MARKS
from stances.charts.stacks import share_words
from stances.codebook import Position

WIDE, NARROW = 700, 344  # units of a drawing on a page: of a screen, and of a phone


@dataclass(frozen=True)
class Cell:
    """A number of statements, its share of the row in words, and the query string of the list of them, or ""."""

    count: int
    share: str
    query: str

    @property
    def words(self):
        """The count as a reader reads it. A page has hundreds, most of them small."""
        return str(self.count) if self.count < 1000 else intcomma(self.count)


@dataclass(frozen=True)
class Row:
    """A row of a table. ``code`` is what a file calls it, ``parts``: {position: how many}.

    ``narrowed(**values)`` returns the query string of the row's list with more asked for; None where there is none.
    """

    code: str
    label: str
    parts: dict
    narrowed: object = None

    @cached_property
    def sum(self):
        return sum(self.parts.values())

    @cached_property
    def total(self):
        return self.cell(self.sum)

    @property
    def cells(self):
        return [self.cell(self.parts.get(each, 0), position=each.value) for each in Position]

    def cell(self, count, **values):
        query = self.narrowed(**values) if count and self.narrowed else ""
        return Cell(count, share_words(count, self.sum) if count else "", query)


@dataclass(frozen=True)
class Table:
    """``corner`` says what the rows are, ``name`` what a file calls that. ``last`` are drawn nowhere."""

    corner: str
    name: str
    rows: list
    last: list = field(default_factory=list)
    has_shares: bool = False

    @property
    def columns(self):
        return list(Position)

    @property
    def every_row(self):
        return [*self.rows, *self.last]


@dataclass(frozen=True)
class Key:
    """An entry of a legend: how it looks, its mark if it has one, its words."""

    look: str
    words: str
    mark: str = ""

    @property
    def shade(self):
        """The last part of the name of how it looks."""
        return self.look.removeprefix("shade-")


@dataclass(frozen=True)
class Picture:
    """``draw(width)`` returns its Drawing; ``nothing`` says why there is none, and is "" where there is one.

    ``notes`` say what a reader has to know to read it. ``has_one_size``: a phone has the same drawing as a screen.
    """

    code: str
    name: str
    table: Table
    draw: object
    legend: list
    notes: list
    nothing: str = ""
    has_one_size: bool = False

    @cached_property
    def wide(self):
        return None if self.nothing else self.draw(WIDE)

    @cached_property
    def narrow(self):
        return None if self.nothing or self.has_one_size else self.draw(NARROW)


def position_keys(crossed):
    """The legend of the positions that any statement of the list takes."""
    return [Key(f"shade-{each.value}", each.label, MARKS[each]) for each in crossed.everything]
