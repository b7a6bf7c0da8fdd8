"""The public log as an Atom feed: the same query string as the page, the same lines in the same order."""

from django.template.loader import render_to_string
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from stances.changes.log import lines_of
from stances.exports.envelope import data_version
from stances.filters.changes import filter_changes, written
from stances.sharing.wording import absolute, quoted, readable
from stances.views.downloads import refused

from .atom import PER_PAGE, Feed, address, tag


def change_feed(request):
    """A page of the log as Atom; errors answer 400 with the words that the page has beside its fields."""
    changes = filter_changes(request.GET, per_page=PER_PAGE)
    if changes.errors:
        return refused(changes)
    version, (lines, following) = data_version(), lines_of(changes)
    title = _("Stances: what was published, changed, withdrawn and merged")
    queries = {"own": changes.query_of_page, "first": changes.query_with(), "following": following}
    feed = Feed("changes", title, changes.query, **queries, version=version)
    for line in lines:
        for entry in line.entries:
            add(feed, entry)
        if not line.entries:
            add_many(feed, line)
    return feed.response()


def add(feed, entry):
    statement = entry.statement
    words = {"change": entry.change.label, "agency": statement.agency, "reference": statement.reference}
    feed.add_item(
        readable(_("%(change)s: %(agency)s, %(reference)s") % words),
        absolute(statement.get_absolute_url()),
        readable(Truncator(quoted(statement)).chars(200)) if entry.has_words else None,
        unique_id=tag(f"changes/{written(entry.logged.at)}/{entry.logged.reference}"),
        updateddate=entry.logged.at,
        categories=[entry.change],
        content=render_to_string("changes/_entry.html", {"entry": entry}),
        sources=[],
    )


def add_many(feed, line):
    feed.add_item(
        str(line.words),
        absolute(address("changes", line.query)),
        None,
        unique_id=tag(f"changes/{written(line.at)}/{line.change}"),
        updateddate=line.at,
        categories=[line.change],
        content=render_to_string("changes/_many.html", {"line": line}),
        sources=[],
    )
