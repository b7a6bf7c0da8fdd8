"""The shifts of a query string as an Atom feed."""

from django.utils.translation import gettext as _

from stances.exports.envelope import data_version
from stances.filters.shifts import filter_shifts
from stances.sharing.wording import absolute
from stances.views.downloads import refused

from .atom import PER_PAGE, Feed


def shift_feed(request):
    """A page of the shifts, newest first; errors answer 400 with the words that the page has beside its fields."""
    shifts = filter_shifts(request.GET, per_page=PER_PAGE)
    if shifts.errors:
        return refused(shifts)
    version, (found, following) = data_version(), shifts.page()
    title = _("Stances: shifts of position")
    words = _("Where a police agency’s position on a topic moved between two dated statements, newest first.")
    queries = {"own": shifts.query_of_page, "first": shifts.query, "following": following}
    feed = Feed("shifts", title, shifts.query, **queries, version=version, subtitle=words)
    for shift in found:
        feed.add_item(**entry(shift))
    return feed.response()


def entry(shift):
    """What the feed says of a shift. A shift is known by the statement that it leads to and by its topic."""
    address = absolute(shift.statement.get_absolute_url())
    words = {
        "agency": shift.agency,
        "topic": shift.get_topic_display(),
        "before": shift.get_position_before_display(),
        "after": shift.get_position_display(),
        "date_before": shift.before.date_words,
        "date_after": shift.statement.date_words,
    }
    return {
        "title": _("%(agency)s on %(topic)s: from “%(before)s” to “%(after)s”") % words,
        "description": _("From “%(before)s” (%(date_before)s) to “%(after)s” (%(date_after)s).") % words,
        "link": address,
        "unique_id": f"{address}#{shift.topic}",
        "updateddate": max(shift.before.updated_at, shift.statement.updated_at),
    }
