"""Feeds in Atom (RFC 4287), in pages where they are long (RFC 5005)."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stances.models import SearchRow
from stances.sharing.wording import absolute, readable

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def tag(name):
    """Return an identifier that stays when addresses change (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{name}"


class Feed(Atom1Feed):
    """A feed of the archive. ``page`` is the path of the page with the same list, ``own`` that of the feed itself.

    ``following`` is the path of the next page of the feed, or "". Entries take, besides what Django's feeds know,
    ``content`` (HTML) and ``sources``, the addresses of the articles it rests on.
    """

    def __init__(self, name, title, page, own, following=""):
        super().__init__(
            readable(title),
            absolute(page),
            None,
            language=get_language(),
            author_name=_("Stances"),
            author_link=absolute(reverse("home")),
            feed_url=absolute(own),
            feed_guid=tag(reverse("home")[1:] + name),  # each language has a feed of its own, of the same entries
            feed_copyright="CC BY 4.0",
        )
        self.following = following

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if self.following:
            handler.addQuickElement("link", "", {"rel": "next", "href": absolute(self.following)})

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for address in item["sources"]:
            handler.addQuickElement("link", "", {"rel": "via", "href": readable(address)})
        handler.addQuickElement("content", readable(item["content"]), {"type": "html"})

    def latest_post_date(self):
        """When the newest of the entries was changed; without any, when any statement was."""
        moments = [item["updateddate"] for item in self.items]
        return max(moments, default=None) or SearchRow.objects.published().last_change() or NEVER

    def response(self):
        return HttpResponse(self.writeString("utf-8"), "application/atom+xml; charset=utf-8")
