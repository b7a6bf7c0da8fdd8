"""A statement as an entry in a list of works cited, as text.

Sources: APA Publication Manual, 7th ed., chapters 9 and 10 (webpages; descriptions in square brackets); Chicago Manual
of Style, 17th ed., chapter 14 (bibliographies; untitled works are described without quotation marks); MLA Handbook,
9th ed., chapter 5 (template of core elements). None of them knows uncertain dates, for which all use “ca.” and “?”.
"""

from django.utils.dates import MONTHS, MONTHS_AP
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from .work import SITE

# The Associated Press writes March and April in full, MLA does not; in Spanish no month begins with a capital.
MONTHS_MLA = {
    **MONTHS_AP,
    1: pgettext_lazy("month in MLA style", "Jan."),
    2: pgettext_lazy("month in MLA style", "Feb."),
    3: pgettext_lazy("month in MLA style", "Mar."),
    4: pgettext_lazy("month in MLA style", "Apr."),
}


def apa(work):
    return _(
        "%(author)s (%(date)s). %(title)s [%(description)s]. %(site)s. Retrieved %(accessed)s, from %(address)s"
    ) % {
        "author": ended(apa_author(work)),
        "date": said(work, apa_day) or _("n.d."),
        "title": work.title,
        "description": work.description,
        "site": SITE,
        "accessed": us_day(work.accessed),
        "address": work.address,
    }


def chicago(work):
    return _("%(author)s %(title)s %(details)s %(site)s. Accessed %(accessed)s. %(address)s.") % {
        "author": ended(author(work)),
        "title": title_in_marks(work),
        "details": details(work, said(work, us_day) or _("n.d.")),
        "site": SITE,
        "accessed": us_day(work.accessed),
        "address": work.address,
    }


def mla(work):
    return _("%(author)s %(title)s %(details)s %(site)s, %(address)s. Accessed %(accessed)s.") % {
        "author": ended(author(work)),
        "title": title_in_marks(work),
        "details": details(work, said(work, mla_day)),
        "site": SITE,
        "accessed": mla_day(work.accessed),
        "address": work.address,
    }


def apa_author(work):
    """“McFadden, G. L.”, or the agency."""
    if not work.person:
        return work.agency
    given, family, suffix = work.person
    initials = " ".join("-".join(f"{part[0]}." for part in name.split("-") if part) for name in given.split())
    return ", ".join(filter(None, [family, initials, suffix]))


def author(work):
    """“McFadden, Garry L.”, or the agency."""
    if not work.person:
        return work.agency
    given, family, suffix = work.person
    return ", ".join(filter(None, [family, given, suffix]))


def title_in_marks(work):
    """The title with a full stop; in quotation marks if it is a quotation, and only then."""
    return _("“%s”") % ended(work.title) if work.is_quotation else ended(work.title)


def details(work, date):
    """What it is, whose, and when: “Quotation, Wake County Sheriff's Office, Feb. 2017.”"""
    agency = work.agency if work.person else ""  # which is the author otherwise
    return ended(", ".join(filter(None, [work.description, agency, date])))


def ended(words):
    """The words with a full stop, unless they end with a mark already."""
    return words if words.endswith((".", "?", "!", "…")) else f"{words}."


# Dates


def said(work, written):
    """The date as exactly as it is known, each end of a span by itself; empty if undated."""
    if work.date is None:
        return ""
    ends = [work.date.start] if work.date.start == work.date.end else [work.date.start, work.date.end]
    return "–".join(qualified(written(end), end.qualifier) for end in ends)


def qualified(words, qualifier):
    pattern = {
        "": "%s",
        "~": pgettext("approximate date", "ca. %s"),
        "?": pgettext("uncertain date", "%s?"),
        "%": pgettext("approximate and uncertain date", "ca. %s?"),
    }[qualifier]
    return pattern % words


def apa_day(day):
    """“2016, November 14”, “2016, November” or “2016”."""
    patterns = {
        3: pgettext("APA date", "%(year)s, %(month)s %(day)s"),
        2: pgettext("APA date", "%(year)s, %(month)s"),
    }
    return dated(day, patterns, MONTHS)


def us_day(day):
    """“November 14, 2016”, “November 2016” or “2016”."""
    patterns = {
        3: pgettext("Chicago date", "%(month)s %(day)s, %(year)s"),
        2: pgettext("Chicago date", "%(month)s %(year)s"),
    }
    return dated(day, patterns, MONTHS)


def mla_day(day):
    """“14 Nov. 2016”, “Nov. 2016” or “2016”."""
    patterns = {
        3: pgettext("MLA date", "%(day)s %(month)s %(year)s"),
        2: pgettext("MLA date", "%(month)s %(year)s"),
    }
    return dated(day, patterns, MONTHS_MLA)


def dated(day, patterns, months):
    """Write a day, or a date known to a month or a year only, by the pattern for as many parts as it has."""
    parts = 1 + bool(day.month) + bool(day.day)
    if parts == 1:
        return str(day.year)
    return patterns[parts] % {"year": day.year, "month": months[day.month], "day": day.day}
