"""Shapes as SVG: within a page, whose style sheet paints them, or as a file that stands alone.

A file is painted by attributes rather than by a style sheet of its own, which the policy of this site would not let a
browser apply.
"""

from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.html import mark_safe

from stances.sharing.picture import colors
from stances.sharing.wording import readable

NAMESPACE = "http://www.w3.org/2000/svg"

# What paints the names of how a shape looks, by the names of tokens. Paper is white, so that it prints well.
PAINTS = {
    **{
        f"{what}-{position}": {"fill": f"{prefix}{position}"}
        for position in ("partners", "cooperates", "neutral", "limits", "declines")
        for what, prefix in (("shade", ""), ("on", "on-"))
    },
    "shade-unclear": {"fill": "raised", "stroke": "strong-line"},
    "on-unclear": {"fill": "ink"},
    "shade-none": {"fill": "raised"},
    "on-none": {"fill": "quiet"},
    **{
        f"shade-statements-{number}": {"fill": "ink", "fill-opacity": opacity}
        for number, opacity in enumerate(("0.08", "0.2", "0.36", "0.62", "0.84"), 1)
    },
    **{f"on-statements-{number}": {"fill": "ink" if number < 4 else "raised"} for number in range(1, 6)},
    "ink": {"fill": "ink"},
    "quiet": {"fill": "quiet"},
    "accent": {"fill": "accent"},
    "sheet": {"fill": "raised"},
    "rule": {"stroke": "line"},
    "axis": {"stroke": "strong-line"},
    "area": {"stroke": "strong-line", "stroke-width": "0.6", "stroke-linejoin": "round"},
}


def inline(drawing, words):
    """Return the SVG of a Drawing for a page, where ``words`` say what it is."""
    frame = {"class": "picture", "viewBox": f"0 0 {drawing.width} {drawing.height}", "role": "img"}
    root = Element("svg", frame | {"aria-label": readable(words)})
    add(root, drawing.shapes, lambda look: {"class": look})
    return mark_safe(tostring(root, encoding="unicode"))  # noqa: S308, ElementTree escapes


def add(parent, shapes, paint):
    """Add the elements of shapes; ``paint(look)`` returns the attributes that show how one looks."""
    for shape in shapes:
        attributes = {name: str(value) for name, value in shape.attributes.items()}
        element = SubElement(parent, shape.tag, attributes | paint(shape.look))
        element.text = readable(shape.words) or None
        if shape.title:
            SubElement(element, "title").text = readable(shape.title)


def painted(look):
    """The attributes that paint a shape, by the colors of the light theme."""
    found = {}
    for name in look.split():
        found |= PAINTS.get(name, {})
    return {name: colors().get(value, value) for name, value in found.items()}


def file(sheet):
    """Return the bytes of an SVG file of a Sheet."""
    size = {"width": str(sheet.width), "height": str(sheet.height), "viewBox": f"0 0 {sheet.width} {sheet.height}"}
    root = Element("svg", {"xmlns": NAMESPACE, **size, "role": "img", "font-family": sheet.font})
    SubElement(root, "title").text = readable(sheet.title)
    SubElement(root, "desc").text = readable(sheet.description)
    add(root, sheet.shapes, painted)
    for x, y, scale, shapes in sheet.groups:
        add(SubElement(root, "g", {"transform": f"translate({x} {y}) scale({scale:g})"}), shapes, painted)
    return tostring(root, encoding="utf-8", xml_declaration=True)
