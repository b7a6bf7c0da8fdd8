from functools import lru_cache

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify

register = template.Library()

_VALUE = """
<li{}><label{}><input type="checkbox" id="{}-{}" name="{}" value="{}"{}>
<span class="facet-label{}">{}</span> <span class="count">{}</span></label></li>"""

# What needs no escaping is not escaped, which would take half of the time.
_NOTHING, _WITHOUT_MATCHES, _CHECKED = map(SafeString, ("", ' class="without-matches"', " checked"))


@register.simple_tag
def values_of(facet):
    """The values of a facet, each with a box to tick and its count. In Python, as a page has more than a hundred."""
    name = SafeString(facet.name)
    return format_html_join("", _VALUE, (_parts(name, each) for each in facet.values))


def _parts(name, each):
    return (
        _NOTHING if each.count else _WITHOUT_MATCHES,
        format_html(' title="{}"', each.definition) if each.definition else _NOTHING,
        name,
        _slug(each.value),
        name,
        each.value,
        _CHECKED if each.is_chosen else _NOTHING,
        f" position position-{each.value}" if name == "position" else _NOTHING,
        each.label,
        SafeString(each.count if each.count < 1000 else intcomma(each.count)),
    )


@lru_cache(maxsize=4096)
def _slug(value):
    return SafeString(slugify(value))
