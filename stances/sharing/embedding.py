"""A statement shown by other sites: the frame with its card, and what oEmbed (https://oembed.com) tells of it."""

from io import StringIO
from math import ceil
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.utils.xmlutils import SimplerXMLGenerator

from . import picture
from .wording import absolute, heading, readable, speaker, where

WIDTH, LEAST_WIDTH = 600, 260  # of a card, in pixels
NARROW = 360  # a frame as wide as its page has room for the words on a phone

# The measures of the card, as in its style sheet: edges, gaps and the room that lines leave; a line and a letter of
# the words and of what stands below them.
ACROSS, DOWN = 76, 82
WORDS, FACTS = (29, 9.4), (21, 7.8)
KIND = 58  # letters that the position and the kind take
LINKS = 36  # letters around the name of the publisher
KEPT_FOR = 86_400  # seconds


def height(statement, width):
    """How high a card of a width has to be for all it says, in pixels."""
    who = f"{speaker(statement)} · {statement.agency.name} · {where(statement.agency)} · {statement.date_words}"
    source = len(statement.main_citation.article.publisher) + LINKS
    texts = [(len(statement.text), WORDS), (len(who), FACTS), (KIND, FACTS), (source, FACTS)]
    return DOWN + sum(ceil(letters * letter / (width - ACROSS)) * line for letters, (line, letter) in texts)


def frame(statement, width=None, height_in_all=None):
    """Return the HTML of the frame; without a width it is as wide as there is room."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" frameborder="0" loading="lazy"></iframe>',
        absolute(reverse("statement_card", args=[statement.reference])),
        heading(statement),
        width or "100%",
        height_in_all or height(statement, width or NARROW),
    )


def oembed(statement, most_wide=None, most_high=None):
    """Return the answer about a statement as a dictionary; it has no more than the width and height asked for."""
    width = max(LEAST_WIDTH, min(WIDTH, most_wide or WIDTH))
    high = min(height(statement, width), most_high or height(statement, width))
    record = statement.official or statement.agency
    return {
        "version": "1.0",
        "type": "rich",
        "title": heading(statement),
        "author_name": speaker(statement),
        "author_url": absolute(record.get_absolute_url()),
        "provider_name": _("Stances"),
        "provider_url": absolute(reverse("home")),
        "cache_age": KEPT_FOR,
        "thumbnail_url": absolute(reverse("statement_picture", args=[statement.reference])),
        "thumbnail_width": picture.WIDTH,
        "thumbnail_height": picture.HEIGHT,
        "html": frame(statement, width, high),
        "width": width,
        "height": high,
    }


def oembed_address(statement, form):
    query = urlencode({"url": absolute(statement.get_absolute_url()), "format": form})
    return absolute(f"{reverse('oembed')}?{query}")


def find_statement(url):
    """Return (language, reference) of a statement's address on this site, by http or https; None if it is another."""
    try:
        asked = urlsplit(url)
    except ValueError:
        return None
    if asked.scheme not in ("http", "https") or asked.netloc.lower() != urlsplit(settings.SITE_URL).netloc.lower():
        return None
    found = ((language, _reference(asked.path, language)) for language, _name in settings.LANGUAGES)
    return next(((language, reference) for language, reference in found if reference), None)


def _reference(path, language):
    with override(language):
        try:
            match = resolve(path)
        except Resolver404:
            return None
    return match.kwargs["reference"] if match.url_name == "statement" else None


def as_xml(answer):
    """Return an answer as the XML of oEmbed."""
    file = StringIO()
    xml = SimplerXMLGenerator(file, "utf-8")
    xml.startDocument()
    xml.startElement("oembed", {})
    for name, value in answer.items():
        xml.addQuickElement(name, readable(str(value)))
    xml.endElement("oembed")
    return file.getvalue()
