"""A map of the states by how many of something each has: shapes out, to be drawn with others or alone."""

from django.contrib.humanize.templatetags.humanize import intcomma

from stances.charts import geography
from stances.charts.maps import BOX, BOX_MARGIN, ROOM_IN_STATE, boxes_of_states, label_of
from stances.charts.measures import breaks, span_of_numbers
from stances.charts.shapes import BOLD, SMALL, Drawing, length, path, rect, text

NONE = "shade-none"


def numbers_map(counts, names, size=SMALL):
    """Return the Drawing of the states by {GEOID: how many}, with its letters in a size.

    ``names``: {GEOID: (short name, what is said of it)} of those that are drawn, if the map has them.
    """
    drawing, boxes, lows = geography.states(), boxes_of_states(), lows_of(counts)
    size = min(size, largest_in_box(counts))
    shapes = []
    for geoid, (short, words) in names.items():
        if geoid not in drawing.paths:
            continue
        shade = shade_of(counts.get(geoid, 0), lows)
        shapes.append(path(f"area {shade}", drawing.paths[geoid], words))
        if label := label_of(geoid, drawing, ROOM_IN_STATE, boxes):
            shapes += label_shapes(label, shade, short, counts.get(geoid, 0), size)
    return Drawing(drawing.width, drawing.height, shapes)


def largest_in_box(counts):
    """The size of letters in which a box has room for the short name and the longest number."""
    longest = intcomma(max(counts.values(), default=0))
    return int((BOX[0] - 2 * BOX_MARGIN) / length(f"XXX{longest}", 1))


def lows_of(counts):
    """The least number of each shade."""
    return breaks([count for count in counts.values() if count])


def shade_of(count, lows):
    return f"shade-statements-{sum(count >= low for low in lows)}" if count else NONE


def label_shapes(label, shade, short, count, size):
    """Yield the short name of a state and its number: in a box beside the map, or one below the other in the state."""
    look = f"on-{shade.removeprefix('shade-')}"
    middle = label.y + size * 0.35
    if label.box:
        yield rect(f"area boxed {shade}", *label.box, *BOX)
        yield text(f"boxed {look}", label.name_x, middle, short, size, weight=BOLD)
        if count:
            yield text(f"boxed {look}", label.mark_x, middle, intcomma(count), size, "end")
        return
    yield text(f"map-short {look}", label.name_x, middle - (size * 0.6 if count else 0), short, size, "middle", BOLD)
    if count:
        yield text(f"map-number {look}", label.mark_x, middle + size * 0.6, intcomma(count), size, "middle")


def legend(counts):
    """[(look of a shade, words)] of the shades that the map may have, the fewest first."""
    lows = lows_of(counts)
    spans = zip(lows, [*lows[1:], None], strict=True)
    return [(f"shade-statements-{place}", span_of_numbers(low, high)) for place, (low, high) in enumerate(spans, 1)]
