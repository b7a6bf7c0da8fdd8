"""What pages say of records in the same words everywhere, and as often as a hundred times on one page.

So it is written here rather than in templates, each of whose parts takes its time.
"""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from stances import dates
from stances.codebook import Position
from stances.models.addresses import address

from .archive import marked

register = template.Library()


@register.simple_tag
def position(code):
    """The label of a position in its color, with the mark that tells it apart besides."""
    return format_html('<span class="position position-{}">{}</span>', code, Position(code).label)


@register.simple_tag
def partial_date(text):
    """A partial date in plain words. A <time> takes a day, a month or a year, no more exact than it is; no span."""
    words = dates.words(text)
    is_one = text and "/" not in text
    return format_html('<time datetime="{}">{}</time>', text.rstrip("~?%"), words) if is_one else words


@register.simple_tag
def linked(record, words, query=""):
    """A link to the page of a record, with what a query found in the words marked."""
    return format_html('<a href="{}">{}</a>', record.get_absolute_url(), marked(words, query))


@register.simple_tag
def where_linked(agency):
    """The place or county of an agency and its state, each a link to its page."""
    nearest, state = agency.place or agency.county, agency.state
    state_link = format_html('<a href="{}">{}</a>', address("jurisdictions", state.lower()), state)
    return format_html("{}, {}", linked(nearest, nearest.name), state_link) if nearest else state_link


@register.simple_tag
def said_by(statement, query=""):
    """Who spoke with which title, for which agency, and where it is: each a link to its page."""
    official, agency = statement.official, statement.agency
    parts = [linked(official, official.name, query)] if official else []
    if statement.official_title:
        parts.append(_title_held(statement, query))
    speaker = format_html_join(", ", "{}", ((part,) for part in parts))
    links = [speaker, linked(agency, agency.name, query), where_linked(agency)]
    return format_html_join(SafeString(" ·&nbsp;"), "{}", ((link,) for link in links if link))


def _title_held(statement, query):
    """The title of who spoke, in the language of the statement."""
    return format_html('<span lang="{}">{}</span>', statement.language, marked(statement.official_title, query))
