"""The shifts of a query string as an Atom feed."""

import datetime

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from stances.filters.shifts import filter_shifts

MOST_ENTRIES = 50


class Feed(Atom1Feed):
    def latest_post_date(self):
        """When the feed was last updated. Without entries it never was; Atom wants a moment all the same."""
        return super().latest_post_date() if self.items else datetime.datetime.fromtimestamp(0, datetime.UTC)


def shift_feed(request):
    """The newest shifts; errors answer 400 with the words that the page has beside its fields."""
    shifts = filter_shifts(request.GET)
    if shifts.errors:
        words = "\n".join(shifts.messages)
        return HttpResponse(f"{words}\n", "text/plain; charset=utf-8", status=400)
    page = f"{settings.SITE_URL}{reverse('shifts')}?{shifts.query}".rstrip("?")
    feed = Feed(
        title=_("Stances: shifts of position"),
        description=_("Where a police agency’s position on a topic moved between two dated statements, newest first."),
        link=page,
        feed_url=f"{settings.SITE_URL}{reverse('shifts_atom')}?{shifts.query}".rstrip("?"),
        language=request.LANGUAGE_CODE,
    )
    for shift in shifts.page_of(MOST_ENTRIES)[0]:
        feed.add_item(**entry(shift))
    return HttpResponse(feed.writeString("utf-8"), "application/atom+xml; charset=utf-8")


def entry(shift):
    """What the feed says of a shift. A shift is known by the statement that it leads to and by its topic."""
    address = settings.SITE_URL + shift.statement.get_absolute_url()
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
