"""What a list of statements shows, in plain words and as chips that can be removed."""

import re
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from stances import paging
from stances.conjunctions import joined_by_or
from stances.filters import LISTED, StatementFilter
from stances.models import Statement
from stances.models.statement import REFERENCE_PATTERN
from stances.paging import SORTS


@dataclass
class Chip:
    """One value of a filter that is asked for, and the query string of the list without it."""

    name: str
    filter: str
    label: str
    query: str


def chips(statements):
    labels = {name: each.label for name, each in StatementFilter.base_filters.items()}
    labels["as_of"] = statements.form.fields["as_of"].label
    return [
        Chip(
            name,
            labels[name],
            _value_label(statements, name, value),
            statements.query_without(name, value),
        )
        for name, value in statements.pairs
        if name in labels
    ]


def _value_label(statements, name, value):
    if name in LISTED:
        return next(str(each.label) for each in statements.values(name) if each.value == value)
    return statements.cleaned[name].words if name.startswith(("date_", "as_of")) else value


@dataclass
class WayOut:
    """A filter without which an empty list would have statements, how many, and the query string of that list."""

    filter: str
    total: int
    query: str


def ways_out(statements):
    """Return the WaysOut of an empty list, the most statements first."""
    ways = [
        WayOut(StatementFilter.base_filters[name].label, total, statements.query_without(name))
        for name, total in statements.totals_without_one().items()
    ]
    return sorted(ways, key=lambda way: -way.total)


def referred_to(statements):
    """Return the public Statement that is named where a reference is all that is searched for, else None.

    It has another reference where the one asked for was merged into it. Many words of eight letters look like one.
    """
    asked = statements.cleaned["q"].lower()
    return Statement.objects.led_to_by(asked) if re.fullmatch(REFERENCE_PATTERN, asked) else None


def sentence(statements):
    """Return what the list shows in one sentence, such as “14 statements: from North Carolina; position Declines.”"""
    total = statements.total
    counted = ngettext("%(count)s statement", "%(count)s statements", total) % {"count": intcomma(total)}
    parts = [*_parts(statements)]
    order = SORTS[statements.cleaned["sort"]][0].lower()
    if not parts:
        return _("All %(counted)s of the archive, %(order)s.") % {"counted": counted, "order": order}
    return _("%(counted)s %(parts)s, %(order)s.") % {
        "counted": counted,
        "parts": " ".join(parts),
        "order": order,
    }


def sentence_without_order(statements):
    """Return what the list holds, such as “14 statements in North Carolina with the position Declines.”"""
    total = statements.total
    counted = ngettext("%(count)s statement", "%(count)s statements", total) % {"count": intcomma(total)}
    parts = " ".join(_parts(statements))
    if not parts:
        return _("All %(counted)s of the archive.") % {"counted": counted}
    return _("%(counted)s %(parts)s.") % {"counted": counted, "parts": parts}


def order_note(statements):
    """Return what a reader has to know of the order, such as that only a part of the matches is ranked, or ""."""
    if statements.cleaned["sort"] != "relevance" or not statements.matches.is_ranked_in_part:
        return ""
    return _("Best match first among the newest %(count)s matches; the others follow, newest first.") % {
        "count": intcomma(paging.MOST_RANKED)
    }


def _parts(statements):
    """Yield what each filter asks for, in words that follow “statements”."""
    patterns = {
        "kind": _("of the kind %s"),
        "agency": _("by %s"),
        "official": _("by %s"),
        "agency_kind": _("by agencies of the kind %s"),
        "place": _("in %s"),
        "county": _("in %s"),
        "state": _("in %s"),
        "position": _("with the position %s"),
        "topic": pgettext("topic", "about %s"),
        "basis": _("decided by %s"),
        "publisher": _("reported by %s"),
    }
    for name, pattern in patterns.items():
        if values := statements.values(name):
            yield pattern % joined_by_or(each.label for each in values)
    if query := statements.cleaned.get("q"):
        # A phrase has its quotation marks, within which no others are needed.
        yield (_("matching %s") if '"' in query else _("matching “%s”")) % query
    yield from _times(statements)
    if as_of := statements.as_of:
        yield as_published(as_of)


def as_published(as_of):
    if not as_of.date:
        return pgettext("a moment", "as published at %s") % as_of.words
    return _("as published at the end of %s") % as_of.date.words_within


def _times(statements):
    cleaned = statements.cleaned
    after, before = cleaned.get("date_after"), cleaned.get("date_before")
    first, last = after and after.start, before and before.end
    # A qualifier changes nothing of what is kept, and so is not told.
    if first and first == last:
        pattern = pgettext("a day", "of %s") if first.day else pgettext("a month or a year", "of %s")
        yield pattern % first.plain_words
    elif first and last:
        yield _("from %(first)s until %(last)s") % {"first": first.words_within, "last": last.words_within}
    elif first:
        yield _("from %s on") % first.words_within
    elif last:
        yield _("until %s") % last.words_within
    if updated := cleaned.get("updated_after"):
        yield _("changed since %s") % updated.strftime("%Y-%m-%d %H:%M UTC")
