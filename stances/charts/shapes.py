"""What a chart is drawn with: shapes in the elements and attributes of SVG, each with the names of how it looks.

Sizes of type belong to the geometry. Colors do not: a page gives them to the names by its style sheet, a file that
stands alone by attributes.
"""

from dataclasses import dataclass, field

SMALL, NORMAL = 11, 13  # pixels of type
LETTER = 0.58  # of the size of type: how wide a letter is, with some room
BOLD = 600


@dataclass(frozen=True)
class Shape:
    """One element. ``look``: names of how it looks; ``words``: its text; ``title``: what is said where one points."""

    tag: str
    look: str
    attributes: dict
    words: str = ""
    title: str = ""


@dataclass(frozen=True)
class Drawing:
    """Shapes within a frame that begins at 0, 0."""

    width: int
    height: int
    shapes: list


@dataclass(frozen=True)
class Stack:
    """One bar of a chart: {position: how many}, none of them 0. ``has_tick``: whether its label has room."""

    label: str
    parts: dict = field(default_factory=dict)
    has_tick: bool = True

    @property
    def total(self):
        return sum(self.parts.values())


def rect(look, x, y, width, height, title="", **attributes):
    places = {"x": number(x), "y": number(y), "width": number(width), "height": number(height)}
    return Shape("rect", look, places | attributes, title=title)


def line(look, x1, y1, x2, y2):
    return Shape("line", look, {"x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2)})


def path(look, drawn, title="", **attributes):
    return Shape("path", look, {"d": drawn} | attributes, title=title)


def text(look, x, y, words, size=NORMAL, anchor="start", weight=None, **attributes):
    """Words on a base line at y."""
    places = {"x": number(x), "y": number(y), "font-size": size}
    if anchor != "start":
        places["text-anchor"] = anchor
    if weight:
        places["font-weight"] = weight
    return Shape("text", look, places | attributes, str(words))


def number(value):
    """A length to a tenth of a unit, in the fewest characters."""
    return f"{value:.1f}".removesuffix(".0")


def length(words, size=NORMAL):
    """About how many units words take in a row."""
    return len(words) * size * LETTER
