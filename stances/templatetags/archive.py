"""What templates need beyond Django's own tags."""

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from stances import search
from stances.citing.work import shortened

register = template.Library()


@register.simple_tag
def marked(text, query):
    """The text, escaped, with what a query found in <mark>. Without a query, the text."""
    if not query:
        return escape(text)
    html = SafeString()
    for piece, is_found in search.marked(text, query):
        html += format_html("<mark>{}</mark>", piece) if is_found else escape(piece)
    return html


@register.filter
def as_list(value):
    """What a form was given for a field, as a list, whether it takes one value or several."""
    return value if isinstance(value, list) else [value or ""]


# As many whole words as fit into so many characters: {{ statement.text|shortened:90 }}
register.filter("shortened", shortened)

# What htmx takes from the page of a list when a filter changes: the results, and what beside them tells of the list.
_SWAP = (
    'hx-target="#results" hx-select="#results" hx-swap="outerHTML" hx-push-url="true" hx-sync="#filters:queue last" '
    'hx-select-oob="{}"'
)
_FIELDS = ("field-q", "dates")


@register.simple_tag
def swap(facets, fields=False):
    """The attributes of an element whose links or fields change the list in its place.

    Where a reader types, the ``fields`` of words and dates stay as they are.
    """
    facet_parts = [f"{part}-{name}" for name in facets for part in ("values", "chosen")]
    parts = ["sentence", "filter-count", "show", "languages", *facet_parts, *(_FIELDS if fields else ())]
    return format_html(_SWAP, ",".join(f"#{part}:innerHTML" for part in parts))
