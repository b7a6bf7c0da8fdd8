"""A statement in the few words that other sites and programs show of it."""

import re

from django.conf import settings
from django.utils.translation import gettext as _

from stances.codebook import Position

# What tells positions apart besides their colors; for charts, cards and pictures without style sheets.
MARKS = {
    Position.PARTNERS: "++",
    Position.COOPERATES: "+",
    Position.NEUTRAL: "0",
    Position.LIMITS: "−",
    Position.DECLINES: "−−",
    Position.UNCLEAR: "?",
}

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def absolute(path):
    """The address by which the public knows a path of this site."""
    return settings.SITE_URL + path


def speaker(statement):
    """Who said or did it: the official with the title then held, else the agency."""
    official, title = statement.official, statement.official_title
    if official and title:
        return _("%(name)s, %(title)s") % {"name": official.name, "title": title}
    return official.name if official else title or statement.agency.name


def where(agency):
    """The place or county of an agency and its state, such as “Charlotte, NC”."""
    nearest = agency.place or agency.county
    return _("%(place)s, %(state)s") % {"place": nearest.name, "state": agency.state} if nearest else agency.state


def quoted(statement, words=None):
    """The words of a statement, or those given in their stead; only a quotation wears quotation marks."""
    words = statement.text if words is None else words
    return f"“{words}”" if statement.is_quotation else words


def heading(statement):
    """Who, which position and when, such as “Boise Police Department (ID): Limits, Feb. 21, 2017”."""
    return _("%(agency)s (%(state)s): %(position)s, %(date)s") % {
        "agency": statement.agency.name,
        "state": statement.agency.state,
        "position": statement.get_position_display(),
        "date": statement.date_words,
    }


def readable(text):
    """The text without characters that XML cannot have, such as control characters and halves of pairs."""
    return NOT_IN_XML.sub("", text)
