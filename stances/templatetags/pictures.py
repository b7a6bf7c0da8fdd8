"""The drawings of a list on its page, and the addresses of their files."""

from django import template
from django.urls import reverse

from stances.pictures.svg import inline

register = template.Library()


@register.simple_tag
def drawn(drawing, picture):
    """The SVG of a drawing, told by the name of its picture; the table beside it has its numbers."""
    return inline(drawing, picture.name)


@register.simple_tag
def picture_address(extension, code, query=""):
    return reverse(f"picture_{extension}", args=[code]) + (f"?{query}" if query else "")
