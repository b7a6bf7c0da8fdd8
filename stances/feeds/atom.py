"""Feeds in Atom (RFC 4287). Each has its whole list, in pages that lead from the first to the last (RFC 5005)."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stances.exports.envelope import Envelope, Source
from stances.models import SearchRow
from stances.sharing.wording import absolute, readable

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
PER_PAGE = 50
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def tag(name):
    """Return an identifier that stays when addresses change (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{name}"


class Feed(Atom1Feed):
    """A feed of one list: ``name`` is that of its page, ``query`` its canonical one.

    ``own``, ``first`` and ``following`` are the query strings of this page of the feed, of its first and of the next
    one, which is "" where there is none. ``version``: the data_version() from before the entries were read. Entries
    take, besides what Django's feeds know, ``content`` (HTML) and ``sources``, the addresses of the articles that they
    rest on.
    """

    def __init__(self, name, title, query, own, first, following, version, subtitle=None):
        super().__init__(
            readable(title),
            absolute(address(name, query)),
            None,
            subtitle=subtitle,
            language=get_language(),
            author_name=_("Stances"),
            author_link=absolute(reverse("home")),
            feed_url=absolute(address(f"{name}_atom", own)),
            feed_guid=tag(f"{reverse('home')[1:]}{name}?{query}"),  # each language has a feed of its own
            feed_copyright="CC BY 4.0",
        )
        self.name, self.query, self.version = name, query, version
        self.pages = {"first": first, **({"next": following} if following else {})}

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for relation, query in self.pages.items():
            href = absolute(address(f"{self.name}_atom", query))
            handler.addQuickElement("link", "", {"rel": relation, "href": href})

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for source in item.get("sources", ()):
            handler.addQuickElement("link", "", {"rel": "via", "href": readable(source)})
        if content := item.get("content"):
            handler.addQuickElement("content", readable(content), {"type": "html"})

    def latest_post_date(self):
        """When the newest of the entries was changed; without any, when any statement was."""
        moments = [item["updateddate"] for item in self.items]
        return max(moments, default=None) or SearchRow.objects.published().last_change() or NEVER

    def response(self):
        envelope = Envelope.now(Source(self.name, self.name), len(self.items), self.query, self.version)
        return HttpResponse(self.writeString("utf-8"), CONTENT_TYPE, headers=envelope.headers)


def address(name, query):
    return reverse(name) + (f"?{query}" if query else "")
