"""Stacked bars of positions: columns for times, rows with shares for topics.

Where a part has room it bears the mark of its position; what it counts is told where one points.
"""

from itertools import accumulate

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stances.charts.measures import MARKS
from stances.charts.shapes import BOLD, NORMAL, SMALL, Drawing, length, line, rect, text

NARROW = 500  # a drawing that is no wider is of a phone

# Columns
WIDEST_COLUMN = 56
SHARE_OF_COLUMN = 0.8  # the rest is the gap to the next
TOP, BOTTOM = 24, 28
MOST_RULES = 5
LEAST_MOST = 4  # at the top of the scale, so that a single statement is no tower
MARK_WIDTH, MARK_HEIGHT = 17, 13  # of a part that has room for its mark

# Rows
ROW, BAR, LABEL = 31, 22, 19
ROOM_FOR_SHARE = 58
ROOM_FOR_MARK = 20


def columns(stacks, width):
    """Return the Drawing of Stacks side by side, all on one scale from 0.

    Totals stand above all of them where there is room for each, else above the highest alone.
    """
    height = 250 if width <= NARROW else 340
    most = max(stack.total for stack in stacks)
    values = rules(most)
    left = length(intcomma(values[-1]), SMALL) + 12
    step = min((width - left) / len(stacks), WIDEST_COLUMN / SHARE_OF_COLUMN)
    scale = (height - TOP - BOTTOM) / max(most, LEAST_MOST)
    floor = height - BOTTOM
    shapes = [shape for value in values for shape in rule(value, left, width, floor - value * scale)]
    have_room = all(length(intcomma(stack.total), SMALL) + 3 <= step for stack in stacks)
    with_total = stacks if have_room else [next(stack for stack in stacks if stack.total == most)]
    for place, stack in enumerate(stacks):
        shapes += column(stack, left + place * step, step, scale, floor, any(stack is each for each in with_total))
    return Drawing(width, height, [*shapes, line("axis", left, floor, width, floor)])


def rules(most):
    """Return the values that have a rule across the chart: round ones, from 0."""
    steps = (each * 10**power for power in range(12) for each in (1, 2, 5))
    return list(range(0, most + 1, next(step for step in steps if most / step < MOST_RULES)))


def rule(value, left, right, y):
    if value:
        yield line("rule", left, y, right, y)
    yield text("quiet", left - 8, y + 4, intcomma(value), SMALL, "end")


def column(stack, left, step, scale, floor, has_total):
    """Yield the shapes of one Stack."""
    width = step * SHARE_OF_COLUMN
    x, middle = left + (step - width) / 2, left + step / 2
    for position, count, before in parts(stack):
        tall = count * scale
        y = floor - before * scale - tall
        gap = 1 if tall > 4 else 0
        yield rect(f"shade-{position.value}", x, y + gap, width, tall - gap, part_words(stack, position, count))
        if width >= MARK_WIDTH and tall >= MARK_HEIGHT:
            yield text(f"on-{position.value}", middle, y + tall / 2 + 4, MARKS[position], SMALL, "middle", BOLD)
    if stack.total and has_total:
        yield text("ink", middle, floor - stack.total * scale - 6, intcomma(stack.total), SMALL, "middle")
    if stack.has_tick:
        yield text("quiet", middle, floor + 18, stack.label, SMALL, "middle")


def rows(stacks, width):
    """Return the Drawing of Stacks below each other, each as long as the others and divided by shares."""
    is_narrow = width <= NARROW
    left = 0 if is_narrow else max(length(stack.label) for stack in stacks) + 12
    right = max(length(intcomma(stack.total)) for stack in stacks) + 10
    apart = ROW + LABEL if is_narrow else ROW
    shapes = []
    for place, stack in enumerate(stacks):
        top = place * apart + (LABEL if is_narrow else 0)
        if is_narrow:
            shapes.append(text("ink", 0, top - 6, stack.label))
        else:
            shapes.append(text("ink", left - 12, top + BAR / 2 + 5, stack.label, NORMAL, "end"))
        shapes += row(stack, left, top, (width - left - right) / stack.total)
        shapes.append(text("quiet", width, top + BAR / 2 + 5, intcomma(stack.total), NORMAL, "end"))
    return Drawing(width, len(stacks) * apart, shapes)


def row(stack, left, top, scale):
    """Yield the shapes of the parts of one Stack, with its shares where there is room."""
    for position, count, before in parts(stack):
        wide = count * scale
        x = left + before * scale
        yield rect(
            f"shade-{position.value}", x, top, wide - (1 if wide > 4 else 0), BAR, part_words(stack, position, count)
        )
        look, y = f"on-{position.value}", top + BAR / 2 + 4
        if wide >= ROOM_FOR_SHARE:
            yield text(look, x + 8, y, MARKS[position], SMALL, weight=BOLD)
            yield text(look, x + 12 + 7 * len(MARKS[position]), y, share_words(count, stack.total), SMALL)
        elif wide >= ROOM_FOR_MARK:
            yield text(look, x + wide / 2, y, MARKS[position], SMALL, "middle", BOLD)


def parts(stack):
    """[(position, how many, how many before it)]"""
    before = accumulate(stack.parts.values(), initial=0)
    return [(position, count, start) for (position, count), start in zip(stack.parts.items(), before, strict=False)]


def part_words(stack, position, count):
    """What a part counts, such as “2017, Limits: 12 of 40 statements”."""
    said = ngettext(
        "%(label)s, %(position)s: %(count)s of %(total)s statement",
        "%(label)s, %(position)s: %(count)s of %(total)s statements",
        stack.total,
    )
    return said % {
        "label": stack.label,
        "position": position.label,
        "count": intcomma(count),
        "total": intcomma(stack.total),
    }


def share_words(count, total):
    """A share in whole percent, such as “12%”; “<1%” of what is not nothing."""
    share = round(100 * count / total)
    return _("%(share)s%%") % {"share": share} if share or not count else _("<1%")
