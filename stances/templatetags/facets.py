"""The values of a facet, of which a page has more than a hundred: so they are written in Python."""

from functools import lru_cache

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.html import escape, mark_safe
from django.utils.text import slugify

register = template.Library()

_slug = lru_cache(maxsize=4096)(slugify)


@register.simple_tag
def values_of(facet):
    """The values of a facet, each with a box to tick and its count."""
    return mark_safe("".join(_item(facet.name, each) for each in facet.values))  # noqa: S308, escaped below


def _item(name, each):
    """The HTML of a value. What the archive or a reader wrote is escaped; the rest is the site's own."""
    without = "" if each.count else ' class="without-matches"'
    title = f' title="{escape(each.definition)}"' if each.definition else ""
    checked = " checked" if each.is_chosen else ""
    color = f" position position-{escape(each.value)}" if name == "position" else ""
    return f"""
<li{without}><label{title}>
<input type="checkbox" id="{name}-{_slug(each.value)}" name="{name}" value="{escape(each.value)}"{checked}>
<span class="facet-label{color}">{escape(each.label)}</span>
<span class="count">{each.count if each.count < 1000 else intcomma(each.count)}</span></label></li>"""
