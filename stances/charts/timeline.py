"""The geometry of a timeline: what was said, over the time in which it may have been said, in lanes.

Widths are percentages of the drawing, so that it fits a phone and a wide screen alike, and heights are pixels. Points
of a lane that would cover each other stand below each other, in as many rows as a narrow drawing needs. Where those
are too many, the drawing needs a width of its own; where they are too many for that, some points are left out.
"""

import datetime
from dataclasses import dataclass

from stances import dates

MARKS = {"partners": "++", "cooperates": "+", "neutral": "0", "limits": "−", "declines": "−−", "unclear": "?"}

EDGE = 4.0  # percent kept free at both sides, for half a point
POINT = 24  # pixels that a point takes either way: as much as a finger needs
HEAD = 24  # pixels of a lane above its points, for its name
GAP = 8  # pixels below the points of a lane
AXIS = 26  # pixels below the lanes
NARROW, WIDE = 288, 880  # pixels: the plot on a phone; the plot of a drawing that is moved sideways
MOST_ROWS = {NARROW: 4, WIDE: 8}
MOST_LABELS = 6
LABEL = 38  # pixels that a year takes


@dataclass(frozen=True)
class Event:
    """Something in a lane, on a day between two. ``source`` is what a point leads to, ``label`` says it in words."""

    lane: str
    earliest: datetime.date
    latest: datetime.date
    is_exact: bool
    position: str
    source: object = None
    label: str = ""

    @classmethod
    def of(cls, statement, lane, *, with_agency=False):
        """The event of a dated statement."""
        date = dates.parse(statement.date)
        said = [statement.get_position_display(), date.words, statement.official, statement.official_title]
        label = ", ".join(str(each) for each in [*said, with_agency and statement.agency.name] if each)
        days = statement.date_earliest, statement.date_latest
        return cls(lane, *days, date.is_exact, statement.position, statement, label)


@dataclass(frozen=True)
class Point:
    """An event where it is drawn: percentages as text; ``y`` is the middle in pixels."""

    event: Event
    x: str
    left: str
    width: str
    y: int

    @property
    def mark(self):
        return MARKS[self.event.position]

    @property
    def position(self):
        return self.event.position

    @property
    def source(self):
        return self.event.source

    @property
    def bar_y(self):
        return self.y - 4


@dataclass(frozen=True)
class Lane:
    key: str
    label: str
    top: int
    height: int
    points: tuple

    @property
    def mark(self):
        return MARKS.get(self.key, "")

    @property
    def label_y(self):
        return self.top + 16

    @property
    def bottom(self):
        return self.top + self.height


@dataclass(frozen=True)
class Tick:
    """The first day of a year, or of a quarter. The label of one without room after it stands before it.

    Without a label it is a line only.
    """

    on: datetime.date
    x: str
    has_label: bool = True
    has_room: bool = True

    @property
    def is_year(self):
        return self.on.month == 1


@dataclass(frozen=True)
class Timeline:
    """``left_out``: how many events have no room. ``is_wide``: whether it needs more than the width of a phone."""

    lanes: tuple
    ticks: tuple
    left_out: int
    is_wide: bool
    first_year: int
    last_year: int

    @property
    def bottom(self):
        return self.lanes[-1].bottom

    @property
    def height(self):
        return self.bottom + AXIS

    @property
    def labels_y(self):
        return self.height - 8


def draw(events, lanes):
    """Return the Timeline of Events in lanes, ``{key: label}`` from top to bottom, or None without any event.

    Events are placed in their order, so that the last ones are left out where there is no room. The axis has whole
    years.
    """
    events = list(events)
    if not events:
        return None
    scale = Scale(min(event.earliest.year for event in events), max(event.latest.year for event in events))
    plot = next((plot for plot in (NARROW, WIDE) if rows_needed(events, scale, plot) <= MOST_ROWS[plot]), WIDE)
    placed, left_out = place(events, scale, plot)
    drawn, top = [], 0
    for key, label in lanes.items():
        drawn.append(lane(key, label, top, placed.get(key, []), scale))
        top = drawn[-1].bottom
    return Timeline(tuple(drawn), tuple(ticks(scale)), left_out, plot == WIDE, scale.first_year, scale.last_year)


@dataclass(frozen=True)
class Scale:
    """Whole years as a share of the width."""

    first_year: int
    last_year: int

    @property
    def years(self):
        return self.last_year - self.first_year + 1

    def share(self, day, days_after=0):
        """Where a day begins, from 0 to 1; or so many days after it."""
        start = datetime.date(self.first_year, 1, 1).toordinal()
        end = datetime.date(self.last_year, 12, 31).toordinal() + 1
        return (day.toordinal() + days_after - start) / (end - start)

    def ends(self, event):
        """Where an event begins and ends."""
        return self.share(event.earliest), self.share(event.latest, 1)

    def pixels(self, event, plot):
        """The first and the last pixel that an event takes: its span, and at least a point in the middle of it."""
        start, end = (plot * share for share in self.ends(event))
        middle = (start + end) / 2
        return min(start, middle - POINT / 2), max(end, middle + POINT / 2)


def percent(share):
    return f"{EDGE + share * (100 - 2 * EDGE):.2f}%"


def rows_needed(events, scale, plot):
    placed, _left_out = place(events, scale, plot, most_rows=len(events))
    return max(row for points in placed.values() for _event, row in points) + 1


def place(events, scale, plot, most_rows=None):
    """Return ({lane: [(event, row)]}, how many have no room): each in the first row where it covers no other."""
    most_rows = most_rows or MOST_ROWS[plot]
    placed, taken, left_out = {}, {}, 0
    for event in events:
        start, end = scale.pixels(event, plot)
        rows = taken.setdefault(event.lane, [])
        row = next((n for n, ends in enumerate(rows) if is_free(ends, start, end)), len(rows))
        if row == most_rows:
            left_out += 1
            continue
        rows[row:] = rows[row:] or [[]]
        rows[row].append((start, end))
        placed.setdefault(event.lane, []).append((event, row))
    return placed, left_out


def is_free(taken, start, end):
    return all(end <= other_start or start >= other_end for other_start, other_end in taken)


def lane(key, label, top, placed, scale):
    rows = max((row for _event, row in placed), default=-1) + 1
    points = tuple(point(event, top + HEAD + row * POINT + POINT // 2, scale) for event, row in placed)
    return Lane(key, label, top, HEAD + rows * POINT + GAP, points)


def point(event, y, scale):
    start, end = scale.ends(event)
    width = f"{(end - start) * (100 - 2 * EDGE):.2f}%"
    return Point(event, percent((start + end) / 2), percent(start), width, y)


def ticks(scale):
    """Yield the Ticks: of years, or of quarters where there are few years."""
    step = year_step(scale.years)
    room = NARROW / scale.years  # pixels of a year
    for year in range(scale.first_year, scale.last_year + 1):
        if year % step == 0:
            first = datetime.date(year, 1, 1)
            has_room = (scale.last_year + 1 - year) * room >= LABEL
            # Before its line there may stand the label of the tick before.
            has_label = has_room or year - step < scale.first_year or step * room >= 2 * LABEL
            yield Tick(first, percent(scale.share(first)), has_label, has_room)
        for month in (4, 7, 10) if scale.years <= 2 else ():
            first = datetime.date(year, month, 1)
            yield Tick(first, percent(scale.share(first)), has_label=scale.years == 1 or month == 7)


def year_step(years):
    """The fewest years between two ticks that leave room for their labels."""
    return next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if years / step <= MOST_LABELS)
